"""What every step of an order has in common: who may, the order as it is, and the facts of it."""

from dataclasses import dataclass

from app.domain.inventory import MovementKind, StockMoved, StockMovement
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, MovementId, OrderId
from app.domain.orders import Order
from app.domain.orders.events import STEP_EVENTS
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.payment_ports import PaymentUnit, PaymentUnits
from app.services.ports import Clock, NewId, UnitOfWork
from app.services.session import Session

ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks for a step of which order, by which command, and why."""

    session: Session
    command_id: CommandId
    order_id: OrderId
    action: Action
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSteps:
    """Opens, checks and keeps the steps; `clock` tells the time in the shop's own zone."""

    units: PaymentUnits
    gate: Gate
    clock: Clock
    new_id: NewId

    def admit(self, unit: UnitOfWork, asked: Asked) -> Order:
        """Let the person through and return the order.

        Raises:
            AccessDenied, ReasonIsMissing, OrderNotFound: see there.
        """
        order = unit.orders.get(asked.order_id)
        access = Access(
            action=asked.action,
            subject_type=ORDER,
            subject_id=order.order_id,
            correlation_id=asked.command_id,
            site_id=order.site_id,
            reason=asked.reason,
        )
        self.gate.pass_through(unit, asked.session, access)
        return order

    def keep(
        self, unit: PaymentUnit, asked: Asked, order: Order, facts: tuple[DomainEvent, ...] = ()
    ) -> Changes:
        """Keep the order after a step with the facts that go with it."""
        unit.orders.add(order)
        self.tell(unit, asked, (STEP_EVENTS[order.trail[-1].kind](order=order), *facts))
        return unit.commit()

    def tell(self, unit: UnitOfWork, asked: Asked, facts: tuple[DomainEvent, ...]) -> None:
        """Add facts to the outbox as one group."""
        unit.outbox.add(
            *facts,
            actor=asked.session.user_id,
            session_id=asked.session.session_id,
            command_id=asked.command_id,
            causation_id=asked.order_id,
        )

    def move_promised(
        self, unit: UnitOfWork, order: Order, kind: MovementKind
    ) -> tuple[StockMoved, ...]:
        """Take back every promise to an order; a sale takes the pieces off the shelf as well."""
        is_sold = kind is MovementKind.SALE
        return tuple(
            self.move(unit, order, kind, sku, on_hand=-pieces if is_sold else 0, reserved=-pieces)
            for sku, pieces in unit.stock.promised_to(order.order_id)
        )

    def move(  # noqa: PLR0913 - a ledger line is that many facts
        self,
        unit: UnitOfWork,
        order: Order,
        kind: MovementKind,
        sku: str,
        *,
        on_hand: int,
        reserved: int,
    ) -> StockMoved:
        """Add one line to the stock ledger and return the fact of it."""
        movement = StockMovement(
            movement_id=MovementId(self.new_id()),
            site_id=order.site_id,
            sku=sku,
            kind=kind,
            on_hand_change=on_hand,
            reserved_change=reserved,
            at=self.clock(),
            order_id=order.order_id,
        )
        unit.stock.add_movement(movement)
        return StockMoved(movement=movement)
