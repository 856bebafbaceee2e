"""Drafts in the encrypted store: one for each person, kind and subject, newest first."""

from datetime import timedelta
from uuid import UUID, uuid4

from app.domain.kernel.ids import UserId
from tests.factories.drafts import MARA, a_draft
from tests.factories.moments import NOW

JONAS = UserId(UUID("0198a4c2-0000-7000-8000-0000000000a2"))


def test_a_draft_comes_back_as_it_was_kept(begin):
    draft = a_draft()
    with begin() as unit:
        unit.drafts.save(draft)
        unit.commit()
    with begin() as unit:
        assert unit.drafts.newest(limit=5) == (draft,)


def test_the_same_form_of_the_same_person_is_kept_once(unit):
    newer = a_draft(draft_id=uuid4(), json="{}", at=NOW + timedelta(seconds=1))
    others = a_draft(draft_id=uuid4(), by=JONAS, name="Jonas Weidner")
    for draft in (a_draft(), others, newer):
        unit.drafts.save(draft)
    assert unit.drafts.newest(limit=5) == (newer, others)
    unit.drafts.discard(MARA, kind="order", subject="p-1")
    assert unit.drafts.newest(limit=5) == (others,)


def test_only_as_many_are_read_as_are_asked_for(unit):
    for number in range(4):
        unit.drafts.save(
            a_draft(draft_id=uuid4(), subject=f"p-{number}", at=NOW + timedelta(minutes=number))
        )
    assert [draft.subject for draft in unit.drafts.newest(limit=2)] == ["p-3", "p-2"]
