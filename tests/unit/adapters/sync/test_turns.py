"""Failures pause longer and longer; a commit is sent at once, but does not shorten that pause."""

from datetime import timedelta

import pytest

from app.adapters.sync.turns import Turns


@pytest.fixture
def turns():
    return Turns(poll_interval=timedelta(seconds=1), jitter=lambda: 1.0)


def pauses(turns, failures):
    for turns.failures in failures:
        yield turns.pause.total_seconds()


def test_failures_pause_longer_and_longer_up_to_a_limit(turns):
    assert list(pauses(turns, range(1, 6))) == [1, 2, 4, 8, 16]
    assert list(pauses(turns, (8, 9, 1000))) == [120, 120, 120]
    turns.failures = 0
    assert turns.pause == turns.poll_interval


def test_many_devices_do_not_come_back_at_the_same_moment(turns):
    turns.failures = 4
    turns.jitter = lambda: 0.0
    assert turns.pause == timedelta(seconds=4)


def test_a_commit_is_heard_at_once_while_online(turns):
    assert not turns.is_due
    turns.wake()
    assert turns.is_due


def test_a_commit_does_not_cut_a_failures_pause_short_but_a_person_does(turns):
    turns.failures = 3
    turns.wake()
    assert not turns.is_due
    turns.hurry()
    assert turns.is_due


def test_what_called_is_heard_once(turns):
    turns.wake()
    turns.hurry()
    turns.wait()
    assert not turns.is_due


def test_an_end_is_an_end(turns):
    turns.failures = 3
    turns.stop()
    turns.wait()
    assert turns.is_stopping
    assert turns.is_due
