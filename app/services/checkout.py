"""The checkout: what is owed on an order, and goods sold over the counter without one."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid5

from app.domain.catalog import ArticleKind, ArticleNotFound, Good, kind_of
from app.domain.inventory import MovementKind, StockMoved, StockMovement
from app.domain.kernel.access import Action
from app.domain.kernel.currency import cash_step
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId, MovementId, OrderId
from app.domain.kernel.money import Money, total
from app.domain.kernel.percent import Percent
from app.domain.orders import Order, OrderStatus
from app.domain.orders.receipts import insurer_lines, sale_content, still_claimed
from app.domain.orders.trail import READY
from app.domain.payments.documents import ReceiptContent
from app.domain.payments.ids import AttemptId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Purpose
from app.domain.payments.tender import Tender, TenderLine
from app.domain.pricing.bill import Bill
from app.domain.pricing.site_tax import usual_tax
from app.services.changes import NO_CHANGES, Changes
from app.services.order_drafting import SHELF_KINDS
from app.services.order_life.collection import order_of_code
from app.services.payment_ports import PaymentUnit
from app.services.payments import OrderAccount, PaymentService, TakePayment
from app.services.ports import NewId, UnitOfWork
from app.services.pricing import BasketWish, PricingService
from app.services.sealed_before import require_same_goods, require_same_tenders, sealed_before
from app.services.session import Session

# How much of the patient's part is usually taken when an order is made.
HALF = Percent(50_000)
CHOICES_MAX = 30
# Names the group in which a sale tells of the voucher codes it used up.
CODES_OF_SALE = "codes"
# What is handed over as it lies there; lenses are made, and a gift card has its own way.
SOLD_OVER_COUNTER = SHELF_KINDS | {
    ArticleKind.CONTACT_LENS,
    ArticleKind.REPAIR,
    ArticleKind.EXAMINATION,
    ArticleKind.DISPENSING,
}
# The goods leave the shop, or have left it: what is paid now is the sale.
SOLD_WHEN_PAID = READY | {OrderStatus.COLLECTED}


class OrderHasNoBill(DomainError):
    """The order was made before there were bills; it cannot be sold without its taxes."""

    code = "orders.order.no_bill"


class QuoteIsNotPaid(DomainError):
    """Nothing is owed on a quote."""

    code = "payments.checkout.quote"


class NothingIsDue(DomainError):
    """Everything is paid, and the goods have their receipt."""

    code = "payments.checkout.nothing_due"


class NothingIsSold(DomainError):
    """A counter sale has no goods."""

    code = "payments.checkout.empty"


class GiftCardIsNoGood(DomainError):
    """A gift card is sold under its number, not as an article."""

    code = "payments.checkout.gift_card"


class PriceHasChanged(DomainError):
    """The goods cost something else than the screen said."""

    code = "payments.checkout.price_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTab:
    """What the checkout shows of an order: its money, and what insurers still pay of it.

    `deposit_share` is how much of the patient's part is usually taken in advance.
    """

    order: Order
    account: OrderAccount
    claims: tuple[TenderLine, ...]
    cash_step: int
    deposit_share: Percent

    @property
    def patient_due(self) -> Money:
        """Return what the patient still pays; below nothing, what they have coming."""
        due = self.account.balance.due
        return due - total((line.amount for line in self.claims), due.currency)

    @property
    def is_ready(self) -> bool:
        """Return whether paying the rest now is the sale, and not a deposit."""
        return self.order.status in SOLD_WHEN_PAID and not self.account.is_sold

    @property
    def deposit(self) -> Money:
        """Return what is suggested to pay in advance: nothing where enough was paid."""
        due, held = self.patient_due, self._held_by_patient
        wanted = self.deposit_share.of(due.minor + held) - held
        return Money(max(0, min(due.minor, wanted)), due.currency)

    @property
    def suggested(self) -> Money:
        """Return the amount the checkout begins with."""
        is_whole = self.is_ready or self.deposit.minor == 0
        return self.patient_due if is_whole else self.deposit

    @property
    def _held_by_patient(self) -> int:
        left = dict(self.account.refundable)
        insured = sum(m.minor for key, m in left.items() if key.tender is Tender.INSURER)
        return self.account.balance.held.minor - insured


@dataclass(frozen=True, slots=True, kw_only=True)
class PayOrder:
    """What was given for an order; `amount` is what it settles, the insurers' part aside."""

    command_id: CommandId
    order_id: OrderId
    amount: Money
    lines: tuple[TenderLine, ...] = ()
    cards: tuple[AttemptId, ...] = ()
    rounding: Money
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SellGoods:
    """Goods over the counter; `seen_due` is what the screen said the customer pays."""

    command_id: CommandId
    wish: BasketWish
    seen_due: Money
    lines: tuple[TenderLine, ...] = ()
    cards: tuple[AttemptId, ...] = ()
    rounding: Money
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutService:
    """The use cases of the checkout."""

    payments: PaymentService
    pricing: PricingService
    new_id: NewId
    deposit_share: Percent = HALF

    def find(self, session: Session, code: str) -> OrderTab:
        """Return the tab of an order by its number, or by that of its work order.

        Raises:
            AccessDenied, NumberIsMalformed, NumberCheckFailed, OrderNotFound, QuoteIsNotPaid.
        """
        return self._tab_of(session, lambda unit: order_of_code(unit, code))

    def tab(self, session: Session, order_id: OrderId) -> OrderTab:
        """Return what is owed on an order.

        Raises:
            AccessDenied, OrderNotFound, QuoteIsNotPaid: see there.
        """
        return self._tab_of(session, lambda _: order_id)

    def goods(self, session: Session, text: str) -> tuple[Good, ...]:
        """Return what is sold over the counter and has these words or this number.

        Raises:
            AccessDenied: the session may take no money.
        """
        self.payments.desk.gate.check(session, Action.PAYMENT_TAKE)
        with self.payments.desk.units() as unit:
            found = unit.goods.search(text.strip(), kinds=SOLD_OVER_COUNTER, limit=CHOICES_MAX)
            return found or _numbered(unit, text)

    def cash_step(self, session: Session) -> int:
        """Return the least amount this site takes in cash, in minor units."""
        with self.payments.desk.units() as unit:
            return self._step(unit, session)

    def pay(self, session: Session, command: PayOrder) -> tuple[JournalEntry, Changes]:
        """Take a deposit, or, once the goods are ready and all is paid, sell them.

        Insurers' shares come onto the receipt of the sale by themselves.

        Raises:
            OrderHasNoBill, NothingIsDue and what `PaymentService.take` raises.
        """
        earlier = sealed_before(self.payments.desk, command.command_id, command.order_id)
        if earlier is not None:
            require_same_tenders(earlier, command.lines, len(command.cards))
            return earlier, NO_CHANGES
        tab = self.tab(session, command.order_id)
        is_sale = tab.is_ready and command.amount == tab.patient_due
        if not is_sale and command.amount.minor <= 0:
            raise NothingIsDue(number=str(tab.order.number))
        reference = str(tab.order.number)
        take = TakePayment(
            command_id=command.command_id,
            purpose=Purpose.SALE if is_sale else Purpose.DEPOSIT,
            order_id=command.order_id,
            lines=(*command.lines, *(tab.claims if is_sale else ())),
            cards=command.cards,
            rounding=command.rounding,
            content=_content(tab.order) if is_sale else ReceiptContent(reference=reference),
            wants_paper=command.wants_paper,
        )
        return self.payments.take(session, take)

    def sell(
        self, session: Session, command: SellGoods, *, second: Session | None = None
    ) -> tuple[JournalEntry, Changes]:
        """Sell goods without an order: price, discounts, stock and payment in one transaction.

        Raises:
            NothingIsSold, GiftCardIsNoGood, PriceHasChanged, DiscountNeedsSecondPin,
            DiscountIsBeyondEverybody, VoucherWasUsed and what `PaymentService.take` raises.
        """
        earlier = sealed_before(self.payments.desk, command.command_id, None)
        if earlier is not None:
            # What it cost then is what was paid, whatever the same goods cost by now.
            require_same_tenders(earlier, command.lines, len(command.cards))
            require_same_goods(earlier, ((line.sku, line.quantity) for line in command.wish.lines))
            return earlier, NO_CHANGES
        bill = self.pricing.bill(session, command.wish)
        _require_sellable(bill)
        if bill.patient_due != command.seen_due:
            raise PriceHasChanged(total=bill.patient_due)
        take = TakePayment(
            command_id=command.command_id,
            purpose=Purpose.SALE,
            order_id=None,
            lines=(*command.lines, *insurer_lines(bill)),
            cards=command.cards,
            rounding=command.rounding,
            content=sale_content(bill, ""),
            wants_paper=command.wants_paper,
        )

        def hand_over(unit: PaymentUnit, entry: JournalEntry) -> None:
            if self.pricing.bill_in(unit, session, command.wish, second=second) != bill:
                raise PriceHasChanged(total=bill.patient_due)
            self._spend_codes(unit, session, bill, entry)
            self._move_stock(unit, session, bill, entry)

        return self.payments.take(session, take, beside=hand_over)

    def _tab_of(self, session: Session, find: Callable[[UnitOfWork], OrderId]) -> OrderTab:
        self.payments.desk.gate.check(session, Action.PAYMENT_TAKE)
        with self.payments.desk.units() as unit:
            order = unit.orders.get(find(unit))
            step = self._step(unit, session)
        if order.status is OrderStatus.QUOTE:
            raise QuoteIsNotPaid(number=str(order.number))
        account = self.payments.account(session, order.order_id)
        bill, paid = order.draft.bill, dict(account.refundable)
        is_open = account.balance.due.minor > 0 and bill is not None
        return OrderTab(
            order=order,
            account=account,
            claims=still_claimed(bill, paid) if is_open and bill is not None else (),
            cash_step=step,
            deposit_share=self.deposit_share,
        )

    def _step(self, unit: UnitOfWork, session: Session) -> int:
        currency = unit.sync.identity().currency
        tax = unit.pricing.tax(session.site_id) or usual_tax(currency)
        return self.pricing.tables(tax.jurisdiction).cash_step_minor or cash_step(currency)

    def _spend_codes(
        self, unit: PaymentUnit, session: Session, bill: Bill, entry: JournalEntry
    ) -> None:
        """Use up voucher codes and tell the chain of it.

        The facts are a group of their own: a code that another store took first must not hold
        the sale back.
        """
        sale = entry.stamp.command_id
        facts = self.pricing.spend_codes(unit, bill, sale, entry.stamp.at)
        if facts:
            unit.outbox.add(
                *facts,
                actor=session.user_id,
                session_id=session.session_id,
                command_id=CommandId(uuid5(sale, CODES_OF_SALE)),
                causation_id=sale,
            )

    def _move_stock(
        self, unit: PaymentUnit, session: Session, bill: Bill, entry: JournalEntry
    ) -> None:
        moved = [
            StockMoved(
                movement=StockMovement(
                    movement_id=MovementId(self.new_id()),
                    site_id=session.site_id,
                    sku=line.line.line.sku,
                    kind=MovementKind.SALE,
                    on_hand_change=-line.line.line.quantity,
                    reserved_change=0,
                    at=entry.stamp.at,
                )
            )
            for line in bill.lines
            if line.line.kind in SHELF_KINDS
        ]
        for each in moved:
            unit.stock.add_movement(each.movement)
        if moved:
            unit.outbox.add(
                *moved,
                actor=session.user_id,
                session_id=session.session_id,
                command_id=entry.stamp.command_id,
            )


def _numbered(unit: UnitOfWork, code: str) -> tuple[Good, ...]:
    try:
        good = unit.goods.good(code.strip())
    except ArticleNotFound:
        return ()
    return (good,) if kind_of(good) in SOLD_OVER_COUNTER else ()


def _content(order: Order) -> ReceiptContent:
    if order.draft.bill is None:
        raise OrderHasNoBill(number=str(order.number))
    return sale_content(order.draft.bill, str(order.number))


def _require_sellable(bill: Bill) -> None:
    if not bill.lines:
        raise NothingIsSold
    if any(line.line.kind is ArticleKind.GIFT_CARD for line in bill.lines):
        raise GiftCardIsNoGood
