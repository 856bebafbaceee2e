"""From domain events to payloads of schema 1."""

from functools import singledispatch

from app.contracts.catalogue_v1 import record_to_wire
from app.contracts.customers_v1 import consent_to_wire, merge_to_wire, note_to_wire
from app.contracts.mails_to_wire import cancelled_mail_to_wire, mail_to_wire
from app.contracts.orders_v1 import movement_to_wire, parked_to_wire, return_to_wire
from app.contracts.payments_to_wire import (
    payment_to_wire,
    refund_to_wire,
    stored_value_to_wire,
)
from app.contracts.v1 import EdgingV1, FrameSnapshotV1, LensSnapshotV1, OrderItemV1, TraceV1
from app.domain.customers import (
    ConsentChanged,
    NoteChanged,
    Patient,
    PatientChanged,
    PatientsMerged,
    PostalAddress,
    Prescription,
    PrescriptionIssued,
)
from app.domain.inventory import Reservation, StockMoved, StockReserved
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.chain_records import RecordChanged
from app.domain.kernel.events import DomainEvent
from app.domain.lab.work_order import WorkOrderStageChanged
from app.domain.mails import MailCancelled, MailQueued
from app.domain.orders import (
    EdgingParameters,
    FrameSnapshot,
    LensSnapshot,
    Order,
    OrderCreated,
    OrderDraft,
    OrderItem,
)
from app.domain.orders.events import OrderParked, OrderStepped, ReturnRecorded
from app.domain.orders.order_document import details_of
from app.domain.orders.snapshots import power_to_json
from app.domain.payments.checkpoints import JournalCheckpointSigned
from app.domain.payments.events import PaymentTaken, RefundGiven, StoredValueMoved
from app.domain.payments.journal import JournalEntrySealed


@singledispatch
def payload_of(event: DomainEvent) -> dict[str, JsonValue]:
    """Return the payload of an event.

    Raises:
        TypeError: the event has no wire form; a bug, found by the test that lists all events.
    """
    raise TypeError(f"{type(event).__name__} has no wire form")


@payload_of.register(PatientChanged)
def _(event: PatientChanged) -> dict[str, JsonValue]:
    return {
        **patient_to_wire(event.patient),
        "change_id": None if event.change_id is None else str(event.change_id),
        "changed_at": None if event.changed_at is None else event.changed_at.isoformat(),
        "changed_by": None if event.changed_by is None else str(event.changed_by),
        "before": dict(event.before),
    }


@payload_of.register(NoteChanged)
def _(event: NoteChanged) -> dict[str, JsonValue]:
    return note_to_wire(event.note)


@payload_of.register(ConsentChanged)
def _(event: ConsentChanged) -> dict[str, JsonValue]:
    return consent_to_wire(event.consent)


@payload_of.register(PatientsMerged)
def _(event: PatientsMerged) -> dict[str, JsonValue]:
    return merge_to_wire(event.merge)


@payload_of.register(PrescriptionIssued)
def _(event: PrescriptionIssued) -> dict[str, JsonValue]:
    return prescription_to_wire(event.prescription)


@payload_of.register(StockReserved)
def _(event: StockReserved) -> dict[str, JsonValue]:
    return _reservation(event.reservation)


@payload_of.register(OrderCreated)
def _(event: OrderCreated) -> dict[str, JsonValue]:
    return order_to_wire(event.order)


@payload_of.register(OrderStepped)
def _(event: OrderStepped) -> dict[str, JsonValue]:
    return order_to_wire(event.order)


@payload_of.register(ReturnRecorded)
def _(event: ReturnRecorded) -> dict[str, JsonValue]:
    return return_to_wire(event.order_return)


@payload_of.register(OrderParked)
def _(event: OrderParked) -> dict[str, JsonValue]:
    return parked_to_wire(event.parked)


@payload_of.register(StockMoved)
def _(event: StockMoved) -> dict[str, JsonValue]:
    return movement_to_wire(event.movement)


@payload_of.register(WorkOrderStageChanged)
def _(event: WorkOrderStageChanged) -> dict[str, JsonValue]:
    work_order, entry = event.work_order, event.entry
    return {
        "event_id": str(entry.event_id),
        "work_order_id": str(entry.work_order_id),
        "work_order_number": str(work_order.number),
        "order_id": str(work_order.job.order_id),
        "store_site_id": str(work_order.job.store_site_id),
        "lab_site_id": str(work_order.job.lab_site_id),
        "stage": entry.stage.value,
        "visit": entry.visit,
        "version": work_order.version,
        "entered_at": entry.entered_at.isoformat(),
        "entered_by": str(entry.entered_by),
        "device_id": str(entry.device_id),
        "station": entry.station,
    }


@payload_of.register(RecordChanged)
def _(event: RecordChanged) -> dict[str, JsonValue]:
    return record_to_wire(event)


@payload_of.register(MailQueued)
def _(event: MailQueued) -> dict[str, JsonValue]:
    return mail_to_wire(event)


@payload_of.register(MailCancelled)
def _(event: MailCancelled) -> dict[str, JsonValue]:
    return cancelled_mail_to_wire(event)


@payload_of.register(PaymentTaken)
def _(event: PaymentTaken) -> dict[str, JsonValue]:
    return payment_to_wire(event)


@payload_of.register(RefundGiven)
def _(event: RefundGiven) -> dict[str, JsonValue]:
    return refund_to_wire(event)


@payload_of.register(StoredValueMoved)
def _(event: StoredValueMoved) -> dict[str, JsonValue]:
    return stored_value_to_wire(event)


@payload_of.register(JournalEntrySealed)
def _(event: JournalEntrySealed) -> dict[str, JsonValue]:
    return event.entry.to_json()


@payload_of.register(JournalCheckpointSigned)
def _(event: JournalCheckpointSigned) -> dict[str, JsonValue]:
    return event.checkpoint.to_json()


def patient_to_wire(patient: Patient) -> dict[str, JsonValue]:
    """Return the form of `PatientV1`."""
    address = patient.address or PostalAddress()
    return {
        "patient_id": str(patient.patient_id),
        "number": patient.number,
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "born_on": patient.born_on.isoformat(),
        "phone": patient.phone,
        "home_site_id": str(patient.home_site_id),
        "version": patient.version,
        "email": patient.email,
        "street": address.street or None,
        "postcode": address.postcode or None,
        "city": address.city or None,
        "country": address.country or None,
    }


def prescription_to_wire(prescription: Prescription) -> dict[str, JsonValue]:
    """Return the form of `PrescriptionV1`."""
    expires_on, replaces = prescription.expires_on, prescription.replaces
    return {
        "prescription_id": str(prescription.prescription_id),
        "patient_id": str(prescription.patient_id),
        "right": power_to_json(prescription.right),
        "left": power_to_json(prescription.left),
        "issued_on": prescription.issued_on.isoformat(),
        "expires_on": expires_on.isoformat() if expires_on else None,
        "prescriber": prescription.prescriber,
        "issued_by": str(prescription.issued_by),
        "replaces": str(replaces) if replaces else None,
    }


def order_to_wire(order: Order) -> dict[str, JsonValue]:
    """Return the form of `OrderV1`."""
    draft = order.draft
    return {
        "order_id": str(order.order_id),
        "number": str(order.number),
        "site_id": str(order.site_id),
        "lab_site_id": str(draft.lab_site_id),
        "created_at": order.created_at.isoformat(),
        "created_by": str(order.created_by),
        "command_id": str(order.command_id),
        "status": order.status.value,
        "version": order.version,
        "currency": draft.currency,
        "total_minor": order.total.minor,
        "items": [_item(item) for item in draft.items],
        "patient_snapshot": draft.patient.to_json(),
        "patient_snapshot_sha256": draft.patient.sha256,
        **_spectacles(draft),
        "edging": edging_to_wire(draft.edging).model_dump(mode="json"),
        "promised_on": draft.promised_on.isoformat(),
        "is_rush": draft.is_rush,
        "note": draft.note,
        "details": details_of(order),
    }


def _spectacles(draft: OrderDraft) -> dict[str, JsonValue]:
    rx, frame, lens = draft.prescription, draft.frame, draft.lens
    return {
        "prescription_snapshot": None if rx is None else rx.to_json(),
        "prescription_snapshot_sha256": None if rx is None else rx.sha256,
        "frame": None if frame is None else frame_snapshot_to_wire(frame).model_dump(mode="json"),
        "lens": None if lens is None else lens_snapshot_to_wire(lens).model_dump(mode="json"),
    }


def frame_snapshot_to_wire(frame: FrameSnapshot) -> FrameSnapshotV1:
    """Return the wire form of a frozen frame."""
    return FrameSnapshotV1(
        sku=frame.sku,
        brand=frame.brand,
        model=frame.model,
        colour=frame.colour,
        size=frame.size,
        a_hundredths_mm=frame.a_mm.hundredths,
        b_hundredths_mm=frame.b_mm.hundredths,
        dbl_hundredths_mm=frame.dbl_mm.hundredths,
        traces=tuple(
            TraceV1(eye=trace.eye, radii=trace.radii, angles=trace.angles_cdeg)
            for trace in frame.traces
        ),
    )


def lens_snapshot_to_wire(lens: LensSnapshot) -> LensSnapshotV1:
    """Return the wire form of a frozen lens."""
    return LensSnapshotV1(
        sku=lens.sku,
        name=lens.name,
        kind=lens.kind,
        material=lens.material,
        index_thousandths=lens.index_thousandths,
        coating=lens.coating,
        tint=lens.tint,
    )


def edging_to_wire(edging: EdgingParameters) -> EdgingV1:
    """Return the wire form of edging parameters."""
    return EdgingV1(
        edge_type=edging.edge_type.value,
        bevel_placement=edging.bevel_placement.value,
        bevel_percent=edging.bevel_percent,
        is_polished=edging.is_polished,
        has_safety_bevel=edging.has_safety_bevel,
    )


def _item(item: OrderItem) -> JsonValue:
    return OrderItemV1(
        item_id=item.item_id,
        sku=item.line.sku,
        description=item.line.description,
        quantity=item.line.quantity,
        unit_price_minor=item.line.unit_price.minor,
    ).model_dump(mode="json")


def _reservation(reservation: Reservation) -> dict[str, JsonValue]:
    return {
        "reservation_id": str(reservation.reservation_id),
        "order_id": str(reservation.order_id),
        "site_id": str(reservation.site_id),
        "sku": reservation.sku,
        "quantity": reservation.quantity,
        "at": reservation.at.isoformat(),
    }
