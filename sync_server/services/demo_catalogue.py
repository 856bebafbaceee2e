"""A catalogue of makers that do not exist, with codes from the range kept for shops themselves."""

from itertools import product
from random import Random
from typing import NamedTuple

from app.contracts.v1 import FrameV1, LensV1

# Not to be mistaken for a maker's: a GTIN that begins with 20 to 29 means something in one shop.
GTIN_PREFIX = "20"


class Make(NamedTuple):
    """A maker's models; `code` begins their article numbers."""

    code: str
    brand: str
    models: tuple[str, ...]


class Colour(NamedTuple):
    """A colour and how it ends an article number."""

    code: str
    name: str


class Design(NamedTuple):
    """What a lens does; the price is that of the plainest."""

    code: str
    kind: str
    name: str
    price_minor: int


class Material(NamedTuple):
    """What a lens is made of."""

    code: str
    name: str
    index_thousandths: int
    surcharge_minor: int


class Coating(NamedTuple):
    """What a lens is coated with."""

    code: str
    name: str
    surcharge_minor: int


MAKES = (
    Make("HLD", "Haldensund", ("Nyra", "Tove", "Birk", "Elin", "Rask")),
    Make("VLM", "Velmora", ("Otto", "Clea", "Remy", "Ines", "Paolo")),
    Make("QLN", "Quillon", ("Q1", "Q3", "Q5", "Q7", "Q9")),
    Make("TRB", "Tarnbeck", ("Moor", "Fell", "Ghyll", "Tarn", "Scar")),
    Make("OSK", "Oskara", ("Lumi", "Sade", "Tuuli", "Usva", "Halla")),
    Make("PKR", "Pikkur", ("Mini", "Midi", "Maxi", "Solo", "Duo")),
)
COLOURS = (Colour("BLK", "matt black"), Colour("TRT", "tortoise"))
DESIGNS = (
    Design("SV", "single_vision", "Single vision", 2900),
    Design("BF", "bifocal", "Bifocal", 7900),
    Design("PR", "progressive", "Progressive", 16900),
    Design("OF", "office", "Office", 12900),
)
MATERIALS = (
    Material("150", "plastic 1.50", 1500, 0),
    Material("160", "plastic 1.60", 1600, 4000),
    Material("167", "plastic 1.67", 1670, 8000),
)
THINNEST = Material("174", "plastic 1.74", 1740, 13000)
COATINGS = (Coating("HC", "hard", 0), Coating("AR", "hard, antireflective", 3000))


def demo_frames(chance: Random, *, currency: str) -> tuple[FrameV1, ...]:
    """Return sixty frames."""
    models = [(make, model) for make in MAKES for model in make.models]
    return tuple(
        FrameV1(
            sku=f"{make.code}-{100 + number}-{colour.code}",
            gtin=gtin13(number),
            brand=make.brand,
            model=model,
            colour=colour.name,
            a_hundredths_mm=chance.randrange(4600, 5700, 50),
            b_hundredths_mm=chance.randrange(2800, 4500, 50),
            dbl_hundredths_mm=chance.randrange(1500, 2100, 50),
            temple_mm=chance.choice((135, 140, 145, 150)),
            price_minor=chance.randrange(7900, 34900, 1000),
            currency=currency,
        )
        for number, ((make, model), colour) in enumerate(product(models, COLOURS), start=1)
    )


def demo_lenses(*, currency: str) -> tuple[LensV1, ...]:
    """Return twenty-five lenses."""
    kinds = [*product(DESIGNS, MATERIALS, COATINGS), (DESIGNS[0], THINNEST, COATINGS[1])]
    return tuple(
        LensV1(
            sku=f"{design.code}{material.code}{coating.code}",
            name=f"{design.name} {material.index_thousandths / 1000:.2f} {coating.name}",
            kind=design.kind,
            material=material.name,
            index_thousandths=material.index_thousandths,
            coating=coating.name,
            price_minor=design.price_minor + material.surcharge_minor + coating.surcharge_minor,
            currency=currency,
        )
        for design, material, coating in kinds
    )


def gtin13(article: int) -> str:
    """Return a GTIN-13 of the range for use within a shop, with its check digit."""
    stem = f"{GTIN_PREFIX}{article:010d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return f"{stem}{-weighted % 10}"
