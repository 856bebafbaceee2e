"""From wire models of schema 1 to domain values; a document that breaks a rule is refused."""

from typing import TypeVar

from pydantic import JsonValue

from app.contracts.v1 import (
    EdgingV1,
    EyePowerV1,
    FrameSnapshotV1,
    FrameV1,
    LabJobV1,
    LensSnapshotV1,
    LensV1,
    OrderItemV1,
    OrderV1,
    PatientV1,
    PrescriptionV1,
    StageEntryV1,
    StockMovementV1,
    TraceV1,
)
from app.domain.catalog import Frame, Lens
from app.domain.customers import Patient, PostalAddress, Prescription
from app.domain.inventory import MovementKind, StockMovement
from app.domain.kernel.canonical import canonical_sha256
from app.domain.kernel.ids import (
    CommandId,
    DeviceId,
    EventId,
    MovementId,
    OrderId,
    OrderItemId,
    PatientId,
    PrescriptionId,
    SiteId,
    UserId,
    WorkOrderId,
)
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import LabJob, Stage, StageEntry
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyePower
from app.domain.optics.trace import Eye, Trace
from app.domain.orders import (
    BevelPlacement,
    EdgeType,
    EdgingParameters,
    FrameSnapshot,
    LensSnapshot,
    Order,
    OrderDraft,
    OrderItem,
    OrderStatus,
    PatientSnapshot,
    PrescriptionSnapshot,
    SnapshotIsDamaged,
)
from app.domain.orders.order_document import Details
from app.domain.orders.snapshots import power_from_json
from app.domain.pricing import PricedLine

Snapshot = TypeVar("Snapshot", PatientSnapshot, PrescriptionSnapshot)


def patient_from_wire(wire: PatientV1) -> Patient:
    """Return the patient."""
    return Patient(
        patient_id=PatientId(wire.patient_id),
        number=wire.number,
        given_name=wire.given_name,
        family_name=wire.family_name,
        born_on=wire.born_on,
        phone=wire.phone,
        home_site_id=SiteId(wire.home_site_id),
        email=wire.email,
        address=_address(wire),
        version=wire.version,
    )


def prescription_from_wire(wire: PrescriptionV1) -> Prescription:
    """Return the prescription."""
    return Prescription(
        prescription_id=PrescriptionId(wire.prescription_id),
        patient_id=PatientId(wire.patient_id),
        right=_power(wire.right),
        left=_power(wire.left),
        issued_on=wire.issued_on,
        expires_on=wire.expires_on,
        prescriber=wire.prescriber,
        issued_by=UserId(wire.issued_by),
        replaces=PrescriptionId(wire.replaces) if wire.replaces else None,
    )


def frame_from_wire(wire: FrameV1) -> Frame:
    """Return the catalogue frame."""
    return Frame(
        sku=wire.sku,
        gtin=wire.gtin,
        brand=wire.brand,
        model=wire.model,
        colour=wire.colour,
        a_mm=Millimetres(wire.a_hundredths_mm),
        b_mm=Millimetres(wire.b_hundredths_mm),
        dbl_mm=Millimetres(wire.dbl_hundredths_mm),
        temple_mm=wire.temple_mm,
        price=Money(wire.price_minor, wire.currency),
    )


def lens_from_wire(wire: LensV1) -> Lens:
    """Return the catalogue lens."""
    return Lens(
        sku=wire.sku,
        name=wire.name,
        kind=wire.kind,
        material=wire.material,
        index_thousandths=wire.index_thousandths,
        coating=wire.coating,
        price=Money(wire.price_minor, wire.currency),
    )


def movement_from_wire(wire: StockMovementV1) -> StockMovement:
    """Return the ledger line."""
    return StockMovement(
        movement_id=MovementId(wire.movement_id),
        site_id=SiteId(wire.site_id),
        sku=wire.sku,
        kind=MovementKind(wire.kind),
        on_hand_change=wire.on_hand_change,
        reserved_change=wire.reserved_change,
        at=wire.at,
        order_id=OrderId(wire.order_id) if wire.order_id else None,
    )


def order_from_wire(wire: OrderV1) -> Order:
    """Return the order, its snapshots checked against their hashes.

    Raises:
        SnapshotIsDamaged: a snapshot does not have the hash the message claims.
        DocumentIsMalformed: the details are not what an order holds.
    """
    details = Details(wire.details)
    draft = OrderDraft(
        order_id=OrderId(wire.order_id),
        patient=_patient_snapshot(wire.patient_snapshot, wire.patient_snapshot_sha256),
        prescription=_any_prescription(wire),
        frame=None if wire.frame is None else frame_snapshot_from_wire(wire.frame),
        lens=None if wire.lens is None else lens_snapshot_from_wire(wire.lens),
        edging=edging_from_wire(wire.edging),
        items=tuple(_item(item, wire.currency) for item in wire.items),
        currency=wire.currency,
        lab_site_id=SiteId(wire.lab_site_id),
        promised_on=wire.promised_on,
        is_rush=wire.is_rush,
        note=wire.note,
        bill=details.bill,
        extras=details.extras,
        contact_lenses=details.contact_lenses,
        confirmations=details.confirmations,
        companion=details.companion,
    )
    return Order(
        number=DocumentNumber.parse(wire.number),
        site_id=SiteId(wire.site_id),
        created_at=wire.created_at,
        created_by=UserId(wire.created_by),
        command_id=CommandId(wire.command_id),
        draft=draft,
        status=OrderStatus(wire.status),
        version=wire.version,
        quote=details.quote,
        remake=details.remake,
        handover=details.handover,
        trail=details.trail,
    )


def lab_job_from_wire(wire: LabJobV1) -> LabJob:
    """Return the lab's job, its snapshots checked against their hashes.

    Raises:
        SnapshotIsDamaged: a snapshot does not have the hash the message claims.
    """
    return LabJob(
        order_id=OrderId(wire.order_id),
        order_number=DocumentNumber.parse(wire.order_number),
        store_site_id=SiteId(wire.store_site_id),
        store_name=wire.store_name,
        lab_site_id=SiteId(wire.lab_site_id),
        promised_on=wire.promised_on,
        is_rush=wire.is_rush,
        patient=_patient_snapshot(wire.patient_snapshot, wire.patient_snapshot_sha256),
        prescription=_prescription_snapshot(
            wire.prescription_snapshot, wire.prescription_snapshot_sha256
        ),
        frame=frame_snapshot_from_wire(wire.frame),
        lens=lens_snapshot_from_wire(wire.lens),
        edging=edging_from_wire(wire.edging),
        note=wire.note,
        extras=wire.extras,
        version=wire.version,
        is_cancelled=wire.is_cancelled,
    )


def stage_entry_from_wire(wire: StageEntryV1) -> StageEntry:
    """Return the row of history."""
    return StageEntry(
        event_id=EventId(wire.event_id),
        work_order_id=WorkOrderId(wire.work_order_id),
        stage=Stage(wire.stage),
        visit=wire.visit,
        entered_at=wire.entered_at,
        entered_by=UserId(wire.entered_by),
        device_id=DeviceId(wire.device_id),
        station=wire.station,
    )


def frame_snapshot_from_wire(wire: FrameSnapshotV1) -> FrameSnapshot:
    """Return the frozen frame."""
    return FrameSnapshot(
        sku=wire.sku,
        brand=wire.brand,
        model=wire.model,
        colour=wire.colour,
        size=wire.size,
        a_mm=Millimetres(wire.a_hundredths_mm),
        b_mm=Millimetres(wire.b_hundredths_mm),
        dbl_mm=Millimetres(wire.dbl_hundredths_mm),
        traces=tuple(_trace(trace) for trace in wire.traces),
    )


def lens_snapshot_from_wire(wire: LensSnapshotV1) -> LensSnapshot:
    """Return the frozen lens."""
    return LensSnapshot(
        sku=wire.sku,
        name=wire.name,
        kind=wire.kind,
        material=wire.material,
        index_thousandths=wire.index_thousandths,
        coating=wire.coating,
        tint=wire.tint,
    )


def edging_from_wire(wire: EdgingV1) -> EdgingParameters:
    """Return the edging parameters."""
    return EdgingParameters(
        edge_type=EdgeType(wire.edge_type),
        bevel_placement=BevelPlacement(wire.bevel_placement),
        bevel_percent=wire.bevel_percent,
        is_polished=wire.is_polished,
        has_safety_bevel=wire.has_safety_bevel,
    )


def _address(wire: PatientV1) -> PostalAddress | None:
    address = PostalAddress(
        street=wire.street or "",
        postcode=wire.postcode or "",
        city=wire.city or "",
        country=wire.country or "",
    )
    return None if address.is_empty else address


def _power(wire: EyePowerV1 | None) -> EyePower | None:
    return None if wire is None else power_from_json(wire.model_dump(mode="json"))


def _trace(wire: TraceV1) -> Trace:
    eye: Eye = "right" if wire.eye == "right" else "left"
    return Trace(eye=eye, radii=wire.radii, angles_cdeg=wire.angles)


def _item(wire: OrderItemV1, currency: str) -> OrderItem:
    line = PricedLine(
        sku=wire.sku,
        description=wire.description,
        quantity=wire.quantity,
        unit_price=Money(wire.unit_price_minor, currency),
    )
    return OrderItem(item_id=OrderItemId(wire.item_id), line=line)


def _patient_snapshot(document: dict[str, JsonValue], sha256: str) -> PatientSnapshot:
    _require_hash(document, sha256, kind="patient")
    return _require_nothing_more(PatientSnapshot.from_json(document), sha256, kind="patient")


def _any_prescription(wire: OrderV1) -> PrescriptionSnapshot | None:
    document, sha256 = wire.prescription_snapshot, wire.prescription_snapshot_sha256
    if document is None and sha256 is None:
        return None
    if document is None or sha256 is None:
        raise SnapshotIsDamaged(kind="prescription")
    return _prescription_snapshot(document, sha256)


def _prescription_snapshot(document: dict[str, JsonValue], sha256: str) -> PrescriptionSnapshot:
    _require_hash(document, sha256, kind="prescription")
    snapshot = PrescriptionSnapshot.from_json(document)
    return _require_nothing_more(snapshot, sha256, kind="prescription")


def _require_hash(document: dict[str, JsonValue], sha256: str, *, kind: str) -> None:
    try:
        actual = canonical_sha256(document)
    except (TypeError, ValueError):
        raise SnapshotIsDamaged(kind=kind) from None
    if actual != sha256:
        raise SnapshotIsDamaged(kind=kind)


def _require_nothing_more(snapshot: Snapshot, sha256: str, *, kind: str) -> Snapshot:
    """Refuse a snapshot that would be kept under another hash than it came with.

    What the snapshot does not know, such as a phone number, would travel to the lab with it.
    """
    if snapshot.sha256 != sha256:
        raise SnapshotIsDamaged(kind=kind)
    return snapshot
