"""The right half of the checkout: how the amount is given, tender by tender."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.payments.errors import PaymentExceedsDue
from app.domain.payments.stored_value import StoredValue
from app.domain.payments.tender import Tender, TenderKey, TenderLine
from app.domain.payments.terminal import Direction, TerminalAttempt, TerminalState
from app.messages.catalogue import sentence
from app.services.card_payments import AskTerminal
from app.services.gift_cards import masked
from app.ui.desktop import Desk
from app.ui.payments.card_conversation import CardConversation
from app.ui.payments.tender_sheet import SheetLine, TenderSheet
from app.ui.runner import Newest

STORED = (Tender.GIFT_CARD, Tender.STORE_CREDIT)


class PaymentSheetModel(QObject):
    """Holds the sheet and the card terminal's conversation; None while nothing is owed."""

    changed = Signal()
    tender_chosen = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lookups = Newest(desk.services.runner)
        self.sheet: TenderSheet | None = None
        self.order_id: OrderId | None = None
        self.tender = Tender.CASH
        self.stored: StoredValue | None = None
        self.problem = ""
        self.cards = CardConversation(desk)
        self.cards.changed.connect(self.changed)
        self.cards.ended.connect(self._card_ended)

    @property
    def currency(self) -> str:
        return self._desk.services.device.currency

    @property
    def suggested(self) -> Money | None:
        """Return the amount that stands in the field of the chosen tender."""
        if self.sheet is None or self.tender is Tender.CASH:
            return None
        rest = self.sheet.open_amount
        if self.tender in STORED and self.stored is not None:
            return Money(max(0, min(rest.minor, self.stored.balance.minor)), rest.currency)
        return rest

    def begin(self, amount: Money, cash_step: int, order_id: OrderId | None) -> None:
        """Begin to settle an amount; what was given for the same thing so far stays."""
        self.order_id = order_id
        kept = self.sheet
        if kept is None:
            self.tender = Tender.CASH
            self.sheet = TenderSheet(amount=amount, cash_step=cash_step)
        else:
            self._change(lambda: kept.paying(amount))
        self.changed.emit()

    def clear(self) -> None:
        """Forget everything that was given."""
        self.sheet = self.stored = self.order_id = None
        self.problem = ""
        self.tender = Tender.CASH
        self.cards.forget()
        self.changed.emit()

    def pay_part(self, amount: Money) -> None:
        """Settle another amount now."""
        sheet = self.sheet
        if sheet is not None and amount.minor > 0:
            self._change(lambda: sheet.paying(amount))

    def choose(self, tender: Tender) -> None:
        """Pay in another way from here on."""
        if self.sheet is None:
            return
        self.tender = tender
        self.stored = None
        self.problem = ""
        self.cards.forget()
        self.changed.emit()
        self.tender_chosen.emit()

    def put_cash(self, amount: Money | None) -> None:
        """Put cash on the counter, or take it away."""
        if self.sheet is not None:
            self.sheet = self.sheet.with_cash(amount)
            self.problem = ""
            self.changed.emit()

    @Slot()
    def pay_exactly(self) -> None:
        """Lay the exact rest on the counter, or fill the field of another tender."""
        if self.sheet is not None and self.tender is Tender.CASH:
            self.put_cash(self.sheet.exact_cash)

    def look_up(self, number: str) -> None:
        """Look at a gift card or a store credit before it is used."""
        service, session = self._desk.services.gift_cards, self._desk.session
        self._lookups.run(
            lambda: service.find(session, number), done=self._show_stored, failed=self._refuse
        )

    def add(self, reference: str, amount: Money | None) -> None:
        """Add a line of the chosen tender: a card is asked for, the rest is taken as typed."""
        if self.sheet is None or amount is None:
            return
        if self.tender is Tender.CARD:
            self._charge(amount)
            return
        self._change(lambda: self._with(self.tender, reference, amount))

    def remove(self, line: SheetLine) -> None:
        """Take a line back."""
        if self.sheet is not None:
            sheet = self.sheet
            self._change(lambda: sheet.without(line))

    def claim(self, attempt: TerminalAttempt) -> None:
        """Take up a card payment that stands on no receipt yet."""
        sheet = self.sheet
        if sheet is None or attempt.attempt_id in sheet.cards:
            return
        line = TenderLine(key=attempt.tender_key, amount=attempt.request.amount)
        number = attempt.report.authorisation or attempt.report.number
        card = SheetLine(line=line, number=number, attempt=attempt.attempt_id)
        self._change(lambda: sheet.with_line(card))

    def take_up_waiting(self) -> None:
        """Take up a card payment of this order that a power cut left without a receipt."""
        cards, session = self._desk.services.card_payments, self._desk.session
        order_id = self.order_id

        def take_up(attempts: tuple[TerminalAttempt, ...]) -> None:
            for attempt in attempts:
                is_payment = attempt.request.direction is Direction.CHARGE
                is_own = attempt.order_id == order_id == self.order_id
                if attempt.is_unclaimed and is_payment and is_own:
                    self.claim(attempt)

        self._desk.services.card_runner.run(
            lambda: cards.waiting(session), done=take_up, failed=self._refuse
        )

    def _charge(self, amount: Money) -> None:
        rest = self.sheet.open_amount if self.sheet is not None else amount
        if amount.minor > rest.minor:
            over = PaymentExceedsDue(due=rest, over=amount - rest)
            self._refuse(over)
            return
        self.cards.begin(
            AskTerminal(
                command_id=self._desk.services.new_command_id(),
                direction=Direction.CHARGE,
                amount=amount,
                order_id=self.order_id,
            )
        )

    def _with(self, tender: Tender, reference: str, amount: Money) -> TenderSheet | None:
        if self.sheet is None:
            return None
        key = TenderKey(tender=tender, reference=reference.strip())
        number = key.reference
        if tender in STORED:
            if self.stored is None:
                return self.sheet
            key = TenderKey(tender=self.stored.kind, reference=str(self.stored.stored_value_id))
            number = masked(self.stored.number)
        line = SheetLine(line=TenderLine(key=key, amount=amount), number=number)
        added = self.sheet.with_line(line)
        self.stored = None
        return added

    def _change(self, make: Callable[[], TenderSheet | None]) -> None:
        try:
            self.sheet = make()
            self.problem = ""
        except DomainError as refusal:
            self.problem = sentence(refusal)
        self.changed.emit()

    @Slot(object)
    def _card_ended(self, attempt: TerminalAttempt) -> None:
        if attempt.state is TerminalState.APPROVED:
            self.claim(attempt)

    def _show_stored(self, value: StoredValue) -> None:
        self.stored = value
        self.problem = ""
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.stored = None
        self.problem = sentence(error)
        self.changed.emit()
