"""What an order sells beside lens and frame, and the patient's own frame, as they were agreed."""

from dataclasses import dataclass

from app.domain.catalog.contact_lenses import ContactLensChoice
from app.domain.optics.power import Millimetres


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFrame:
    """A frame the patient brought: typed from its temple, owed by nobody, in no stock."""

    make: str
    model: str
    size: str
    a_mm: Millimetres
    b_mm: Millimetres
    dbl_mm: Millimetres
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraSnapshot:
    """A coating, tint or other extra of the lens as it was called then."""

    sku: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLensSnapshot:
    """Contact lenses of one eye: article, form and power, and how many packs."""

    sku: str
    name: str
    choice: ContactLensChoice
    packs: int
