"""Currencies: their decimals, and what cash can pay."""

import pytest
from babel.core import get_global
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.currency import CurrencyIsUnknown, cash_step, decimals_of, in_cash
from app.domain.kernel.money import Money


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [("EUR", 2), ("GBP", 2), ("CHF", 2), ("HUF", 2), ("JPY", 0), ("ISK", 0), ("KWD", 3)],
)
def test_a_currency_has_the_decimals_of_iso_4217(currency, decimals):
    assert decimals_of(currency) == decimals


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "XAU", "DEM"])
def test_what_is_no_currency_in_circulation_is_refused(currency):
    with pytest.raises(CurrencyIsUnknown):
        decimals_of(currency)
    with pytest.raises(CurrencyIsUnknown):
        cash_step(currency)


@pytest.mark.parametrize("currency", ["CAD", "CHF", "CZK", "DKK", "NOK", "SEK"])
def test_cash_steps_agree_with_the_tables_of_unicode_where_those_have_one(currency):
    """They have none for the Australian and New Zealand dollar and know no 5 forint coin."""
    decimals, _, cash_decimals, step = get_global("currency_fractions")[currency]
    told = max(step, 1) * 10 ** (decimals - cash_decimals)
    assert cash_step(currency) == told


@pytest.mark.parametrize(
    ("owed", "payable", "rounding"),
    [
        (Money(12_32, "CHF"), 12_30, -2),
        (Money(12_33, "CHF"), 12_35, 2),
        (Money(99_49, "SEK"), 99_00, -49),
        (Money(99_50, "SEK"), 100_00, 50),
        (Money(12_34, "EUR"), 12_34, 0),
        (Money(1_000, "JPY"), 1_000, 0),
        (Money(12_345, "KWD"), 12_345, 0),
    ],
)
def test_cash_is_paid_in_what_coins_there_are(owed, payable, rounding):
    cash = in_cash(owed)
    assert cash.payable == Money(payable, owed.currency)
    assert cash.rounding == Money(rounding, owed.currency)


def test_a_jurisdiction_may_have_a_step_of_its_own():
    assert in_cash(Money(12_33, "EUR"), step=5).payable == Money(12_35, "EUR")


@settings(max_examples=100)
@given(st.integers(-10_000_000, 10_000_000), st.sampled_from(["CHF", "SEK", "EUR", "HUF", "DKK"]))
def test_what_is_owed_and_its_rounding_are_what_is_paid(minor, currency):
    cash = in_cash(Money(minor, currency))
    step = cash_step(currency)
    assert cash.owed + cash.rounding == cash.payable
    assert cash.payable.minor % step == 0
    assert abs(cash.rounding.minor) * 2 <= step
    mirrored = in_cash(Money(-minor, currency))
    assert mirrored.payable.minor == -cash.payable.minor
