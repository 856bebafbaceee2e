"""A price from a day on neither touches yesterday nor undoes what was planned for later."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.ids import SiteId
from app.domain.kernel.validity import Validity
from app.domain.pricing import PointOfSale, PriceBook
from app.domain.pricing.price_changes import (
    PriceBeginsInThePast,
    PriceFrom,
    PriceListIsUnknown,
    with_price,
)
from tests.factories.places import STORE_ID
from tests.factories.prices import a_price_list

TODAY = date(2026, 11, 24)


def price(published, sku, day):
    book = PriceBook(
        lists=tuple(each.price_list for each in published),
        prices={each.price_list.key: each.prices for each in published},
    )
    place = PointOfSale(site_id=SiteId(STORE_ID), currency="EUR", day=day)
    return book.price(sku, place).amount.minor


def test_a_price_holds_from_its_day_on_and_not_before():
    base = [a_price_list(prices={"A": 100, "B": 200})]
    begins = TODAY + timedelta(days=7)
    new = with_price(base, "chain", PriceFrom(sku="A", minor=110, begins=begins), today=TODAY)
    both = [*base, *new]
    assert price(both, "A", begins - timedelta(days=1)) == 100
    assert price(both, "A", begins) == 110
    assert price(both, "B", begins) == 200


def test_a_price_yesterday_and_a_list_that_is_none_are_refused():
    base = [a_price_list(prices={"A": 100})]
    yesterday = PriceFrom(sku="A", minor=1, begins=TODAY - timedelta(days=1))
    with pytest.raises(PriceBeginsInThePast):
        with_price(base, "chain", yesterday, today=TODAY)
    with pytest.raises(PriceListIsUnknown):
        with_price(base, "other", PriceFrom(sku="A", minor=1, begins=TODAY), today=TODAY)


def test_what_was_planned_for_later_stays_planned():
    base = [a_price_list(prices={"A": 100, "B": 200})]
    christmas, soon = date(2026, 12, 24), date(2026, 12, 1)
    planned = with_price(
        base, "chain", PriceFrom(sku="B", minor=150, begins=christmas), today=TODAY
    )
    both = [*base, *planned]
    new = with_price(both, "chain", PriceFrom(sku="A", minor=110, begins=soon), today=TODAY)
    everything = [*both, *new]
    assert price(everything, "B", soon) == 200
    assert (price(everything, "A", christmas), price(everything, "B", christmas)) == (110, 150)


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 999), st.integers(0, 40)), max_size=6)
)
def test_the_price_of_a_day_is_the_one_set_last_for_the_latest_day_up_to_it(changes):
    published = [a_price_list(prices={"A": 100, "B": 200})]
    said = {"A": {-1: 100}, "B": {-1: 200}}
    ever_said = {"A": [100], "B": [200]}
    for sku, minor, offset in changes:
        change = PriceFrom(sku=sku, minor=minor, begins=TODAY + timedelta(days=offset))
        published += with_price(published, "chain", change, today=TODAY)
        said[sku][offset] = minor
        ever_said[sku].append(minor)
    numbers = [each.price_list.version for each in published]
    assert numbers == sorted(set(numbers))
    assert all(each.price_list.validity != Validity() for each in published[1:])
    for sku, days in said.items():
        # Where a later plan happens to say what was said before, it follows the change.
        if len(set(ever_said[sku])) < len(ever_said[sku]):
            continue
        for offset in range(45):
            set_on = max(day for day in days if day <= offset)
            assert price(published, sku, TODAY + timedelta(days=offset)) == days[set_on]
