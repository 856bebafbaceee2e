"""Spectacle lenses: one article for each design, material and coating, and what it is made for."""

from dataclasses import dataclass

from app.domain.catalog.frames import Rim
from app.domain.catalog.lens_range import LensRange
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.optics.power import Millimetres

SINGLE_VISION, BIFOCAL, PROGRESSIVE, OFFICE = "single_vision", "bifocal", "progressive", "office"
LENS_KINDS = frozenset({SINGLE_VISION, BIFOCAL, PROGRESSIVE, OFFICE})
EVERY_RIM = frozenset(Rim)


class LensNotFound(DomainError):
    """No lens has that article number."""

    code = "catalog.lens.not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class LensLimits:
    """What a design asks of eyes and frame, and the power table of the article.

    `least_height_mm` is the lowest fitting height at which the near part is still in the frame
    (the corridor of a progressive lens), `least_above_mm` what must be left above the cross. An
    empty power table is one nobody entered: it rules nothing out, and the verdict says so.
    """

    ranges: tuple[LensRange, ...] = ()
    least_height_mm: Millimetres | None = None
    least_above_mm: Millimetres | None = None
    needs_near_pd: bool = False
    rims: frozenset[Rim] = EVERY_RIM


NO_LIMITS = LensLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A lens as ordered: design, material and coating; the price is for one lens.

    `kind` is single_vision, bifocal, progressive or office; `index_thousandths` 1600 is n = 1.600.
    `includes` names the extras that are in the price already.
    """

    sku: str
    name: str
    kind: str
    material: str
    index_thousandths: int
    coating: str
    price: Money
    design: str = ""
    limits: LensLimits = NO_LIMITS
    includes: frozenset[str] = frozenset()
    validity: Validity = ALWAYS

    @property
    def needs_add(self) -> bool:
        """Return whether the design has a near part."""
        return self.kind != SINGLE_VISION
