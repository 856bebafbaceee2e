"""A payment is split over tenders that add up; only cash gives change, and only cash is rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.payments.errors import (
    AmountIsNotPositive,
    AmountIsTooLarge,
    CashIsShort,
    OnlyCashGivesChange,
    PaymentExceedsDue,
    PaymentHasNoTender,
    ReferenceIsMalformed,
    RoundingNeedsCash,
    TenderIsTwice,
    TenderNeedsReference,
)
from app.domain.payments.payment import Purpose
from app.domain.payments.tender import AMOUNT_MINOR_MAX, CASH_DRAWER, Tender, TenderKey, TenderLine
from tests.factories.payments import a_payment, by, cash, euro

AMOUNTS = st.integers(min_value=1, max_value=10_000_000)
TENDERS = st.sampled_from([each for each in Tender if each is not Tender.CASH])


@st.composite
def splits(draw):
    """Draw lines of different sources, at most one of them cash."""
    others = draw(st.lists(TENDERS, unique=True, max_size=4))
    lines = [by(tender, draw(AMOUNTS)) for tender in others]
    if draw(st.booleans()) or not lines:
        amount = draw(AMOUNTS)
        lines.append(cash(amount, handed_over=amount + draw(st.integers(0, 50_000))))
    return tuple(lines)


@given(splits())
def test_a_split_payment_settles_the_sum_of_its_lines_and_keeps_the_change_apart(lines):
    payment = a_payment(*lines)
    handed = sum((line.handed_over or line.amount).minor for line in lines)
    assert payment.settled.minor == sum(line.amount.minor for line in lines)
    assert handed == payment.settled.minor + payment.change.minor


@given(st.integers(1_000, 100_000), st.integers(-99, 99))
def test_a_rounded_payment_settles_the_exact_amount_and_loses_no_unit(paid, rounding):
    payment = a_payment(cash(paid), rounding=euro(rounding))
    assert payment.settled + payment.rounding == euro(paid)


def test_change_is_what_lies_on_the_counter_above_the_amount():
    assert a_payment(cash(31_455, handed_over=35_000)).change == euro(3_545)
    assert a_payment(cash(31_455)).change == euro(0)


@pytest.mark.parametrize("tender", [each for each in Tender if each is not Tender.CASH])
def test_no_other_tender_gives_change_or_goes_without_its_number(tender):
    key = TenderKey(tender=tender, reference="R-1")
    with pytest.raises(OnlyCashGivesChange):
        TenderLine(key=key, amount=euro(100), handed_over=euro(101))
    for reference in ("", "  "):
        with pytest.raises(TenderNeedsReference):
            TenderKey(tender=tender, reference=reference)


@pytest.mark.parametrize("reference", ["x" * 65, "a\nb", "\u202eabc"])
def test_a_number_that_cannot_be_printed_is_refused(reference):
    with pytest.raises(ReferenceIsMalformed):
        TenderKey(tender=Tender.VOUCHER, reference=reference)


def test_less_cash_than_the_line_says_is_refused_with_what_is_missing():
    with pytest.raises(CashIsShort) as caught:
        cash(500, handed_over=499)
    assert caught.value.facts == {"missing": euro(1)}


@pytest.mark.parametrize("minor", [0, -1])
def test_a_line_that_pays_nothing_is_refused(minor):
    with pytest.raises(AmountIsNotPositive):
        cash(minor)


def test_the_same_source_twice_is_refused_and_two_cards_are_not():
    with pytest.raises(TenderIsTwice):
        a_payment(cash(100), cash(200))
    with pytest.raises(TenderIsTwice):
        a_payment(by(Tender.VOUCHER, 100, "V1"), by(Tender.VOUCHER, 100, "V1"))
    two = a_payment(by(Tender.CARD, 100, "A1"), by(Tender.CARD, 100, "A2"))
    assert two.settled == euro(200)


def test_only_cash_is_rounded_and_never_all_of_it():
    with pytest.raises(RoundingNeedsCash):
        a_payment(by(Tender.CARD, 1_003), rounding=euro(-2))
    with pytest.raises(RoundingNeedsCash):
        a_payment(cash(2), rounding=euro(2))


def test_a_deposit_without_a_tender_is_refused_and_a_sale_paid_in_advance_is_not():
    with pytest.raises(PaymentHasNoTender):
        a_payment(cash(1), lines=(), purpose=Purpose.DEPOSIT)
    assert a_payment(cash(1), lines=(), purpose=Purpose.SALE).settled == euro(0)


def test_a_slip_of_the_finger_is_found_before_it_is_money():
    assert cash(AMOUNT_MINOR_MAX).amount.minor == AMOUNT_MINOR_MAX
    with pytest.raises(AmountIsTooLarge) as caught:
        cash(AMOUNT_MINOR_MAX + 1)
    assert caught.value.facts == {"largest": euro(AMOUNT_MINOR_MAX)}


def test_two_currencies_are_never_mixed():
    francs = TenderLine(key=CASH_DRAWER, amount=Money(100, "CHF"))
    with pytest.raises(CurrenciesDiffer):
        a_payment(francs, by(Tender.CARD, 100))


def test_more_than_is_owed_is_refused_with_both_numbers():
    a_payment(cash(100)).require_within(euro(100))
    with pytest.raises(PaymentExceedsDue) as caught:
        a_payment(cash(101)).require_within(euro(100))
    assert caught.value.facts == {"due": euro(100), "over": euro(1)}
