"""What a record holds beside prescriptions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from app.domain.customers import (
    Alert,
    AlertKind,
    Channel,
    ConsentChange,
    ConsentId,
    Exam,
    ExamOutcome,
    FileCard,
    MergeId,
    NoteId,
    PatientMerge,
    Purpose,
    Recall,
    Relation,
    RelationKind,
)
from app.domain.kernel.ids import DeviceId, PatientId
from tests.factories.customers import OPTICIAN_ID

WRITTEN_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _head() -> dict[str, Any]:
    return {
        "note_id": NoteId(uuid4()),
        "patient_id": PatientId(uuid4()),
        "written_at": WRITTEN_AT,
        "written_by": OPTICIAN_ID,
    }


def an_alert(**changes: Any) -> Alert:
    return replace(Alert(**_head(), kind=AlertKind.HEALTH, text="Nickel allergy"), **changes)


def a_recall(**changes: Any) -> Recall:
    recall = Recall(**_head(), due_on=date(2026, 3, 9), reason="Two-year check")
    return replace(recall, **changes)


def a_relation(**changes: Any) -> Relation:
    relation = Relation(**_head(), other_id=PatientId(uuid4()), kind=RelationKind.PARENT, pays=True)
    return replace(relation, **changes)


def an_exam(**changes: Any) -> Exam:
    exam = Exam(
        **_head(),
        examined_on=date(2026, 3, 2),
        examiner="Dr. Imre Vadas",
        outcome=ExamOutcome.NEW_PRESCRIPTION,
    )
    return replace(exam, **changes)


def a_file_card(**changes: Any) -> FileCard:
    card = FileCard(
        **_head(),
        name="referral.pdf",
        media_type="application/pdf",
        size=2048,
        sha256="ab" * 32,
        device_id=DeviceId(uuid4()),
    )
    return replace(card, **changes)


def a_consent(**changes: Any) -> ConsentChange:
    consent = ConsentChange(
        consent_id=ConsentId(uuid4()),
        patient_id=PatientId(uuid4()),
        channel=Channel.SMS,
        purpose=Purpose.SERVICE,
        is_given=True,
        wording="You may text me when my glasses are ready.",
        taken_by=OPTICIAN_ID,
        taken_at=WRITTEN_AT,
    )
    return replace(consent, **changes)


def a_merge(**changes: Any) -> PatientMerge:
    merge = PatientMerge(
        merge_id=MergeId(uuid4()),
        winner_id=PatientId(uuid4()),
        loser_id=PatientId(uuid4()),
        reason="Same person, registered twice",
        merged_by=OPTICIAN_ID,
        merged_at=WRITTEN_AT,
    )
    return replace(merge, **changes)
