"""Signing in with a PIN: the sixth digit opens, wrong ones are told, five of them pause."""

from datetime import timedelta

import pytest

from app.services.session import Session
from app.ui.sign_in.lock_view_model import LockViewModel
from tests.fakes.desktop import PIN


@pytest.fixture
def settle(qtbot, store):
    return lambda: qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


@pytest.fixture
def lock(qapp, store, settle):
    model = LockViewModel(store.services)
    model.load()
    settle()
    yield model
    settle()
    model.stop()


def typed(lock, digits):
    for digit in digits:
        lock.type_digit(digit)


def names(lock):
    return [member.name for member in lock.members]


def test_the_people_of_this_device_are_shown(lock):
    assert names(lock) == ["Jonas Weidner", "Mara Lindqvist"]
    assert lock.chosen == 0


def test_the_arrows_go_round(lock):
    lock.choose(lock.chosen - 1)
    assert names(lock)[lock.chosen] == "Mara Lindqvist"
    lock.choose(lock.chosen + 1)
    assert names(lock)[lock.chosen] == "Jonas Weidner"


def test_the_sixth_digit_signs_in_the_person_chosen(lock, settle):
    opened: list[Session] = []
    lock.signed_in.connect(opened.append)
    lock.choose(1)
    typed(lock, PIN)
    assert lock.is_checking
    settle()
    assert [session.name for session in opened] == ["Mara Lindqvist"]
    assert (lock.typed, lock.message) == (0, "")


def test_digits_typed_while_the_pin_is_checked_are_not_the_next_pin(lock, settle):
    lock.choose(1)
    typed(lock, PIN + "1")
    assert lock.typed == 6
    settle()
    assert lock.typed == 0


def test_a_wrong_pin_is_told_and_begins_anew(lock, settle):
    typed(lock, "000000")
    settle()
    assert lock.message == "Wrong PIN. 4 tries left before a pause."
    assert lock.typed == 0
    typed(lock, "1")
    assert lock.message == ""


def test_too_few_digits_stay_and_are_told(lock, settle):
    typed(lock, "123")
    lock.submit()
    settle()
    assert lock.message == "A PIN has at least 6 digits."
    assert lock.typed == 3
    lock.erase()
    assert lock.typed == 2
    lock.clear()
    assert (lock.typed, lock.message) == (0, "")


def test_after_five_wrong_pins_the_screen_counts_down_and_takes_no_digit(lock, settle, store):
    opened: list[str] = []
    lock.signed_in.connect(lambda session: opened.append(session.name))
    for _ in range(5):
        typed(lock, "000000")
        settle()
    assert lock.seconds_to_wait == 60
    assert lock.message == "Too many wrong PINs. Wait 60 seconds."
    typed(lock, PIN)
    assert lock.typed == 0
    store.clock.advance(timedelta(seconds=48))
    assert "Wait 12 seconds" in lock.message
    store.clock.advance(timedelta(seconds=12))
    assert lock.message == ""
    lock.choose(1)
    typed(lock, PIN)
    settle()
    assert opened == ["Mara Lindqvist"]


def test_a_pause_that_began_before_the_program_started_is_shown_too(lock, settle, store):
    for _ in range(5):
        store.memory.staff.record_failure(lock.members[0].user_id, store.clock())
    typed(lock, PIN)
    settle()
    assert lock.seconds_to_wait == 60


def test_a_device_without_people_signs_nobody_in(qtbot, store):
    store.memory.staff.people.clear()
    model = LockViewModel(store.services)
    model.load()
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)
    model.choose(1)
    model.submit()
    assert (model.members, model.is_checking) == ((), False)


def test_digits_typed_while_the_names_are_read_again_stay(lock, settle):
    lock.choose(1)
    lock.load()
    typed(lock, "13")
    settle()
    assert (lock.chosen, lock.typed) == (1, 2)
