"""Taking an order: one transaction from the snapshots to the outbox."""

from dataclasses import dataclass, field
from datetime import datetime

from app.domain.inventory import Reservation, StockReserved
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import OrderId, ReservationId, SiteId
from app.domain.kernel.numbers import NumberSeries
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    FrameSnapshot,
    Order,
    OrderNotFound,
)
from app.domain.pricing.payers import require_claim_numbers
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.order_drafting import Asker, Drafting, shelf_lines
from app.services.order_wish import CreateOrder
from app.services.ports import Clock, NewId, UnitOfWork, Units
from app.services.session import Session
from app.services.views import OrderRow

__all__ = ["CreateOrder", "OrderService"]

ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderService:
    """The use cases of an order at its store; `clock` tells the time in the shop's own zone."""

    units: Units
    gate: Gate
    clock: Clock
    new_id: NewId
    drafting: Drafting = field(default_factory=Drafting)

    def create(
        self, session: Session, command: CreateOrder, *, second: Session | None = None
    ) -> tuple[Order, Changes]:
        """Create the order, reserve its stock, and write audit and outbox with it.

        The same command again returns the order it made before.

        Raises:
            AccessDenied, PatientNotFound, PrescriptionNotFound, FrameNotFound, LensNotFound,
            PrescriptionHasExpired, MeasurementIsMissing, LensNeedsAdd, PromiseIsInThePast,
            TextIsTooLong, CommandWasUsedForAnotherOrder, NumberBlockIsUsedUp, DoubtIsUnconfirmed,
            ClaimNumberIsMissing, SpectaclesAreIncomplete and what the pricing refuses.
        """
        order_id = OrderId(command.command_id)
        now = self.clock()
        with self.units() as unit:
            self.gate.pass_through(unit, session, self._access(Action.ORDER_CREATE, order_id))
            if unit.outbox.has_seen(command.command_id):
                return same_order(unit.orders.get(order_id), command), NO_CHANGES
            require_claim_numbers(command.covers)
            draft = self.drafting.draft(unit, Asker(session=session, second=second), command)
            order = Order.create(
                draft,
                number=unit.numbers.take(NumberSeries.ORDER, year=now.year),
                site_id=session.site_id,
                created_by=session.user_id,
                now=now,
            )
            self.drafting.settle(unit, session, order, now)
            unit.orders.add(order)
            unit.outbox.add(
                order.created(),
                *reserve(unit, order, self.new_id),
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command.command_id,
            )
            return order, unit.commit()

    def get(self, session: Session, order_id: OrderId) -> tuple[Order, Changes]:
        """Return an order and write down who read it.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        with self.units() as unit:
            order = unit.orders.get(order_id)
            access = self._access(Action.ORDER_READ, order_id, site_id=order.site_id)
            self.gate.pass_through(unit, session, access)
            return order, unit.commit()

    def rows(self, session: Session) -> tuple[OrderRow, ...]:
        """Return the newest orders of the site with the stage the lab has reported.

        Raises:
            AccessDenied: the session may not read orders.
        """
        self.gate.check(session, Action.ORDER_READ)
        with self.units() as unit:
            return unit.orders.rows(limit=ROWS_SHOWN)

    def find(self, session: Session, number: str) -> OrderRow:
        """Return the order with a printed number.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        self.gate.check(session, Action.ORDER_READ)
        with self.units() as unit:
            row = unit.orders.row_by_number(number)
        if row is None:
            raise OrderNotFound(number=number)
        return row

    def _access(
        self, action: Action, order_id: OrderId, *, site_id: SiteId | None = None
    ) -> Access:
        return Access(
            action=action,
            subject_type="order",
            subject_id=order_id,
            correlation_id=order_id,
            site_id=site_id,
        )


def reserve(unit: UnitOfWork, order: Order, new_id: NewId) -> tuple[DomainEvent, ...]:
    """Put aside what lies on the shelf, and return the facts that say so."""
    facts = []
    for sku, pieces in shelf_lines(order.draft):
        reservation = Reservation(
            reservation_id=ReservationId(new_id()),
            order_id=order.order_id,
            site_id=order.site_id,
            sku=sku,
            quantity=pieces,
            at=moment_of(order),
        )
        unit.stock.add_reservation(reservation)
        facts.append(StockReserved(reservation=reservation))
    return tuple(facts)


def moment_of(order: Order) -> datetime:
    """Return when the order came to stand as it does."""
    return order.trail[-1].at if order.trail else order.created_at


def same_order(order: Order, command: CreateOrder) -> Order:
    """Return the order if it is what is asked for again, to the last number a lens is made from.

    Raises:
        CommandWasUsedForAnotherOrder: it is another one.
    """
    if _kept(order) != _asked(command):
        raise CommandWasUsedForAnotherOrder(reason="content_differs")
    return order


def _kept(order: Order) -> tuple[object, ...]:
    draft = order.draft
    rx, lens = draft.prescription, draft.lens
    form = None if rx is None else (rx.right_measurements, rx.left_measurements, rx.as_worn)
    return (
        *(order.patient_id, None if rx is None else rx.prescription_id, form),
        *(_frame_asked(draft.frame), None if lens is None else (lens.sku, lens.tint)),
        *(draft.edging, draft.lab_site_id, draft.promised_on, draft.is_rush, draft.note),
        *(frozenset(each.sku for each in draft.extras), draft.companion),
        tuple((each.sku, each.choice, each.packs) for each in draft.contact_lenses),
    )


def _asked(command: CreateOrder) -> tuple[object, ...]:
    has_rx, own = command.prescription_id is not None, command.own_frame
    frame: tuple[object, ...] | None = None
    if own is not None:
        frame = (*FrameSnapshot.of_own(own).words, command.traces)
    elif command.frame_sku:
        frame = (command.frame_sku, command.traces)
    return (
        *(command.patient_id, command.prescription_id),
        (command.right, command.left, command.as_worn) if has_rx else None,
        *(frame, (command.lens_sku, command.tint) if command.lens_sku else None),
        *(command.edging, command.lab_site_id, command.promised_on),
        *(command.is_rush, command.note, frozenset(command.extras), command.companion),
        tuple((each.sku, each.choice, each.packs) for each in command.contact_lenses),
    )


def _frame_asked(frame: FrameSnapshot | None) -> tuple[object, ...] | None:
    if frame is None:
        return None
    return (*frame.words, frame.traces) if frame.is_own else (frame.sku, frame.traces)
