"""Notes as JSON documents: the same in the store and on the wire."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TypedDict
from uuid import UUID

from app.domain.customers.notes import (
    Alert,
    AlertKind,
    AnyNote,
    Exam,
    ExamOutcome,
    FileCard,
    NoteId,
    Recall,
    Relation,
    RelationKind,
)
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import DeviceId, PatientId, UserId


class NoteIsUnreadable(DomainError):
    """A note's document is not what this program writes."""

    code = "customers.note.unreadable"


class NoteHead(TypedDict):
    """What every note has."""

    note_id: NoteId
    patient_id: PatientId
    written_at: datetime
    written_by: UserId
    is_open: bool
    version: int


def kind_of(note: AnyNote) -> str:
    """Return the name of a note's kind."""
    return _KINDS[type(note)]


def note_content(note: AnyNote) -> dict[str, JsonValue]:
    """Return what a note of its kind says, beside what every note has."""
    match note:
        case Alert():
            return {"kind": note.kind.value, "text": note.text, "field": note.field}
        case Recall():
            return {"due_on": note.due_on.isoformat(), "reason": note.reason}
        case Relation():
            return {"other_id": str(note.other_id), "kind": note.kind.value, "pays": note.pays}
        case Exam():
            return {
                "examined_on": note.examined_on.isoformat(),
                "examiner": note.examiner,
                "outcome": note.outcome.value,
            }
        case FileCard():
            return {
                "name": note.name,
                "media_type": note.media_type,
                "size": note.size,
                "sha256": note.sha256,
                "device_id": str(note.device_id),
            }


def note_of(kind: str, head: NoteHead, content: Mapping[str, JsonValue]) -> AnyNote:
    """Return the note of a document.

    Raises:
        NoteIsUnreadable: the kind is unknown, or something is missing or misshapen.
    """
    reader = _READERS.get(kind)
    if reader is None:
        raise NoteIsUnreadable(kind=kind)
    try:
        return reader(head, _Fields(content))
    except (KeyError, TypeError, ValueError):
        raise NoteIsUnreadable(kind=kind) from None


class _Fields:
    """Reads a document's fields by their type."""

    def __init__(self, content: Mapping[str, JsonValue]) -> None:
        self._content = content

    def text(self, name: str) -> str:
        value = self._content[name]
        if not isinstance(value, str):
            raise TypeError
        return value

    def number(self, name: str) -> int:
        value = self._content[name]
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError
        return value

    def flag(self, name: str) -> bool:
        return self._content[name] is True


def _alert(head: NoteHead, fields: _Fields) -> AnyNote:
    kind = AlertKind(fields.text("kind"))
    return Alert(**head, kind=kind, text=fields.text("text"), field=fields.text("field"))


def _recall(head: NoteHead, fields: _Fields) -> AnyNote:
    due_on = date.fromisoformat(fields.text("due_on"))
    return Recall(**head, due_on=due_on, reason=fields.text("reason"))


def _relation(head: NoteHead, fields: _Fields) -> AnyNote:
    other_id = PatientId(UUID(fields.text("other_id")))
    kind = RelationKind(fields.text("kind"))
    return Relation(**head, other_id=other_id, kind=kind, pays=fields.flag("pays"))


def _exam(head: NoteHead, fields: _Fields) -> AnyNote:
    return Exam(
        **head,
        examined_on=date.fromisoformat(fields.text("examined_on")),
        examiner=fields.text("examiner"),
        outcome=ExamOutcome(fields.text("outcome")),
    )


def _file_card(head: NoteHead, fields: _Fields) -> AnyNote:
    return FileCard(
        **head,
        name=fields.text("name"),
        media_type=fields.text("media_type"),
        size=fields.number("size"),
        sha256=fields.text("sha256"),
        device_id=DeviceId(UUID(fields.text("device_id"))),
    )


_KINDS: Mapping[type[AnyNote], str] = MappingProxyType(
    {Alert: "alert", Recall: "recall", Relation: "relation", Exam: "exam", FileCard: "file"}
)
_READERS: Mapping[str, Callable[[NoteHead, _Fields], AnyNote]] = MappingProxyType(
    {
        "alert": _alert,
        "recall": _recall,
        "relation": _relation,
        "exam": _exam,
        "file": _file_card,
    }
)
