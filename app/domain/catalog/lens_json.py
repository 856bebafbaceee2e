"""A lens and a lens extra as documents of their own, with the power table inside."""

from app.domain.catalog.frames import Rim
from app.domain.catalog.lens_document import RANGE_KEYS, lens_kinds_of, range_of
from app.domain.catalog.lens_extras import ExtraKind, LensExtra
from app.domain.catalog.lens_range import LensRange, PowerSpan
from app.domain.catalog.lenses import EVERY_RIM, Lens, LensLimits
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.money import Money
from app.domain.optics.power import Millimetres

LENS_KEYS = (
    "sku", "name", "kind", "material", "index_thousandths", "coating", "design", "ranges",
    "least_height_mm", "least_above_mm", "needs_near_pd", "rims", "includes", "price_minor",
    *VALIDITY_KEYS,
)  # fmt: skip
EXTRA_KEYS = (
    "sku", "name", "kind", "materials", "lens_kinds", "excludes", "needs", "absorption_percent",
    "colours", "price_minor", *VALIDITY_KEYS,
)  # fmt: skip


def lens_of(fields: Fields, currency: str) -> Lens:
    """Return the lens of a document."""
    return Lens(
        sku=fields.text("sku"),
        name=fields.text("name"),
        kind=fields.text("kind"),
        material=fields.text_or("material", ""),
        index_thousandths=fields.whole("index_thousandths", at_least=1),
        coating=fields.text_or("coating", ""),
        price=Money(fields.whole("price_minor"), currency),
        design=fields.text_or("design", ""),
        limits=LensLimits(
            ranges=tuple(range_of(part) for part in fields.parts("ranges", RANGE_KEYS)),
            least_height_mm=fields.read_or_none("least_height_mm", Millimetres.parse),
            least_above_mm=fields.read_or_none("least_above_mm", Millimetres.parse),
            needs_near_pd=fields.truth("needs_near_pd", otherwise=False),
            rims=fields.members("rims", Rim) or EVERY_RIM,
        ),
        includes=frozenset(fields.texts("includes")),
        validity=fields.validity(),
    )


def lens_json(lens: Lens) -> dict[str, JsonValue]:
    """Return what the document of a lens holds beside number, price and validity."""
    limits = lens.limits
    return {
        "name": lens.name,
        "kind": lens.kind,
        "material": lens.material or None,
        "index_thousandths": lens.index_thousandths,
        "coating": lens.coating or None,
        "design": lens.design or None,
        "ranges": [_range(each) for each in limits.ranges],
        "least_height_mm": _length(limits.least_height_mm),
        "least_above_mm": _length(limits.least_above_mm),
        "needs_near_pd": limits.needs_near_pd,
        "rims": sorted(limits.rims),
        "includes": sorted(lens.includes),
    }


def extra_of(fields: Fields, currency: str) -> LensExtra:
    """Return the extra of a document."""
    return LensExtra(
        sku=fields.text("sku"),
        name=fields.text("name"),
        kind=fields.member("kind", ExtraKind),
        price=Money(fields.whole("price_minor"), currency),
        materials=frozenset(fields.texts("materials")),
        lens_kinds=frozenset(lens_kinds_of(fields)),
        excludes=frozenset(fields.texts("excludes")),
        needs=frozenset(fields.texts("needs")),
        absorption_percent=fields.whole_or_none("absorption_percent"),
        colours=fields.texts("colours"),
        validity=fields.validity(),
    )


def extra_json(extra: LensExtra) -> dict[str, JsonValue]:
    """Return what the document of an extra holds beside number, price and validity."""
    return {
        "name": extra.name,
        "kind": extra.kind.value,
        "materials": sorted(extra.materials),
        "lens_kinds": sorted(extra.lens_kinds),
        "excludes": sorted(extra.excludes),
        "needs": sorted(extra.needs),
        "absorption_percent": extra.absorption_percent,
        "colours": list(extra.colours),
    }


def _range(line: LensRange) -> JsonValue:
    return {
        "diameter_mm": str(line.diameter_mm),
        "sphere": _span(line.sphere),
        "cylinder_max": str(line.cylinder_max),
        "combined": None if line.combined is None else _span(line.combined),
        "add": None if line.add is None else _span(line.add),
        "prism_max": None if line.prism_max is None else str(line.prism_max),
        "centre_mm": {
            "in": str(Millimetres(round(line.centre.in_mm * 100))),
            "up": str(Millimetres(round(line.centre.up_mm * 100))),
        },
    }


def _span(span: PowerSpan) -> JsonValue:
    return [str(span.low), str(span.high)]


def _length(length: Millimetres | None) -> str | None:
    return None if length is None else str(length)
