"""The patients' area: who is due and was here, the record that is open, and what is written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.customers import NoteId
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import CommandId, PatientId
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes, Topic
from app.services.patient_ports import RecallRow
from app.services.people.files import AddFile
from app.services.people.finding import PatientFile
from app.services.people.merging import MergePatients, TakeApart
from app.services.people.notes import CloseNote, NewNote, TakeConsent
from app.services.session import Session
from app.services.views import PatientRow
from app.ui.customers.record_files import read_file, write_file
from app.ui.desktop import Desk
from app.ui.runner import Newest

CONCERNS = frozenset({Topic.PATIENTS, Topic.PRESCRIPTIONS, Topic.ORDERS, Topic.PAYMENTS})
Writing = Callable[[Session], Changes]


class PatientsViewModel(QObject):
    """Reads anew what is shown whenever something about it changes."""

    started = Signal()
    opened = Signal()
    changed = Signal()
    saved = Signal()
    failed = Signal(str)
    said = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.due: tuple[RecallRow, ...] = ()
        self.recent: tuple[PatientRow, ...] = ()
        self.file: PatientFile | None = None
        self._starts = Newest(desk.services.runner)
        self._files = Newest(desk.services.runner)
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload_start)

    @Slot()
    def reload_start(self) -> None:
        """Read who is due and who was here."""
        if self.desk.is_locked:
            return
        session, finding = self.desk.session, self.desk.services.people.finding
        self._starts.run(
            lambda: (finding.recalls_due(session), finding.recently_opened(session)),
            done=self._show_start,
            failed=self._refuse,
        )

    def open(self, patient_id: PatientId) -> None:
        """Open a record."""
        session = self.desk.session
        self._files.run(
            lambda: self.desk.services.people.finding.open_file(session, patient_id),
            done=self._show_file,
            failed=self._refuse,
        )

    def open_number(self, number: str) -> None:
        """Open the record of a patient card."""
        session, finding = self.desk.session, self.desk.services.people.finding
        self._files.run(
            lambda: finding.open_file(session, finding.by_number(session, number).patient_id),
            done=self._show_file,
            failed=self._refuse,
        )

    @Slot()
    def close(self) -> None:
        """Leave the record that is open."""
        self.file = None
        self.reload_start()

    def new_command(self) -> CommandId:
        """Return the id of what is about to be written."""
        return self.desk.services.new_command_id()

    def write(self, command: NewNote | TakeConsent | CloseNote) -> None:
        """Write into the record that is open."""
        notes = self.desk.services.people.notes
        match command:
            case TakeConsent():
                self._run(lambda session: notes.take_consent(session, command))
            case CloseNote():
                self._run(lambda session: notes.close(session, command))
            case _:
                self._run(lambda session: notes.write(session, command))

    def close_note(self, note_id: NoteId) -> None:
        """Say that a note no longer holds."""
        self.write(CloseNote(command_id=self.new_command(), note_id=note_id))

    def merge(self, loser_id: PatientId, reason: str) -> None:
        """Make another record part of the one that is open."""
        if self.file is None:
            return
        command = MergePatients(
            command_id=self.new_command(),
            winner_id=self.file.patient.patient_id,
            loser_id=loser_id,
            reason=reason,
        )
        self._run(lambda session: self.desk.services.people.merging.merge(session, command))

    def take_apart(self, loser_id: PatientId, reason: str) -> None:
        """Let a merged record stand for itself again."""
        command = TakeApart(command_id=self.new_command(), loser_id=loser_id, reason=reason)
        self._run(lambda session: self.desk.services.people.merging.take_apart(session, command))

    def add_file(self, chosen: str | Path) -> None:
        """Keep a file of this computer with the record."""
        if self.file is None:
            return
        path = Path(chosen)
        patient_id, command_id = self.file.patient.patient_id, self.new_command()
        files = self.desk.services.people.files

        def add(session: Session) -> Changes:
            command = AddFile(
                command_id=command_id,
                patient_id=patient_id,
                name=path.name,
                content=read_file(path),
            )
            return files.add(session, command)

        self._run(add)

    def take_file_out(self, note_id: NoteId, reason: str, target: Path) -> None:
        """Write a file of the record to this computer; the audit says who, when and why."""
        session, files = self.desk.session, self.desk.services.people.files

        def take() -> Changes:
            content, changes = files.read(session, note_id, reason)
            write_file(target, content)
            return changes

        self.desk.services.runner.run(take, done=self._tell_taken, failed=self._refuse)

    def _tell_taken(self, changes: Changes) -> None:
        self.desk.publish(changes)
        self.said.emit(tr("The file is on this computer now"))

    def _run(self, write: Writing) -> None:
        session = self.desk.session
        self.desk.services.runner.run(
            lambda: write(session), done=self._tell_saved, failed=self._refuse
        )

    def _tell_saved(self, changes: Changes) -> None:
        self.desk.publish(changes)
        self.saved.emit()

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if not changes & CONCERNS or self.desk.is_locked:
            return
        if self.file is None:
            self.reload_start()
        else:
            self._read_again(self.file.patient.patient_id)

    def _read_again(self, patient_id: PatientId) -> None:
        session = self.desk.session
        self._files.run(
            lambda: self.desk.services.people.finding.open_file(session, patient_id),
            done=self._show_again,
            failed=self._refuse,
        )

    def _show_start(self, answer: tuple[tuple[RecallRow, ...], tuple[PatientRow, ...]]) -> None:
        self.due, self.recent = answer
        self.started.emit()

    def _show_file(self, answer: tuple[PatientFile, Changes]) -> None:
        self.file = answer[0]
        self.opened.emit()
        self.changed.emit()

    def _show_again(self, answer: tuple[PatientFile, Changes]) -> None:
        self.file = answer[0]
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))
