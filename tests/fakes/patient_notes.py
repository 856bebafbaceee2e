"""Notes, consents, merges and files of patients in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.customers import (
    AnyNote,
    ConsentChange,
    ConsentId,
    MergeId,
    NoteId,
    NoteNotFound,
    PatientMerge,
    Recall,
    standing_merges,
)
from app.domain.kernel.access import Action
from app.domain.kernel.ids import PatientId
from app.services.patient_ports import AccessRow, RecallRow, Sketch
from app.services.views import PatientRow
from tests.fakes.order_store import FakeAccessAudit
from tests.fakes.people_store import FakePatients


@dataclass(kw_only=True)
class FakePatientNotes:
    """Plays PatientNotes."""

    patients: FakePatients
    audit: FakeAccessAudit
    notes: dict[NoteId, AnyNote] = field(default_factory=dict)
    consents: dict[ConsentId, ConsentChange] = field(default_factory=dict)
    merges: dict[MergeId, PatientMerge] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def save_note(self, note: AnyNote) -> None:
        known = self.notes.get(note.note_id)
        if known is None or known.version < note.version:
            self.notes[note.note_id] = note

    def note(self, note_id: NoteId) -> AnyNote:
        if note_id not in self.notes:
            raise NoteNotFound(note_id=str(note_id))
        return self.notes[note_id]

    def notes_of(self, patient_ids: Sequence[PatientId]) -> tuple[AnyNote, ...]:
        own = [each for each in self.notes.values() if each.patient_id in patient_ids]
        own.sort(key=lambda each: (each.written_at, str(each.note_id)), reverse=True)
        return tuple(own)

    def recalls_due(self, until: date, *, limit: int) -> tuple[RecallRow, ...]:
        due = [
            each
            for each in self.notes.values()
            if isinstance(each, Recall) and each.is_open and each.due_on <= until
        ]
        due.sort(key=lambda each: each.due_on)
        return tuple(
            RecallRow(recall=each, patient=self.patients.row(each.patient_id)) for each in due
        )[:limit]

    def add_consent(self, consent: ConsentChange) -> None:
        self.consents.setdefault(consent.consent_id, consent)

    def consents_of(self, patient_ids: Sequence[PatientId]) -> tuple[ConsentChange, ...]:
        own = (each for each in self.consents.values() if each.patient_id in patient_ids)
        return tuple(sorted(own, key=lambda each: (each.taken_at, str(each.consent_id))))

    def add_merge(self, merge: PatientMerge) -> None:
        self.merges.setdefault(merge.merge_id, merge)

    def group_of(self, patient_id: PatientId) -> tuple[PatientId, ...]:
        into = standing_merges(self.merges.values())
        winner = into.get(patient_id, patient_id)
        losers = sorted((loser for loser, to in into.items() if to == winner), key=str)
        return (winner, *losers)

    def merged_into(self, patient_id: PatientId) -> PatientId | None:
        own = [each for each in self.merges.values() if each.loser_id == patient_id]
        last = max(own, key=lambda each: (each.merged_at, str(each.merge_id)), default=None)
        return None if last is None or last.is_undone else last.winner_id

    def add_file(self, sha256: str, content: bytes) -> None:
        self.files.setdefault(sha256, content)

    def file(self, sha256: str) -> bytes | None:
        return self.files.get(sha256)

    def similar(self, sketch: Sketch, *, limit: int) -> tuple[PatientRow, ...]:
        del sketch
        return tuple(self.patients.row(each) for each in self.patients.known)[:limit]

    def recently_opened(self, *, limit: int) -> tuple[PatientRow, ...]:
        opened = [
            PatientId(each.subject_id)
            for each in reversed(self.audit.entries)
            if each.action is Action.PATIENT_READ
        ]
        return tuple(self.patients.row(each) for each in dict.fromkeys(opened))[:limit]

    def by_number(self, number: str) -> PatientRow | None:
        known = (each for each in self.patients.known.values() if each.number == number)
        found = next(known, None)
        return None if found is None else self.patients.row(found.patient_id)

    def accesses_of(self, patient_ids: Sequence[PatientId], *, limit: int) -> tuple[AccessRow, ...]:
        own = (each for each in reversed(self.audit.entries) if each.subject_id in patient_ids)
        rows = (
            AccessRow(at=each.at, person="", action=each.action.value, reason=each.reason)
            for each in own
        )
        return tuple(rows)[:limit]
