"""Taking an order: one transaction from the snapshots to the outbox."""

from dataclasses import dataclass
from datetime import date

from app.domain.catalog import Frame, Lens
from app.domain.inventory import Reservation, StockReserved
from app.domain.kernel.access import Action
from app.domain.kernel.ids import (
    CommandId,
    OrderId,
    OrderItemId,
    PatientId,
    PrescriptionId,
    ReservationId,
    SiteId,
)
from app.domain.kernel.numbers import NumberSeries
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.optics.trace import Trace
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    EdgingParameters,
    FrameSnapshot,
    LensSnapshot,
    Order,
    OrderDraft,
    OrderItem,
    OrderNotFound,
    PatientSnapshot,
    PrescriptionSnapshot,
)
from app.domain.pricing import PricedLine
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, NewId, PatientQueryService, UnitOfWork, Units
from app.services.session import Session
from app.services.views import OrderRow

ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CreateOrder:
    """What the counter agreed with the patient; `command_id` was made when the form opened."""

    command_id: CommandId
    patient_id: PatientId
    prescription_id: PrescriptionId
    right: EyeMeasurements
    left: EyeMeasurements
    as_worn: AsWorn
    frame_sku: str
    traces: tuple[Trace, ...]
    lens_sku: str
    tint: str
    edging: EdgingParameters
    lab_site_id: SiteId
    promised_on: date
    is_rush: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderService:
    """The use cases of an order at its store; `clock` tells the time in the shop's own zone."""

    units: Units
    gate: Gate
    clock: Clock
    new_id: NewId

    def create(self, session: Session, command: CreateOrder) -> tuple[Order, Changes]:
        """Create the order, reserve its stock, and write audit and outbox with it.

        The same command again returns the order it made before.

        Raises:
            AccessDenied, PatientNotFound, PrescriptionNotFound, FrameNotFound, LensNotFound,
            PrescriptionHasExpired, MeasurementIsMissing, LensNeedsAdd, PromiseIsInThePast,
            TextIsTooLong, CommandWasUsedForAnotherOrder, NumberBlockIsUsedUp: see there.
        """
        order_id = OrderId(command.command_id)
        now = self.clock()
        with self.units() as unit:
            self.gate.pass_through(unit, session, self._access(Action.ORDER_CREATE, order_id))
            if unit.outbox.has_seen(command.command_id):
                return _same_order(unit.orders.get(order_id), command), NO_CHANGES
            order = Order.create(
                self._draft(unit, command),
                number=unit.numbers.take(NumberSeries.ORDER, year=now.year),
                site_id=session.site_id,
                created_by=session.user_id,
                now=now,
            )
            reservation = self._reservation(order, session.site_id)
            unit.orders.add(order)
            unit.stock.add_reservation(reservation)
            unit.outbox.add(
                order.created(),
                StockReserved(reservation=reservation),
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

    def _draft(self, unit: UnitOfWork, command: CreateOrder) -> OrderDraft:
        frame = unit.catalogue.frame(command.frame_sku)
        lens = unit.catalogue.lens(command.lens_sku)
        patient, prescription = _snapshots(unit.patients, command)
        return OrderDraft(
            order_id=OrderId(command.command_id),
            patient=patient,
            prescription=prescription,
            frame=FrameSnapshot.of(frame, traces=command.traces),
            lens=LensSnapshot.of(lens, tint=command.tint),
            edging=command.edging,
            items=self._items(frame, lens, prescription),
            currency=frame.price.currency,
            lab_site_id=command.lab_site_id,
            promised_on=command.promised_on,
            is_rush=command.is_rush,
            note=command.note,
        )

    def _items(
        self, frame: Frame, lens: Lens, prescription: PrescriptionSnapshot
    ) -> tuple[OrderItem, ...]:
        lenses = sum(eye is not None for eye in (prescription.right, prescription.left))
        lines = (
            PricedLine(
                sku=frame.sku,
                description=f"{frame.brand} {frame.model} {frame.colour}",
                quantity=1,
                unit_price=frame.price,
            ),
            PricedLine(sku=lens.sku, description=lens.name, quantity=lenses, unit_price=lens.price),
        )
        return tuple(OrderItem(item_id=OrderItemId(self.new_id()), line=line) for line in lines)

    def _reservation(self, order: Order, site_id: SiteId) -> Reservation:
        return Reservation(
            reservation_id=ReservationId(self.new_id()),
            order_id=order.order_id,
            site_id=site_id,
            sku=order.draft.frame.sku,
            quantity=1,
            at=order.created_at,
        )


def _snapshots(
    patients: PatientQueryService, command: CreateOrder
) -> tuple[PatientSnapshot, PrescriptionSnapshot]:
    patient = patients.patient(command.patient_id)
    prescription = patients.prescription(command.prescription_id)
    if prescription.patient_id != patient.patient_id:
        raise CommandWasUsedForAnotherOrder(reason="prescription_of_another_patient")
    snapshot = PrescriptionSnapshot.of(
        prescription, right=command.right, left=command.left, as_worn=command.as_worn
    )
    return PatientSnapshot.of(patient), snapshot


def _same_order(order: Order, command: CreateOrder) -> Order:
    """Return the order if it is what is asked for again, to the last number a lens is made from."""
    draft = order.draft
    rx = draft.prescription
    kept = (
        *(order.patient_id, rx.prescription_id, rx.right_measurements, rx.left_measurements),
        *(rx.as_worn, draft.frame.sku, draft.frame.traces, draft.lens.sku, draft.lens.tint),
        *(draft.edging, draft.lab_site_id, draft.promised_on, draft.is_rush, draft.note),
    )
    asked = (
        *(command.patient_id, command.prescription_id, command.right, command.left),
        *(command.as_worn, command.frame_sku, command.traces, command.lens_sku, command.tint),
        *(command.edging, command.lab_site_id, command.promised_on, command.is_rush, command.note),
    )
    if kept != asked:
        raise CommandWasUsedForAnotherOrder(reason="content_differs")
    return order
