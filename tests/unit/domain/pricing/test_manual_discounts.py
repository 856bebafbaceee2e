"""Discounts by hand: a reason, a limit by role, and a second PIN above it."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.access import Role
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.percent import Percent
from app.domain.pricing import (
    AmountOff,
    Approver,
    DiscountAsked,
    DiscountLimit,
    PercentOff,
    bill_of,
    decide_discount,
    given_by_hand,
    on_lines,
)
from app.domain.pricing.discount_limits import (
    ApproverIsTheGiver,
    DiscountIsBeyondEverybody,
    DiscountNeedsSecondPin,
    discount_limits,
)
from app.domain.pricing.manual_discounts import (
    DiscountedLineIsUnknown,
    DiscountIsImpossible,
    DiscountReasonIsMissing,
)
from tests.unit.domain.pricing.baskets import (
    MANAGER,
    OPTICIAN,
    RESOURCES,
    a_basket,
    by_hand,
    the_terms,
)

PRICES = {"L1": 100_00, "L2": 300_00}
LIMITS = (
    DiscountLimit(role=Role.OPTICIAN, percent=Percent(10_000), minor=30_00),
    DiscountLimit(role=Role.MANAGER, percent=Percent(30_000), minor=100_00),
)
AN_OPTICIAN, A_MANAGER = frozenset({Role.OPTICIAN}), frozenset({Role.MANAGER})


def taken(*discounts):
    found = given_by_hand(discounts, PRICES)
    return [(each.source_id, each.minor) for each in found]


def asked(*discounts):
    found = given_by_hand(discounts, PRICES)
    return DiscountAsked(
        prices=PRICES,
        by_line=on_lines(discounts, found),
        minor=sum(each.minor for each in found),
    )


def percent(thousandths, **changes):
    return by_hand(benefit=PercentOff(percent=Percent(thousandths)), **changes)


def test_a_discount_on_the_whole_falls_on_every_line():
    [found] = given_by_hand([percent(10_000)], PRICES)
    assert found.by_line == (("L1", 10_00), ("L2", 30_00))
    assert found.words == "A scratch on the temple"


def test_what_is_taken_off_a_line_comes_before_what_is_taken_off_the_whole():
    """50.00 off L1 leaves 350.00, of which 10 % are 35.00; in any order of giving."""
    line = by_hand("B", benefit=AmountOff(minor=50_00), line_id="L1")
    whole = by_hand("A")
    assert taken(whole, line) == taken(line, whole) == [("B", 50_00), ("A", 35_00)]


def test_an_amount_above_the_price_is_refused_rather_than_cut():
    with pytest.raises(DiscountIsImpossible):
        taken(by_hand(benefit=AmountOff(minor=100_01), line_id="L1"))
    assert taken(by_hand(benefit=AmountOff(minor=100_00), line_id="L1")) == [("H", 100_00)]


def test_two_discounts_together_never_take_more_than_the_price():
    first = by_hand("A", benefit=AmountOff(minor=60_00), line_id="L1")
    second = by_hand("B", benefit=AmountOff(minor=60_00), line_id="L1")
    with pytest.raises(DiscountIsImpossible) as caught:
        taken(first, second)
    assert caught.value.facts == {"discount_id": "B"}


def test_a_discount_on_a_line_that_is_gone_is_refused():
    with pytest.raises(DiscountedLineIsUnknown):
        taken(by_hand(line_id="L9"))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_discount_needs_a_reason(reason):
    with pytest.raises(DiscountReasonIsMissing):
        by_hand(reason=reason)


@pytest.mark.parametrize(
    "benefit",
    [
        PercentOff(percent=Percent(0)),
        PercentOff(percent=Percent(100_001)),
        AmountOff(minor=0),
        AmountOff(minor=-5),
    ],
)
def test_a_discount_takes_something_off_and_not_more_than_all(benefit):
    with pytest.raises(DiscountIsImpossible):
        by_hand(benefit=benefit)


@pytest.mark.parametrize(
    ("discounts", "roles", "within", "second_pin_of"),
    [
        ((), frozenset(), True, set()),
        ((percent(7_500),), AN_OPTICIAN, True, set()),
        # 10 % of 400.00 are 40.00: within the share, above the amount.
        ((percent(10_000),), AN_OPTICIAN, False, {Role.MANAGER}),
        ((percent(10_000, line_id="L2"),), AN_OPTICIAN, True, set()),
        # 11 % of one line is above the share though it is 2.75 % of the whole.
        ((percent(11_000, line_id="L1"),), AN_OPTICIAN, False, {Role.MANAGER}),
        ((percent(25_000),), A_MANAGER, True, set()),
        ((percent(25_000),), AN_OPTICIAN, False, {Role.MANAGER}),
        ((percent(31_000, line_id="L1"),), A_MANAGER, False, set()),
        ((percent(1_000),), frozenset({Role.TECHNICIAN}), False, {Role.OPTICIAN, Role.MANAGER}),
    ],
)
def test_the_limit_of_a_role_decides(discounts, roles, within, second_pin_of):
    decision = decide_discount(asked(*discounts), roles, LIMITS)
    assert decision.is_within_limits is within
    assert decision.needs_second_pin_of == second_pin_of


def test_a_large_discount_cut_into_small_ones_is_still_a_large_one():
    small = [percent(6_000, discount_id=f"D{n}", line_id="L1") for n in range(3)]
    assert decide_discount(asked(small[0]), AN_OPTICIAN, LIMITS).is_within_limits
    assert not decide_discount(asked(*small), AN_OPTICIAN, LIMITS).is_within_limits


def test_a_share_that_comes_to_part_of_a_cent_may_be_rounded_up():
    """10 % of 0.05 is half a cent, which is given as one."""
    prices = {"L1": 5}
    one = DiscountAsked(prices=prices, by_line={"L1": 1}, minor=1)
    two = DiscountAsked(prices=prices, by_line={"L1": 2}, minor=2)
    assert decide_discount(one, AN_OPTICIAN, LIMITS).is_within_limits
    assert not decide_discount(two, AN_OPTICIAN, LIMITS).is_within_limits


def settle(decision, approver=None):
    decision.require_settled(given_by=OPTICIAN, approver=approver)


def test_above_the_limit_the_pin_of_somebody_who_may_makes_it_stand():
    decision = decide_discount(asked(percent(10_000)), AN_OPTICIAN, LIMITS)
    with pytest.raises(DiscountNeedsSecondPin) as caught:
        settle(decision)
    assert caught.value.facts == {"roles": "manager"}
    with pytest.raises(DiscountNeedsSecondPin):
        settle(decision, Approver(user_id=MANAGER, roles=AN_OPTICIAN))
    with pytest.raises(ApproverIsTheGiver):
        settle(decision, Approver(user_id=OPTICIAN, roles=A_MANAGER))
    settle(decision, Approver(user_id=MANAGER, roles=A_MANAGER))


def test_within_the_limit_nobody_else_is_asked():
    settle(decide_discount(asked(percent(1_000)), AN_OPTICIAN, LIMITS))


def test_what_nobody_may_give_is_refused_even_with_two_pins():
    decision = decide_discount(asked(percent(50_000)), A_MANAGER, LIMITS)
    with pytest.raises(DiscountIsBeyondEverybody):
        settle(decision, Approver(user_id=MANAGER, roles=A_MANAGER))


@settings(max_examples=100)
@given(st.integers(1, 100_000), st.integers(1, 100_000), st.integers(0, 100_000))
def test_whoever_may_give_more_may_give_less(price, thousandths, minor):
    limit = DiscountLimit(role=Role.OPTICIAN, percent=Percent(thousandths), minor=minor)
    given = [
        decide_discount(
            DiscountAsked(prices={"L": price}, minor=taken_off), AN_OPTICIAN, [limit]
        ).is_within_limits
        for taken_off in (0, price // 4, price // 2, price)
    ]
    assert given == sorted(given, reverse=True)
    exact = Fraction(price * thousandths, 100_000)
    assert given[3] is (price <= minor and price - exact < 1)


def test_the_demo_chains_limits_are_read_for_its_currency():
    document = json.loads((RESOURCES / "demo" / "discount-limits.json").read_bytes())
    limits = {limit.role: limit for limit in discount_limits(document, currency="GBP")}
    assert limits[Role.OPTICIAN].minor == 45_00
    assert limits[Role.MANAGER].percent == Percent(30_000)
    assert discount_limits(document, currency="CHF") == ()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"role": "owner"}, "limits.limits[0]"),
        ({"percent": "101"}, "limits.limits[0]"),
        ({"amount_minor": -1}, "limits.limits[0]"),
        ({"limit": 1}, "limits.limits[0]"),
    ],
)
def test_damaged_limits_are_refused_where_they_are_damaged(changes, where):
    row = {"role": "optician", "currency": "EUR", "percent": "10", "amount_minor": 1, **changes}
    with pytest.raises(DocumentIsMalformed) as caught:
        discount_limits({"schema": 1, "limits": [row]}, currency="EUR")
    assert caught.value.facts["where"] == where


def test_two_limits_for_one_role_and_another_schema_are_refused():
    row = {"role": "optician", "currency": "EUR", "percent": "10", "amount_minor": 1}
    with pytest.raises(DocumentIsMalformed):
        discount_limits({"schema": 1, "limits": [row, row]}, currency="EUR")
    with pytest.raises(DocumentIsMalformed):
        discount_limits({"schema": 2, "limits": [row]}, currency="EUR")


def test_what_was_given_by_hand_can_be_judged_from_the_bill():
    discounts = (percent(10_000, line_id="L1"),)
    bill = bill_of(a_basket(), the_terms(discounts=discounts))
    assert bill.after_promotions() == {"L1": 100_00, "L2": 300_00}
    assert on_lines(discounts, bill.by_hand()) == {"L1": 10_00}
