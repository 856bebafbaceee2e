"""Whoever guesses codes has to wait."""

import pytest

from sync_server.api.attempts import ADDRESSES_MAX, FailedAttempts
from sync_server.services.refusals import TooMany


def test_the_sixth_wrong_try_in_a_minute_waits_until_the_first_is_a_minute_old():
    attempts = FailedAttempts()
    for second in range(5):
        attempts.check("10.0.0.1", now=second)
        attempts.note("10.0.0.1", now=second)
    with pytest.raises(TooMany) as caught:
        attempts.check("10.0.0.1", now=20.0)
    assert caught.value.retry_after_s == 41
    attempts.check("10.0.0.1", now=60.0)


def test_the_memory_of_addresses_is_bounded():
    attempts = FailedAttempts(failures_max=1)
    for number in range(ADDRESSES_MAX + 1):
        attempts.note(f"10.0.{number}", now=0)
    attempts.check("10.0.0", now=0)
    with pytest.raises(TooMany):
        attempts.check(f"10.0.{ADDRESSES_MAX}", now=0)


def test_one_address_does_not_hold_up_another():
    attempts = FailedAttempts(failures_max=1)
    attempts.note("10.0.0.1", now=0)
    attempts.check("10.0.0.2", now=0)
