"""Frames, as head office lists them."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.optics.power import Millimetres


class FrameNotFound(DomainError):
    """No frame has that article number."""

    code = "catalog.frame.not_found"


class Rim(StrEnum):
    """How a frame holds its lenses; not every material can be drilled or grooved."""

    FULL = "full"
    GROOVED = "grooved"
    RIMLESS = "rimless"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame model in one colour and size; boxing lengths in millimetres.

    `ed_mm` is the effective diameter where the maker tells it; without it and without a trace
    nobody knows which blank the frame needs.
    """

    sku: str
    gtin: str
    brand: str
    model: str
    colour: str
    a_mm: Millimetres
    b_mm: Millimetres
    dbl_mm: Millimetres
    temple_mm: int
    price: Money
    ed_mm: Millimetres | None = None
    rim: Rim = Rim.FULL
    is_sunglasses: bool = False
    validity: Validity = ALWAYS

    @property
    def size(self) -> str:
        """Return the size as stamped on the temple: eye size, bridge and temple length."""
        eye, bridge = (self.a_mm.hundredths + 50) // 100, (self.dbl_mm.hundredths + 50) // 100
        return f"{eye}\u25a1{bridge}-{self.temple_mm}"
