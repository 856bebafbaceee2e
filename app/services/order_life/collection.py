"""From the lab's box to the patient's hands: received at the store, told, paid, handed over."""

from dataclasses import dataclass, replace

from app.domain.inventory import MovementKind
from app.domain.kernel.access import Action, Resource, decide
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length
from app.domain.orders import Handover, Order, OrderNotFound, Proof, StepKind
from app.domain.orders.errors import OrderIsUnpaid, ProofIsMissing
from app.domain.payments.balance import Balance, balance_of
from app.domain.payments.variance import require_second_person
from app.services.changes import NO_CHANGES, Changes
from app.services.desk import person_of
from app.services.order_life.steps import Asked, OrderSteps
from app.services.payment_ports import PaymentUnit
from app.services.payments import entries_of
from app.services.ports import UnitOfWork
from app.services.session import Session

# A signature drawn with a finger has some hundred points.
MARK_SIGNS_MAX = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveAtStore:
    """A parcel of the lab is scanned: a work order's code, or a typed number."""

    command_id: CommandId
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyPatient:
    """The patient was told, and how."""

    command_id: CommandId
    order_id: OrderId
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CollectOrder:
    """The goods are handed over against a signature (its drawn path) or a slip (its number)."""

    command_id: CommandId
    order_id: OrderId
    proof: Proof
    mark: str
    account_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collectable:
    """What a scan at the counter shows: the order and its money."""

    order: Order
    balance: Balance


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionService:
    """The use cases of what is ready."""

    steps: OrderSteps

    def find(self, session: Session, code: str) -> tuple[Collectable, Changes]:
        """Return the order of a scanned or typed number with what is owed on it.

        Raises:
            AccessDenied, NumberIsMalformed, NumberCheckFailed, OrderNotFound: see there.
        """
        with self.steps.units() as unit:
            order_id = order_of_code(unit, code)
            asked = Asked(
                session=session,
                command_id=CommandId(order_id),
                order_id=order_id,
                action=Action.ORDER_READ,
            )
            order = self.steps.admit(unit, asked)
            return Collectable(order=order, balance=_balance(unit, order)), unit.commit()

    def receive_at_store(self, session: Session, command: ReceiveAtStore) -> tuple[Order, Changes]:
        """Take what the lab sent into the shelf of what is ready; scanned twice changes nothing.

        Raises:
            AccessDenied, NumberIsMalformed, NumberCheckFailed, OrderNotFound, OrderCannotDoThat.
        """
        with self.steps.units() as unit:
            asked = Asked(
                session=session,
                command_id=command.command_id,
                order_id=order_of_code(unit, command.code),
                action=Action.ORDER_RECEIVE,
            )
            order = self.steps.admit(unit, asked)
            if unit.outbox.has_seen(command.command_id) or _is_here(order):
                return order, NO_CHANGES
            ready = order.stepped(StepKind.READY, at=self.steps.clock(), by=session.user_id)
            return ready, self.steps.keep(unit, asked, ready)

    def notified(self, session: Session, command: NotifyPatient) -> tuple[Order, Changes]:
        """Write down that the patient was told.

        Raises:
            AccessDenied, OrderNotFound, OrderCannotDoThat, TextIsTooLong: see there.
        """
        require_length("channel", command.channel)
        asked = Asked(
            session=session,
            command_id=command.command_id,
            order_id=command.order_id,
            action=Action.ORDER_RECEIVE,
        )
        with self.steps.units() as unit:
            order = self.steps.admit(unit, asked)
            if unit.outbox.has_seen(command.command_id):
                return order, NO_CHANGES
            told = order.stepped(
                StepKind.NOTIFIED,
                at=self.steps.clock(),
                by=session.user_id,
                reason=command.channel,
            )
            return told, self.steps.keep(unit, asked, told)

    def collect(
        self, session: Session, command: CollectOrder, *, second: Session | None = None
    ) -> tuple[Order, Changes]:
        """Hand the goods over; what is owed must be paid, or put on account by a manager.

        Raises:
            AccessDenied, OrderNotFound, OrderCannotDoThat, ProofIsMissing, OrderIsUnpaid,
            ReasonIsMissing, SecondPersonIsTheSame, ApprovalIsStale, TextIsTooLong: see there.
        """
        asked = Asked(
            session=session,
            command_id=command.command_id,
            order_id=command.order_id,
            action=Action.ORDER_COLLECT,
        )
        with self.steps.units() as unit:
            order = self.steps.admit(unit, asked)
            if unit.outbox.has_seen(command.command_id):
                return order, NO_CHANGES
            handover = self._handover(unit, order, command, asked, second)
            collected = order.stepped(StepKind.COLLECTED, at=self.steps.clock(), by=session.user_id)
            collected = replace(collected, handover=handover)
            facts = self.steps.move_promised(unit, order, MovementKind.SALE)
            return collected, self.steps.keep(unit, asked, collected, facts)

    def _handover(
        self,
        unit: PaymentUnit,
        order: Order,
        command: CollectOrder,
        asked: Asked,
        second: Session | None,
    ) -> Handover:
        mark = command.mark.strip()
        if not mark:
            raise ProofIsMissing(proof=command.proof.value)
        require_length("mark", mark, most=MARK_SIGNS_MAX)
        require_length("account_reason", command.account_reason, most=LONG_LENGTH_MAX)
        due = _balance(unit, order).due
        if due.minor <= 0:
            return Handover(proof=command.proof, mark=mark)
        reason = command.account_reason.strip()
        if not reason:
            raise OrderIsUnpaid(due=due)
        allowing = self._allowing(asked.session, second)
        unpaid = replace(asked, session=allowing, action=Action.ORDER_COLLECT_UNPAID, reason=reason)
        self.steps.admit(unit, unpaid)
        return Handover(
            proof=command.proof, mark=mark, account_reason=reason, allowed_by=allowing.user_id
        )

    def _allowing(self, session: Session, second: Session | None) -> Session:
        """Return who lets something unpaid go: the person if they may, or the second one."""
        may = decide(session.subject, Action.ORDER_COLLECT_UNPAID, Resource()).is_allowed
        if may or second is None:
            return session
        require_second_person(person_of(session), person_of(second), self.steps.clock())
        return second


def order_of_code(unit: UnitOfWork, code: str) -> OrderId:
    """Return the order of a work order's QR, or of a typed number of either.

    Raises:
        NumberIsMalformed, NumberCheckFailed, OrderNotFound: see there.
    """
    text = code.strip().upper()
    is_scan = text.startswith("WO-")
    number = DocumentNumber.from_scan(text) if is_scan else DocumentNumber.parse(text)
    row = unit.orders.row_by_number(str(number))
    order_id = row.order_id if row is not None else unit.work_orders.order_of(number)
    if order_id is None:
        raise OrderNotFound(number=str(number))
    return order_id


def _is_here(order: Order) -> bool:
    return bool(order.trail) and order.trail[-1].kind in {StepKind.READY, StepKind.NOTIFIED}


def _balance(unit: PaymentUnit, order: Order) -> Balance:
    return balance_of(entries_of(unit, order.order_id), order.draft.currency)
