"""The print queue and the mails as a screen needs them, read anew whenever one of them moves."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.mails import Mail
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes, Topic
from app.services.print_centre import QueueView
from app.services.print_ports import Printer, PrintJob
from app.ui.desktop import Desk
from app.ui.printer_states import PrinterState
from app.ui.printing.job_words import JobRow, MailRow
from app.ui.runner import Newest

CONCERNS = frozenset({Topic.PRINT_JOBS, Topic.PRINTERS, Topic.MAILS})
# What is written as "in 8 s" has to move on by itself while it is looked at.
MOVE_ON_MS = 5_000


class PrintCentreViewModel(QObject):
    """Jobs newest first, the printers' own words, and mails that can be taken back."""

    changed = Signal()
    failed = Signal(str)
    said = Signal(str)
    pictured = Signal(object, bytes)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._newest = Newest(desk.services.runner)
        self._newest_picture = Newest(desk.services.runner)
        self.printers: tuple[Printer, ...] = ()
        self.jobs: tuple[JobRow, ...] = ()
        self.mails: tuple[MailRow, ...] = ()
        self._clockwork = QTimer(self)
        self._clockwork.setInterval(MOVE_ON_MS)
        self._clockwork.timeout.connect(self.reload)
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    def watch(self, *, is_watched: bool) -> None:
        """Let the times move on while somebody looks."""
        if is_watched:
            self._clockwork.start()
            self.reload()
        else:
            self._clockwork.stop()

    def state_of(self, printer: Printer) -> PrinterState | None:
        """Return what a printer last said, or None before it has spoken."""
        return self.desk.services.printer_states.state_of(printer.printer_id)

    def others_than(self, job: PrintJob) -> tuple[Printer, ...]:
        """Return the printers a job could be sent to instead."""
        return tuple(each for each in self.printers if each.printer_id != job.printer_id)

    @Slot()
    def reload(self) -> None:
        """Read the queue and the mails again."""
        if self.desk.is_locked:
            return
        session, services = self.desk.session, self.desk.services
        self._newest.run(
            lambda: (services.print_centre.look(session), services.mails.recent(session)),
            done=self._show,
            failed=self._refuse,
        )

    def picture(self, job: PrintJob) -> None:
        """Draw what a job prints; the newest wish counts."""
        session, centre = self.desk.session, self.desk.services.print_centre
        self._newest_picture.run(
            lambda: centre.preview(session, job.job_id),
            done=lambda png: self.pictured.emit(job, png),
            failed=self._refuse,
        )

    def retry(self, job: PrintJob) -> None:
        """Try a waiting job again at once."""
        session, centre = self.desk.session, self.desk.services.print_centre
        self._do(
            lambda: centre.retry(session, job.job_id),
            tr("{number} is tried again", number=job.reference),
        )

    def reroute(self, job: PrintJob, printer_id: UUID) -> None:
        """Send a waiting job to another printer."""
        session, centre = self.desk.session, self.desk.services.print_centre
        self._do(
            lambda: centre.reroute(session, job.job_id, printer_id),
            tr("{number} goes to the other printer", number=job.reference),
        )

    def cancel(self, job: PrintJob) -> None:
        """Take a waiting job off the queue."""
        session, centre = self.desk.session, self.desk.services.print_centre
        self._do(
            lambda: centre.cancel(session, job.job_id),
            tr("{number} is called off", number=job.reference),
        )

    def came_out(self, job: PrintJob) -> None:
        """Record that a doubtful job is on paper."""
        session, centre = self.desk.session, self.desk.services.print_centre
        self._do(
            lambda: centre.settle(session, job.job_id, has_come_out=True),
            tr("{number} is on paper", number=job.reference),
        )

    def did_not_come_out(self, job: PrintJob) -> None:
        """Call a doubtful job off and print it again as a copy."""
        session, services = self.desk.session, self.desk.services
        command_id, centre = services.new_command_id(), services.print_centre
        reason = tr("Did not come out")

        def settle_and_reprint() -> Changes:
            settled = centre.settle(session, job.job_id, has_come_out=False)
            return settled | centre.reprint(session, command_id, job.job_id, reason=reason)

        self._do(settle_and_reprint, tr("{number} is printed again", number=job.reference))

    def reprint(self, job: PrintJob, reason: str) -> None:
        """Print a copy."""
        session, services = self.desk.session, self.desk.services
        command_id, centre = services.new_command_id(), services.print_centre
        self._do(
            lambda: centre.reprint(session, command_id, job.job_id, reason=reason),
            tr("{number} is printed again", number=job.reference),
        )

    def undo(self, mail: Mail) -> None:
        """Take a mail back."""
        session, mails = self.desk.session, self.desk.services.mails
        self.desk.services.runner.run(
            lambda: mails.undo(session, mail.mail_id),
            done=lambda changes: self._tell(
                changes, tr("The mail about {number} is taken back", number=mail.order_number)
            ),
            failed=self._refuse,
        )

    def _do(self, work: Callable[[], Changes], words: str) -> None:
        self.desk.services.runner.run(
            work, done=lambda changes: self._tell(changes, words), failed=self._refuse
        )

    def _tell(self, changes: Changes, words: str) -> None:
        self.desk.publish(changes)
        self.said.emit(words)

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes & CONCERNS:
            self.reload()

    def _show(self, seen: tuple[QueueView, tuple[Mail, ...]]) -> None:
        queue, mails = seen
        names = {printer.printer_id: printer.name for printer in queue.printers}
        now = self.desk.services.clock()
        self.printers = queue.printers
        self.jobs = tuple(
            JobRow(job=job, printer=names.get(job.printer_id, "")) for job in queue.jobs
        )
        self.mails = tuple(MailRow(mail=mail, now=now) for mail in mails)
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))
