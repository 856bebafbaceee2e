"""Baskets, promotions, payers and tax tables for the tests of prices, built and drawn."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from app.domain.catalog import ArticleKind
from app.domain.kernel.ids import SiteId, UserId
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.pricing import (
    AmountOff,
    Apportioned,
    Basket,
    BasketLine,
    Bundle,
    BundlePart,
    Circumstances,
    Conditions,
    Cover,
    CoverRule,
    ManualDiscount,
    PercentOff,
    PricedLine,
    Promotion,
    SecondPair,
    TaxClass,
    TaxTable,
    Terms,
)
from app.domain.pricing.dispensing import DISCLOSED
from app.domain.pricing.tax_document import tax_table

RESOURCES = Path(__file__).parents[4] / "resources" / "pricing"
DAY = date(2026, 11, 24)
SITE, OTHER_SITE = SiteId(UUID(int=1)), SiteId(UUID(int=2))
OPTICIAN, MANAGER = UserId(UUID(int=11)), UserId(UUID(int=12))
HERE = Circumstances(day=DAY, site_id=SITE)

TABLES: dict[str, TaxTable] = {
    path.stem.upper(): tax_table(json.loads(path.read_bytes()))
    for path in sorted((RESOURCES / "tax").glob("*.json"))
}
# The classes that every table knows on the day of the tests, dispensing aside.
CLASSES = (
    TaxClass.SPECTACLE_FRAME,
    TaxClass.CORRECTIVE_LENS,
    TaxClass.CONTACT_LENS,
    TaxClass.SUNGLASSES,
    TaxClass.ACCESSORY,
    TaxClass.EXAMINATION,
)


def a_line(line_id: str = "L1", minor: int = 100_00, **changes: Any) -> BasketLine:
    """Return a line; `quantity`, `sku` and `currency` go to the priced line inside."""
    inner = {
        "sku": changes.pop("sku", line_id),
        "description": changes.pop("description", f"Article {line_id}"),
        "quantity": changes.pop("quantity", 1),
    }
    price = Money(minor, changes.pop("currency", "EUR"))
    line = BasketLine(
        line_id=line_id,
        line=PricedLine(unit_price=price, **inner),
        kind=ArticleKind.FRAME,
        tax_class=TaxClass.SPECTACLE_FRAME,
    )
    return replace(line, **changes)


def lenses(line_id: str = "L2", minor: int = 150_00, **changes: Any) -> BasketLine:
    fields = {
        "kind": ArticleKind.LENS,
        "tax_class": TaxClass.CORRECTIVE_LENS,
        "quantity": 2,
        **changes,
    }
    return a_line(line_id, minor, **fields)


def a_basket(*lines: BasketLine, currency: str = "EUR") -> Basket:
    return Basket(lines=lines or (a_line(), lenses()), currency=currency)


def the_terms(table: str = "DE", **changes: Any) -> Terms:
    terms = Terms(circumstances=HERE, table=TABLES[table], supplied_on=DAY)
    return replace(terms, **changes)


def a_promotion(promotion_id: str = "P", **changes: Any) -> Promotion:
    promotion = Promotion(
        promotion_id=promotion_id,
        name=f"Promotion {promotion_id}",
        benefit=PercentOff(percent=Percent(10_000)),
        currency="EUR",
        is_exclusive=False,
        is_once_per_order=False,
    )
    conditions = changes.pop("conditions", {})
    return replace(promotion, conditions=Conditions(**conditions), **changes)


def by_hand(discount_id: str = "H", **changes: Any) -> ManualDiscount:
    discount = ManualDiscount(
        discount_id=discount_id,
        benefit=PercentOff(percent=Percent(10_000)),
        reason="A scratch on the temple",
        given_by=OPTICIAN,
    )
    return replace(discount, **changes)


KINDS = st.sampled_from(
    [ArticleKind.FRAME, ArticleKind.LENS, ArticleKind.SUNGLASSES, ArticleKind.ACCESSORY]
)
PERCENTS = st.integers(1, 100_000).map(Percent)


@st.composite
def basket_lines(draw: st.DrawFn, line_id: str, currency: str = "EUR") -> BasketLine:
    return a_line(
        line_id,
        draw(st.integers(0, 400_00)),
        quantity=draw(st.integers(1, 4)),
        currency=currency,
        kind=draw(KINDS),
        tax_class=draw(st.sampled_from(CLASSES)),
        pair=draw(st.none() | st.integers(1, 3)),
    )


@st.composite
def baskets(draw: st.DrawFn, currency: str = "EUR") -> Basket:
    count = draw(st.integers(0, 6))
    lines = [draw(basket_lines(f"L{n}", currency)) for n in range(count)]
    return Basket(lines=tuple(lines), currency=currency)


BENEFITS = st.one_of(
    st.builds(PercentOff, percent=PERCENTS),
    st.builds(AmountOff, minor=st.integers(1, 200_00)),
    st.builds(SecondPair, percent=PERCENTS),
    st.builds(
        Bundle,
        minor=st.integers(0, 300_00),
        parts=st.lists(
            st.builds(
                BundlePart,
                kinds=st.frozensets(KINDS, min_size=1, max_size=2),
                pieces=st.integers(1, 2),
            ),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
)


@st.composite
def promotions(draw: st.DrawFn, currency: str = "EUR") -> tuple[Promotion, ...]:
    return tuple(
        a_promotion(
            f"P{n}",
            benefit=draw(BENEFITS),
            currency=currency,
            is_exclusive=draw(st.booleans()),
            is_once_per_order=draw(st.booleans()),
            conditions={
                "kinds": draw(st.frozensets(KINDS, max_size=2)),
                "minimum_minor": draw(st.sampled_from([0, 0, 150_00])),
            },
        )
        for n in range(draw(st.integers(0, 4)))
    )


@st.composite
def hand_discounts(draw: st.DrawFn, basket: Basket) -> tuple[ManualDiscount, ...]:
    """Draw percentages; an amount is refused where a price is lower, so it has its own tests."""
    targets = st.sampled_from([None, *(line.line_id for line in basket.lines)])
    return tuple(
        by_hand(f"H{n}", benefit=PercentOff(percent=draw(PERCENTS)), line_id=draw(targets))
        for n in range(draw(st.integers(0, 3)))
    )


@st.composite
def covers(draw: st.DrawFn) -> tuple[Cover, ...]:
    rules = st.builds(
        CoverRule,
        kinds=st.frozensets(KINDS, max_size=2),
        share=st.integers(0, 100_000).map(Percent),
        piece_max_minor=st.none() | st.integers(0, 120_00),
        total_max_minor=st.none() | st.integers(0, 200_00),
    )
    return tuple(
        Cover(
            payer_id=f"I{n}",
            name=f"Insurer {n}",
            rules=tuple(draw(st.lists(rules, max_size=3))),
            claim_number=f"C-{n}",
            total_max_minor=draw(st.none() | st.integers(0, 250_00)),
            turn=draw(st.integers(1, 2)),
        )
        for n in range(draw(st.integers(0, 3)))
    )


@st.composite
def priced(draw: st.DrawFn) -> tuple[Basket, Terms]:
    """Draw a basket and everything that decides what it costs, in any of the jurisdictions."""
    table = TABLES[draw(st.sampled_from(sorted(TABLES)))]
    table = replace(
        table,
        prices_include_tax=draw(st.booleans()),
        scope=draw(st.sampled_from(type(table.scope))),
        rounding=draw(st.sampled_from(type(table.rounding))),
    )
    basket = draw(baskets(table.currency))
    is_apportioned = draw(st.booleans()) and bool(table.apportionable)
    share = Percent(draw(st.integers(1, 99_999)))
    terms = Terms(
        circumstances=HERE,
        table=table,
        supplied_on=DAY,
        dispensing=Apportioned(share) if is_apportioned else DISCLOSED,
        promotions=draw(promotions(table.currency)),
        discounts=draw(hand_discounts(basket)),
        covers=draw(covers()),
    )
    return basket, terms
