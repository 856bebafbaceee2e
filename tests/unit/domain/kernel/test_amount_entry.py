"""Amounts as they are typed: a comma is a dot, and what could mean two things is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.amount_entry import (
    AmountHasTooManyDecimals,
    AmountIsMalformed,
    parse_amount,
    written_amount,
)
from app.domain.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12", "EUR", 12_00),
        ("12,5", "EUR", 12_50),
        ("12.50", "EUR", 12_50),
        (".5", "EUR", 50),
        ("12,", "EUR", 12_00),
        ("1 234,50", "EUR", 1_234_50),
        ("1'234.50", "CHF", 1_234_50),
        ("1.234,50", "EUR", 1_234_50),
        ("1,234,567.8", "USD", 1_234_567_80),
        ("1.234.567", "EUR", 1_234_567_00),
        ("1500", "JPY", 1500),
        ("1.234", "BHD", 1_234),
        ("0", "EUR", 0),
    ],
)
def test_an_amount_is_read_as_the_trade_writes_it(text, currency, minor):
    assert parse_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text", ["", ".", "abc", "12-", "-5", "1,2,3", "1.2.3", "12 €", "4006381333931"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(AmountIsMalformed):
        parse_amount(text, "EUR")


@pytest.mark.parametrize(
    ("text", "currency"), [("1.234", "EUR"), ("0.001", "EUR"), ("1,5", "JPY"), ("1.2345", "BHD")]
)
def test_more_decimals_than_the_currency_has_are_refused(text, currency):
    with pytest.raises(AmountHasTooManyDecimals) as caught:
        parse_amount(text, currency)
    assert caught.value.facts["currency"] == currency


@given(st.integers(0, 999_999_999), st.sampled_from(["EUR", "JPY", "BHD"]))
def test_what_is_written_is_read_again_to_the_minor_unit(minor, currency):
    amount = Money(minor, currency)
    assert parse_amount(written_amount(amount), currency) == amount
    assert parse_amount(written_amount(amount).replace(".", ","), currency) == amount


def test_an_amount_below_nothing_is_written_with_its_sign():
    assert written_amount(Money(-5, "EUR")) == "-0.05"
