"""One good as the JSON document that is kept and travels, and the good read from it again."""

from collections.abc import Callable, Mapping
from typing import assert_never

from app.domain.catalog.contact_lenses import ContactLens
from app.domain.catalog.frames import Frame
from app.domain.catalog.goods import Article, Good, ReadyReader
from app.domain.catalog.goods_document import (
    ARTICLE_KEYS,
    CONTACT_LENS_KEYS,
    FRAME_KEYS,
    READER_KEYS,
    article_of,
    contact_lens_of,
    frame_of,
    reader_of,
)
from app.domain.catalog.lens_extras import LensExtra
from app.domain.catalog.lens_json import (
    EXTRA_KEYS,
    LENS_KEYS,
    extra_json,
    extra_of,
    lens_json,
    lens_of,
)
from app.domain.catalog.lens_range import PowerSpan
from app.domain.catalog.lenses import Lens
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import Fields
from app.domain.kernel.validity import Validity

Reader = Callable[[Fields, str], Good]
# What of a good its document begins with: the type, and the currency of its price.
COMMON_KEYS = ("type", "currency")
TYPES: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "frame": (FRAME_KEYS, frame_of),
    "lens": (LENS_KEYS, lens_of),
    "lens_extra": (EXTRA_KEYS, extra_of),
    "contact_lens": (CONTACT_LENS_KEYS, contact_lens_of),
    "ready_reader": (READER_KEYS, reader_of),
    "article": (ARTICLE_KEYS, article_of),
}
EVERY_KEY = frozenset(key for keys, _ in TYPES.values() for key in keys) | set(COMMON_KEYS)


def good_json(good: Good) -> dict[str, JsonValue]:
    """Return the document of a good."""
    return {
        "type": _type_of(good),
        "currency": good.price.currency,
        "sku": good.sku,
        "price_minor": good.price.minor,
        **_own_fields(good),
        **_written_validity(good.validity),
    }


def good_of(document: object) -> Good:
    """Check a document and return its good.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    kind = Fields.of(document, "good", EVERY_KEY).text("type")
    if kind not in TYPES:
        raise Fields.of(document, "good", EVERY_KEY).refusal("type")
    keys, reader = TYPES[kind]
    fields = Fields.of(document, "good", (*COMMON_KEYS, *keys))
    currency = fields.text("currency")
    decimals_of(currency)
    return fields.built(lambda: reader(fields, currency))


def _type_of(good: Good) -> str:
    match good:
        case Frame():
            return "frame"
        case Lens():
            return "lens"
        case LensExtra():
            return "lens_extra"
        case ContactLens():
            return "contact_lens"
        case ReadyReader():
            return "ready_reader"
        case Article():
            return "article"
        case _:
            assert_never(good)


def _own_fields(good: Good) -> dict[str, JsonValue]:
    match good:
        case Frame():
            return _frame(good)
        case Lens():
            return lens_json(good)
        case LensExtra():
            return extra_json(good)
        case ContactLens():
            return _contact_lens(good)
        case ReadyReader():
            return {"gtin": good.gtin or None, "name": good.name, "power": str(good.power)}
        case Article():
            return {
                "gtin": good.gtin or None,
                "name": good.name,
                "kind": good.kind.value,
                "needs_lab": good.needs_lab,
            }
        case _:
            assert_never(good)


def _frame(frame: Frame) -> dict[str, JsonValue]:
    return {
        "gtin": frame.gtin or None,
        "brand": frame.brand,
        "model": frame.model,
        "colour": frame.colour,
        "a_mm": str(frame.a_mm),
        "b_mm": str(frame.b_mm),
        "dbl_mm": str(frame.dbl_mm),
        "temple_mm": frame.temple_mm,
        "ed_mm": None if frame.ed_mm is None else str(frame.ed_mm),
        "rim": frame.rim.value,
        "sunglasses": frame.is_sunglasses,
    }


def _contact_lens(lens: ContactLens) -> dict[str, JsonValue]:
    return {
        "gtin": lens.gtin or None,
        "brand": lens.brand,
        "name": lens.name,
        "base_curves_mm": [str(each) for each in lens.base_curves_mm],
        "diameters_mm": [str(each) for each in lens.diameters_mm],
        "spheres": [
            {"span": _written_span(each.span), "step": str(each.step)} for each in lens.spheres
        ],
        "cylinders": [str(each) for each in lens.cylinders],
        "axis_step_deg": lens.axis_step_deg,
        "adds": list(lens.adds),
        "pack_size": lens.pack_size,
        "wear_days": lens.wear_days,
    }


def _written_span(span: PowerSpan) -> JsonValue:
    return [str(span.low), str(span.high)]


def _written_validity(validity: Validity) -> dict[str, JsonValue]:
    begins, ends = validity.valid_from, validity.valid_until
    return {
        "valid_from": begins.isoformat() if begins else None,
        "valid_until": ends.isoformat() if ends else None,
    }
