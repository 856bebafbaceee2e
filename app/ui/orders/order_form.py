"""The prescription-and-order form as one value, and the two commands it becomes."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypedDict

from app.domain.catalog import Lens
from app.domain.customers import Patient, Prescription
from app.domain.kernel.ids import CommandId, PrescriptionId, SiteId
from app.domain.kernel.money import Money
from app.domain.optics.prescription import AsWorn
from app.domain.optics.trace import Trace
from app.domain.orders import EdgingParameters
from app.domain.pricing import PricedLine, order_total
from app.services.catalogue import FrameChoice
from app.services.customers import IssuePrescription
from app.services.orders import CreateOrder
from app.ui.rx.form import EYES, RxForm

PROMISE_DAYS = 7


class FormField(StrEnum):
    """The fields of the form besides those of the grid."""

    FRAME = "frame"
    TRACE = "trace"
    LENS = "lens"
    PROMISE = "promise"
    PRESCRIBER = "prescriber"


class FormChanges(TypedDict, total=False):
    """The fields of a form that a screen may change."""

    rx: RxForm
    prescriber: str
    frame: FrameChoice
    traces: tuple[Trace, ...]
    lens: Lens
    tint: str
    edging: EdgingParameters
    promised_on: date
    is_rush: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderForm:
    """What was agreed so far with one patient.

    `order_command` is made when the form opens, so that a second press is harmless.
    """

    patient: Patient
    history: tuple[Prescription, ...]
    order_command: CommandId
    prescription_command: CommandId
    prescriber: str
    promised_on: date
    rx: RxForm = field(default_factory=RxForm)
    frame: FrameChoice | None = None
    traces: tuple[Trace, ...] = ()
    lens: Lens | None = None
    tint: str = ""
    edging: EdgingParameters = field(default_factory=EdgingParameters)
    is_rush: bool = False
    note: str = ""

    @property
    def is_untouched(self) -> bool:
        """Return whether nothing was entered yet."""
        return not (self.rx.cells or self.frame or self.traces or self.lens or self.note)

    def says_the_same_as(self, other: "OrderForm") -> bool:
        """Return whether nothing but the cursor's way through the fields differs."""
        return replace(self, rx=other.rx) == other and self.rx.texts() == other.rx.texts()

    def lines(self) -> tuple[PricedLine, ...]:
        """Return what the order will cost, line by line."""
        lines = []
        if self.frame is not None:
            frame = self.frame.frame
            words = f"{frame.brand} {frame.model} {frame.colour}"
            lines.append(
                PricedLine(sku=frame.sku, description=words, quantity=1, unit_price=frame.price)
            )
        lenses = sum(self.rx.has_power(eye) for eye in EYES)
        if self.lens is not None and lenses:
            lens = self.lens
            lines.append(
                PricedLine(
                    sku=lens.sku, description=lens.name, quantity=lenses, unit_price=lens.price
                )
            )
        return tuple(lines)

    def total(self, currency: str) -> Money:
        """Return the sum of the lines."""
        return order_total(self.lines(), currency)

    def prescription(self, issued_on: date) -> IssuePrescription:
        """Return the command that signs the prescription."""
        return IssuePrescription(
            command_id=self.prescription_command,
            patient_id=self.patient.patient_id,
            right=self.rx.power("right"),
            left=self.rx.power("left"),
            issued_on=issued_on,
            expires_on=None,
            prescriber=self.prescriber.strip(),
        )

    def order(self, lab_site_id: SiteId) -> CreateOrder:
        """Return the command that makes the order; frame and lens must have been chosen."""
        if self.frame is None or self.lens is None:
            raise ValueError("an order needs a frame and a lens")
        return CreateOrder(
            command_id=self.order_command,
            patient_id=self.patient.patient_id,
            prescription_id=PrescriptionId(self.prescription_command),
            right=self.rx.measurements("right"),
            left=self.rx.measurements("left"),
            as_worn=AsWorn(),
            frame_sku=self.frame.frame.sku,
            traces=self.traces,
            lens_sku=self.lens.sku,
            tint=self.tint.strip(),
            edging=self.edging,
            lab_site_id=lab_site_id,
            promised_on=self.promised_on,
            is_rush=self.is_rush,
            note=self.note.strip(),
        )

    def signed_anew(self, command_id: CommandId) -> "OrderForm":
        """Return the form with another prescription command, because its content has changed."""
        return replace(self, prescription_command=command_id)
