"""A gift card is a ledger: never below zero with a line, and bounded without one."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.ids import DeviceId
from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.payments.errors import (
    AmountIsNotPositive,
    StoredValueHasExpired,
    StoredValueIsShort,
    StoredValueOfflineLimit,
)
from app.domain.payments.stored_value import (
    FRESH_FOR,
    OFFLINE_LIMIT_MINOR,
    SIGNS,
    Redemption,
    StoredValueEntry,
    ValueMovement,
    require_redeemable,
)
from tests.factories.moments import NOW, TODAY
from tests.factories.payments import TILL, a_gift_card, euro

OTHER_TILL = DeviceId(UUID(int=77))


def a_wish(minor, **changes):
    return replace(Redemption(amount=euro(minor), now=NOW, today=TODAY, device_id=TILL), **changes)


def with_line(card, minor, movement=ValueMovement.REDEEM, **changes):
    line = StoredValueEntry(
        entry_id=f"line-{len(card.entries)}",
        stored_value_id=card.stored_value_id,
        movement=movement,
        amount=euro(minor),
        at=NOW,
        device_id=TILL,
    )
    return replace(card, entries=(*card.entries, replace(line, **changes)))


LINES = st.lists(st.tuples(st.sampled_from(ValueMovement), st.integers(1, 100_000)), max_size=20)


@given(LINES, st.randoms(use_true_random=False))
def test_a_balance_is_the_sum_of_its_lines_in_any_order_however_often_they_arrive(lines, chance):
    card = a_gift_card(1)
    for movement, minor in lines:
        card = with_line(card, minor, movement)
    arrived = [*card.entries, *card.entries]
    chance.shuffle(arrived)
    expected = 1 + sum(SIGNS[movement] * minor for movement, minor in lines)
    assert replace(card, entries=tuple(arrived)).balance == euro(expected)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9_000), max_size=12))
def test_with_a_line_a_card_is_never_overdrawn(wishes):
    card = a_gift_card(20_000, confirmed_at=NOW)
    for minor in wishes:
        try:
            require_redeemable(card, a_wish(minor))
        except StoredValueIsShort:
            assert minor > card.balance.minor
            continue
        card = with_line(card, minor)
    assert card.balance.minor >= 0


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9_000), max_size=12))
def test_without_a_line_one_till_takes_no_more_than_the_limit_from_one_card(wishes):
    card = a_gift_card(200_000)
    for minor in wishes:
        try:
            require_redeemable(card, a_wish(minor))
        except StoredValueOfflineLimit:
            assert card.taken_unconfirmed(TILL, NOW) + minor > OFFLINE_LIMIT_MINOR
            continue
        card = with_line(card, minor)
    assert card.taken_unconfirmed(TILL, NOW) <= OFFLINE_LIMIT_MINOR


def test_without_a_line_the_known_balance_is_the_limit_too():
    with pytest.raises(StoredValueIsShort) as caught:
        require_redeemable(a_gift_card(500), a_wish(501))
    assert caught.value.facts == {"left": euro(500)}


def test_the_servers_word_frees_what_was_taken_before_it_and_grows_stale():
    card = with_line(a_gift_card(50_000), OFFLINE_LIMIT_MINOR, at=NOW - timedelta(hours=1))
    with pytest.raises(StoredValueOfflineLimit):
        require_redeemable(card, a_wish(1))
    require_redeemable(replace(card, confirmed_at=NOW), a_wish(20_000))
    stale = replace(card, confirmed_at=NOW - FRESH_FOR - timedelta(seconds=1))
    require_redeemable(stale, a_wish(OFFLINE_LIMIT_MINOR))
    with pytest.raises(StoredValueOfflineLimit):
        require_redeemable(stale, a_wish(OFFLINE_LIMIT_MINOR + 1))


def test_what_another_till_took_counts_for_the_balance_and_not_for_this_tills_limit():
    card = with_line(a_gift_card(30_000), 15_000, device_id=OTHER_TILL)
    assert card.taken_unconfirmed(TILL, NOW) == 0
    require_redeemable(card, a_wish(OFFLINE_LIMIT_MINOR))
    with pytest.raises(StoredValueIsShort):
        require_redeemable(card, a_wish(15_001))


def test_a_card_spent_twice_without_a_line_is_shown_as_overdrawn():
    card = with_line(with_line(a_gift_card(5_000), 5_000), 5_000, device_id=OTHER_TILL)
    assert card.is_overdrawn
    assert card.balance == euro(-5_000)


def test_a_card_is_good_on_its_last_day_and_not_after():
    card = a_gift_card(expires_on=TODAY)
    require_redeemable(card, a_wish(1))
    with pytest.raises(StoredValueHasExpired):
        require_redeemable(card, a_wish(1, today=TODAY + timedelta(days=1)))


def test_another_currency_and_a_line_of_nothing_are_refused():
    with pytest.raises(CurrenciesDiffer):
        require_redeemable(a_gift_card(), a_wish(1, amount=Money(1, "CHF")))
    with pytest.raises(AmountIsNotPositive):
        with_line(a_gift_card(), 0)


def test_a_clock_set_back_makes_no_balance_the_servers_present_word():
    card = a_gift_card(30_000, confirmed_at=NOW + timedelta(days=1))
    with pytest.raises(StoredValueOfflineLimit):
        require_redeemable(card, a_wish(OFFLINE_LIMIT_MINOR + 1))
    taken = with_line(card, OFFLINE_LIMIT_MINOR)
    with pytest.raises(StoredValueOfflineLimit):
        require_redeemable(taken, a_wish(1))
