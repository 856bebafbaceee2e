"""Writing what is known of a patient: alerts, recalls, relations, exams, and what was allowed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.customers import (
    Alert,
    AlertKind,
    AnyNote,
    Channel,
    ConsentChange,
    ConsentChanged,
    ConsentId,
    Exam,
    ExamOutcome,
    NoteChanged,
    NoteId,
    Purpose,
    Recall,
    Relation,
    RelationKind,
)
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, PatientId
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session

Write = Callable[[UnitOfWork], DomainEvent]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WriteAlert:
    """Show a warning above the record from now on."""

    command_id: CommandId
    patient_id: PatientId
    kind: AlertKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PlanRecall:
    """Ask the patient back on a day."""

    command_id: CommandId
    patient_id: PatientId
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LinkRelation:
    """Say that another patient belongs to this one."""

    command_id: CommandId
    patient_id: PatientId
    other_id: PatientId
    kind: RelationKind
    pays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecordExam:
    """Write one line about an exam."""

    command_id: CommandId
    patient_id: PatientId
    examined_on: date
    examiner: str
    outcome: ExamOutcome


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CloseNote:
    """Say that an alert no longer holds, a recall is done, a relation has ended."""

    command_id: CommandId
    note_id: NoteId


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TakeConsent:
    """Write an answer down, with the words that were agreed to."""

    command_id: CommandId
    patient_id: PatientId
    channel: Channel
    purpose: Purpose
    is_given: bool
    wording: str


NewNote = WriteAlert | PlanRecall | LinkRelation | RecordExam


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRecordNotes:
    """Each command counts once; its id becomes that of what it writes."""

    units: Units
    gate: Gate
    clock: Clock

    def write(self, session: Session, command: NewNote) -> Changes:
        """Write a note.

        Raises:
            AccessDenied, PatientNotFound, NoteIsEmpty, TextIsTooLong, RelationIsToOneself:
            nothing was written.
        """
        note = self._note(session, command)

        def write(unit: UnitOfWork) -> DomainEvent:
            unit.patients.patient(note.patient_id)
            unit.people.save_note(note)
            return NoteChanged(note=note, change_id=command.command_id)

        return self._once(session, Action.NOTE_WRITE, command.command_id, write)

    def close(self, session: Session, command: CloseNote) -> Changes:
        """Close a note; one that is closed already stays so.

        Raises:
            AccessDenied, NoteNotFound: see there.
        """

        def write(unit: UnitOfWork) -> DomainEvent:
            note = unit.people.note(command.note_id)
            closed: AnyNote = replace(note, is_open=False, version=note.version + 1)
            unit.people.save_note(closed)
            return NoteChanged(note=closed, change_id=command.command_id)

        return self._once(session, Action.NOTE_WRITE, command.command_id, write)

    def take_consent(self, session: Session, command: TakeConsent) -> Changes:
        """Append an answer; it holds at once at this till.

        Raises:
            AccessDenied, PatientNotFound, ConsentHasNoWording, TextIsTooLong: see there.
        """
        consent = ConsentChange(
            consent_id=ConsentId(command.command_id),
            patient_id=command.patient_id,
            channel=command.channel,
            purpose=command.purpose,
            is_given=command.is_given,
            wording=command.wording,
            taken_by=session.user_id,
            taken_at=self.clock(),
        )

        def write(unit: UnitOfWork) -> DomainEvent:
            unit.patients.patient(command.patient_id)
            unit.people.add_consent(consent)
            return ConsentChanged(consent=consent)

        return self._once(session, Action.CONSENT_TAKE, command.command_id, write)

    def _once(
        self, session: Session, action: Action, command_id: CommandId, write: Write
    ) -> Changes:
        with self.units() as unit:
            if unit.outbox.has_seen(command_id):
                return NO_CHANGES
            self.gate.check(session, action)
            event = write(unit)
            access = Access(
                action=action,
                subject_type=event.aggregate.type,
                subject_id=event.aggregate.id,
                correlation_id=command_id,
            )
            self.gate.pass_through(unit, session, access)
            unit.outbox.add(
                event,
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command_id,
            )
            return unit.commit()

    def _note(self, session: Session, command: NewNote) -> AnyNote:
        note_id, at, by = NoteId(command.command_id), self.clock(), session.user_id
        match command:
            case WriteAlert():
                return Alert(
                    note_id=note_id,
                    patient_id=command.patient_id,
                    written_at=at,
                    written_by=by,
                    kind=command.kind,
                    text=command.text,
                )
            case PlanRecall():
                return Recall(
                    note_id=note_id,
                    patient_id=command.patient_id,
                    written_at=at,
                    written_by=by,
                    due_on=command.due_on,
                    reason=command.reason,
                )
            case LinkRelation():
                return Relation(
                    note_id=note_id,
                    patient_id=command.patient_id,
                    written_at=at,
                    written_by=by,
                    other_id=command.other_id,
                    kind=command.kind,
                    pays=command.pays,
                )
            case RecordExam():
                return Exam(
                    note_id=note_id,
                    patient_id=command.patient_id,
                    written_at=at,
                    written_by=by,
                    examined_on=command.examined_on,
                    examiner=command.examiner,
                    outcome=command.outcome,
                )
