"""The checkout: what is sold, how it is paid, and one key that finishes both."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import Good
from app.domain.kernel.access import Role
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.payments.errors import ApprovalIsStale
from app.domain.pricing import ManualDiscount
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.domain.pricing.manual_discounts import HandBenefit
from app.messages.catalogue import sentence, tr
from app.services.checkout import NothingIsDue, OrderTab
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.payments.basket import CounterBasket
from app.ui.payments.payment_sheet_model import PaymentSheetModel
from app.ui.payments.sealing_work import Given, Sealed, gift_card, not_yet, priced, sealing
from app.ui.payments.subjects import (
    Done,
    GiftCardSubject,
    GoodsSubject,
    OrderSubject,
    Subject,
)
from app.ui.payments.till_view_model import SecondWanted
from app.ui.runner import Newest


class CheckoutViewModel(QObject):
    """Knows one subject at a time; what is finished stays shown until the next one begins."""

    changed = Signal()
    opened = Signal()
    finished = Signal(object)
    second_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._openings = Newest(desk.services.runner)
        self._prices = Newest(desk.services.runner)
        self.paying = PaymentSheetModel(desk)
        self.subject: Subject | None = None
        self._basket: CounterBasket | None = None
        self.done: Done | None = None
        self.problem = ""
        self.is_saving = False
        self.wants_paper = True
        self._approvers: frozenset[Role] = frozenset()
        self.paying.changed.connect(self.changed)

    @property
    def is_free(self) -> bool:
        """Return whether another subject may take the place of this one."""
        sheet = self.paying.sheet
        return (
            not self.is_saving
            and not self.paying.cards.is_running
            and not (sheet is not None and sheet.cards)
        )

    @property
    def is_owed(self) -> bool:
        """Return whether something is to be paid now."""
        return self.subject is not None and self.paying.sheet is not None and not self.is_saving

    @property
    def _is_pricing(self) -> bool:
        subject = self.subject
        return isinstance(subject, GoodsSubject) and subject.basket != self._basket

    def open_order(self, order_id: OrderId) -> None:
        """Open what is owed on an order."""
        service, session = self.desk.services.checkout, self.desk.session
        self._open(lambda: service.tab(session, order_id))

    def open_number(self, text: str) -> None:
        """Open the order of a printed number."""
        service, session = self.desk.services.checkout, self.desk.session
        self._open(lambda: service.find(session, text))

    def add_good(self, good: Good) -> None:
        """Put a piece on the counter; an order that lies there makes way if nothing was given."""
        if self._basket is None and not self._make_way():
            return
        basket = self._basket or CounterBasket(command_id=self.desk.services.new_command_id())
        self._price(basket.with_good(good))

    def change_basket(self, change: Callable[[CounterBasket], CounterBasket]) -> None:
        """Change the goods on the counter and price them anew."""
        if self._basket is None or self.is_saving:
            return
        try:
            basket = change(self._basket)
        except DomainError as refusal:
            self._refuse(refusal)
            return
        if basket.lines:
            self._price(basket)
        else:
            self.clear()

    def give_discount(self, benefit: HandBenefit, reason: str, line_id: str | None) -> None:
        """Take something off a line, or off the whole."""
        discount = ManualDiscount(
            discount_id=str(self.desk.services.new_command_id()),
            benefit=benefit,
            reason=reason,
            given_by=self.desk.session.user_id,
            line_id=line_id,
        )
        self.change_basket(lambda basket: basket.with_discount(discount))

    def sell_gift_card(self, number: str, amount: Money) -> None:
        """Take money for a gift card, or for more on one that is known."""
        if self._make_way():
            self._openings.run(
                gift_card(self.desk, number, amount), done=self._show, failed=self._refuse
            )

    @Slot()
    def clear(self) -> None:
        """Begin anew; a card that was charged has to be finished first."""
        if self._make_way():
            self.changed.emit()

    def pay_deposit(self) -> None:
        """Take the usual part in advance."""
        if isinstance(self.subject, OrderSubject):
            self.paying.pay_part(self.subject.tab.deposit)

    def pay_all(self) -> None:
        """Take all that is owed."""
        if self.subject is not None:
            self.paying.pay_part(self.subject.due)

    def finish(self, second: Session | None = None) -> None:
        """Seal the payment as it stands; a second press while saving does nothing."""
        sheet, subject = self.paying.sheet, self.subject
        if self.is_saving or sheet is None or subject is None or self._is_pricing:
            return
        refusal = not_yet(self.paying.cards, sheet)
        if refusal:
            self._say(refusal)
            return
        self._set_saving(is_saving=True)
        change = sheet.settlement.change
        given = Given(sheet=sheet, wants_paper=self.wants_paper, second=second)
        self.desk.services.runner.run(
            sealing(self.desk, subject, given),
            done=lambda sealed: self._finish(sealed, change),
            failed=self._refuse_sealing,
        )

    def _finish(self, sealed: Sealed, change: Money) -> None:
        entry, changes = sealed
        sheet = self.paying.sheet
        paid = entry.document.total if sheet is None else sheet.amount
        self.done = Done(reference=entry.reference, paid=paid, change=change)
        subject, self.subject, self._basket = self.subject, None, None
        self.problem = ""
        self.paying.clear()
        self._set_saving(is_saving=False)
        self.desk.publish(changes)
        self.finished.emit(subject)

    def _refuse_sealing(self, error: DioptreError) -> None:
        self._set_saving(is_saving=False)
        if isinstance(error, DiscountNeedsSecondPin):
            self._approvers = frozenset(
                Role(each) for each in str(error.facts["roles"]).split(", ")
            )
        elif not isinstance(error, ApprovalIsStale):
            self._refuse(error)
            return
        wanted = SecondWanted(why=sentence(error), roles=self._approvers, done=self.finish)
        self.second_wanted.emit(wanted)

    def _open(self, find: Callable[[], OrderTab]) -> None:
        if self._make_way():
            self._openings.run(find, done=self._show_tab, failed=self._refuse)

    def _make_way(self) -> bool:
        if not self.is_free:
            self._say(tr("A card was charged. Finish this payment first."))
            return False
        self._prices.drop()
        self.subject = self.done = self._basket = None
        self.problem = ""
        self.paying.clear()
        return True

    def _show_tab(self, tab: OrderTab) -> None:
        if tab.patient_due.minor <= 0 and not tab.is_ready:
            self._refuse(NothingIsDue(number=str(tab.order.number)))
            return
        self._show(OrderSubject(command_id=self.desk.services.new_command_id(), tab=tab))
        self.paying.take_up_waiting()

    def _show(self, subject: Subject) -> None:
        self.done = None
        self.subject = subject
        self.problem = ""
        match subject:
            case OrderSubject(tab=tab):
                self.paying.begin(tab.suggested, tab.cash_step, tab.order.order_id)
            case GoodsSubject(cash_step=step) | GiftCardSubject(cash_step=step):
                self.paying.begin(subject.due, step, None)
            case _:
                assert_never(subject)
        self.changed.emit()
        self.opened.emit()

    def _price(self, basket: CounterBasket) -> None:
        # Kept before it is priced: the next scan may be faster than the answer.
        self._basket = basket
        self._prices.run(priced(self.desk, basket), done=self._show, failed=self._refuse)

    def _set_saving(self, *, is_saving: bool) -> None:
        self.is_saving = is_saving
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self._say(sentence(error))

    def _say(self, text: str) -> None:
        self.problem = text
        self.changed.emit()
