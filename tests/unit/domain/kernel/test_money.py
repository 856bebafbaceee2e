"""Money adds up in minor units and never mixes currencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.money import CurrenciesDiffer, Money, total

AMOUNTS = st.lists(st.integers(-(10**9), 10**9))


@given(AMOUNTS)
def test_a_total_is_the_sum_of_its_minor_units_in_any_order(minors):
    amounts = [Money(minor, "EUR") for minor in minors]
    assert total(amounts, "EUR") == Money(sum(minors), "EUR") == total(reversed(amounts), "EUR")


def test_two_currencies_are_never_added():
    with pytest.raises(CurrenciesDiffer) as caught:
        Money(1, "EUR") + Money(1, "GBP")
    assert caught.value.facts == {"first": "EUR", "second": "GBP"}


def test_a_difference_and_a_multiple_stay_in_minor_units():
    assert Money(500, "EUR") - Money(1, "EUR") == Money(499, "EUR")
    assert Money(1999, "EUR").times(3) == Money(5997, "EUR")
