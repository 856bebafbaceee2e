"""What a form asks of an order, and the lines it comes to; prices are never among it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from app.domain.catalog import ContactLensChoice
from app.domain.kernel.ids import CommandId, OrderId, PatientId, PrescriptionId, SiteId
from app.domain.kernel.money import Money
from app.domain.optics.doubts import Confirmation, Doubt
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.optics.trace import Eye, Trace
from app.domain.orders import EdgingParameters, OwnFrame
from app.domain.pricing import Cover, ManualDiscount


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsWish:
    """Goods beside a pair; `unit_price` only for repairs, which are agreed each time."""

    sku: str
    quantity: int
    unit_price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLensWish:
    """Contact lenses for one eye, and how many packs."""

    sku: str
    choice: ContactLensChoice
    packs: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CreateOrder:
    """What the counter agreed with the patient; `command_id` was made when the form opened.

    Without a lens there is no frame article either, and the order is for other goods. `doubts`
    are what the form raised beyond the prescription itself; all need their confirmation.
    `only_eye` makes one lens of the two; `frame_of` takes the frame of another order, unsold.
    """

    command_id: CommandId
    patient_id: PatientId
    prescription_id: PrescriptionId | None
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
    own_frame: OwnFrame | None = None
    extras: tuple[str, ...] = ()
    goods: tuple[GoodsWish, ...] = ()
    contact_lenses: tuple[ContactLensWish, ...] = ()
    discounts: tuple[ManualDiscount, ...] = ()
    covers: tuple[Cover, ...] = ()
    codes: frozenset[str] = frozenset()
    companion: OrderId | None = None
    doubts: tuple[Doubt, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    only_eye: Eye | None = None
    frame_of: OrderId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One line of a wish: its word within the order, what and how many."""

    word: str
    sku: str
    quantity: int
    is_of_pair: bool = False
    unit_price: Money | None = None


def line_id_of(order_id: UUID, word: str) -> str:
    """Return the id of a line: known to the form, which may take something off it."""
    return str(uuid5(order_id, word))


def asked_lines(wish: CreateOrder, *, lenses: int) -> tuple[AskedLine, ...]:
    """Return the lines of a wish; `lenses` is for how many eyes there is a power."""
    return tuple(_lines(wish, lenses))


def _lines(wish: CreateOrder, lenses: int) -> Iterator[AskedLine]:
    if wish.frame_sku and wish.own_frame is None:
        yield AskedLine(word="frame", sku=wish.frame_sku, quantity=1, is_of_pair=True)
    if wish.lens_sku:
        yield AskedLine(word="lens", sku=wish.lens_sku, quantity=lenses, is_of_pair=True)
    for sku in wish.extras:
        yield AskedLine(word=f"extra:{sku}", sku=sku, quantity=lenses, is_of_pair=True)
    for lens in wish.contact_lenses:
        yield AskedLine(word=f"contact:{lens.choice.eye}", sku=lens.sku, quantity=lens.packs)
    for good in wish.goods:
        yield AskedLine(
            word=f"good:{good.sku}",
            sku=good.sku,
            quantity=good.quantity,
            unit_price=good.unit_price,
        )
