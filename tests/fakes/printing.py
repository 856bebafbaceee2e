"""Fakes for the ports of printing: a queue in memory, an ear, a device that does as told."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.kernel.paper import PaperBlock
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

DUE = frozenset({PrintJobState.QUEUED, PrintJobState.NOT_SENT})
PATIENCE_S = 20.0


@dataclass(kw_only=True)
class FakePrintQueue(PrintQueue):
    """A queue that forgets nothing while the test lives; each record counts one attempt."""

    known: list[Printer] = field(default_factory=list)
    jobs: dict[UUID, PrintJob] = field(default_factory=dict)
    reports: list[tuple[UUID, PrintReport]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self, job: PrintJob) -> None:
        with self.changed:
            self.jobs[job.job_id] = job

    def printers(self) -> tuple[Printer, ...]:
        return tuple(self.known)

    def next_due(self, printer_id: UUID, now: datetime) -> PrintJob | None:
        with self.changed:
            due = [
                job
                for job in self.jobs.values()
                if job.printer_id == printer_id and job.state in DUE and job.next_attempt_at <= now
            ]
        return min(due, key=lambda job: job.queued_at, default=None)

    def mark_sending(self, job_id: UUID) -> None:
        self._change(job_id, state=PrintJobState.SENDING)

    def record(
        self, job_id: UUID, report: PrintReport, *, now: datetime, next_attempt_at: datetime
    ) -> None:
        with self.changed:
            self.reports.append((job_id, report))
        self._change(
            job_id,
            state=PrintJobState(report.outcome.value),
            reason=report.reason,
            attempts=self.jobs[job_id].attempts + 1,
            next_attempt_at=next_attempt_at,
        )

    def interrupted(self, now: datetime) -> tuple[PrintJob, ...]:
        found = [job for job in self.jobs.values() if job.state is PrintJobState.SENDING]
        for job in found:
            self._change(job.job_id, state=PrintJobState.UNKNOWN, reason=PrinterReason.INTERRUPTED)
        return tuple(self.jobs[job.job_id] for job in found)

    def wait_for(self, job_id: UUID, *states: PrintJobState) -> PrintJob:
        """Wait until the job stands in one of the states, and return it."""
        with self.changed:
            has_come = self.changed.wait_for(
                lambda: self.jobs[job_id].state in states, timeout=PATIENCE_S
            )
        assert has_come, f"the job stands at {self.jobs[job_id].state}"
        return self.jobs[job_id]

    def _change(self, job_id: UUID, **changes: Any) -> None:
        with self.changed:
            self.jobs[job_id] = replace(self.jobs[job_id], **changes)
            self.changed.notify_all()


@dataclass(kw_only=True)
class FakeNotifier(Notifier):
    """Keeps what it was told, in order."""

    printers: list[tuple[UUID, PrinterReason | None]] = field(default_factory=list)
    jobs: list[tuple[UUID, PrintJobState]] = field(default_factory=list)

    def printer_changed(self, printer_id: UUID, reason: PrinterReason | None) -> None:
        self.printers.append((printer_id, reason))

    def job_changed(self, job_id: UUID, state: PrintJobState) -> None:
        self.jobs.append((job_id, state))


@dataclass(kw_only=True)
class FakePrintDevice(PrintDevice):
    """Ends every job as the next of `reports` says, and keeps what it was given to print."""

    reports: list[PrintReport] = field(default_factory=list)
    printed: list[bytes] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)

    def print(
        self, document: bytes, *, job_mark: bytes, before_first_byte: Callable[[], None]
    ) -> PrintReport:
        report = self.reports.pop(0) if self.reports else PRINTED
        if report.outcome is not PrintOutcome.NOT_SENT:
            before_first_byte()
            self.printed.append(document)
        self.marks.append(job_mark)
        return report


@dataclass(kw_only=True)
class FakeTicketEncoder(TicketEncoder):
    """Writes the blocks as text, so that a test can read them."""

    def encode(self, blocks: tuple[PaperBlock, ...], *, job_mark: bytes) -> bytes:
        return "\n".join(map(repr, blocks)).encode() + job_mark


PRINTED = PrintReport(outcome=PrintOutcome.PRINTED, bytes_sent=1)
