"""A batch ends where a group ends."""

from itertools import groupby
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.adapters.store.outgoing import whole_groups

A, B, C = (UUID(int=n) for n in (1, 2, 3))


def count(*waiting, envelopes=500, size=1000):
    return whole_groups(list(waiting), limit_envelopes=envelopes, limit_bytes=size)


def test_what_fits_is_sent():
    assert count((A, 10), (A, 10), (B, 10)) == 3


def test_a_group_that_goes_on_past_the_limit_waits():
    assert count((A, 10), (B, 10), (B, 10), envelopes=2) == 1
    assert count((A, 10), (B, 10), (B, 10), size=20) == 1


def test_a_group_that_ends_at_the_limit_is_sent():
    assert count((A, 10), (B, 10), (C, 10), envelopes=2) == 2
    assert count((A, 10), (B, 10), (C, 10), size=20) == 2


def test_a_group_too_large_for_any_batch_is_cut():
    assert count((A, 10), (A, 10), (A, 10), envelopes=2) == 2


def test_one_fact_too_large_for_any_batch_is_sent_alone():
    assert count((A, 5000), (B, 10)) == 1


@given(
    groups=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 400)), min_size=1, max_size=12),
    envelopes=st.integers(1, 12),
    size=st.integers(1, 1500),
)
def test_a_batch_is_within_its_limits_whole_and_never_empty(groups, envelopes, size):
    waiting = [
        (UUID(int=n), each) for n, (length, each) in enumerate(groups) for _ in range(length)
    ][: envelopes + 1]
    sent = whole_groups(waiting, limit_envelopes=envelopes, limit_bytes=size)
    assert 1 <= sent <= envelopes
    assert sent == 1 or sum(each for _, each in waiting[:sent]) <= size
    first_group = len(next(list(members) for _, members in groupby(waiting, lambda each: each[0])))
    is_cut = sent < len(waiting) and waiting[sent][0] == waiting[sent - 1][0]
    assert not is_cut or sent <= first_group
