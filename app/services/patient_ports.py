"""What the patient's record asks of the store beside the patient and the prescriptions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.customers import (
    AnyNote,
    ConsentChange,
    NoteId,
    PatientMerge,
    Recall,
)
from app.domain.kernel.ids import PatientId
from app.services.views import PatientRow

PhoneFormat = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sketch:
    """As much of a new patient as has been typed."""

    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecallRow:
    """A recall that is due, and whom to call."""

    recall: Recall
    patient: PatientRow


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AccessRow:
    """Who touched the record, when, how, and why if it had to be said."""

    at: datetime
    person: str
    action: str
    reason: str | None


class PatientNotes(Protocol):
    """Notes, consents, merges and files of patients."""

    def save_note(self, note: AnyNote) -> None:
        """Insert a note, or replace an older version of it."""

    def note(self, note_id: NoteId) -> AnyNote:
        """Return the note; raises NoteNotFound."""

    def notes_of(self, patient_ids: Sequence[PatientId]) -> tuple[AnyNote, ...]:
        """Return the notes of these records, the newest first."""

    def recalls_due(self, until: date, *, limit: int) -> tuple[RecallRow, ...]:
        """Return the open recalls due by a day, the longest due first."""

    def add_consent(self, consent: ConsentChange) -> None:
        """Append an answer; the same one twice is harmless."""

    def consents_of(self, patient_ids: Sequence[PatientId]) -> tuple[ConsentChange, ...]:
        """Return every answer of these records, the oldest first."""

    def add_merge(self, merge: PatientMerge) -> None:
        """Append a merge, or the taking back of one; the same one twice is harmless."""

    def group_of(self, patient_id: PatientId) -> tuple[PatientId, ...]:
        """Return the records of one person, the one that is shown first."""

    def merged_into(self, patient_id: PatientId) -> PatientId | None:
        """Return the record a patient was merged into by hand, or None."""

    def add_file(self, sha256: str, content: bytes) -> None:
        """Keep a file's bytes, encrypted as everything here; the same one twice is harmless."""

    def file(self, sha256: str) -> bytes | None:
        """Return a file's bytes, or None if they are at another till."""

    def similar(self, sketch: Sketch, *, limit: int) -> tuple[PatientRow, ...]:
        """Return patients who may be the one that is being typed, in no order."""

    def recently_opened(self, *, limit: int) -> tuple[PatientRow, ...]:
        """Return whose record was opened last at this till."""

    def by_number(self, number: str) -> PatientRow | None:
        """Return the patient with that printed number, or None."""

    def accesses_of(self, patient_ids: Sequence[PatientId], *, limit: int) -> tuple[AccessRow, ...]:
        """Return who touched these records at this till, the newest first."""
