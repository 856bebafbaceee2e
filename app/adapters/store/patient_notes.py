"""Notes, consents, merges and files of patients in their tables."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, or_, select

from app.adapters.store.customers import hits_of
from app.adapters.store.patient_index import PatientIndex
from app.adapters.store.patient_likeness import candidates_for
from app.adapters.store.patient_rows import (
    customers_consent_history,
    customers_files,
    customers_merged,
    customers_merges,
    customers_notes,
)
from app.adapters.store.rows import (
    customers_patients,
    orders_access_audit,
    staff_members,
)
from app.adapters.store.statements import insert_once, insert_or_newer
from app.adapters.store.transaction import Found, Transaction
from app.domain.customers import (
    AnyNote,
    Channel,
    ConsentChange,
    ConsentId,
    MergeId,
    NoteId,
    NoteNotFound,
    PatientMerge,
    Purpose,
    Recall,
    standing_merges,
)
from app.domain.customers.note_document import NoteHead, kind_of, note_content, note_of
from app.domain.kernel.access import Action
from app.domain.kernel.ids import PatientId, UserId
from app.services.patient_ports import AccessRow, RecallRow, Sketch
from app.services.views import PatientRow

NOTES = customers_notes.c
CONSENTS = customers_consent_history.c
MERGES = customers_merges.c
MERGED = customers_merged.c
PATIENTS = customers_patients.c
AUDIT = orders_access_audit.c
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
RECENT_LOOKED_AT = 400

SAVE_NOTE = insert_or_newer(customers_notes, NOTES.version)
FIND_NOTE = select(customers_notes).where(NOTES.note_id == bindparam("note_id"))
FIND_NOTES = (
    select(customers_notes)
    .where(NOTES.patient_id.in_(IDS))
    .order_by(NOTES.written_at.desc(), NOTES.note_id.desc())
)
FIND_DUE = (
    select(customers_notes)
    .where(NOTES.due_on <= bindparam("until"), NOTES.is_open)
    .order_by(NOTES.due_on, NOTES.note_id)
    .limit(bindparam("most"))
)
ADD_CONSENT = insert_once(customers_consent_history)
FIND_CONSENTS = (
    select(customers_consent_history)
    .where(CONSENTS.patient_id.in_(IDS))
    .order_by(CONSENTS.taken_at, CONSENTS.consent_id)
)
ADD_MERGE = insert_once(customers_merges)
FIND_MERGES = select(customers_merges).where(
    or_(MERGES.winner_id.in_(IDS), MERGES.loser_id.in_(IDS))
)
FIND_WINNER = select(MERGED.winner_id).where(MERGED.loser_id == bindparam("patient_id"))
FIND_LOSERS = (
    select(MERGED.loser_id)
    .where(MERGED.winner_id == bindparam("patient_id"))
    .order_by(MERGED.loser_id)
)
FORGET_MERGED = delete(customers_merged).where(MERGED.loser_id.in_(IDS))
ADD_MERGED = insert(customers_merged)
ADD_FILE = insert_once(customers_files)
FIND_FILE = select(customers_files.c.content).where(customers_files.c.sha256 == bindparam("sha256"))
FIND_BY_NUMBER = select(customers_patients).where(PATIENTS.number == bindparam("number"))
FIND_PATIENTS = select(customers_patients).where(PATIENTS.patient_id.in_(IDS))
LAST_OPENED = (
    select(AUDIT.subject_id, AUDIT.at)
    .where(AUDIT.action == Action.PATIENT_READ.value)
    .order_by(AUDIT.at.desc())
    .limit(RECENT_LOOKED_AT)
    .subquery()
)
FIND_RECENT = (
    select(LAST_OPENED.c.subject_id)
    .group_by(LAST_OPENED.c.subject_id)
    .order_by(func.max(LAST_OPENED.c.at).desc())
    .limit(bindparam("most"))
)
FIND_ACCESSES = (
    select(AUDIT.at, AUDIT.action, AUDIT.reason, staff_members.c.name)
    .join(staff_members, staff_members.c.user_id == AUDIT.user_id, isouter=True)
    .where(AUDIT.subject_id.in_(IDS))
    .order_by(AUDIT.at.desc())
    .limit(bindparam("most"))
)


class SqlPatientNotes:
    """Plays PatientNotes."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._index = PatientIndex(transaction)

    def save_note(self, note: AnyNote) -> None:
        """Insert a note, or replace an older version of it."""
        self._transaction.write(SAVE_NOTE, _note_fields(note))

    def note(self, note_id: NoteId) -> AnyNote:
        """Return the note; raises NoteNotFound."""
        row = self._transaction.first(FIND_NOTE, note_id=note_id)
        if row is None:
            raise NoteNotFound(note_id=str(note_id))
        return _note(row)

    def notes_of(self, patient_ids: Sequence[PatientId]) -> tuple[AnyNote, ...]:
        """Return the notes of these records, the newest first."""
        rows = self._transaction.read(FIND_NOTES, ids=list(patient_ids))
        return tuple(_note(row) for row in rows)

    def recalls_due(self, until: date, *, limit: int) -> tuple[RecallRow, ...]:
        """Return the open recalls due by a day, the longest due first."""
        notes = [_note(row) for row in self._transaction.read(FIND_DUE, until=until, most=limit)]
        known = {row.patient_id: row for row in self._rows([note.patient_id for note in notes])}
        return tuple(
            RecallRow(recall=note, patient=known[note.patient_id])
            for note in notes
            # A recall may arrive a page before its patient.
            if isinstance(note, Recall) and note.patient_id in known
        )

    def add_consent(self, consent: ConsentChange) -> None:
        """Append an answer; the same one twice is harmless."""
        self._transaction.write(
            ADD_CONSENT,
            {
                "consent_id": consent.consent_id,
                "patient_id": consent.patient_id,
                "channel": consent.channel.value,
                "purpose": consent.purpose.value,
                "is_given": consent.is_given,
                "wording": consent.wording,
                "taken_by": consent.taken_by,
                "taken_at": consent.taken_at,
            },
        )

    def consents_of(self, patient_ids: Sequence[PatientId]) -> tuple[ConsentChange, ...]:
        """Return every answer of these records, the oldest first."""
        rows = self._transaction.read(FIND_CONSENTS, ids=list(patient_ids))
        return tuple(_consent(row) for row in rows)

    def add_merge(self, merge: PatientMerge) -> None:
        """Append a merge, or the taking back of one; the same one twice is harmless."""
        fields = {
            "merge_id": merge.merge_id,
            "winner_id": merge.winner_id,
            "loser_id": merge.loser_id,
            "reason": merge.reason,
            "merged_by": merge.merged_by,
            "merged_at": merge.merged_at,
            "is_undone": merge.is_undone,
        }
        if not self._transaction.write(ADD_MERGE, fields):
            return
        concerned, history = self._concerned(merge)
        into = standing_merges(history)
        everyone = sorted(concerned, key=str)
        self._transaction.write(FORGET_MERGED, {"ids": everyone})
        rows = [{"loser_id": loser, "winner_id": winner} for loser, winner in into.items()]
        self._transaction.insert(ADD_MERGED, rows)
        for patient_id in everyone:
            (self._index.take if patient_id in into else self._index.put)(patient_id)

    def group_of(self, patient_id: PatientId) -> tuple[PatientId, ...]:
        """Return the records of one person, the one that is shown first."""
        winner = self._transaction.scalar(FIND_WINNER, patient_id=patient_id) or patient_id
        losers = self._transaction.read(FIND_LOSERS, patient_id=winner)
        return (PatientId(winner), *(PatientId(row.loser_id) for row in losers))

    def merged_into(self, patient_id: PatientId) -> PatientId | None:
        """Return the record a patient was merged into by hand, or None."""
        history = [_merge(row) for row in self._transaction.read(FIND_MERGES, ids=[patient_id])]
        own = [each for each in history if each.loser_id == patient_id]
        last = max(own, key=lambda each: (each.merged_at, str(each.merge_id)), default=None)
        return None if last is None or last.is_undone else last.winner_id

    def add_file(self, sha256: str, content: bytes) -> None:
        """Keep a file's bytes, encrypted as everything here; the same one twice is harmless."""
        self._transaction.write(ADD_FILE, {"sha256": sha256, "content": content})

    def file(self, sha256: str) -> bytes | None:
        """Return a file's bytes, or None if they are at another till."""
        return self._transaction.scalar(FIND_FILE, sha256=sha256)

    def similar(self, sketch: Sketch, *, limit: int) -> tuple[PatientRow, ...]:
        """Return patients who may be the one that is being typed, in no order."""
        rows = candidates_for(self._index, sketch, limit=limit)
        return hits_of(self._transaction, rows)

    def recently_opened(self, *, limit: int) -> tuple[PatientRow, ...]:
        """Return whose record was opened last at this till."""
        ids = [row.subject_id for row in self._transaction.read(FIND_RECENT, most=limit)]
        known = {row.patient_id: row for row in self._rows(ids)}
        return tuple(known[each] for each in ids if each in known)

    def by_number(self, number: str) -> PatientRow | None:
        """Return the patient with that printed number, or None."""
        rows = self._transaction.read(FIND_BY_NUMBER, number=number)
        return next(iter(hits_of(self._transaction, rows[:1])), None)

    def accesses_of(self, patient_ids: Sequence[PatientId], *, limit: int) -> tuple[AccessRow, ...]:
        """Return who touched these records at this till, the newest first."""
        rows = self._transaction.read(FIND_ACCESSES, ids=list(patient_ids), most=limit)
        return tuple(
            AccessRow(at=row.at, person=row.name or "", action=row.action, reason=row.reason)
            for row in rows
        )

    def _rows(self, ids: Sequence[PatientId]) -> tuple[PatientRow, ...]:
        return hits_of(self._transaction, self._transaction.read(FIND_PATIENTS, ids=list(ids)))

    def _concerned(self, merge: PatientMerge) -> tuple[set[PatientId], list[PatientMerge]]:
        """Return every record that merges tie to these two, and all those merges."""
        concerned = {merge.winner_id, merge.loser_id}
        while True:
            rows = self._transaction.read(FIND_MERGES, ids=sorted(concerned, key=str))
            history = [_merge(row) for row in rows]
            reached = {one for each in history for one in (each.winner_id, each.loser_id)}
            if reached <= concerned:
                return concerned, history
            concerned |= reached


def _note_fields(note: AnyNote) -> dict[str, Any]:
    return {
        "note_id": note.note_id,
        "patient_id": note.patient_id,
        "kind": kind_of(note),
        "written_at": note.written_at,
        "written_by": note.written_by,
        "is_open": note.is_open,
        "due_on": note.due_on if isinstance(note, Recall) else None,
        "content": json.dumps(note_content(note), ensure_ascii=False),
        "version": note.version,
    }


def _note(row: Found) -> AnyNote:
    head = NoteHead(
        note_id=NoteId(row.note_id),
        patient_id=PatientId(row.patient_id),
        written_at=row.written_at,
        written_by=UserId(row.written_by),
        is_open=row.is_open,
        version=row.version,
    )
    return note_of(row.kind, head, json.loads(row.content))


def _consent(row: Found) -> ConsentChange:
    return ConsentChange(
        consent_id=ConsentId(row.consent_id),
        patient_id=PatientId(row.patient_id),
        channel=Channel(row.channel),
        purpose=Purpose(row.purpose),
        is_given=row.is_given,
        wording=row.wording,
        taken_by=UserId(row.taken_by),
        taken_at=row.taken_at,
    )


def _merge(row: Found) -> PatientMerge:
    return PatientMerge(
        merge_id=MergeId(row.merge_id),
        winner_id=PatientId(row.winner_id),
        loser_id=PatientId(row.loser_id),
        reason=row.reason,
        merged_by=UserId(row.merged_by),
        merged_at=row.merged_at,
        is_undone=row.is_undone,
    )
