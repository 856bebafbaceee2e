"""The prescription-and-order form as one value; every edit gives a new one."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypedDict

from app.domain.catalog import Fitting, Lens, LensExtra
from app.domain.customers import Patient, Prescription
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId, OrderId, PrescriptionId
from app.domain.optics.doubts import Confirmation, Wearer
from app.domain.optics.shape import shape_of
from app.domain.optics.trace import Trace
from app.domain.orders import EdgingParameters, Order, OwnFrame
from app.domain.orders.promise import Promise
from app.domain.pricing import Cover, ManualDiscount
from app.services.catalogue import FrameChoice
from app.services.order_wish import ContactLensWish, GoodsWish
from app.ui.rx.form import EYES, RxForm

PROMISE_DAYS = 7


class FormField(StrEnum):
    """The fields of the form besides those of the grid."""

    FRAME = "frame"
    TRACE = "trace"
    LENS = "lens"
    PROMISE = "promise"
    PRESCRIBER = "prescriber"
    ISSUED = "issued"
    EXPIRY = "expiry"
    DOUBTS = "doubts"
    PRICE = "price"


class FormChanges(TypedDict, total=False):
    """The fields of a form that a screen may change."""

    rx: RxForm
    first_rx: RxForm | None
    is_entered_twice: bool
    based_on: PrescriptionId | None
    prescriber: str
    is_external: bool
    issued_on: date
    expires_on: date
    confirmations: tuple[Confirmation, ...]
    frame: FrameChoice | None
    own_frame: OwnFrame | None
    traces: tuple[Trace, ...]
    lens: Lens | None
    extras: tuple[LensExtra, ...]
    tint: str
    edging: EdgingParameters
    goods: tuple[GoodsWish, ...]
    contact_lenses: tuple[ContactLensWish, ...]
    discounts: tuple[ManualDiscount, ...]
    covers: tuple[Cover, ...]
    codes: frozenset[str]
    companion: OrderId | None
    promised_on: date
    promise: Promise | None
    is_promise_typed: bool
    is_rush: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderForm:
    """What was agreed so far with one patient.

    `order_command` is made when the form opens, so that a second press is harmless. `first_rx` is
    the hidden first entry while the second one is typed. `based_on` is the prescription whose
    powers stand in the grid untouched; `last` the patient's last order.
    """

    patient: Patient
    history: tuple[Prescription, ...]
    order_command: CommandId
    prescription_command: CommandId
    prescriber: str
    promised_on: date
    issued_on: date
    expires_on: date
    last: Order | None = None
    rx: RxForm = field(default_factory=RxForm)
    first_rx: RxForm | None = None
    is_entered_twice: bool = False
    based_on: PrescriptionId | None = None
    is_external: bool = False
    confirmations: tuple[Confirmation, ...] = ()
    frame: FrameChoice | None = None
    own_frame: OwnFrame | None = None
    traces: tuple[Trace, ...] = ()
    lens: Lens | None = None
    extras: tuple[LensExtra, ...] = ()
    tint: str = ""
    edging: EdgingParameters = field(default_factory=EdgingParameters)
    goods: tuple[GoodsWish, ...] = ()
    contact_lenses: tuple[ContactLensWish, ...] = ()
    discounts: tuple[ManualDiscount, ...] = ()
    covers: tuple[Cover, ...] = ()
    codes: frozenset[str] = frozenset()
    companion: OrderId | None = None
    promise: Promise | None = None
    is_promise_typed: bool = False
    is_rush: bool = False
    note: str = ""

    @property
    def is_untouched(self) -> bool:
        """Return whether nothing was entered yet."""
        pair = (self.rx.cells, self.frame, self.own_frame, self.traces, self.lens)
        return not any((*pair, self.note, self.goods, self.contact_lenses, self.first_rx))

    @property
    def has_frame(self) -> bool:
        """Return whether the lenses have something to go into."""
        return self.frame is not None or self.own_frame is not None

    @property
    def is_pair(self) -> bool:
        """Return whether spectacles are made, and not only other goods handed over."""
        is_begun = bool(self.rx.texts()) or self.has_frame or self.lens is not None
        return is_begun or not (self.goods or self.contact_lenses)

    @property
    def box_mm(self) -> tuple[float, float] | None:
        """Return the box of the frame as its maker or the optician tells it."""
        frame = self.own_frame or (None if self.frame is None else self.frame.frame)
        return None if frame is None else (frame.a_mm.hundredths / 100, frame.b_mm.hundredths / 100)

    @property
    def dbl_mm(self) -> float | None:
        frame = self.own_frame or (None if self.frame is None else self.frame.frame)
        return None if frame is None else frame.dbl_mm.hundredths / 100

    @property
    def lenses(self) -> int:
        """Return for how many eyes a lens is made."""
        return sum(self.rx.has_power(eye) for eye in EYES)

    def says_the_same_as(self, other: "OrderForm") -> bool:
        """Return whether nothing but the cursor's way through the fields differs."""
        return replace(self, rx=other.rx) == other and self.rx.texts() == other.rx.texts()

    def wearer(self) -> Wearer | None:
        """Return both eyes as they are told now, or None while a power cannot be read."""
        try:
            right, left = self.rx.power("right"), self.rx.power("left")
        except DomainError:
            return None
        return Wearer(
            right=right,
            left=left,
            right_measured=self.rx.measurements("right"),
            left_measured=self.rx.measurements("left"),
        )

    def last_wearer(self) -> Wearer | None:
        """Return the eyes as they were told last time: by prescription, and by the last order."""
        if not self.history:
            return None
        last = self.history[0]
        rx = None if self.last is None else self.last.draft.prescription
        return Wearer(
            right=last.right,
            left=last.left,
            right_measured=None if rx is None else rx.right_measurements,
            left_measured=None if rx is None else rx.left_measurements,
        )

    def fitting(self, day: date) -> Fitting | None:
        """Return what a lens is looked for, or None while a power cannot be read."""
        wearer = self.wearer()
        if wearer is None:
            return None
        return Fitting(
            wearer=wearer,
            day=day,
            frame=None if self.frame is None else self.frame.frame,
            shapes=tuple(shape_of(trace) for trace in self.traces),
        )
