"""Giving money back on an order: for what came back, or of a deposit, to where it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from app.domain.kernel.access import Action
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId, DeviceId, OrderId
from app.domain.kernel.money import Money
from app.domain.orders import Order
from app.domain.orders.receipts import credit_content, insurers_part, refunds_of
from app.domain.orders.returns import Disposition, OrderReturn, ReturnedLine
from app.domain.orders.trail import OrderStatus
from app.domain.payments.documents import ReceiptContent
from app.domain.payments.errors import RefundExceedsPaid, RefundExceedsSold
from app.domain.payments.ids import AttemptId, RefundId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Refund, RefundLine
from app.domain.payments.settlement import GiveBack, give_back
from app.domain.payments.tender import Tender, TenderKey
from app.domain.payments.terminal import Direction
from app.services.changes import NO_CHANGES, Changes
from app.services.checkout import CheckoutService, OrderHasNoBill, OrderTab
from app.services.payments import GiveRefund
from app.services.sealed_before import sealed_before
from app.services.session import Session

# Names the refund of a return at a till, so that a till pays a return out once.
REFUND_OF_RETURN = "refund"


class NothingToGiveBack(DomainError):
    """Nothing was paid that could go back, or it went back before."""

    code = "payments.checkout.nothing_to_give_back"


class ReturnIsRefunded(DomainError):
    """The money of a return was given back before."""

    code = "payments.checkout.return_refunded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAsked:
    """What is to go back: the worth of a return, or an amount of a deposit.

    Without either it is what was paid too much, and else the whole deposit.
    `to` is a store credit or a transfer that takes the patient's part instead.
    """

    order_id: OrderId
    return_id: UUID | None = None
    amount: Money | None = None
    to: TenderKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPlan:
    """What a refund would do, line by line; its card lines go through the terminal first.

    `already_back` are card lines the terminal gave back before a power cut, on no credit note yet.
    """

    tab: OrderTab
    credit: Money
    back: GiveBack
    insurers: tuple[RefundLine, ...]
    content: ReceiptContent
    already_back: tuple[tuple[TenderKey, AttemptId], ...] = ()

    @property
    def lines(self) -> tuple[RefundLine, ...]:
        """Return every line of the refund."""
        return (*self.back.lines, *self.insurers)

    @property
    def card_lines(self) -> tuple[RefundLine, ...]:
        """Return what the terminal has to give back."""
        return tuple(line for line in self.back.lines if line.to.tender is Tender.CARD)

    @property
    def given(self) -> Money:
        """Return what the patient gets back."""
        given = sum(line.amount.minor for line in self.back.lines)
        return Money(given, self.credit.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveMoneyBack:
    """A plan that was agreed to, with the terminal's word for each of its card lines."""

    command_id: CommandId
    asked: RefundAsked
    reason: str
    cards: tuple[tuple[TenderKey, AttemptId], ...] = ()
    credit_number: str = ""
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundingService:
    """The use cases of money that goes back."""

    checkout: CheckoutService

    def plan(self, session: Session, asked: RefundAsked) -> RefundPlan:
        """Return what a refund would do; nothing is given back.

        Raises:
            AccessDenied, OrderNotFound, OrderHasNoBill, NothingToGiveBack, ReturnIsRefunded,
            RefundExceedsPaid, RefundRouteIsClosed: see there.
        """
        self.checkout.payments.desk.gate.check(session, Action.PAYMENT_READ)
        plan = self._planned(session, asked)
        return replace(plan, already_back=self._already_back(plan))

    def _planned(self, session: Session, asked: RefundAsked) -> RefundPlan:
        tab = self.checkout.tab(session, asked.order_id)
        returns = self._returns(asked.order_id)
        is_all_back = tab.order.status is OrderStatus.RETURNED
        if not tab.account.is_sold and (asked.return_id is None or is_all_back):
            return self._of_deposit(tab, asked)
        if asked.return_id is not None:
            return self._of_return(tab, asked, returns)
        is_cancelled = tab.order.status is OrderStatus.CANCELLED
        is_gone = is_cancelled and tab.account.balance.charged.minor > 0
        rest = _all_pieces(tab.order, returns) if is_gone else ()
        if not rest and tab.account.balance.due.minor < 0:
            return self._of_surplus(tab, asked)
        return self._credited(tab, asked, returns, rest)

    def give(
        self, session: Session, command: GiveMoneyBack, *, second: Session | None = None
    ) -> tuple[JournalEntry, Changes]:
        """Give the money back and seal the credit note.

        Raises:
            What `plan` and `PaymentService.refund` raise.
        """
        asked = command.asked
        desk = self.checkout.payments.desk
        command_id = self._command_of(command)
        earlier = sealed_before(desk, command_id, asked.order_id)
        if earlier is not None:
            return earlier, NO_CHANGES
        plan = self.plan(session, asked)
        refund = GiveRefund(
            command_id=command_id,
            order_id=asked.order_id,
            payment_id=None,
            lines=plan.lines,
            cards=command.cards,
            credit=plan.credit,
            rounding=plan.back.rounding,
            content=plan.content,
            reason=command.reason,
            credit_number=command.credit_number,
            wants_paper=command.wants_paper,
        )
        return self.checkout.payments.refund(session, refund, second=second)

    def _of_return(
        self, tab: OrderTab, asked: RefundAsked, returns: tuple[OrderReturn, ...]
    ) -> RefundPlan:
        own = next((each for each in returns if each.return_id == asked.return_id), None)
        if own is None:
            raise NothingToGiveBack
        self._require_unpaid(own)
        earlier = returns[: returns.index(own)]
        return self._credited(tab, asked, earlier, own.lines)

    def _credited(
        self,
        tab: OrderTab,
        asked: RefundAsked,
        earlier: tuple[OrderReturn, ...],
        lines: tuple[ReturnedLine, ...],
    ) -> RefundPlan:
        bill = tab.order.draft.bill
        if bill is None:
            raise OrderHasNoBill(number=str(tab.order.number))
        if not lines:
            raise NothingToGiveBack
        before = [line for each in earlier for line in each.lines]
        refunds = refunds_of(bill, before, lines)
        credit = Money(sum(each.gross_minor for each in refunds), bill.currency)
        left = dict(tab.account.refundable)
        insurers = _to_insurers(insurers_part(bill, refunds), left)
        insured = sum(line.amount.minor for line in insurers)
        due = tab.account.balance.due.minor
        patients = Money(credit.minor - due - insured, bill.currency)
        return RefundPlan(
            tab=tab,
            credit=credit,
            back=_back(patients, left, asked, tab.cash_step),
            insurers=insurers,
            content=credit_content(bill, refunds, str(tab.order.number)),
        )

    def _of_deposit(self, tab: OrderTab, asked: RefundAsked) -> RefundPlan:
        balance = tab.account.balance
        if asked.amount is None and balance.due.minor < 0:
            return self._of_surplus(tab, asked)
        amount = asked.amount or balance.held
        if amount.minor > balance.held.minor:
            raise RefundExceedsPaid(tender=Tender.CASH.value, left=balance.held, wanted=amount)
        return _uncredited(tab, asked, amount)

    def _of_surplus(self, tab: OrderTab, asked: RefundAsked) -> RefundPlan:
        """Give back what was paid too much; what the goods cost stays as it is."""
        due = tab.account.balance.due
        over = Money(max(0, -due.minor), due.currency)
        if asked.amount is not None and asked.amount.minor > over.minor:
            raise RefundExceedsSold(sold=tab.account.balance.charged, credit=asked.amount)
        return _uncredited(tab, asked, asked.amount or over)

    def _already_back(self, plan: RefundPlan) -> tuple[tuple[TenderKey, AttemptId], ...]:
        """Return the terminal's word for card lines that it gave back before, each used once."""
        desk, order_id = self.checkout.payments.desk, plan.tab.order.order_id
        with desk.units() as unit:
            waiting = [
                each
                for each in unit.attempts.unsettled(desk.sealer.till_id(unit))
                if each.is_unclaimed
                and each.request.direction is Direction.REFUND
                and each.order_id == order_id
            ]
        found = []
        for line in plan.card_lines:
            own = next((each for each in waiting if each.request.amount == line.amount), None)
            if own is not None:
                waiting.remove(own)
                found.append((line.to, own.attempt_id))
        return tuple(found)

    def _returns(self, order_id: OrderId) -> tuple[OrderReturn, ...]:
        with self.checkout.payments.desk.units() as unit:
            return unit.orders.returns_of(order_id)

    def _require_unpaid(self, back: OrderReturn) -> None:
        with self.checkout.payments.desk.units() as unit:
            entries = unit.payments.entries_of_order(back.order_id)
        if any(isinstance(entry, Refund) and _is_of(entry, back) for entry in entries):
            raise ReturnIsRefunded

    def _command_of(self, command: GiveMoneyBack) -> CommandId:
        """Return the command a refund is sealed under: one return is one command of a till."""
        if command.asked.return_id is None:
            return command.command_id
        desk = self.checkout.payments.desk
        with desk.units() as unit:
            till_id = desk.sealer.till_id(unit)
        return CommandId(refund_id_of(command.asked.return_id, till_id))


def refund_id_of(return_id: UUID, till_id: DeviceId) -> RefundId:
    """Return the id of a return's refund at a till.

    Two tills without a line may both pay it out. Then there are two refunds, and both are seen.
    """
    return RefundId(uuid5(return_id, f"{REFUND_OF_RETURN}:{till_id}"))


def _is_of(refund: Refund, back: OrderReturn) -> bool:
    return refund.refund_id == refund_id_of(back.return_id, refund.till_id)


def _uncredited(tab: OrderTab, asked: RefundAsked, amount: Money) -> RefundPlan:
    return RefundPlan(
        tab=tab,
        credit=Money(0, amount.currency),
        back=_back(amount, dict(tab.account.refundable), asked, tab.cash_step),
        insurers=(),
        content=ReceiptContent(reference=str(tab.order.number)),
    )


def _back(
    amount: Money, left: Mapping[TenderKey, Money], asked: RefundAsked, step: int
) -> GiveBack:
    if amount.minor <= 0:
        raise NothingToGiveBack
    return give_back(amount, left, to=asked.to, cash_step=step)


def _to_insurers(
    parts: Mapping[TenderKey, int], left: Mapping[TenderKey, Money]
) -> tuple[RefundLine, ...]:
    lines = []
    for key, minor in parts.items():
        there = left.get(key)
        part = 0 if there is None else min(minor, there.minor)
        if there is not None and part > 0:
            amount = Money(part, there.currency)
            lines.append(RefundLine(source=key, to=key, amount=amount))
    return tuple(lines)


def _all_pieces(order: Order, returns: tuple[OrderReturn, ...]) -> tuple[ReturnedLine, ...]:
    """Return everything of an order that has not come back, as if it did now."""
    back: dict[str, int] = {}
    for each in returns:
        for line in each.lines:
            back[line.line_id] = back.get(line.line_id, 0) + line.pieces
    bill = order.draft.bill
    rest = () if bill is None else bill.lines
    return tuple(
        ReturnedLine(
            line_id=line.line_id,
            sku=line.line.line.sku,
            pieces=line.line.line.quantity - back.get(line.line_id, 0),
            disposition=Disposition.RESTOCK,
            credit_minor=0,
        )
        for line in rest
        if line.line.line.quantity > back.get(line.line_id, 0)
    )
