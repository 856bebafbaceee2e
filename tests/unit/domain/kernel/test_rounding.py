"""Whole minor units: halves, steps, and shares that lose nothing."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.rounding import NothingToShareBy, Rounding, divided, shares, to_step

AMOUNTS = st.integers(-10_000_000, 10_000_000)
WEIGHTS = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 5_000), min_size=1, max_size=9
)
DECIMAL_MODES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
}


@settings(max_examples=100)
@given(AMOUNTS, st.integers(1, 4_000), st.sampled_from(Rounding))
def test_division_rounds_as_decimal_does(numerator, denominator, rounding):
    # A quotient of integers this small is told apart from a half by 60 digits.
    exact = Fraction(numerator, denominator)
    told = Decimal(exact.numerator) / Decimal(exact.denominator)
    expected = told.quantize(Decimal(1), rounding=DECIMAL_MODES[rounding])
    assert divided(numerator, denominator, rounding) == int(expected)


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(Rounding.HALF_UP, 3), (Rounding.HALF_EVEN, 2), (Rounding.DOWN, 2)],
)
def test_a_half_goes_where_the_rule_says_and_mirrors_at_zero(rounding, expected):
    assert divided(5, 2, rounding) == expected
    assert divided(-5, 2, rounding) == -expected


def test_only_a_positive_number_divides():
    with pytest.raises(ValueError, match="positive"):
        divided(1, 0)


@pytest.mark.parametrize(
    ("amount", "step", "expected"), [(1_02, 5, 100), (1_03, 5, 105), (150, 100, 200), (-3, 5, -5)]
)
def test_an_amount_goes_to_the_nearest_step(amount, step, expected):
    assert to_step(amount, step) == expected


@settings(max_examples=100)
@given(AMOUNTS, WEIGHTS.filter(lambda weights: sum(weights.values()) > 0))
def test_shares_sum_to_the_amount_and_are_off_by_less_than_one(amount, weights):
    found = shares(amount, weights)
    assert sum(found.values()) == amount
    whole = sum(weights.values())
    for name, weight in weights.items():
        assert abs(found[name] - Fraction(amount * weight, whole)) < 1


@settings(max_examples=100)
@given(WEIGHTS.filter(lambda weights: sum(weights.values()) > 0), st.data())
def test_no_share_exceeds_its_weight_while_the_amount_does_not_exceed_their_sum(weights, data):
    amount = data.draw(st.integers(0, sum(weights.values())))
    found = shares(amount, weights)
    assert all(0 <= found[name] <= weight for name, weight in weights.items())


@settings(max_examples=100)
@given(AMOUNTS, WEIGHTS.filter(lambda weights: sum(weights.values()) > 0), st.randoms())
def test_the_order_of_the_weights_changes_nothing(amount, weights, random):
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    assert shares(amount, dict(shuffled)) == shares(amount, weights)


def test_the_unit_that_is_left_goes_to_the_largest_remainder_and_then_by_name():
    assert shares(100, {"b": 1, "a": 1, "c": 1}) == {"a": 34, "b": 33, "c": 33}
    assert shares(10, {"a": 1, "b": 3}) == {"a": 3, "b": 7}


def test_nothing_cannot_be_shared_by_nothing():
    assert shares(0, {"a": 0}) == {"a": 0}
    with pytest.raises(NothingToShareBy):
        shares(1, {"a": 0, "b": 0})
    with pytest.raises(ValueError, match="negative"):
        shares(1, {"a": -1, "b": 5})
