"""The lens catalogue as one value: designs, materials, lenses and extras that fit together."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.catalog.frames import Rim
from app.domain.catalog.lens_extras import LensExtra, extras_for
from app.domain.catalog.lenses import EVERY_RIM, Lens, LensLimits, LensNotFound
from app.domain.catalog.verdict import Verdict
from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Millimetres


class CatalogueIsInconsistent(DomainError):
    """A catalogue lists an article twice, or names one that is not in it."""

    code = "catalog.catalogue.inconsistent"


@dataclass(frozen=True, slots=True, kw_only=True)
class LensDesign:
    """A design, whatever it is made of; what it asks of eyes and frame holds for all its lenses."""

    design: str
    name: str
    kind: str
    least_height_mm: Millimetres | None = None
    least_above_mm: Millimetres | None = None
    needs_near_pd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialClass:
    """What lenses are made of; not every material can be grooved or drilled."""

    material: str
    name: str
    index_thousandths: int
    rims: frozenset[Rim] = EVERY_RIM


@dataclass(frozen=True, slots=True, kw_only=True)
class LensCatalogue:
    """All lenses and all extras of a chain.

    Raises:
        CatalogueIsInconsistent: see there.
    """

    lenses: tuple[Lens, ...]
    extras: tuple[LensExtra, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two articles of one number, and extras nobody sells."""
        articles: tuple[Lens | LensExtra, ...] = (*self.lenses, *self.extras)
        skus = Counter(article.sku for article in articles)
        for sku, count in sorted(skus.items()):
            if count > 1:
                raise CatalogueIsInconsistent(sku=sku, reason="twice")
        known = {extra.sku for extra in self.extras}
        for sku in sorted(set(_named_extras(self.lenses, self.extras)) - known):
            raise CatalogueIsInconsistent(sku=sku, reason="unknown")

    def lens(self, sku: str) -> Lens:
        """Return the lens.

        Raises:
            LensNotFound: see there.
        """
        for lens in self.lenses:
            if lens.sku == sku:
                return lens
        raise LensNotFound(sku=sku)

    def sold_on(self, day: date) -> tuple[Lens, ...]:
        """Return the lenses that are offered on a day."""
        return tuple(lens for lens in self.lenses if lens.validity.holds_on(day))

    def options(self, lens: Lens, day: date) -> tuple[tuple[LensExtra, Verdict], ...]:
        """Return every extra with its verdict for that lens, those that can be had first."""
        return extras_for(lens, self.extras, day)


def limits_of(design: LensDesign, material: MaterialClass) -> LensLimits:
    """Return what a design in a material asks for, its power table still empty."""
    return LensLimits(
        least_height_mm=design.least_height_mm,
        least_above_mm=design.least_above_mm,
        needs_near_pd=design.needs_near_pd,
        rims=material.rims,
    )


def _named_extras(lenses: Iterable[Lens], extras: Iterable[LensExtra]) -> Iterator[str]:
    for lens in lenses:
        yield from lens.includes
    for extra in extras:
        yield from extra.excludes
        yield from extra.needs
