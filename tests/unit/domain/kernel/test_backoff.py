"""Waiting doubles, is bounded, and is spread."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.backoff import LONGEST_DELAY, retry_delay

JITTER = st.floats(0, 1)


@given(st.integers(1, 10_000), JITTER)
def test_a_wait_is_never_longer_than_the_limit_and_never_nothing(failures, jitter):
    assert timedelta(0) < retry_delay(failures, jitter=jitter) <= LONGEST_DELAY


@given(st.integers(1, 6), JITTER)
def test_each_failure_doubles_the_wait(failures, jitter):
    doubled = retry_delay(failures, jitter=jitter) * 2
    assert abs(retry_delay(failures + 1, jitter=jitter) - doubled) <= timedelta(microseconds=1)


def test_jitter_spreads_a_wait_from_half_to_whole():
    assert retry_delay(1, jitter=0) * 2 == retry_delay(1, jitter=1) == timedelta(seconds=1)


@pytest.mark.parametrize(("failures", "jitter"), [(0, 0.5), (1, -0.1), (1, 1.1)])
def test_there_is_no_wait_without_a_failure_or_with_a_wrong_jitter(failures, jitter):
    with pytest.raises(ValueError, match=r"retry|jitter"):
        retry_delay(failures, jitter=jitter)
