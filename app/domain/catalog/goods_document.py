"""Frames, contact lenses, readers and other goods read from a parsed JSON document."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from app.domain.catalog.contact_lenses import ContactLens, PowerSteps
from app.domain.catalog.frames import Frame, Rim
from app.domain.catalog.goods import Article, Good, ReadyReader
from app.domain.catalog.kinds import ArticleKind
from app.domain.catalog.lens_catalogue import CatalogueIsInconsistent
from app.domain.catalog.lens_document import SCHEMA, span
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.money import Money
from app.domain.optics.power import Dioptres, Millimetres

GOODS_KEYS = ("schema", "currency", "frames", "contact_lenses", "ready_readers", "articles")
FRAME_KEYS = (
    "sku", "gtin", "brand", "model", "colour", "a_mm", "b_mm", "dbl_mm", "temple_mm", "ed_mm",
    "rim", "sunglasses", "price_minor", *VALIDITY_KEYS,
)  # fmt: skip
CONTACT_LENS_KEYS = (
    "sku", "gtin", "brand", "name", "base_curves_mm", "diameters_mm", "spheres", "cylinders",
    "axis_step_deg", "adds", "pack_size", "wear_days", "price_minor", *VALIDITY_KEYS,
)  # fmt: skip
READER_KEYS = ("sku", "gtin", "name", "power", "price_minor", *VALIDITY_KEYS)
ARTICLE_KEYS = ("sku", "gtin", "name", "kind", "needs_lab", "price_minor", *VALIDITY_KEYS)


Built = TypeVar("Built")


def goods(document: object) -> tuple[Good, ...]:
    """Check a parsed document and return its goods, in the order they stand in it.

    Raises:
        DocumentIsMalformed, CatalogueIsInconsistent: with the place and the reason.
    """
    fields = Fields.of(document, "goods", GOODS_KEYS)
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    currency = fields.text("currency")
    decimals_of(currency)
    found: tuple[Good, ...] = (
        *_built(fields.parts("frames", FRAME_KEYS), frame_of, currency),
        *_built(fields.parts("contact_lenses", CONTACT_LENS_KEYS), contact_lens_of, currency),
        *_built(fields.parts("ready_readers", READER_KEYS), reader_of, currency),
        *_built(fields.parts("articles", ARTICLE_KEYS), article_of, currency),
    )
    for sku, count in sorted(Counter(good.sku for good in found).items()):
        if count > 1:
            raise CatalogueIsInconsistent(sku=sku, reason="twice")
    return found


def _built(
    parts: Iterable[Fields], reader: Callable[[Fields, str], Built], currency: str
) -> Iterator[Built]:
    for part in parts:
        yield part.built(partial(reader, part, currency))


def frame_of(fields: Fields, currency: str) -> Frame:
    """Return the frame of a document."""
    return Frame(
        sku=fields.text("sku"),
        gtin=fields.text_or("gtin", ""),
        brand=fields.text("brand"),
        model=fields.text("model"),
        colour=fields.text("colour"),
        a_mm=fields.read("a_mm", Millimetres.parse),
        b_mm=fields.read("b_mm", Millimetres.parse),
        dbl_mm=fields.read("dbl_mm", Millimetres.parse),
        temple_mm=fields.whole("temple_mm"),
        price=_price(fields, currency),
        ed_mm=fields.read_or_none("ed_mm", Millimetres.parse),
        rim=fields.member("rim", Rim) if fields.has("rim") else Rim.FULL,
        is_sunglasses=fields.truth("sunglasses", otherwise=False),
        validity=fields.validity(),
    )


def contact_lens_of(fields: Fields, currency: str) -> ContactLens:
    """Return the contact lens of a document."""
    return ContactLens(
        sku=fields.text("sku"),
        gtin=fields.text_or("gtin", ""),
        brand=fields.text("brand"),
        name=fields.text("name"),
        base_curves_mm=fields.reads("base_curves_mm", Millimetres.parse),
        diameters_mm=fields.reads("diameters_mm", Millimetres.parse),
        spheres=tuple(_steps(each) for each in fields.parts("spheres", ("span", "step"))),
        pack_size=fields.whole("pack_size"),
        wear_days=fields.whole("wear_days"),
        price=_price(fields, currency),
        cylinders=fields.reads("cylinders", Dioptres.ordered),
        axis_step_deg=fields.whole_or_none("axis_step_deg") or 10,
        adds=fields.texts("adds"),
        validity=fields.validity(),
    )


def _steps(fields: Fields) -> PowerSteps:
    return PowerSteps(span=span(fields, "span"), step=fields.read("step", Dioptres.ordered))


def reader_of(fields: Fields, currency: str) -> ReadyReader:
    """Return the ready reader of a document."""
    return ReadyReader(
        sku=fields.text("sku"),
        name=fields.text("name"),
        power=fields.read("power", Dioptres.ordered),
        price=_price(fields, currency),
        gtin=fields.text_or("gtin", ""),
        validity=fields.validity(),
    )


def article_of(fields: Fields, currency: str) -> Article:
    """Return the article of a document."""
    return Article(
        sku=fields.text("sku"),
        name=fields.text("name"),
        kind=fields.member("kind", ArticleKind),
        price=_price(fields, currency),
        gtin=fields.text_or("gtin", ""),
        needs_lab=fields.truth("needs_lab", otherwise=False),
        validity=fields.validity(),
    )


def _price(fields: Fields, currency: str) -> Money:
    return Money(fields.whole("price_minor"), currency)
