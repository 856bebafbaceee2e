"""Taking money and giving it back: one transaction from the tenders to the sealed receipt."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus
from app.domain.payments.balance import (
    Balance,
    OrderEntry,
    balance_of,
    is_sold,
    refundable,
    require_covered,
    require_currency,
    require_refundable,
)
from app.domain.payments.documents import (
    FiscalDocument,
    ReceiptContent,
    advance_document,
    order_words,
    refund_document,
    sale_document,
)
from app.domain.payments.errors import (
    OrderIsAlreadySold,
    PaymentDiffersFromTotal,
    PaymentNotFound,
    StoredValueIsNotRefunded,
)
from app.domain.payments.events import PaymentTaken, RefundGiven
from app.domain.payments.ids import AttemptId, ChargeId, PaymentId, RefundId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Charge, Payment, Purpose, Refund, RefundLine
from app.domain.payments.tender import TenderKey, TenderLine
from app.domain.payments.terminal import Direction
from app.services.card_claims import card_line, claim, require_card_refunds
from app.services.changes import Changes
from app.services.desk import Desk, Request, Work
from app.services.payment_ports import PaymentUnit
from app.services.session import Session
from app.services.stored_values import StoredValues


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePayment:
    """What was agreed at the checkout; `command_id` was made when it opened.

    `cards` are approved card payments; their lines are made from what the terminal said, so that
    nobody types them. `lines` hold every other tender.
    """

    command_id: CommandId
    purpose: Purpose
    order_id: OrderId | None
    lines: tuple[TenderLine, ...]
    cards: tuple[AttemptId, ...]
    rounding: Money
    content: ReceiptContent
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRefund:
    """What goes back, to where, and why; `cards` name the terminal's word for each card line.

    `credit_number` is the number of a store credit that does not exist yet.
    """

    command_id: CommandId
    order_id: OrderId | None
    payment_id: PaymentId | None
    lines: tuple[RefundLine, ...]
    cards: tuple[tuple[TenderKey, AttemptId], ...]
    credit: Money
    rounding: Money
    content: ReceiptContent
    reason: str
    credit_number: str = ""
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAccount:
    """What a screen shows of an order's money."""

    balance: Balance
    refundable: tuple[tuple[TenderKey, Money], ...]
    is_sold: bool


# Without a receipt over the goods, nothing is owed on what will not be made or is all back.
GIVEN_UP = frozenset({OrderStatus.CANCELLED, OrderStatus.RETURNED})
# What else is written in the transaction of a sale: stock that leaves, codes that are used up.
Beside = Callable[[PaymentUnit, JournalEntry], None]


def _nothing_beside(_unit: PaymentUnit, _entry: JournalEntry) -> None:
    """Stand in where the money is all there is to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentService:
    """The use cases of money at the counter."""

    desk: Desk
    stored_values: StoredValues

    def take(
        self, session: Session, command: TakePayment, *, beside: Beside = _nothing_beside
    ) -> tuple[JournalEntry, Changes]:
        """Take a deposit, or sell: payment, ledgers, journal, outbox and audit together.

        Raises:
            AccessDenied, TillIsClosed, OrderNotFound, OrderIsAlreadySold, PaymentExceedsDue,
            PaymentDiffersFromTotal, DocumentDoesNotAddUp, AttemptIsNotApproved, AttemptDiffers,
            StoredValueIsShort, StoredValueOfflineLimit, CommandWasUsedForAnotherPayment,
            and what a payment itself refuses: see there.
        """
        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.PAYMENT_TAKE,
            wants_paper=command.wants_paper,
        )
        return self.desk.carry_out(
            request,
            lambda unit: self._sale(unit, session, command, beside),
            is_same=lambda entry: _is_sale_of(command, entry.document),
        )

    def refund(
        self, session: Session, command: GiveRefund, *, second: Session | None = None
    ) -> tuple[JournalEntry, Changes]:
        """Give money back to where it came from, never more than came from there.

        Raises:
            AccessDenied, ReasonIsMissing, TillIsClosed, PaymentNotFound, RefundExceedsPaid,
            RefundExceedsSold, OrderIsNotSold, RefundRouteIsClosed, AttemptIsNotApproved,
            AttemptDiffers, CommandWasUsedForAnotherPayment: see there.
        """
        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.PAYMENT_REFUND,
            reason=command.reason,
            second=second,
            wants_paper=command.wants_paper,
        )
        return self.desk.carry_out(
            request,
            lambda unit: self._refund(unit, session, command),
            is_same=lambda entry: _is_refund_of(command, entry.document),
        )

    def account(self, session: Session, order_id: OrderId) -> OrderAccount:
        """Return what is owed on an order and what may go back to whom.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        self.desk.gate.check(session, Action.PAYMENT_READ)
        with self.desk.units() as unit:
            entries = entries_of(unit, order_id)
            currency = unit.orders.get(order_id).total.currency
        return OrderAccount(
            balance=balance_of(entries, currency),
            refundable=tuple(refundable(entries, currency).items()),
            is_sold=is_sold(entries),
        )

    def _sale(
        self, unit: PaymentUnit, session: Session, command: TakePayment, beside: Beside
    ) -> Work:
        place = self.desk.sealer.open_place(unit)
        currency = self.desk.sealer.state(unit).currency
        payment = self._payment(unit, session, command)
        require_currency(currency, command.rounding, *(line.amount for line in payment.lines))
        deposits = self._deposits(unit, payment)
        if payment.purpose is Purpose.SALE:
            document = sale_document(payment, command.content, deposits=deposits)
        else:
            document = advance_document(payment, command.content)
        self.stored_values.require(unit, payment)

        def write(unit: PaymentUnit, entry: JournalEntry) -> None:
            unit.payments.add_payment(payment)
            self.stored_values.redeem(unit, session, payment)
            claim(unit, command.cards, command.command_id, Direction.CHARGE)
            self._announce(unit, session, PaymentTaken(payment=payment, reference=entry.reference))
            beside(unit, entry)

        return Work(document=document, place=place, write=write)

    def _payment(self, unit: PaymentUnit, session: Session, command: TakePayment) -> Payment:
        cards = tuple(card_line(unit, each, command.command_id) for each in command.cards)
        return Payment(
            payment_id=PaymentId(command.command_id),
            purpose=command.purpose,
            order_id=command.order_id,
            lines=(*command.lines, *cards),
            rounding=command.rounding,
            taken_at=self.desk.clock(),
            taken_by=session.user_id,
            till_id=self.desk.sealer.till_id(unit),
        )

    def _deposits(self, unit: PaymentUnit, payment: Payment) -> Money:
        """Return what was paid on the order before; a sale settles all the rest of it."""
        nothing = Money(0, payment.rounding.currency)
        if payment.order_id is None:
            return nothing
        entries = entries_of(unit, payment.order_id)
        if is_sold(entries):
            raise OrderIsAlreadySold
        balance = balance_of(entries, nothing.currency)
        payment.require_within(balance.due)
        if payment.purpose is Purpose.SALE and payment.settled != balance.due:
            raise PaymentDiffersFromTotal(total=balance.due, paid=payment.settled)
        return balance.held

    def _refund(self, unit: PaymentUnit, session: Session, command: GiveRefund) -> Work:
        place = self.desk.sealer.open_place(unit)
        refund = Refund(
            refund_id=RefundId(command.command_id),
            order_id=command.order_id,
            payment_id=command.payment_id,
            lines=command.lines,
            credit=command.credit,
            rounding=command.rounding,
            given_at=self.desk.clock(),
            given_by=session.user_id,
            till_id=place.till_id,
        )
        require_currency(self.desk.sealer.state(unit).currency, refund.credit, refund.given)
        entries = _sold_entries(unit, command)
        require_refundable(refund, entries)
        require_covered(refund, entries)
        require_card_refunds(unit, refund, command.cards)
        self.stored_values.require_targets(unit, refund, command.credit_number)

        def write(unit: PaymentUnit, entry: JournalEntry) -> None:
            unit.payments.add_refund(refund)
            self.stored_values.put_back(unit, session, refund, command.credit_number)
            attempts = tuple(attempt_id for _, attempt_id in command.cards)
            claim(unit, attempts, command.command_id, Direction.REFUND)
            self._announce(unit, session, RefundGiven(refund=refund, reference=entry.reference))

        document = refund_document(refund, command.content, reason=command.reason)
        return Work(document=document, place=place, write=write)

    def _announce(
        self, unit: PaymentUnit, session: Session, event: PaymentTaken | RefundGiven
    ) -> None:
        unit.outbox.add(
            event,
            actor=session.user_id,
            session_id=session.session_id,
            command_id=CommandId(event.aggregate.id),
        )


def entries_of(unit: PaymentUnit, order_id: OrderId) -> tuple[OrderEntry, ...]:
    """Return an order's charge and everything paid and given back on it; raises OrderNotFound."""
    order = unit.orders.get(order_id)
    moved = unit.payments.entries_of_order(order_id)
    # What has its receipt costs what it says until a credit note takes it off again.
    is_void = order.status in GIVEN_UP and not is_sold(moved)
    amount = Money(0, order.total.currency) if is_void else order.total
    charge = Charge(charge_id=ChargeId(order_id), amount=amount)
    return (charge, *moved)


def _sold_entries(unit: PaymentUnit, command: GiveRefund) -> tuple[OrderEntry, ...]:
    if command.order_id is not None:
        return entries_of(unit, command.order_id)
    sale = None if command.payment_id is None else unit.payments.payment(command.payment_id)
    if sale is None or command.payment_id is None or sale.order_id is not None:
        # What was paid on an order is given back on that order, or it would go back twice.
        raise PaymentNotFound
    if sale.purpose is Purpose.STORED_VALUE:
        raise StoredValueIsNotRefunded
    charge = Charge(charge_id=ChargeId(sale.payment_id), amount=sale.settled)
    return (charge, *unit.payments.entries_of_payment(command.payment_id))


def _is_sale_of(command: TakePayment, document: FiscalDocument) -> bool:
    """Return whether a receipt is what a command asks for; card lines come last on it."""
    moved = [(each.tender, each.amount_minor) for each in document.movements]
    asked = [(line.key.tender, line.amount.minor) for line in command.lines]
    return (
        moved[: len(asked)] == asked
        and len(moved) == len(asked) + len(command.cards)
        and document.details.get("order") == order_words(command.order_id)
        and document.details.get("reference") == command.content.reference
    )


def _is_refund_of(command: GiveRefund, document: FiscalDocument) -> bool:
    moved = [(each.tender, each.amount_minor) for each in document.movements]
    asked = [(line.to.tender, line.amount.minor) for line in command.lines]
    return moved == asked and document.details.get("order") == order_words(command.order_id)
