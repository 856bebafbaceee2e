"""Files of a record: kept encrypted where they were added, opened with a reason."""

import hashlib
from dataclasses import dataclass

from app.domain.customers import (
    FILE_BYTES_MAX,
    FileCard,
    FileIsElsewhere,
    FileIsEmpty,
    FileIsTooLarge,
    NoteChanged,
    NoteId,
    NoteNotFound,
)
from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, PatientId
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, Units
from app.services.session import Session

# How a file begins, whatever its name says.
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AddFile:
    """Keep a file with the record."""

    command_id: CommandId
    patient_id: PatientId
    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFiles:
    """Adds and opens files; their bytes never leave the store unasked."""

    units: Units
    gate: Gate
    clock: Clock

    def add(self, session: Session, command: AddFile) -> Changes:
        """Keep a file; the same command again changes nothing.

        Raises:
            AccessDenied, PatientNotFound, FileIsEmpty, FileIsTooLarge, NoteIsEmpty,
            TextIsTooLong: see there.
        """
        if not command.content:
            raise FileIsEmpty
        if len(command.content) > FILE_BYTES_MAX:
            raise FileIsTooLarge(size=len(command.content), most=FILE_BYTES_MAX)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return NO_CHANGES
            unit.patients.patient(command.patient_id)
            card = FileCard(
                note_id=NoteId(command.command_id),
                patient_id=command.patient_id,
                written_at=self.clock(),
                written_by=session.user_id,
                name=command.name,
                media_type=media_type_of(command.content),
                size=len(command.content),
                sha256=hashlib.sha256(command.content).hexdigest(),
                device_id=unit.sync.identity().device_id,
            )
            access = Access(
                action=Action.FILE_ADD,
                subject_type="note",
                subject_id=card.note_id,
                correlation_id=command.command_id,
            )
            self.gate.pass_through(unit, session, access)
            unit.people.add_file(card.sha256, command.content)
            unit.people.save_note(card)
            unit.outbox.add(
                NoteChanged(note=card, change_id=command.command_id),
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command.command_id,
            )
            return unit.commit()

    def read(self, session: Session, note_id: NoteId, reason: str) -> tuple[bytes, Changes]:
        """Return a file's bytes and write down who took them out, and why.

        Raises:
            FileIsElsewhere: its bytes are at the till it was added at.
            AccessDenied, ReasonIsMissing, NoteNotFound: see there.
        """
        with self.units() as unit:
            card = unit.people.note(note_id)
            if not isinstance(card, FileCard):
                raise NoteNotFound(note_id=str(note_id))
            access = Access(
                action=Action.FILE_READ,
                subject_type="patient",
                subject_id=card.patient_id,
                correlation_id=note_id,
                reason=reason,
            )
            self.gate.pass_through(unit, session, access)
            content = unit.people.file(card.sha256)
            if content is None:
                raise FileIsElsewhere(device_id=str(card.device_id))
            return content, unit.commit()


def media_type_of(content: bytes) -> str:
    """Return what the bytes are, by how they begin."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    kinds = (kind for beginning, kind in SIGNATURES if content.startswith(beginning))
    return next(kinds, UNKNOWN_TYPE)
