"""Price lists: which one holds where and when, and that no order ever changes with one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.currency import CurrencyIsUnknown
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.pricing import (
    PointOfSale,
    PriceBook,
    PriceIsMissing,
    PriceList,
    PriceVersion,
    bill_of,
    lists_in_force,
)
from app.domain.pricing.price_list_document import price_book
from tests.unit.domain.pricing.baskets import (
    DAY,
    OTHER_SITE,
    SITE,
    a_basket,
    a_line,
    the_terms,
)

AT_THE_TILL = PointOfSale(site_id=SITE, currency="EUR", day=DAY)


def a_list(list_id="chain", version=1, **changes):
    found = PriceList(
        list_id=list_id, version=version, name=list_id, currency="EUR", validity=ALWAYS
    )
    return replace(found, **changes)


def a_book(*listed):
    """Return a book of lists, each with the price it gives to the article F."""
    return PriceBook(
        lists=tuple(price_list for price_list, _ in listed),
        prices={price_list.key: {"F": minor} for price_list, minor in listed},
    )


def price(book, **changes):
    return book.price("F", replace(AT_THE_TILL, **changes))


def test_a_price_comes_with_the_version_it_stands_in():
    found = price(a_book((a_list(version=3), 189_00)))
    assert found.amount == Money(189_00, "EUR")
    assert found.version == PriceVersion(list_id="chain", version=3)


@pytest.mark.parametrize(
    ("day", "minor"),
    [(date(2026, 11, 30), 189_00), (date(2026, 12, 1), 199_00), (date(2027, 1, 1), 199_00)],
)
def test_a_new_version_holds_from_its_day(day, minor):
    book = a_book(
        (a_list(version=1), 189_00),
        (a_list(version=2, validity=Validity(valid_from=date(2026, 12, 1))), 199_00),
    )
    assert price(book, day=day).amount.minor == minor


def test_an_offer_ends_with_its_last_day_and_the_list_before_holds_again():
    offer = a_list(version=2, validity=Validity(valid_until=DAY))
    book = a_book((a_list(version=1), 189_00), (offer, 149_00))
    assert price(book).amount.minor == 149_00
    assert price(book, day=DAY + timedelta(days=1)).amount.minor == 189_00


def test_a_sites_own_list_goes_before_the_chains_and_holds_only_there():
    own = a_list("airport", site_id=SITE)
    book = a_book((a_list(), 189_00), (own, 219_00))
    assert price(book).version.list_id == "airport"
    assert price(book, site_id=OTHER_SITE).amount.minor == 189_00


def test_a_sites_own_list_goes_before_a_chain_list_that_came_later():
    newer = a_list("autumn", validity=Validity(valid_from=date(2026, 10, 1)))
    own = a_list("shop", site_id=SITE, validity=Validity(valid_from=date(2020, 1, 1)))
    found = lists_in_force([newer, own], AT_THE_TILL)
    assert [each.list_id for each in found] == ["shop", "autumn"]


def test_what_a_sites_list_does_not_hold_comes_from_the_chains():
    own = a_list("airport", site_id=SITE)
    book = PriceBook(
        lists=(own, a_list()), prices={a_list().key: {"F": 189_00}, own.key: {"G": 1_00}}
    )
    assert price(book).amount.minor == 189_00


def test_of_two_chain_lists_the_one_that_came_last_goes_first():
    newer = a_list("spring", validity=Validity(valid_from=date(2026, 3, 1)))
    older = a_list("basic", validity=Validity(valid_from=date(2026, 1, 1)))
    found = lists_in_force([older, newer, a_list()], AT_THE_TILL)
    assert [each.list_id for each in found] == ["spring", "basic", "chain"]


def test_another_currency_has_its_own_lists():
    book = a_book((a_list(currency="CHF"), 189_00))
    with pytest.raises(PriceIsMissing):
        price(book)
    assert price(book, currency="CHF").amount == Money(189_00, "CHF")


def test_an_article_nobody_priced_is_refused_with_its_day():
    with pytest.raises(PriceIsMissing) as caught:
        a_book((a_list(), 189_00)).price("G", AT_THE_TILL)
    assert caught.value.facts == {"sku": "G", "day": DAY}


LISTS = st.lists(
    st.builds(
        a_list,
        st.sampled_from(["a", "b", "c"]),
        st.integers(1, 4),
        site_id=st.sampled_from([None, SITE, OTHER_SITE]),
        validity=st.builds(
            Validity,
            valid_from=st.none() | st.dates(date(2026, 1, 1), date(2026, 6, 30)),
            valid_until=st.none() | st.dates(date(2026, 7, 1), date(2027, 6, 30)),
        ),
    ),
    max_size=8,
    unique_by=lambda each: each.key,
)


@settings(max_examples=100)
@given(LISTS, st.randoms())
def test_the_choice_of_lists_does_not_hang_on_their_order(lists, random):
    shuffled = list(lists)
    random.shuffle(shuffled)
    found = lists_in_force(lists, AT_THE_TILL)
    assert lists_in_force(shuffled, AT_THE_TILL) == found
    assert all(each.validity.holds_on(DAY) for each in found)
    assert all(each.site_id in (None, SITE) for each in found)


def test_a_new_price_never_alters_what_was_billed():
    listed = price(a_book((a_list(version=1), 189_00)))
    line = a_line(sku="F", minor=listed.amount.minor, price_version=listed.version)
    before = bill_of(a_basket(line), the_terms())
    dearer = a_book((a_list(version=1), 189_00), (a_list(version=2), 219_00))
    assert price(dearer).amount.minor == 219_00
    assert bill_of(a_basket(line), the_terms()) == before
    assert before.line("L1").line.price_version == PriceVersion(list_id="chain", version=1)


def test_a_quotation_taken_up_again_is_told_what_changed_and_is_not_repriced():
    first = a_list(version=1)
    basket = a_basket(
        a_line("L1", 189_00, sku="F", price_version=first.key),
        a_line("L2", 10_00, sku="GONE", price_version=first.key),
        a_line("L3", 5_00, sku="F"),
    )
    book = a_book((first, 189_00), (a_list(version=2), 199_00))
    changes = {
        each.line_id: (each.was.minor, each.now) for each in book.changes(basket, AT_THE_TILL)
    }
    assert changes == {"L1": (189_00, Money(199_00, "EUR")), "L2": (10_00, None)}
    assert basket.listed_minor == 204_00
    assert a_book((first, 189_00)).changes(a_basket(basket.lines[0]), AT_THE_TILL) == ()


A_LIST = {
    "id": "chain",
    "version": 2,
    "name": "Autumn",
    "currency": "EUR",
    "valid_from": "2026-10-01",
    "prices": [{"sku": "F", "minor": 189_00}],
}


def test_lists_are_read_as_head_office_publishes_them():
    own = {**A_LIST, "id": "shop", "site": str(SITE), "prices": [{"sku": "F", "minor": 199_00}]}
    book = price_book({"schema": 1, "lists": [A_LIST, own]})
    assert price(book) == book.price("F", AT_THE_TILL)
    assert price(book).amount == Money(199_00, "EUR")
    assert price(book, site_id=OTHER_SITE).version == PriceVersion(list_id="chain", version=2)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"version": 0}, "prices.lists[0]"),
        ({"site": "here"}, "prices.lists[0]"),
        ({"prices": [{"sku": "F", "minor": -1}]}, "prices.lists[0].prices[0]"),
        (
            {"prices": [{"sku": "F", "minor": 1}, {"sku": "F", "minor": 2}]},
            "prices.lists[0].prices[1]",
        ),
    ],
)
def test_a_damaged_list_is_refused_where_it_is_damaged(changes, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        price_book({"schema": 1, "lists": [{**A_LIST, **changes}]})
    assert caught.value.facts["where"] == where


def test_one_version_of_a_list_stands_once_and_in_a_currency():
    with pytest.raises(DocumentIsMalformed):
        price_book({"schema": 1, "lists": [A_LIST, A_LIST]})
    with pytest.raises(DocumentIsMalformed):
        price_book({"schema": 3, "lists": []})
    with pytest.raises(CurrencyIsUnknown):
        price_book({"schema": 1, "lists": [{**A_LIST, "currency": "EUX"}]})
