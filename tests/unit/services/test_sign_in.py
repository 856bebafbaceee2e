"""A PIN opens a session; five wrong ones make that person wait a minute."""

from datetime import timedelta

import pytest

from app.domain.kernel.ids import UserId
from app.services.sign_in import (
    PAUSE,
    TRIES_BEFORE_PAUSE,
    PersonIsUnknown,
    PinIsTooShort,
    PinIsWrong,
    SignInIsPaused,
    SignInService,
)
from tests.factories import a_staff_member

PIN, WRONG = "135790", "111111"


class PlainPins:
    """Plays PinVerifier: the verifier is the PIN."""

    def matches(self, pin, verifier):
        return pin == verifier


@pytest.fixture
def member(shop):
    member = a_staff_member(pin_verifier=PIN)
    shop.memory.staff.save_member(member)
    return member


@pytest.fixture
def desk(shop):
    return SignInService(
        units=lambda: shop.unit, clock=shop.clock, new_id=shop.new_id, pins=PlainPins()
    )


def type_wrong(desk, member, times):
    for _ in range(times):
        with pytest.raises(PinIsWrong) as caught:
            desk.sign_in(member.user_id, WRONG)
    return caught.value


def test_the_right_pin_opens_a_session_with_the_persons_roles(desk, member, shop):
    session = desk.sign_in(member.user_id, PIN)
    assert (session.user_id, session.roles) == (member.user_id, member.roles)
    assert session.site_id == shop.memory.sync.identity().site_id


def test_a_wrong_pin_says_how_many_tries_are_left(desk, member):
    assert type_wrong(desk, member, 1).facts == {"tries_left": TRIES_BEFORE_PAUSE - 1}


def test_five_wrong_pins_make_their_owner_wait(desk, member, shop):
    type_wrong(desk, member, TRIES_BEFORE_PAUSE)
    with pytest.raises(SignInIsPaused) as caught:
        desk.sign_in(member.user_id, PIN)
    assert caught.value.facts == {"seconds": PAUSE.seconds}
    shop.clock.advance(PAUSE)
    assert desk.sign_in(member.user_id, PIN)


def test_the_right_pin_forgets_the_wrong_ones(desk, member):
    type_wrong(desk, member, TRIES_BEFORE_PAUSE - 1)
    desk.sign_in(member.user_id, PIN)
    assert type_wrong(desk, member, 1).facts == {"tries_left": TRIES_BEFORE_PAUSE - 1}


def test_nobody_guesses_a_colleague_s_pin_between_own_right_ones(desk, member, shop):
    guesser = a_staff_member(pin_verifier="246802")
    shop.memory.staff.save_member(guesser)
    type_wrong(desk, member, TRIES_BEFORE_PAUSE - 1)
    desk.sign_in(guesser.user_id, "246802")
    type_wrong(desk, member, 1)
    with pytest.raises(SignInIsPaused):
        desk.sign_in(member.user_id, PIN)
    assert desk.sign_in(guesser.user_id, "246802")


def test_a_clock_set_back_does_not_lock_the_shop_out(desk, member, shop):
    type_wrong(desk, member, TRIES_BEFORE_PAUSE)
    shop.clock.advance(-timedelta(days=365))
    assert desk.sign_in(member.user_id, PIN)


@pytest.mark.parametrize("pin", ["", "12345", "13579a", "１３５７９０x"])
def test_what_cannot_be_a_pin_does_not_count_as_a_try(desk, member, shop, pin):
    with pytest.raises(PinIsTooShort):
        desk.sign_in(member.user_id, pin)
    assert shop.memory.staff.failures(member.user_id)[0] == 0


def test_somebody_who_does_not_work_here_is_not_let_in(desk, member, shop):
    with pytest.raises(PersonIsUnknown):
        desk.sign_in(UserId(shop.new_id()), PIN)
