"""What the optician agreed with the patient: the lines, the snapshots, the bill."""

from dataclasses import dataclass
from datetime import date

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.ids import OrderId, OrderItemId, SiteId
from app.domain.kernel.money import Money
from app.domain.optics.doubts import Confirmation
from app.domain.orders.edging import EdgingParameters
from app.domain.orders.goods import ContactLensSnapshot, ExtraSnapshot
from app.domain.orders.snapshots import (
    FrameSnapshot,
    LensSnapshot,
    PatientSnapshot,
    PrescriptionSnapshot,
    snapshot_sha256,
)
from app.domain.pricing import PricedLine, order_total
from app.domain.pricing.bill import Bill


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One line of an order."""

    item_id: OrderItemId
    line: PricedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What the optician agreed with the patient, before it has a number.

    Prescription, frame and lens are there together, or the order is for other goods. `bill` is
    None in orders made before there were bills. `companion` is the order this is a second pair of.
    """

    order_id: OrderId
    patient: PatientSnapshot
    prescription: PrescriptionSnapshot | None
    frame: FrameSnapshot | None
    lens: LensSnapshot | None
    edging: EdgingParameters
    items: tuple[OrderItem, ...]
    currency: str
    lab_site_id: SiteId
    promised_on: date
    is_rush: bool
    note: str
    bill: Bill | None = None
    extras: tuple[ExtraSnapshot, ...] = ()
    contact_lenses: tuple[ContactLensSnapshot, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    companion: OrderId | None = None

    @property
    def total(self) -> Money:
        """Return what the bill says; without one, the sum of the lines."""
        if self.bill is not None:
            return self.bill.gross
        return order_total((item.line for item in self.items), self.currency)

    @property
    def is_for_lab(self) -> bool:
        """Return whether a lab makes something for it."""
        return self.lens is not None

    @property
    def snapshot_sha256(self) -> str:
        """Return the hash over both snapshots as they are stored."""
        patient: JsonValue = self.patient.to_json()
        rx = None if self.prescription is None else self.prescription.to_json()
        return snapshot_sha256(patient, rx)
