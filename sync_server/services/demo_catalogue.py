"""A catalogue of makers that do not exist, with codes from the range kept for shops themselves.

Lenses, extras and other goods are the files of `resources/pricing/demo`; frames are drawn by lot.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

from app.domain.catalog import Frame, Good, Rim
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.chain_records import ChainRecord
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS
from app.domain.optics.power import Millimetres
from app.domain.pricing import PriceList
from app.domain.pricing.discount_limits import discount_limits
from app.domain.pricing.promotion_document import promotions
from app.domain.pricing.shared import (
    LimitsVersion,
    PromotionVersion,
    PublishedPrices,
    TaxVersion,
)
from app.domain.pricing.site_tax import SiteTax

FILES = Path(__file__).parents[2] / "resources" / "pricing" / "demo"
# Not to be mistaken for a maker's: a GTIN that begins with 20 to 29 means something in one shop.
GTIN_PREFIX = "20"
FIRST = 1


class Make(NamedTuple):
    """A maker's models; `code` begins their article numbers."""

    code: str
    brand: str
    models: tuple[str, ...]


class Colour(NamedTuple):
    """A colour and how it ends an article number."""

    code: str
    name: str


MAKES = (
    Make("HLD", "Haldensund", ("Nyra", "Tove", "Birk", "Elin", "Rask")),
    Make("VLM", "Velmora", ("Otto", "Clea", "Remy", "Ines", "Paolo")),
    Make("QLN", "Quillon", ("Q1", "Q3", "Q5", "Q7", "Q9")),
    Make("TRB", "Tarnbeck", ("Moor", "Fell", "Ghyll", "Tarn", "Scar")),
    Make("OSK", "Oskara", ("Lumi", "Sade", "Tuuli", "Usva", "Halla")),
    Make("PKR", "Pikkur", ("Mini", "Midi", "Maxi", "Solo", "Duo")),
    Make("MRN", "Morenna", ("Alba", "Brina", "Cerys", "Dova", "Elune")),
    Make("KVT", "Kvitlund", ("Snee", "Rim", "Frost", "Tele", "Isbre")),
)
COLOURS = (Colour("BLK", "matt black"), Colour("TRT", "tortoise"), Colour("BLU", "night blue"))
SUN_MAKES = (
    Make("TRB", "Tarnbeck", ("Ridge sun", "Cairn sun", "Loch sun")),
    Make("MRN", "Morenna", ("Sole sun", "Mare sun", "Onda sun")),
)
SUN_COLOURS = (Colour("GRY", "grey"), Colour("BRN", "brown"))
# Most models have a full rim; every fifth is grooved, and one maker drills its last models.
GROOVED_MODEL, RIMLESS_MAKE = 4, "QLN"
FIRST_FRAME, FIRST_SUN = 101, 601


def demo_goods(chance: Random, *, currency: str) -> tuple[Good, ...]:
    """Return everything the demo chain sells: frames first."""
    lenses = lens_catalogue(_file("lenses"))
    found = (
        *demo_frames(chance, currency=currency),
        *goods(_file("goods")),
        *lenses.lenses,
        *lenses.extras,
    )
    return tuple(each for each in found if each.price.currency == currency)


def demo_frames(chance: Random, *, currency: str) -> tuple[Frame, ...]:
    """Return a hundred and twenty frames and twelve sunglasses."""
    frames = _drawn(chance, MAKES, COLOURS, currency=currency)
    sun = _drawn(chance, SUN_MAKES, SUN_COLOURS, currency=currency, are_sunglasses=True)
    return (*frames, *sun)


def demo_records(sold: Sequence[Good], *, currency: str) -> tuple[ChainRecord, ...]:
    """Return what the chain shares: the articles, their prices, promotions, limits and tax."""
    prices = PublishedPrices(
        price_list=PriceList(
            list_id="chain", version=FIRST, name="Chain prices", currency=currency, validity=ALWAYS
        ),
        prices={good.sku: good.price.minor for good in sold},
    )
    limits = discount_limits(_file("discount-limits"), currency=currency)
    return (
        *(ArticleVersion(good=good, version=FIRST).record for good in sold),
        prices.record,
        *(
            PromotionVersion(promotion=each, version=FIRST).record
            for each in promotions(_file("promotions"))
        ),
        LimitsVersion(currency=currency, limits=limits, version=FIRST).record,
        TaxVersion(tax=SiteTax(jurisdiction="DE"), version=FIRST).record,
    )


def gtin13(article: int) -> str:
    """Return a GTIN-13 of the range for use within a shop, with its check digit."""
    stem = f"{GTIN_PREFIX}{article:010d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return f"{stem}{-weighted % 10}"


def _drawn(
    chance: Random,
    makes: Sequence[Make],
    colours: Sequence[Colour],
    *,
    currency: str,
    are_sunglasses: bool = False,
) -> Iterator[Frame]:
    first = FIRST_SUN if are_sunglasses else FIRST_FRAME
    models = [(make, place) for make in makes for place in range(len(make.models))]
    for number, ((make, place), colour) in enumerate(product(models, colours), start=first):
        a_mm = chance.randrange(46_00, 57_00, 50)
        yield Frame(
            sku=f"{make.code}-{number}-{colour.code}",
            gtin=gtin13(number - FIRST_FRAME + 1),
            brand=make.brand,
            model=make.models[place],
            colour=colour.name,
            a_mm=Millimetres(a_mm),
            b_mm=Millimetres(chance.randrange(28_00, 45_00, 50)),
            dbl_mm=Millimetres(chance.randrange(15_00, 21_00, 50)),
            temple_mm=chance.choice((135, 140, 145, 150)),
            price=Money(chance.randrange(79_00, 349_00, 10_00), currency),
            ed_mm=Millimetres(a_mm + chance.randrange(1_00, 5_00, 50)),
            rim=_rim(make, place),
            is_sunglasses=are_sunglasses,
        )


def _rim(make: Make, place: int) -> Rim:
    if make.code == RIMLESS_MAKE and place >= GROOVED_MODEL - 1:
        return Rim.RIMLESS
    return Rim.GROOVED if place == GROOVED_MODEL else Rim.FULL


def _file(name: str) -> object:
    return json.loads((FILES / f"{name}.json").read_bytes())
