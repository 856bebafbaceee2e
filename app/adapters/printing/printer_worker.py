"""One printer's thread: claim a job, check it, print it, record its end, and never give up."""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import structlog

from app.adapters.printing.job_document import blocks_to_print, job_mark
from app.adapters.printing.qr_payload import QrPayloadIsRefused
from app.adapters.printing.transports.address import PrinterAddressIsInvalid
from app.domain.kernel.backoff import retry_delay
from app.domain.kernel.paper_document import PaperIsDamaged
from app.services.ports import Clock
from app.services.print_ports import (
    Notifier,
    PrintDevice,
    Printer,
    PrinterReason,
    PrintJob,
    PrintJobState,
    PrintOutcome,
    PrintQueue,
    PrintReport,
    TicketEncoder,
)

# A job put off becomes due without anybody waking us.
LOOK_AGAIN_S = 1.0
# These say something about the job, not about the printer.
REASONS_OF_JOBS = frozenset({PrinterReason.INTERRUPTED, PrinterReason.DOCUMENT_DAMAGED})

ADDRESS_INVALID = PrintReport(outcome=PrintOutcome.NOT_SENT, reason=PrinterReason.ADDRESS_INVALID)

log = structlog.get_logger(__name__)


@dataclass(kw_only=True, slots=True)
class Attempt:
    """One try to print one job: whether bytes may have left, and how it ended."""

    job: PrintJob
    has_begun: bool = False
    report: PrintReport | None = None


@dataclass(kw_only=True, slots=True)
class PrinterWorker:
    """Works for one printer until it is told to stop."""

    printer_id: UUID
    queue: PrintQueue
    devices: Callable[[Printer], PrintDevice]
    encoder: Callable[[Printer], TicketEncoder]
    notifier: Notifier
    clock: Clock
    jitter: Callable[[], float]
    _attempt: Attempt | None = field(default=None, init=False)
    _call: threading.Event = field(default_factory=threading.Event, init=False)
    _is_stopping: threading.Event = field(default_factory=threading.Event, init=False)
    _thread: threading.Thread | None = field(default=None, init=False)

    def start(self) -> None:
        # A thread that waits for a printer must not keep the program from ending.
        self._thread = threading.Thread(
            target=self._run, name=f"printer {self.printer_id}", daemon=True
        )
        self._thread.start()

    def wake(self) -> None:
        self._call.set()

    def stop(self) -> None:
        self._is_stopping.set()
        self._call.set()

    def ended(self, timeout_s: float) -> bool:
        """Wait for the thread, and return whether it ended."""
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            try:
                has_worked = self._work()
            except Exception as error:  # noqa: BLE001 - the edge of the printer thread
                has_worked = self._recover(error)
            if not has_worked:
                self._call.wait(LOOK_AGAIN_S)
                self._call.clear()

    def _work(self) -> bool:
        """Bring one job to an end; return whether there was one.

        What could not be recorded is kept and recorded first: a job whose end is known to us
        alone would look as if it were still being sent.
        """
        if self._attempt is None:
            job = self.queue.next_due(self.printer_id, self.clock())
            if job is None:
                return False
            self._attempt = Attempt(job=job)
        if self._attempt.report is None:
            self._attempt.report = self._print(self._attempt)
        self._record(self._attempt.job, self._attempt.report)
        return True

    def _print(self, attempt: Attempt) -> PrintReport:
        printer = self._printer()
        if printer is None:
            return ADDRESS_INVALID
        mark = job_mark(attempt.job)
        try:
            device = self.devices(printer)
            blocks = blocks_to_print(attempt.job)
            document = self.encoder(printer).encode(blocks, job_mark=mark)
        except PrinterAddressIsInvalid:
            return ADDRESS_INVALID
        except (PaperIsDamaged, QrPayloadIsRefused):
            return PrintReport(outcome=PrintOutcome.HELD, reason=PrinterReason.DOCUMENT_DAMAGED)
        return device.print(document, job_mark=mark, before_first_byte=lambda: self._begin(attempt))

    def _printer(self) -> Printer | None:
        """Return the printer as it is recorded now, or None if it was taken away."""
        known = {each.printer_id: each for each in self.queue.printers()}
        return known.get(self.printer_id)

    def _begin(self, attempt: Attempt) -> None:
        self.queue.mark_sending(attempt.job.job_id)
        attempt.has_begun = True
        self.notifier.job_changed(attempt.job.job_id, PrintJobState.SENDING)

    def _record(self, job: PrintJob, report: PrintReport) -> None:
        now = self.clock()
        is_retried = report.outcome is PrintOutcome.NOT_SENT
        wait = retry_delay(job.attempts + 1, jitter=self.jitter())
        self.queue.record(
            job.job_id, report, now=now, next_attempt_at=now + wait if is_retried else now
        )
        self._attempt = None
        log.info(
            "printing.job.ended",
            job_id=str(job.job_id),
            outcome=report.outcome.value,
            code=report.reason.value if report.reason else None,
        )
        self.notifier.job_changed(job.job_id, PrintJobState(report.outcome.value))
        if report.reason not in REASONS_OF_JOBS:
            self.notifier.printer_changed(self.printer_id, report.reason)

    def _recover(self, error: Exception) -> bool:
        """Log a bug by its kind and place, and give the job it hit an honest end.

        Its text stays out of the log: it may quote the document. Returns whether there is an end
        to record at once.
        """
        attempt = self._attempt
        log.error(
            "printing.spooler.failed",
            code=PrinterReason.INTERRUPTED.value,
            job_id=str(attempt.job.job_id) if attempt else None,
            printer_id=str(self.printer_id),
            error=type(error).__name__,
            place=_place(error),
        )
        if attempt is None or attempt.report is not None:
            return False
        outcome = PrintOutcome.UNKNOWN if attempt.has_begun else PrintOutcome.NOT_SENT
        attempt.report = PrintReport(outcome=outcome, reason=PrinterReason.INTERRUPTED)
        return True


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
