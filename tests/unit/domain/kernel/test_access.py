"""Every action is denied unless a role has it, at the own site, with the screen unlocked."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.access import (
    SCOPES,
    AccessDenied,
    Action,
    Denial,
    Environment,
    Obligation,
    Resource,
    Role,
    Subject,
    decide,
    require,
)
from app.domain.kernel.ids import SessionId, SiteId, UserId

HERE, ELSEWHERE = SiteId(UUID(int=1)), SiteId(UUID(int=2))


def a_subject(*roles):
    return Subject(
        user_id=UserId(UUID(int=3)),
        session_id=SessionId(UUID(int=4)),
        site_id=HERE,
        roles=frozenset(roles),
    )


def test_every_action_has_a_row_so_that_none_is_denied_by_oversight():
    assert set(SCOPES) == set(Action)


@given(st.sets(st.sampled_from(Role)), st.sampled_from(Action))
def test_an_action_is_allowed_to_exactly_the_roles_of_its_row(roles, action):
    decision = decide(a_subject(*roles), action, Resource(site_id=HERE))
    assert decision.is_allowed == bool(roles & SCOPES[action])


@given(st.sampled_from(Role), st.sampled_from(Action))
def test_no_role_reaches_into_another_site(role, action):
    decision = decide(a_subject(role), action, Resource(site_id=ELSEWHERE))
    assert not decision.is_allowed


@given(st.sampled_from(Role), st.sampled_from(Action))
def test_nothing_is_allowed_behind_a_locked_screen(role, action):
    decision = decide(a_subject(role), action, Resource(), Environment(is_locked=True))
    assert decision.denial is Denial.SCREEN_LOCKED


def test_a_technician_may_not_open_a_patient_and_an_optician_may_but_leaves_a_trace():
    with pytest.raises(AccessDenied) as caught:
        require(a_subject(Role.TECHNICIAN), Action.PATIENT_READ, Resource())
    assert caught.value.facts["denial"] is Denial.ROLE_LACKS_ACTION
    decision = require(a_subject(Role.OPTICIAN), Action.PATIENT_READ, Resource(site_id=HERE))
    assert decision.obligations == {Obligation.WRITE_AUDIT}


def test_a_reprint_owes_a_reason():
    decision = require(a_subject(Role.TECHNICIAN), Action.TICKET_REPRINT, Resource())
    assert Obligation.GIVE_REASON in decision.obligations
