"""A badge opens the desk for its owner alone, and only a manager hands one out."""

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.services.auditing import Gate
from app.services.badges import BadgeIsTooShort, BadgeIsUnknown, BadgeService
from app.services.sign_in import PersonIsUnknown
from tests.factories import a_staff_member

TOKEN, OTHER = "k3J9xQ2mV7tR5wYb", "z8P1nD6cH4sL0gFa"


@pytest.fixture
def badges(shop):
    gate = Gate(clock=shop.clock, new_id=shop.new_id)
    return BadgeService(units=shop.units, gate=gate, clock=shop.clock, new_id=shop.new_id)


@pytest.fixture
def mara(shop):
    member = a_staff_member()
    shop.memory.staff.save_member(member)
    return member


def test_a_badge_signs_its_owner_in_with_their_roles(badges, shop, mara):
    badges.give(shop.session(Role.MANAGER), mara.user_id, TOKEN)
    session = badges.sign_in(TOKEN)
    assert (session.user_id, session.name, session.roles) == (
        mara.user_id,
        mara.name,
        mara.roles,
    )
    assert shop.memory.audit.entries[-1].action is Action.BADGE_GIVE


def test_a_new_badge_ends_the_one_before(badges, shop, mara):
    manager = shop.session(Role.MANAGER)
    badges.give(manager, mara.user_id, TOKEN)
    badges.give(manager, mara.user_id, OTHER)
    assert badges.sign_in(OTHER).user_id == mara.user_id
    with pytest.raises(BadgeIsUnknown):
        badges.sign_in(TOKEN)


def test_the_token_is_kept_nowhere(badges, shop, mara):
    badges.give(shop.session(Role.MANAGER), mara.user_id, TOKEN)
    assert TOKEN not in shop.memory.badges.owners


def test_an_optician_gives_no_badge(badges, shop, mara):
    with pytest.raises(AccessDenied):
        badges.give(shop.session(Role.OPTICIAN), mara.user_id, TOKEN)


def test_a_badge_that_could_be_guessed_is_refused(badges, shop, mara):
    with pytest.raises(BadgeIsTooShort):
        badges.give(shop.session(Role.MANAGER), mara.user_id, "12345")


def test_nobody_gets_no_badge(badges, shop):
    stranger = a_staff_member()
    with pytest.raises(PersonIsUnknown):
        badges.give(shop.session(Role.MANAGER), stranger.user_id, TOKEN)
