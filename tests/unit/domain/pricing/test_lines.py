"""Priced lines and baskets: what can be sold together, and what cannot."""

import pytest

from app.domain.catalog import ArticleKind
from app.domain.kernel.currency import CurrencyIsUnknown
from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.pricing import (
    Basket,
    PricedLine,
    QuantityIsNotPositive,
    TaxClass,
    order_total,
    tax_class_of,
)
from app.domain.pricing.basket import LineIsTwice, PriceIsNegative
from tests.unit.domain.pricing.baskets import a_basket, a_line, lenses


def test_a_line_costs_its_price_times_its_quantity():
    line = PricedLine(sku="S", description="D", quantity=3, unit_price=Money(1_99, "EUR"))
    assert line.amount == Money(5_97, "EUR")
    assert order_total([line, line], "EUR") == Money(11_94, "EUR")
    assert order_total([], "EUR") == Money(0, "EUR")


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_line_that_sells_nothing_is_refused(quantity):
    with pytest.raises(QuantityIsNotPositive):
        a_line(quantity=quantity)


def test_a_basket_is_the_sum_of_its_lines():
    assert a_basket(a_line(minor=100_00), lenses(minor=150_00)).listed_minor == 400_00


def test_two_lines_of_one_id_are_refused():
    with pytest.raises(LineIsTwice):
        a_basket(a_line("L1"), lenses("L1"))


def test_lines_of_another_currency_are_refused():
    with pytest.raises(CurrenciesDiffer):
        a_basket(a_line(currency="GBP"))
    with pytest.raises(CurrencyIsUnknown):
        Basket(lines=(), currency="EUX")


def test_a_price_below_nothing_is_refused():
    with pytest.raises(PriceIsNegative):
        a_line(minor=-1)


@pytest.mark.parametrize(
    ("kind", "with_lenses", "expected"),
    [
        (ArticleKind.FRAME, True, TaxClass.SPECTACLE_FRAME),
        (ArticleKind.FRAME, False, TaxClass.FRAME_ALONE),
        (ArticleKind.SUNGLASSES, True, TaxClass.SPECTACLE_FRAME),
        (ArticleKind.SUNGLASSES, False, TaxClass.SUNGLASSES),
        (ArticleKind.ACCESSORY, True, TaxClass.ACCESSORY),
    ],
)
def test_a_frame_becomes_spectacles_by_the_lenses_sold_with_it(kind, with_lenses, expected):
    assert tax_class_of(kind, with_corrective_lenses=with_lenses) is expected


def test_every_kind_of_article_has_a_tax_class():
    for kind in ArticleKind:
        assert tax_class_of(kind, with_corrective_lenses=False) in TaxClass
