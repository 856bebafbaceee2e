"""Returns: what came back line by line, what becomes of it, and what the till may give back."""

from dataclasses import dataclass

from app.domain.inventory import MovementKind
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.orders import Order, OrderCannotDoThat, OrderStatus, StepKind
from app.domain.orders.errors import ReturnIsEmpty
from app.domain.orders.events import OrderReturned, ReturnRecorded
from app.domain.orders.returns import (
    Disposition,
    OrderReturn,
    ReturnedLine,
    is_all_back,
    returned_line,
)
from app.services.changes import NO_CHANGES, Changes
from app.services.order_life.steps import Asked, OrderSteps
from app.services.payment_ports import PaymentUnit
from app.services.ports import UnitOfWork
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLineWish:
    """Pieces of one line that came back, and what becomes of them."""

    line_id: str
    pieces: int
    disposition: Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReturn:
    """What lies on the counter again, and why."""

    command_id: CommandId
    order_id: OrderId
    lines: tuple[ReturnLineWish, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnService:
    """The use cases of what comes back."""

    steps: OrderSteps

    def record(self, session: Session, command: RecordReturn) -> tuple[OrderReturn, Changes]:
        """Record a return; what is sold again goes back into stock.

        Raises:
            AccessDenied, ReasonIsMissing, OrderNotFound, OrderCannotDoThat, ReturnIsEmpty,
            LineIsUnknown, TooMuchComesBack: see there.
        """
        asked = Asked(
            session=session,
            command_id=command.command_id,
            order_id=command.order_id,
            action=Action.ORDER_RETURN,
            reason=command.reason,
        )
        with self.steps.units() as unit:
            order = self.steps.admit(unit, asked)
            earlier = unit.orders.returns_of(order.order_id)
            if unit.outbox.has_seen(command.command_id):
                return _same(earlier, command), NO_CHANGES
            back = self._return(order, command, session, earlier)
            unit.orders.add_return(back)
            facts: list[DomainEvent] = [ReturnRecorded(order_return=back)]
            facts += self._restocked(unit, order, back)
            facts += self._returned(unit, order, asked, (*earlier, back))
            self.steps.tell(unit, asked, tuple(facts))
            return back, unit.commit()

    def of_order(self, session: Session, order_id: OrderId) -> tuple[OrderReturn, ...]:
        """Return what came back of an order, oldest first.

        Raises:
            AccessDenied: the session may not read orders.
        """
        self.steps.gate.check(session, Action.ORDER_READ)
        with self.steps.units() as unit:
            return unit.orders.returns_of(order_id)

    def _return(
        self,
        order: Order,
        command: RecordReturn,
        session: Session,
        earlier: tuple[OrderReturn, ...],
    ) -> OrderReturn:
        if order.status is not OrderStatus.COLLECTED:
            raise OrderCannotDoThat(
                number=str(order.number), status=order.status.value, step=StepKind.RETURNED
            )
        if len({each.line_id for each in command.lines}) != len(command.lines) or not command.lines:
            raise ReturnIsEmpty(line_id="")
        return OrderReturn(
            return_id=command.command_id,
            order_id=order.order_id,
            site_id=order.site_id,
            lines=tuple(
                returned_line(order, each.line_id, each.pieces, each.disposition, earlier)
                for each in command.lines
            ),
            currency=order.draft.currency,
            reason=command.reason.strip(),
            at=self.steps.clock(),
            by=session.user_id,
        )

    def _restocked(
        self, unit: UnitOfWork, order: Order, back: OrderReturn
    ) -> tuple[DomainEvent, ...]:
        return tuple(
            self.steps.move(
                unit, order, MovementKind.RETURN, line.sku, on_hand=line.pieces, reserved=0
            )
            for line in back.lines
            if _is_for_shelf(line)
        )

    def _returned(
        self,
        unit: PaymentUnit,
        order: Order,
        asked: Asked,
        returns: tuple[OrderReturn, ...],
    ) -> tuple[DomainEvent, ...]:
        if not is_all_back(order, returns):
            return ()
        gone = order.stepped(
            StepKind.RETURNED,
            at=self.steps.clock(),
            by=asked.session.user_id,
            reason=asked.reason,
        )
        unit.orders.add(gone)
        return (OrderReturned(order=gone),)


def _is_for_shelf(line: ReturnedLine) -> bool:
    return line.disposition is Disposition.RESTOCK


def _same(returns: tuple[OrderReturn, ...], command: RecordReturn) -> OrderReturn:
    return next(each for each in returns if each.return_id == command.command_id)
