"""What travels of a record beside patient and prescriptions: notes, answers, merges."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from app.contracts.base import LongText, SafeInteger, ShortText, WireModel
from app.contracts.v1 import PatientV1
from app.domain.customers import (
    AnyNote,
    Channel,
    ConsentChange,
    ConsentId,
    MergeId,
    NoteId,
    PatientMerge,
    Purpose,
)
from app.domain.customers.note_document import NoteHead, kind_of, note_content, note_of
from app.domain.kernel.canonical import JsonValue as Json
from app.domain.kernel.ids import PatientId, UserId


class PatientChangeV1(PatientV1):
    """A corrected record (topic customers.patient.changed): whole, with what it said before."""

    change_id: UUID | None = None
    changed_at: AwareDatetime | None = None
    changed_by: UUID | None = None
    before: dict[ShortText, ShortText | None] = Field(default_factory=dict)


class NoteV1(WireModel):
    """A note (topic customers.note.changed, document note); its kind says what `content` holds."""

    note_id: UUID
    patient_id: UUID
    kind: ShortText
    written_at: AwareDatetime
    written_by: UUID
    is_open: bool
    version: Annotated[SafeInteger, Field(ge=1)]
    content: dict[ShortText, JsonValue]


class ConsentV1(WireModel):
    """An answer about being contacted (topic customers.consent.changed, document consent)."""

    consent_id: UUID
    patient_id: UUID
    channel: ShortText
    purpose: ShortText
    is_given: bool
    wording: LongText
    taken_by: UUID
    taken_at: AwareDatetime


class MergeV1(WireModel):
    """Two records made one, or taken apart (topic customers.patient.merged)."""

    merge_id: UUID
    winner_id: UUID
    loser_id: UUID
    reason: LongText
    merged_by: UUID
    merged_at: AwareDatetime
    is_undone: bool


def note_to_wire(note: AnyNote) -> dict[str, Json]:
    """Return the form of `NoteV1`."""
    content: dict[str, Json] = note_content(note)
    return {
        "note_id": str(note.note_id),
        "patient_id": str(note.patient_id),
        "kind": kind_of(note),
        "written_at": note.written_at.isoformat(),
        "written_by": str(note.written_by),
        "is_open": note.is_open,
        "version": note.version,
        "content": content,
    }


def note_from_wire(wire: NoteV1) -> AnyNote:
    """Return the note; raises NoteIsUnreadable and whatever rule of notes it breaks."""
    head = NoteHead(
        note_id=NoteId(wire.note_id),
        patient_id=PatientId(wire.patient_id),
        written_at=wire.written_at,
        written_by=UserId(wire.written_by),
        is_open=wire.is_open,
        version=wire.version,
    )
    return note_of(wire.kind, head, wire.content)


def consent_to_wire(consent: ConsentChange) -> dict[str, Json]:
    """Return the form of `ConsentV1`."""
    return {
        "consent_id": str(consent.consent_id),
        "patient_id": str(consent.patient_id),
        "channel": consent.channel.value,
        "purpose": consent.purpose.value,
        "is_given": consent.is_given,
        "wording": consent.wording,
        "taken_by": str(consent.taken_by),
        "taken_at": consent.taken_at.isoformat(),
    }


def consent_from_wire(wire: ConsentV1) -> ConsentChange:
    """Return the answer."""
    return ConsentChange(
        consent_id=ConsentId(wire.consent_id),
        patient_id=PatientId(wire.patient_id),
        channel=Channel(wire.channel),
        purpose=Purpose(wire.purpose),
        is_given=wire.is_given,
        wording=wire.wording,
        taken_by=UserId(wire.taken_by),
        taken_at=wire.taken_at,
    )


def merge_to_wire(merge: PatientMerge) -> dict[str, Json]:
    """Return the form of `MergeV1`."""
    return {
        "merge_id": str(merge.merge_id),
        "winner_id": str(merge.winner_id),
        "loser_id": str(merge.loser_id),
        "reason": merge.reason,
        "merged_by": str(merge.merged_by),
        "merged_at": merge.merged_at.isoformat(),
        "is_undone": merge.is_undone,
    }


def merge_from_wire(wire: MergeV1) -> PatientMerge:
    """Return the merge."""
    return PatientMerge(
        merge_id=MergeId(wire.merge_id),
        winner_id=PatientId(wire.winner_id),
        loser_id=PatientId(wire.loser_id),
        reason=wire.reason,
        merged_by=UserId(wire.merged_by),
        merged_at=wire.merged_at,
        is_undone=wire.is_undone,
    )
