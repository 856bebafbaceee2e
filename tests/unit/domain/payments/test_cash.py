"""A count by denomination is worth what its pieces are worth, and knows no other coins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.currency import cash_step
from app.domain.kernel.money import Money
from app.domain.payments.cash import DENOMINATIONS, CashCount, denominations_of
from app.domain.payments.errors import (
    CurrencyHasNoTable,
    DenominationIsUnknown,
    PiecesAreNegative,
)


@st.composite
def counts(draw):
    currency = draw(st.sampled_from(sorted(DENOMINATIONS)))
    pieces = st.dictionaries(
        st.sampled_from(DENOMINATIONS[currency]), st.integers(0, 500), max_size=15
    )
    return CashCount(currency=currency, pieces=draw(pieces))


@given(counts())
def test_a_count_is_worth_every_piece_laid_side_by_side(count):
    laid_out = [coin for coin, pieces in count.pieces.items() for _ in range(pieces)]
    assert count.total == Money(sum(laid_out), count.currency)


@pytest.mark.parametrize("currency", sorted(DENOMINATIONS))
def test_a_table_is_in_the_order_of_counting_and_pays_every_rounded_amount(currency):
    table = denominations_of(currency)
    assert list(table) == sorted(set(table), reverse=True)
    assert table[-1] >= cash_step(currency)
    assert all(coin % cash_step(currency) == 0 for coin in table)


def test_what_does_not_exist_is_not_counted():
    with pytest.raises(CurrencyHasNoTable):
        denominations_of("XTS")
    with pytest.raises(DenominationIsUnknown) as caught:
        CashCount(currency="EUR", pieces={300: 1})
    assert caught.value.facts == {"denomination": Money(300, "EUR")}
    with pytest.raises(PiecesAreNegative):
        CashCount(currency="EUR", pieces={200: -1})


def test_an_empty_drawer_is_a_count_too():
    assert CashCount(currency="GBP", pieces={}).total == Money(0, "GBP")
