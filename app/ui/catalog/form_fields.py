"""The fields of each form of the editor: what a document holds, and how it is typed."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalog.frames import Rim
from app.domain.catalog.goods import OTHER_KINDS
from app.domain.catalog.lens_extras import ExtraKind
from app.domain.catalog.lenses import LENS_KINDS
from app.messages.language import msg


class FieldKind(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    TEXTS = "texts"
    LENGTH = "length"
    LENGTHS = "lengths"
    POWER = "power"
    POWERS = "powers"
    WHOLE = "whole"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"
    TRUTH = "truth"
    STEPS = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field: its name in the document, its words, and the choices of a closed set."""

    key: str
    word: str
    kind: FieldKind = FieldKind.TEXT
    choices: tuple[str, ...] = ()


HINTS: dict[FieldKind, str] = {
    FieldKind.TEXT: msg("This has to be filled in."),
    FieldKind.TEXTS: msg("Write names with commas between them."),
    FieldKind.LENGTH: msg("Write millimetres such as 51.5."),
    FieldKind.LENGTHS: msg("Write millimetres such as 8.50, 9.00."),
    FieldKind.POWER: msg("Write a power such as +2.25."),
    FieldKind.POWERS: msg("Write powers such as -0.75, -1.25."),
    FieldKind.WHOLE: msg("Write a whole number."),
    FieldKind.MONEY: msg("Write an amount such as 129.00."),
    FieldKind.PERCENT: msg("Write a percentage such as 12.5."),
    FieldKind.DAY: msg("Write a day such as 2026-12-01."),
    FieldKind.CHOICE: msg("Choose one."),
    FieldKind.TRUTH: msg("Choose one."),
    FieldKind.STEPS: msg("Write ranges such as -6.00 +6.00 0.25; -10.00 -6.50 0.50."),
}

_SKU = FieldSpec(key="sku", word=msg("Article number"))
_GTIN = FieldSpec(key="gtin", word=msg("GTIN"))
_BRAND = FieldSpec(key="brand", word=msg("Brand"))
_NAME = FieldSpec(key="name", word=msg("Name"))
_PRICE = FieldSpec(key="price_minor", word=msg("Own price"), kind=FieldKind.MONEY)
_VALIDITY = (
    FieldSpec(key="valid_from", word=msg("Sold from"), kind=FieldKind.DAY),
    FieldSpec(key="valid_until", word=msg("Sold until"), kind=FieldKind.DAY),
)

ARTICLE_FORMS: dict[str, tuple[FieldSpec, ...]] = {
    "frame": (
        *(_SKU, _GTIN, _BRAND),
        FieldSpec(key="model", word=msg("Model")),
        FieldSpec(key="colour", word=msg("Colour")),
        FieldSpec(key="a_mm", word=msg("Box width A"), kind=FieldKind.LENGTH),
        FieldSpec(key="b_mm", word=msg("Box height B"), kind=FieldKind.LENGTH),
        FieldSpec(key="dbl_mm", word=msg("Bridge"), kind=FieldKind.LENGTH),
        FieldSpec(key="temple_mm", word=msg("Temple"), kind=FieldKind.WHOLE),
        FieldSpec(key="ed_mm", word=msg("Effective diameter"), kind=FieldKind.LENGTH),
        FieldSpec(
            key="rim",
            word=msg("Rim"),
            kind=FieldKind.CHOICE,
            choices=tuple(rim.value for rim in Rim),
        ),
        FieldSpec(key="sunglasses", word=msg("Sunglasses"), kind=FieldKind.TRUTH),
        *(_PRICE, *_VALIDITY),
    ),
    "lens": (
        *(_SKU, _NAME),
        FieldSpec(
            key="kind",
            word=msg("Kind"),
            kind=FieldKind.CHOICE,
            choices=tuple(sorted(LENS_KINDS)),
        ),
        FieldSpec(key="design", word=msg("Design")),
        FieldSpec(key="material", word=msg("Material")),
        FieldSpec(key="index_thousandths", word=msg("Index in thousandths"), kind=FieldKind.WHOLE),
        FieldSpec(key="coating", word=msg("Coating")),
        FieldSpec(key="least_height_mm", word=msg("Least height"), kind=FieldKind.LENGTH),
        FieldSpec(key="least_above_mm", word=msg("Least room above"), kind=FieldKind.LENGTH),
        FieldSpec(key="rims", word=msg("Rims it goes into"), kind=FieldKind.TEXTS),
        FieldSpec(key="includes", word=msg("Extras included"), kind=FieldKind.TEXTS),
        FieldSpec(key="needs_near_pd", word=msg("Needs the near PD"), kind=FieldKind.TRUTH),
        *(_PRICE, *_VALIDITY),
    ),
    "lens_extra": (
        *(_SKU, _NAME),
        FieldSpec(
            key="kind",
            word=msg("Kind"),
            kind=FieldKind.CHOICE,
            choices=tuple(kind.value for kind in ExtraKind),
        ),
        FieldSpec(key="materials", word=msg("Only on materials"), kind=FieldKind.TEXTS),
        FieldSpec(key="lens_kinds", word=msg("Only on kinds of lens"), kind=FieldKind.TEXTS),
        FieldSpec(key="excludes", word=msg("Does not go with"), kind=FieldKind.TEXTS),
        FieldSpec(key="needs", word=msg("Needs one of"), kind=FieldKind.TEXTS),
        FieldSpec(key="absorption_percent", word=msg("Absorption in %"), kind=FieldKind.WHOLE),
        FieldSpec(key="colours", word=msg("Colours"), kind=FieldKind.TEXTS),
        *(_PRICE, *_VALIDITY),
    ),
    "contact_lens": (
        *(_SKU, _GTIN, _BRAND, _NAME),
        FieldSpec(key="base_curves_mm", word=msg("Base curves"), kind=FieldKind.LENGTHS),
        FieldSpec(key="diameters_mm", word=msg("Diameters"), kind=FieldKind.LENGTHS),
        FieldSpec(key="spheres", word=msg("Spheres in steps"), kind=FieldKind.STEPS),
        FieldSpec(key="cylinders", word=msg("Cylinders"), kind=FieldKind.POWERS),
        FieldSpec(key="axis_step_deg", word=msg("Axis step"), kind=FieldKind.WHOLE),
        FieldSpec(key="adds", word=msg("Additions"), kind=FieldKind.TEXTS),
        FieldSpec(key="pack_size", word=msg("Lenses in a pack"), kind=FieldKind.WHOLE),
        FieldSpec(key="wear_days", word=msg("Days of wear"), kind=FieldKind.WHOLE),
        *(_PRICE, *_VALIDITY),
    ),
    "ready_reader": (
        *(_SKU, _GTIN, _NAME),
        FieldSpec(key="power", word=msg("Power"), kind=FieldKind.POWER),
        *(_PRICE, *_VALIDITY),
    ),
    "article": (
        *(_SKU, _GTIN, _NAME),
        FieldSpec(
            key="kind",
            word=msg("Kind"),
            kind=FieldKind.CHOICE,
            choices=tuple(sorted(kind.value for kind in OTHER_KINDS - {"sunglasses"})),
        ),
        FieldSpec(key="needs_lab", word=msg("Goes to the lab"), kind=FieldKind.TRUTH),
        *(_PRICE, *_VALIDITY),
    ),
}

PRICE_FORM = (
    FieldSpec(key="price_minor", word=msg("New price"), kind=FieldKind.MONEY),
    FieldSpec(key="begins", word=msg("Holds from"), kind=FieldKind.DAY),
)

PROMOTION_FORM = (
    FieldSpec(key="id", word=msg("Short name")),
    FieldSpec(key="name", word=msg("Name on the receipt")),
    FieldSpec(
        key="benefit",
        word=msg("Takes off"),
        kind=FieldKind.CHOICE,
        choices=("percent", "amount", "second_pair", "bundle"),
    ),
    FieldSpec(key="value", word=msg("Percent, amount or bundle price")),
    FieldSpec(key="parts", word=msg("Bundle parts, such as frame 1; lens 2")),
    FieldSpec(key="kinds", word=msg("Only for kinds"), kind=FieldKind.TEXTS),
    FieldSpec(key="skus", word=msg("Only for articles"), kind=FieldKind.TEXTS),
    FieldSpec(key="minimum_minor", word=msg("From a sum of"), kind=FieldKind.MONEY),
    FieldSpec(key="code", word=msg("Voucher code")),
    FieldSpec(key="code_once", word=msg("The code works once"), kind=FieldKind.TRUTH),
    FieldSpec(key="exclusive", word=msg("Stands alone"), kind=FieldKind.TRUTH),
    FieldSpec(key="once_per_order", word=msg("Once per order"), kind=FieldKind.TRUTH),
    FieldSpec(key="valid_from", word=msg("Holds from"), kind=FieldKind.DAY),
    FieldSpec(key="valid_until", word=msg("Holds until"), kind=FieldKind.DAY),
)

LIMITS_FORM = (
    FieldSpec(key="optician_percent", word=msg("Opticians: percent"), kind=FieldKind.PERCENT),
    FieldSpec(key="optician_minor", word=msg("Opticians: amount"), kind=FieldKind.MONEY),
    FieldSpec(key="manager_percent", word=msg("Managers: percent"), kind=FieldKind.PERCENT),
    FieldSpec(key="manager_minor", word=msg("Managers: amount"), kind=FieldKind.MONEY),
)
