"""Changing and cancelling orders: what it does to stock, to money and to the lab."""

from dataclasses import dataclass

from app.domain.inventory import MovementKind
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.orders import Order, OrderHasMovedOn, StepKind
from app.domain.orders.amendment import RECEIVED, Amendment, amended, require_untaken
from app.domain.payments.balance import balance_of
from app.domain.payments.variance import require_second_person
from app.domain.pricing.payers import require_claim_numbers
from app.services.changes import NO_CHANGES, Changes
from app.services.desk import person_of
from app.services.order_drafting import Asker, free_of_charge, shelf_lines
from app.services.order_life.steps import Asked, OrderSteps
from app.services.order_wish import CreateOrder
from app.services.orders import OrderService, reserve
from app.services.payment_ports import PaymentUnit
from app.services.payments import entries_of
from app.services.ports import UnitOfWork
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AmendOrder:
    """What is agreed instead; `seen_version` is the one on the person's screen."""

    command_id: CommandId
    order_id: OrderId
    seen_version: int
    wish: CreateOrder
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder:
    """The order will not be made, or not be collected."""

    command_id: CommandId
    order_id: OrderId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """The order after it, what lies on the shelf again, and what the till may give back."""

    order: Order
    released: tuple[tuple[str, int], ...]
    refundable: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentService:
    """The use cases of changing an order and of giving it up."""

    steps: OrderSteps
    orders: OrderService

    def preview(
        self, session: Session, command: AmendOrder, *, second: Session | None = None
    ) -> Amendment:
        """Return what an amendment would change and cost; nothing is kept.

        Raises:
            What `amend` raises.
        """
        with self.steps.units() as unit:
            return self._amendment(unit, session, command, second)

    def amend(
        self, session: Session, command: AmendOrder, *, second: Session | None = None
    ) -> tuple[Amendment, Changes]:
        """Agree anew until the lab has taken the order; the price follows, and the stock.

        Raises:
            AccessDenied, ReasonIsMissing, OrderNotFound, OrderIsTakenByLab, OrderHasMovedOn,
            NothingWasChanged, AmendmentIsOfAnotherPatient and what a new order refuses.
        """
        asked = _asked(session, command.command_id, command.order_id, Action.ORDER_AMEND)
        with self.steps.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return _as_amended(unit.orders.get(command.order_id)), NO_CHANGES
            amendment = self._amendment(unit, session, command, second)
            order = amendment.order
            self.orders.drafting.settle(unit, session, order, self.steps.clock())
            facts = self._move_stock(unit, unit.orders.get(command.order_id), order)
            return amendment, self.steps.keep(unit, asked, order, facts)

    def cancel(
        self, session: Session, command: CancelOrder, *, second: Session | None = None
    ) -> tuple[Cancellation, Changes]:
        """Give an order up: stock goes back, the lab is told, what was paid may be given back.

        When the lab has begun, a manager must agree.

        Raises:
            AccessDenied, ReasonIsMissing, OrderNotFound, OrderCannotDoThat,
            SecondPersonIsTheSame, ApprovalIsStale: see there.
        """
        with self.steps.units() as unit:
            asked = self._admit_cancelling(unit, session, command, second)
            order = unit.orders.get(command.order_id)
            if unit.outbox.has_seen(command.command_id):
                return _cancellation(unit, order, ()), NO_CHANGES
            cancelled = order.stepped(
                StepKind.CANCELLED,
                at=self.steps.clock(),
                by=session.user_id,
                reason=command.reason,
            )
            promised = unit.stock.promised_to(order.order_id)
            facts = self.steps.move_promised(unit, order, MovementKind.RELEASE)
            cancellation = _cancellation(unit, cancelled, promised)
            return cancellation, self.steps.keep(unit, asked, cancelled, facts)

    def _amendment(
        self, unit: PaymentUnit, session: Session, command: AmendOrder, second: Session | None
    ) -> Amendment:
        asked = _asked(
            session, command.command_id, command.order_id, Action.ORDER_AMEND, command.reason
        )
        order = self.steps.admit(unit, asked)
        require_untaken(order, unit.work_orders.stage_of(order.order_id))
        if order.version != command.seen_version:
            raise OrderHasMovedOn(number=str(order.number), version=order.version)
        require_claim_numbers(command.wish.covers)
        asker = Asker(session=session, second=second)
        draft = self.orders.drafting.draft(unit, asker, command.wish, order.order_id)
        if order.remake is not None and not order.remake.is_charged:
            draft = free_of_charge(draft)
        return amended(
            order, draft, at=self.steps.clock(), by=session.user_id, reason=command.reason
        )

    def _move_stock(self, unit: UnitOfWork, before: Order, after: Order) -> tuple[DomainEvent, ...]:
        if shelf_lines(before.draft) == shelf_lines(after.draft):
            return ()
        released = self.steps.move_promised(unit, before, MovementKind.RELEASE)
        return (*released, *reserve(unit, after, self.steps.new_id))

    def _admit_cancelling(
        self, unit: UnitOfWork, session: Session, command: CancelOrder, second: Session | None
    ) -> Asked:
        is_begun = unit.work_orders.stage_of(command.order_id) not in {None, RECEIVED}
        action = Action.ORDER_CANCEL_TAKEN if is_begun else Action.ORDER_CANCEL
        asked = _asked(session, command.command_id, command.order_id, action, command.reason)
        if is_begun and second is not None:
            require_second_person(person_of(session), person_of(second), self.steps.clock())
            self.steps.admit(
                unit, _asked(second, command.command_id, command.order_id, action, command.reason)
            )
        else:
            self.steps.admit(unit, asked)
        return asked


def _asked(
    session: Session, command_id: CommandId, order_id: OrderId, action: Action, reason: str = ""
) -> Asked:
    return Asked(
        session=session, command_id=command_id, order_id=order_id, action=action, reason=reason
    )


def _as_amended(order: Order) -> Amendment:
    """Return the amendment an order's last change was, for a command that comes again."""
    step = next(each for each in reversed(order.trail) if each.kind is StepKind.AMENDED)
    difference = Money(step.difference_minor, order.draft.currency)
    return Amendment(order=order, changes=step.changes, difference=difference)


def _cancellation(
    unit: PaymentUnit, order: Order, released: tuple[tuple[str, int], ...]
) -> Cancellation:
    entries = entries_of(unit, order.order_id)
    held = balance_of(entries, order.draft.currency).held
    return Cancellation(order=order, released=released, refundable=held)
