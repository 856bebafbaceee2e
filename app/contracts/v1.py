"""The payloads of schema 1: what each topic carries and what each pulled document holds."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from app.contracts.base import (
    HundredthsMm,
    LongText,
    SafeInteger,
    Sha256Hex,
    ShortText,
    Thousandths,
    WireModel,
)

SCHEMA = 1
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Eye = Annotated[str, Field(pattern=r"^(right|left)$")]
Radius = Annotated[int, Field(ge=1, le=10_000)]


class PatientV1(WireModel):
    """A patient's record (document patient)."""

    patient_id: UUID
    number: ShortText
    given_name: ShortText
    family_name: ShortText
    born_on: date
    phone: ShortText | None
    home_site_id: UUID
    version: Annotated[SafeInteger, Field(ge=1)]
    email: ShortText | None = None
    street: ShortText | None = None
    postcode: ShortText | None = None
    city: ShortText | None = None
    country: ShortText | None = None


class EyePowerV1(WireModel):
    """One eye's power in thousandths of a dioptre."""

    sphere_thousandths: Thousandths
    cylinder_thousandths: Thousandths
    axis_deg: Annotated[int, Field(ge=1, le=180)] | None
    add_thousandths: Thousandths | None
    base_in_thousandths: Thousandths | None
    base_up_thousandths: Thousandths | None
    is_balance: bool


class PrescriptionV1(WireModel):
    """A prescription (topic customers.prescription.issued, document prescription)."""

    prescription_id: UUID
    patient_id: UUID
    right: EyePowerV1 | None
    left: EyePowerV1 | None
    issued_on: date
    expires_on: date | None
    prescriber: ShortText
    issued_by: UUID
    replaces: UUID | None


class EyeMeasurementsV1(WireModel):
    """Lengths before one eye in hundredths of a millimetre."""

    monocular_pd_hundredths_mm: HundredthsMm | None
    near_pd_hundredths_mm: HundredthsMm | None
    fitting_height_hundredths_mm: HundredthsMm | None
    segment_height_hundredths_mm: HundredthsMm | None


class AsWornV1(WireModel):
    """How the frame sits."""

    vertex_distance_hundredths_mm: HundredthsMm | None
    pantoscopic_tilt_deg: Annotated[int, Field(ge=-30, le=60)] | None
    wrap_angle_deg: Annotated[int, Field(ge=-30, le=60)] | None


class PatientSnapshotV1(WireModel):
    """A frozen patient; its canonical JSON is what is stored and hashed."""

    patient_id: UUID
    number: ShortText
    given_name: ShortText
    family_name: ShortText
    born_on: date


class PrescriptionSnapshotV1(WireModel):
    """A frozen prescription with its measurements; hashed as its canonical JSON."""

    prescription_id: UUID
    right: EyePowerV1 | None
    left: EyePowerV1 | None
    right_measurements: EyeMeasurementsV1
    left_measurements: EyeMeasurementsV1
    as_worn: AsWornV1
    prescriber: ShortText
    issued_on: date
    expires_on: date | None


class TraceV1(WireModel):
    """The shape of one eye: radii in hundredths of a millimetre, angles in hundredths of a degree.

    `angles` is None when the radii are equally spaced from 0 degrees.
    """

    eye: Eye
    radii: Annotated[tuple[Radius, ...], Field(min_length=3, max_length=4000)]
    angles: Annotated[tuple[int, ...], Field(max_length=4000)] | None


class FrameSnapshotV1(WireModel):
    """The frame as chosen and traced."""

    sku: ShortText
    brand: ShortText
    model: ShortText
    colour: ShortText
    size: ShortText
    a_hundredths_mm: HundredthsMm
    b_hundredths_mm: HundredthsMm
    dbl_hundredths_mm: HundredthsMm
    traces: Annotated[tuple[TraceV1, ...], Field(max_length=2)]


class LensSnapshotV1(WireModel):
    """The lens as chosen."""

    sku: ShortText
    name: ShortText
    kind: ShortText
    material: ShortText
    index_thousandths: Annotated[int, Field(ge=1000, le=2500)]
    coating: ShortText
    tint: ShortText


class EdgingV1(WireModel):
    """What the order asks of the edge."""

    edge_type: ShortText
    bevel_placement: ShortText
    bevel_percent: Annotated[int, Field(ge=0, le=100)] | None
    is_polished: bool
    has_safety_bevel: bool


class OrderItemV1(WireModel):
    """One priced line; the price is in minor units of the order's currency."""

    item_id: UUID
    sku: ShortText
    description: ShortText
    quantity: Annotated[int, Field(ge=1, le=10_000)]
    unit_price_minor: SafeInteger


class OrderV1(WireModel):
    """An order (topic orders.order.created, document order).

    The snapshots are kept as plain JSON so that their canonical bytes survive unchanged. An order
    for other goods has no prescription, frame and lens. `details` came with bills and versions;
    its document says of itself what it holds.
    """

    order_id: UUID
    number: ShortText
    site_id: UUID
    lab_site_id: UUID
    created_at: AwareDatetime
    created_by: UUID
    command_id: UUID
    status: ShortText
    version: Annotated[SafeInteger, Field(ge=1)]
    currency: Currency
    total_minor: SafeInteger
    items: Annotated[tuple[OrderItemV1, ...], Field(min_length=1, max_length=100)]
    patient_snapshot: dict[str, JsonValue]
    patient_snapshot_sha256: Sha256Hex
    prescription_snapshot: dict[str, JsonValue] | None
    prescription_snapshot_sha256: Sha256Hex | None
    frame: FrameSnapshotV1 | None
    lens: LensSnapshotV1 | None
    edging: EdgingV1
    promised_on: date
    is_rush: bool
    note: LongText
    details: dict[str, JsonValue] | None = None


class LabJobV1(WireModel):
    """What a lab sees of an order: no price, no phone (document lab_job).

    A higher version replaces a lower one; a cancelled job is told as such.
    """

    order_id: UUID
    order_number: ShortText
    store_site_id: UUID
    store_name: ShortText
    lab_site_id: UUID
    promised_on: date
    is_rush: bool
    patient_snapshot: dict[str, JsonValue]
    patient_snapshot_sha256: Sha256Hex
    prescription_snapshot: dict[str, JsonValue]
    prescription_snapshot_sha256: Sha256Hex
    frame: FrameSnapshotV1
    lens: LensSnapshotV1
    edging: EdgingV1
    note: LongText
    extras: Annotated[tuple[ShortText, ...], Field(max_length=20)] = ()
    version: Annotated[SafeInteger, Field(ge=1)] = 1
    is_cancelled: bool = False


class StageEntryV1(WireModel):
    """A stage entered (topic lab.work_order.stage_changed, document stage_entry)."""

    event_id: UUID
    work_order_id: UUID
    work_order_number: ShortText
    order_id: UUID
    store_site_id: UUID
    lab_site_id: UUID
    stage: ShortText
    visit: Annotated[int, Field(ge=1, le=1000)]
    version: Annotated[SafeInteger, Field(ge=1)]
    entered_at: AwareDatetime
    entered_by: UUID
    device_id: UUID
    station: ShortText


class StockMovementV1(WireModel):
    """A line of the stock ledger (topic inventory.stock.moved, document stock_movement)."""

    movement_id: UUID
    site_id: UUID
    sku: ShortText
    kind: ShortText
    on_hand_change: SafeInteger
    reserved_change: SafeInteger
    at: AwareDatetime
    order_id: UUID | None


class ReservationV1(WireModel):
    """Stock promised to an order (topic inventory.stock.reserved)."""

    reservation_id: UUID
    order_id: UUID
    site_id: UUID
    sku: ShortText
    quantity: Annotated[int, Field(ge=1, le=10_000)]
    at: AwareDatetime


class FrameV1(WireModel):
    """A frame of the catalogue (document frame)."""

    sku: ShortText
    gtin: ShortText
    brand: ShortText
    model: ShortText
    colour: ShortText
    a_hundredths_mm: HundredthsMm
    b_hundredths_mm: HundredthsMm
    dbl_hundredths_mm: HundredthsMm
    temple_mm: Annotated[int, Field(ge=0, le=300)]
    price_minor: SafeInteger
    currency: Currency


class LensV1(WireModel):
    """A lens of the catalogue (document lens)."""

    sku: ShortText
    name: ShortText
    kind: ShortText
    material: ShortText
    index_thousandths: Annotated[int, Field(ge=1000, le=2500)]
    coating: ShortText
    price_minor: SafeInteger
    currency: Currency


class StaffMemberV1(WireModel):
    """A person who may sign in at a site (document staff_member)."""

    user_id: UUID
    name: ShortText
    roles: tuple[ShortText, ...]
    pin_verifier: ShortText


class EnrolRequestV1(WireModel):
    """A new device's request: one-time code, public key, and proof that it holds the key.

    `signature` is Ed25519 over the code, a line feed and the public key in hex; `slot_kind` says
    where the device keeps its storage key, and a server whose chain is no demo refuses `demo`.
    """

    code: ShortText
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
    slot_kind: Annotated[str, Field(pattern=r"^(keyring|passphrase|demo)$")]


class EnrolAnswerV1(WireModel):
    """Who the device now is."""

    chain_id: UUID
    chain_name: ShortText
    site_id: UUID
    site_code: ShortText
    site_name: ShortText
    site_kind: Annotated[str, Field(pattern=r"^(store|lab)$")]
    device_id: UUID
    device_index: Annotated[int, Field(ge=1)]
    device_name: ShortText
    lab_site_id: UUID | None
    currency: Currency
    timeline: UUID
