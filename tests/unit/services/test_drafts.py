"""Work that was begun is kept once for each person and subject, and forgotten when it is saved."""

from datetime import timedelta

import pytest

from app.domain.kernel.access import Role
from app.services.draft_ports import DraftWork
from app.services.drafts import DraftService

RX = DraftWork(kind="order", subject="p-1", title="Rx A. Kowalska", json='{"sphere": "-2.25"}')


@pytest.fixture
def drafts(shop):
    return DraftService(units=shop.units, clock=shop.clock, new_id=shop.new_id)


def test_the_newest_state_of_a_form_replaces_the_one_before(drafts, shop):
    mara = shop.session(Role.OPTICIAN)
    drafts.save(mara, RX)
    shop.clock.advance(timedelta(seconds=1))
    drafts.save(mara, DraftWork(kind="order", subject="p-1", title="Rx A. Kowalska", json="{}"))
    (kept,) = drafts.of_person(mara)
    assert (kept.json, kept.at) == ("{}", shop.clock())


def test_drafts_come_newest_first_and_a_person_sees_their_own(drafts, shop):
    mara, jonas = shop.session(Role.OPTICIAN), shop.session(Role.MANAGER)
    drafts.save(mara, RX)
    shop.clock.advance(timedelta(minutes=2))
    drafts.save(jonas, DraftWork(kind="patient", subject="new", title="New patient", json="{}"))
    assert [draft.by for draft in drafts.of_device()] == [jonas.user_id, mara.user_id]
    assert [draft.kind for draft in drafts.of_person(mara)] == ["order"]


def test_a_saved_form_leaves_no_draft_and_the_other_forms_stay(drafts, shop):
    mara = shop.session(Role.OPTICIAN)
    drafts.save(mara, RX)
    drafts.save(mara, DraftWork(kind="order", subject="p-2", title="Rx B. Moreau", json="{}"))
    drafts.discard(mara.user_id, kind="order", subject="p-1")
    assert [draft.subject for draft in drafts.of_person(mara)] == ["p-2"]


def test_a_draft_shows_nothing_of_the_patient_in_a_log(drafts, shop):
    kept = drafts.save(shop.session(Role.OPTICIAN), RX)
    assert "Kowalska" not in repr(kept)
    assert "2.25" not in repr(kept)
