"""Percentages: read, written and taken of amounts without a float."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.percent import EVERYTHING, Percent, PercentIsMalformed


@pytest.mark.parametrize(
    ("text", "thousandths"), [("19", 19_000), ("5.5", 5_500), ("9.975", 9_975), ("0", 0)]
)
def test_a_percentage_is_read_and_written(text, thousandths):
    assert Percent.parse(text) == Percent(thousandths)
    assert str(Percent(thousandths)) == text


@pytest.mark.parametrize("text", ["", "-5", "5,5", "5.", "1000", "5.1234", "x", "19 %"])
def test_anything_else_is_refused(text):
    with pytest.raises(PercentIsMalformed):
        Percent.parse(text)


@settings(max_examples=100)
@given(st.integers(0, 200_000))
def test_what_is_written_is_read_again(thousandths):
    assert Percent.parse(str(Percent(thousandths))) == Percent(thousandths)


@settings(max_examples=100)
@given(st.integers(0, 10_000_000), st.integers(0, 100_000))
def test_a_share_is_within_half_a_unit_of_the_exact_one(amount, thousandths):
    percent = Percent(thousandths)
    exact = Fraction(amount * thousandths, 100_000)
    assert abs(percent.of(amount) - exact) <= Fraction(1, 2)
    assert 0 <= percent.at_most_of(amount) - exact < 1
    inside = amount - amount / (1 + Fraction(thousandths, 100_000))
    assert abs(percent.within(amount) - inside) <= Fraction(1, 2)


def test_everything_is_all_of_it():
    assert EVERYTHING.of(1_99) == 1_99
