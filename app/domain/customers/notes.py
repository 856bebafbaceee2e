"""What else a record holds: alerts, recalls, relations, exams and files, each a small document.

Words once written stay; a note is closed, done or ended by a new version of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NewType, TypeAlias
from uuid import UUID

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import CommandId, DeviceId, PatientId, UserId
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length

NoteId = NewType("NoteId", UUID)
FILE_BYTES_MAX = 10 * 1024 * 1024


class NoteIsEmpty(DomainError):
    """A note without words tells nobody anything."""

    code = "customers.note.empty"


class NoteNotFound(DomainError):
    """That record has no such note."""

    code = "customers.note.not_found"


class RelationIsToOneself(DomainError):
    """Nobody is their own relative."""

    code = "customers.relation.to_oneself"


class FileIsEmpty(DomainError):
    """A file has nothing in it."""

    code = "customers.file.empty"


class FileIsTooLarge(DomainError):
    """The file has more bytes than a record takes."""

    code = "customers.file.too_large"


class FileIsElsewhere(DomainError):
    """The file's bytes are kept at the till it was added at."""

    code = "customers.file.elsewhere"


class AlertKind(StrEnum):
    """Why everybody must see it; TWO_ANSWERS holds what another till had written into a field."""

    HEALTH = "health"
    CARE = "care"
    TWO_ANSWERS = "two_answers"


class RelationKind(StrEnum):
    """What the other person is to this one."""

    PARENT = "parent"
    CHILD = "child"
    PARTNER = "partner"
    SIBLING = "sibling"
    GUARDIAN = "guardian"
    OTHER = "other"


class ExamOutcome(StrEnum):
    """How an exam ended, in one word."""

    NEW_PRESCRIPTION = "new_prescription"
    NO_CHANGE = "no_change"
    REFERRED = "referred"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Note:
    """What every note has: whose it is, since when, by whom, and whether it still stands."""

    note_id: NoteId
    patient_id: PatientId
    written_at: datetime
    written_by: UserId
    is_open: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Alert(Note):
    """What is shown in red above the record; `field` names what two tills wrote at once."""

    kind: AlertKind
    text: str
    field: str = ""

    def __post_init__(self) -> None:
        """Refuse an empty warning."""
        _require_words("alert", self.text)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Recall(Note):
    """When to ask the patient back, and why."""

    due_on: date
    reason: str

    def __post_init__(self) -> None:
        """Refuse a recall that nobody could explain."""
        _require_words("reason", self.reason)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Relation(Note):
    """Another patient of the family, and whether that one pays."""

    other_id: PatientId
    kind: RelationKind
    pays: bool = False

    def __post_init__(self) -> None:
        """Refuse a family of one."""
        if self.other_id == self.patient_id:
            raise RelationIsToOneself


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Exam(Note):
    """One line about an exam: when, by whom, and what came of it."""

    examined_on: date
    examiner: str
    outcome: ExamOutcome

    def __post_init__(self) -> None:
        """Refuse an exam by nobody."""
        _require_words("examiner", self.examiner)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FileCard(Note):
    """A file of the record: its bytes are kept apart, under their hash, where it was added."""

    name: str
    media_type: str
    size: int
    sha256: str
    device_id: DeviceId

    def __post_init__(self) -> None:
        """Refuse what a record cannot take."""
        _require_words("name", self.name)
        if not 0 < self.size <= FILE_BYTES_MAX:
            raise FileIsTooLarge(size=self.size, most=FILE_BYTES_MAX)


AnyNote: TypeAlias = Alert | Recall | Relation | Exam | FileCard


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NoteChanged(DomainEvent):
    """A note was written, closed, done or ended."""

    topic: ClassVar[str] = "customers.note.changed"
    note: AnyNote
    change_id: CommandId

    @property
    def aggregate(self) -> Aggregate:
        """Return the note."""
        return Aggregate(type="note", id=self.note.note_id)

    @property
    def dedupe_key(self) -> str:
        """Return the command: two tills may close one note at once."""
        return f"{self.note.note_id}:{self.change_id}"

    @property
    def version(self) -> int:
        """Return the note's version."""
        return self.note.version


def _require_words(name: str, text: str) -> None:
    if not text.strip():
        raise NoteIsEmpty(field=name)
    require_length(name, text, most=LONG_LENGTH_MAX)
