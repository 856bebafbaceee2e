"""Settling at the counter: tenders, cash, change and coins; no minor unit appears or is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.money import Money
from app.domain.payments.errors import (
    CashIsShort,
    PaymentExceedsDue,
    RefundExceedsPaid,
    RefundRouteIsClosed,
)
from app.domain.payments.settlement import Settlement, give_back
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, settled_by
from tests.factories.payments import by, euro

CARD = TenderKey(tender=Tender.CARD, reference="A1")
VOUCHER = TenderKey(tender=Tender.VOUCHER, reference="V-1")
CREDIT = TenderKey(tender=Tender.STORE_CREDIT, reference="0198a000-0000-7000-8000-0000000000aa")
STEPS = st.sampled_from([1, 5, 10, 100])


def test_the_rest_of_a_split_is_paid_in_cash_with_change():
    settlement = Settlement(
        amount=euro(314_55), lines=(by(Tender.CARD, 200_00),), handed_over=euro(120_00)
    )
    assert settlement.rest == euro(114_55)
    assert settlement.is_complete
    assert settlement.change == euro(5_45)
    assert [line.amount.minor for line in settlement.tender_lines()] == [200_00, 114_55]


def test_too_little_cash_is_missing_the_difference_and_gives_no_change():
    settlement = Settlement(amount=euro(50_00), handed_over=euro(40_00))
    assert settlement.missing == euro(10_00)
    assert not settlement.is_complete
    assert settlement.change == euro(0)


def test_nothing_on_the_counter_leaves_the_exact_rest_missing():
    assert Settlement(amount=euro(50_03), cash_step=5).missing == euro(50_03)


def test_cash_is_rounded_to_the_coin_and_the_rest_of_it_is_told():
    settlement = Settlement(amount=euro(10_02), cash_step=5, handed_over=euro(20_00))
    assert settlement.rounding == euro(-2)
    assert settlement.change == euro(10_00)
    assert settlement.is_complete


def test_a_rest_no_coin_can_pay_is_not_complete_by_cash():
    settlement = Settlement(
        amount=euro(10_02), lines=(by(Tender.CARD, 10_00),), cash_step=5, handed_over=euro(5)
    )
    assert not settlement.is_complete
    assert settlement.rounding == euro(0)


def test_other_tenders_above_the_amount_are_refused():
    with pytest.raises(PaymentExceedsDue) as caught:
        Settlement(amount=euro(10_00), lines=(by(Tender.CARD, 12_00),))
    assert caught.value.facts["over"] == euro(2_00)


@given(st.integers(1, 500_000), st.integers(0, 500_000), st.integers(0, 900_000), STEPS)
def test_a_complete_settlement_settles_exactly_the_amount(amount, card, handed, step):
    card = min(card, amount)
    lines = (by(Tender.CARD, card),) if card else ()
    settlement = Settlement(
        amount=euro(amount), lines=lines, cash_step=step, handed_over=euro(handed)
    )
    if not settlement.is_complete:
        return
    tenders = settlement.tender_lines()
    assert settled_by(tenders, settlement.rounding) == euro(amount)
    cash = sum(line.amount.minor for line in tenders if line.key == CASH_DRAWER)
    assert handed - settlement.change.minor == cash
    assert cash % step == 0


@given(st.integers(1, 500_000), st.integers(0, 500_000), STEPS)
def test_what_is_missing_makes_it_complete_once_it_is_there(amount, handed, step):
    short = Settlement(amount=euro(amount), cash_step=step, handed_over=euro(handed))
    paid = Settlement(
        amount=euro(amount), cash_step=step, handed_over=euro(handed + short.missing.minor)
    )
    assert paid.is_complete is (paid.cash.payable.minor > 0)


def test_an_incomplete_cash_line_is_refused_by_name():
    with pytest.raises(CashIsShort):
        Settlement(amount=euro(50_00), handed_over=euro(40_00)).tender_lines()


def test_a_refund_goes_to_the_card_first_and_the_rest_in_cash():
    back = give_back(euro(150_00), {CASH_DRAWER: euro(100_00), CARD: euro(80_00)})
    assert [(each.to, each.amount.minor) for each in back.lines] == [
        (CARD, 80_00),
        (CASH_DRAWER, 70_00),
    ]
    assert back.rounding == euro(0)


def test_a_refund_never_exceeds_what_is_left():
    with pytest.raises(RefundExceedsPaid) as caught:
        give_back(euro(181_00), {CASH_DRAWER: euro(100_00), CARD: euro(80_00)})
    assert caught.value.facts["left"] == euro(100_00)


def test_cash_back_is_rounded_as_the_sale_was():
    back = give_back(euro(10_02), {CASH_DRAWER: euro(10_00)}, cash_step=5)
    assert [each.amount.minor for each in back.lines] == [10_00]
    assert back.rounding == euro(-2)


def test_an_insurers_money_is_not_given_to_the_patient():
    insurer = TenderKey(tender=Tender.INSURER, reference="C-1")
    with pytest.raises(RefundExceedsPaid):
        give_back(euro(10_00), {insurer: euro(80_00)})


def test_all_of_it_may_go_onto_a_store_credit_without_rounding():
    left = {CASH_DRAWER: euro(10_02), VOUCHER: euro(5_00)}
    back = give_back(euro(15_02), left, to=CREDIT, cash_step=5)
    assert {each.to for each in back.lines} == {CREDIT}
    assert sum(each.amount.minor for each in back.lines) == 15_02


def test_a_closed_route_stays_closed():
    transfer = TenderKey(tender=Tender.TRANSFER, reference="T-1")
    with pytest.raises(RefundRouteIsClosed):
        give_back(euro(5_00), {VOUCHER: euro(5_00)}, to=transfer)


@given(
    st.integers(1, 200_000),
    st.dictionaries(st.sampled_from([CASH_DRAWER, CARD, VOUCHER]), st.integers(0, 100_000)),
    STEPS,
)
def test_no_refund_gives_more_than_is_left_of_any_source(amount, minors, step):
    left = {key: Money(minor - minor % step, "EUR") for key, minor in minors.items()}
    try:
        back = give_back(euro(amount), left, cash_step=step)
    except RefundExceedsPaid:
        assert amount > sum(each.minor for each in left.values()) - step
        return
    for line in back.lines:
        assert line.amount.minor <= left[line.source].minor
    given = sum(line.amount.minor for line in back.lines)
    # What no coin can pay is all that may stay behind.
    assert 0 <= amount - (given - back.rounding.minor) <= step / 2


def test_deposits_that_were_rounded_down_each_go_back_as_the_cash_that_came():
    back = give_back(euro(12_34), {CASH_DRAWER: euro(12_30)}, cash_step=5)
    assert [line.amount for line in back.lines] == [euro(12_30)]
    assert back.rounding == euro(-4)
    with pytest.raises(RefundExceedsPaid):
        give_back(euro(12_41), {CASH_DRAWER: euro(12_30)}, cash_step=5)
