"""What is owed is a fold; what goes back never exceeds what came, and goes where it came from."""

import random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.payments.balance import (
    balance_of,
    refundable,
    require_covered,
    require_refundable,
)
from app.domain.payments.errors import (
    AmountIsNotPositive,
    OrderIsNotSold,
    RefundExceedsPaid,
    RefundExceedsSold,
    RefundIsEmpty,
    RefundRouteIsClosed,
    RoundingNeedsCash,
    TenderIsTwice,
)
from app.domain.payments.ids import ChargeId
from app.domain.payments.payment import REFUND_ROUTES, Charge, Purpose
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey
from tests.factories.payments import a_payment, a_refund, back, by, cash, euro

CARD = TenderKey(tender=Tender.CARD, reference="A1")
KEYS = [CASH_DRAWER, CARD, TenderKey(tender=Tender.INSURER, reference="CL-9")]


def a_charge(minor):
    return Charge(charge_id=ChargeId(uuid4()), amount=euro(minor))


@st.composite
def histories(draw):
    """Draw charges, payments and refunds of an order, each allowed when it was made."""
    entries = [a_charge(draw(st.integers(1, 100_000)))]
    for _ in range(draw(st.integers(0, 8))):
        left = {
            key: money.minor for key, money in refundable(entries, "EUR").items() if money.minor > 0
        }
        if left and draw(st.booleans()):
            key = draw(st.sampled_from(sorted(left, key=str)))
            entries.append(a_refund(back(draw(st.integers(1, left[key])), key)))
        else:
            keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
            lines = [by(key.tender, draw(st.integers(1, 9_999)), key.reference) for key in keys]
            entries.append(a_payment(*lines))
    return entries


@settings(max_examples=80)
@given(histories(), st.randoms(use_true_random=False))
def test_a_balance_is_the_same_in_any_order_and_counts_nothing_twice(entries, chance):
    shuffled = [*entries, *chance.sample(entries, k=len(entries) // 2)]
    chance.shuffle(shuffled)
    assert balance_of(shuffled, "EUR") == balance_of(entries, "EUR")
    assert refundable(shuffled, "EUR") == refundable(entries, "EUR")


@settings(max_examples=80)
@given(histories())
def test_an_independent_sum_agrees_and_no_source_gives_back_more_than_it_gave(entries):
    charged, paid, given_back = entries[0].amount.minor, 0, 0
    by_source: dict[TenderKey, int] = {}
    for entry in entries[1:]:
        for line in entry.lines:
            is_payment = hasattr(line, "key")
            key, sign = (line.key, 1) if is_payment else (line.source, -1)
            paid += line.amount.minor if is_payment else 0
            given_back += 0 if is_payment else line.amount.minor
            by_source[key] = by_source.get(key, 0) + sign * line.amount.minor
    balance = balance_of(entries, "EUR")
    assert (balance.paid.minor, balance.refunded.minor) == (paid, given_back)
    assert balance.due.minor == charged - paid + given_back
    assert {key: money.minor for key, money in refundable(entries, "EUR").items()} == by_source
    assert all(left >= 0 for left in by_source.values())
    assert given_back <= paid


@settings(max_examples=80)
@given(histories(), st.integers(1, 20_000))
def test_a_refund_above_what_came_from_its_source_is_always_refused(entries, minor):
    left = refundable(entries, "EUR").get(CASH_DRAWER, euro(0))
    refund = a_refund(back(minor))
    if minor <= left.minor:
        require_refundable(refund, entries)
        return
    with pytest.raises(RefundExceedsPaid) as caught:
        require_refundable(refund, entries)
    assert caught.value.facts["left"] == left


def test_two_lines_from_one_source_are_judged_together():
    entries = [a_payment(cash(100))]
    to_credit = TenderKey(tender=Tender.STORE_CREDIT, reference="S1")
    with pytest.raises(RefundExceedsPaid):
        require_refundable(a_refund(back(60), back(41, CASH_DRAWER, to_credit)), entries)


def test_what_came_by_card_goes_back_to_the_same_card_and_never_as_cash():
    other = TenderKey(tender=Tender.CARD, reference="A2")
    assert back(100, CARD).to == CARD
    for to in (CASH_DRAWER, other):
        with pytest.raises(RefundRouteIsClosed):
            back(100, CARD, to)


@pytest.mark.parametrize("source", Tender)
@pytest.mark.parametrize("to", Tender)
def test_every_route_of_money_is_open_or_closed_by_the_table(source, to):
    came = TenderKey(tender=source, reference="R-1")
    goes = TenderKey(tender=to, reference="R-1")
    if to in REFUND_ROUTES[source]:
        assert back(1, came, goes).to.tender is to
    else:
        with pytest.raises(RefundRouteIsClosed):
            back(1, came, goes)


def test_cash_leaves_the_drawer_only_for_what_came_as_cash():
    assert [each for each in Tender if Tender.CASH in REFUND_ROUTES[each]] == [Tender.CASH]


def test_a_transfer_back_has_a_number_of_its_own():
    came = TenderKey(tender=Tender.TRANSFER, reference="IN-1")
    goes = TenderKey(tender=Tender.TRANSFER, reference="OUT-1")
    assert back(100, came, goes).to == goes


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lines": ()}, RefundIsEmpty),
        ({"credit": euro(-1)}, AmountIsNotPositive),
        ({"rounding": euro(5_000)}, AmountIsNotPositive),
        ({"lines": (back(100, CARD),), "rounding": euro(2)}, RoundingNeedsCash),
        ({"lines": (back(100, CARD), back(50, CARD))}, TenderIsTwice),
    ],
)
def test_a_refund_of_nothing_or_twice_from_one_source_is_refused(changes, refusal):
    with pytest.raises(refusal):
        a_refund(**changes)


def test_a_deposit_goes_back_before_the_sale_and_the_order_costs_what_it_did():
    entries = [a_charge(30_000), a_payment(cash(10_000))]
    refund = a_refund(back(10_000))
    require_covered(refund, entries)
    assert balance_of([*entries, refund], "EUR").due == euro(30_000)
    with pytest.raises(OrderIsNotSold):
        require_covered(a_refund(back(10_000), credit=euro(10_000)), entries)


def test_after_the_sale_money_goes_back_only_against_a_credit_and_never_above_it():
    entries = [a_charge(30_000), a_payment(cash(30_000), purpose=Purpose.SALE)]
    credited = a_refund(back(12_000), credit=euro(12_000))
    require_covered(credited, entries)
    assert balance_of([*entries, credited], "EUR").due == euro(0)
    for credit, given_back in ((0, 100), (100, 101), (30_001, 30_000)):
        with pytest.raises(RefundExceedsSold):
            require_covered(a_refund(back(given_back), credit=euro(credit)), entries)
    with pytest.raises(RefundExceedsSold):
        require_covered(a_refund(back(20_000), credit=euro(20_000)), [*entries, credited])


def test_a_rounded_sale_is_given_back_to_the_coin_and_leaves_nothing_owed():
    sale = a_payment(cash(1_005), rounding=euro(2), purpose=Purpose.SALE)
    refund = a_refund(back(1_005), credit=euro(1_003), rounding=euro(2))
    entries = [a_charge(1_003), sale]
    require_refundable(refund, entries)
    require_covered(refund, entries)
    assert balance_of([*entries, refund], "EUR").due == euro(0)


def test_a_long_day_of_random_entries_sums_like_an_abacus():
    chance = random.Random(4)
    entries = [a_payment(cash(chance.randrange(1, 999))) for _ in range(500)]
    assert balance_of(entries, "EUR").paid.minor == sum(e.lines[0].amount.minor for e in entries)
