"""A lens catalogue read from a parsed JSON document.

Designs, materials and power tables are told once and named by the lenses made of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from app.domain.catalog.frames import Rim
from app.domain.catalog.lens_catalogue import (
    CatalogueIsInconsistent,
    LensCatalogue,
    LensDesign,
    MaterialClass,
    limits_of,
)
from app.domain.catalog.lens_extras import ExtraKind, LensExtra
from app.domain.catalog.lens_range import LensRange, PowerSpan
from app.domain.catalog.lenses import EVERY_RIM, LENS_KINDS, Lens
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.money import Money
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.shape import NO_OFFSET, Offset

SCHEMA = 1
SPAN_ENDS = 2
CATALOGUE_KEYS = ("schema", "currency", "designs", "materials", "tables", "lenses", "extras")
DESIGN_KEYS = ("design", "name", "kind", "least_height_mm", "least_above_mm", "needs_near_pd")
MATERIAL_KEYS = ("material", "name", "index_thousandths", "rims")
RANGE_KEYS = (
    "diameter_mm", "sphere", "cylinder_max", "combined", "add", "prism_max", "centre_mm",
)  # fmt: skip
LENS_KEYS = (
    "sku", "name", "design", "material", "coating", "table", "price_minor", "includes",
    *VALIDITY_KEYS,
)  # fmt: skip
EXTRA_KEYS = (
    "sku", "name", "kind", "price_minor", "materials", "lens_kinds", "excludes", "needs",
    "absorption_percent", "colours", *VALIDITY_KEYS,
)  # fmt: skip

Named = TypeVar("Named")


def lens_catalogue(document: object) -> LensCatalogue:
    """Check a parsed document and return the catalogue.

    Raises:
        DocumentIsMalformed, CatalogueIsInconsistent: with the place and the reason.
    """
    fields = Fields.of(document, "catalogue", CATALOGUE_KEYS)
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    currency = fields.text("currency")
    decimals_of(currency)
    designs = _named(fields, "designs", DESIGN_KEYS, "design", _design)
    materials = _named(fields, "materials", MATERIAL_KEYS, "material", _material)
    tables = _named(fields, "tables", ("table", "ranges"), "table", _table)
    return LensCatalogue(
        lenses=tuple(
            _lens(each, currency, (designs, materials, tables))
            for each in fields.parts("lenses", LENS_KEYS)
        ),
        extras=tuple(
            _extra(each, currency, materials) for each in fields.parts("extras", EXTRA_KEYS)
        ),
    )


def _named(
    fields: Fields,
    key: str,
    allowed: tuple[str, ...],
    name: str,
    reader: Callable[[Fields], Named],
) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for part in fields.parts(key, allowed):
        if part.text(name) in found:
            raise part.refusal("twice")
        found[part.text(name)] = reader(part)
    return found


def _design(fields: Fields) -> LensDesign:
    if fields.text("kind") not in LENS_KINDS:
        raise fields.refusal("kind")
    return LensDesign(
        design=fields.text("design"),
        name=fields.text("name"),
        kind=fields.text("kind"),
        least_height_mm=fields.read_or_none("least_height_mm", Millimetres.parse),
        least_above_mm=fields.read_or_none("least_above_mm", Millimetres.parse),
        needs_near_pd=fields.truth("needs_near_pd", otherwise=False),
    )


def _material(fields: Fields) -> MaterialClass:
    return MaterialClass(
        material=fields.text("material"),
        name=fields.text("name"),
        index_thousandths=fields.whole("index_thousandths", at_least=1),
        rims=fields.members("rims", Rim) or EVERY_RIM,
    )


def _table(fields: Fields) -> tuple[LensRange, ...]:
    return tuple(range_of(part) for part in fields.parts("ranges", RANGE_KEYS))


def range_of(fields: Fields) -> LensRange:
    """Return one line of a power table."""
    return LensRange(
        diameter_mm=fields.read("diameter_mm", Millimetres.parse),
        sphere=span(fields, "sphere"),
        cylinder_max=fields.read("cylinder_max", Dioptres.ordered),
        combined=span(fields, "combined") if fields.has("combined") else None,
        add=span(fields, "add") if fields.has("add") else None,
        prism_max=fields.read_or_none("prism_max", Dioptres.ordered),
        centre=_offset(fields) if fields.has("centre_mm") else NO_OFFSET,
    )


def span(fields: Fields, key: str) -> PowerSpan:
    """Return two powers, the lower one first."""
    ends = fields.reads(key, Dioptres.ordered)
    if len(ends) != SPAN_ENDS or ends[0] > ends[1]:
        raise fields.refusal(key)
    return PowerSpan(low=ends[0], high=ends[1])


def _offset(fields: Fields) -> Offset:
    part = fields.part("centre_mm", ("in", "up"))
    inwards, up = part.read("in", Millimetres.parse), part.read("up", Millimetres.parse)
    return Offset(in_mm=inwards.hundredths / 100, up_mm=up.hundredths / 100)


def _lens(
    fields: Fields,
    currency: str,
    parts: tuple[
        Mapping[str, LensDesign], Mapping[str, MaterialClass], Mapping[str, tuple[LensRange, ...]]
    ],
) -> Lens:
    designs, materials, tables = parts
    design = _reference(fields, "design", designs)
    material = _reference(fields, "material", materials)
    ranges = _reference(fields, "table", tables) if fields.has("table") else ()
    index = f"{material.index_thousandths / 1000:.2f}"
    words = (design.name, index, fields.text_or("coating", ""))
    return Lens(
        sku=fields.text("sku"),
        name=fields.text_or("name", " ".join(word for word in words if word)),
        kind=design.kind,
        material=material.name,
        index_thousandths=material.index_thousandths,
        coating=fields.text_or("coating", ""),
        price=Money(fields.whole("price_minor"), currency),
        design=design.design,
        limits=replace(limits_of(design, material), ranges=ranges),
        includes=frozenset(fields.texts("includes")),
        validity=fields.validity(),
    )


def _extra(fields: Fields, currency: str, materials: Mapping[str, MaterialClass]) -> LensExtra:
    named = [name for name in fields.texts("materials") if name not in materials]
    if named:
        raise CatalogueIsInconsistent(sku=named[0], reason="unknown")
    return fields.built(lambda: _built_extra(fields, currency, materials))


def _built_extra(
    fields: Fields, currency: str, materials: Mapping[str, MaterialClass]
) -> LensExtra:
    return LensExtra(
        sku=fields.text("sku"),
        name=fields.text("name"),
        kind=fields.member("kind", ExtraKind),
        price=Money(fields.whole("price_minor"), currency),
        materials=frozenset(materials[name].name for name in fields.texts("materials")),
        lens_kinds=frozenset(lens_kinds_of(fields)),
        excludes=frozenset(fields.texts("excludes")),
        needs=frozenset(fields.texts("needs")),
        absorption_percent=fields.whole_or_none("absorption_percent"),
        colours=fields.texts("colours"),
        validity=fields.validity(),
    )


def lens_kinds_of(fields: Fields) -> tuple[str, ...]:
    """Return the kinds of lens that are named, all of them known."""
    kinds = fields.texts("lens_kinds")
    if not LENS_KINDS.issuperset(kinds):
        raise fields.refusal("lens_kinds")
    return kinds


def _reference(fields: Fields, key: str, found: Mapping[str, Named]) -> Named:
    name = fields.text(key)
    if name not in found:
        raise CatalogueIsInconsistent(sku=name, reason="unknown")
    return found[name]
