"""What a shop sells: frames and lenses, as head office lists them."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.optics.power import Millimetres


class FrameNotFound(DomainError):
    """No frame has that article number."""

    code = "catalog.frame.not_found"


class LensNotFound(DomainError):
    """No lens has that article number."""

    code = "catalog.lens.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame model in one colour and size; boxing lengths in millimetres."""

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

    @property
    def size(self) -> str:
        """Return the size as stamped on the temple: eye size, bridge and temple length."""
        eye, bridge = (self.a_mm.hundredths + 50) // 100, (self.dbl_mm.hundredths + 50) // 100
        return f"{eye}\u25a1{bridge}-{self.temple_mm}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A lens as ordered: design, material and coating; the price is for one lens.

    `kind` is single_vision, bifocal, progressive or office; `index_thousandths` 1600 is n = 1.600.
    """

    sku: str
    name: str
    kind: str
    material: str
    index_thousandths: int
    coating: str
    price: Money

    @property
    def needs_add(self) -> bool:
        """Return whether the design has a near part."""
        return self.kind != "single_vision"
