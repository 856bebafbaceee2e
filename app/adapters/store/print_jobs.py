"""The print queue in its tables: jobs written with what they print, and how each attempt ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.adapters.store.rows import print_jobs, print_printers
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.backoff import LONGEST_DELAY
from app.services.print_ports import (
    Printer,
    PrinterReason,
    PrintJob,
    PrintJobState,
    PrintReport,
)

JOBS = print_jobs.c
PRINTERS = print_printers.c
WAITING = (PrintJobState.QUEUED.value, PrintJobState.NOT_SENT.value)


class SqlPrintJobs:
    """Print jobs and printers; the services' side and the spooler's side of one queue."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, job: PrintJob) -> None:
        """Queue a job."""
        statement = insert(print_jobs).values(
            job_id=job.job_id,
            printer_id=job.printer_id,
            kind=job.kind,
            reference=job.reference,
            document=job.document,
            document_sha256=job.document_sha256,
            copy_number=job.copy_number,
            state=job.state.value,
            attempts=job.attempts,
            reason=job.reason.value if job.reason else None,
            queued_at=job.queued_at,
            next_attempt_at=job.next_attempt_at,
            subject=job.subject,
        )
        self._transaction.write(statement)

    def of_reference(self, reference: str) -> tuple[PrintJob, ...]:
        """Return the jobs that print a number, oldest first."""
        query = select(print_jobs).where(JOBS.reference == reference)
        rows = self._transaction.read(query.order_by(JOBS.queued_at, JOBS.copy_number))
        return tuple(_job(row) for row in rows)

    def recent(self, *, limit: int) -> tuple[PrintJob, ...]:
        """Return the newest jobs."""
        query = select(print_jobs).order_by(JOBS.queued_at.desc(), JOBS.copy_number.desc())
        return tuple(_job(row) for row in self._transaction.read(query.limit(limit)))

    def get(self, job_id: UUID) -> PrintJob | None:
        """Return the job, or None."""
        row = self._transaction.first(select(print_jobs).where(JOBS.job_id == job_id))
        return None if row is None else _job(row)

    def replace(self, job: PrintJob, *, seen: PrintJobState) -> bool:
        """Change a job's printer, state and times; False if it has moved on since it was seen."""
        is_same = (JOBS.job_id == job.job_id, JOBS.state == seen.value)
        statement = update(print_jobs).where(*is_same)
        fields = {
            "printer_id": job.printer_id,
            "state": job.state.value,
            "reason": job.reason.value if job.reason else None,
            "next_attempt_at": job.next_attempt_at,
        }
        return self._transaction.write(statement.values(fields)) > 0

    def default_printer(self) -> Printer | None:
        """Return the printer that was set last, or None when the site has none yet."""
        printers = self.printers()
        return printers[0] if printers else None

    def save_printer(self, printer: Printer) -> None:
        """Insert or replace a printer."""
        newest = self._transaction.scalar(select(func.max(PRINTERS.setup_no))) or 0
        fields = {
            "name": printer.name,
            "url": printer.url,
            "paper_mm": printer.paper_mm,
            "setup_no": newest + 1,
        }
        statement = insert(print_printers).values(printer_id=printer.printer_id, **fields)
        self._transaction.write(
            statement.on_conflict_do_update(index_elements=[PRINTERS.printer_id], set_=fields)
        )

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this site, the one set last first."""
        query = select(print_printers).order_by(PRINTERS.setup_no.desc())
        return tuple(_printer(row) for row in self._transaction.read(query))

    def next_due(self, printer_id: UUID, now: datetime) -> PrintJob | None:
        """Return the oldest QUEUED or NOT_SENT job that is due, or None."""
        query = (
            select(print_jobs)
            .where(
                JOBS.printer_id == printer_id,
                JOBS.state.in_(WAITING),
                # No pause is longer than the longest: what is due later than that was put off
                # under a clock that has been set back since.
                or_(JOBS.next_attempt_at <= now, JOBS.next_attempt_at > now + LONGEST_DELAY),
            )
            .order_by(JOBS.queued_at, JOBS.copy_number)
            .limit(1)
        )
        row = self._transaction.first(query)
        return None if row is None else _job(row)

    def mark_sending(self, job_id: UUID) -> None:
        """Record that bytes may leave from now on."""
        self._change(job_id, {"state": PrintJobState.SENDING.value, "reason": None})

    def record(
        self, job_id: UUID, report: PrintReport, *, now: datetime, next_attempt_at: datetime
    ) -> None:
        """Record how an attempt ended."""
        self._change(
            job_id,
            {
                "state": PrintJobState(report.outcome.value).value,
                "reason": report.reason.value if report.reason else None,
                "attempts": JOBS.attempts + 1,
                "ended_at": now,
                "next_attempt_at": next_attempt_at,
            },
        )

    def interrupted(self, now: datetime) -> tuple[PrintJob, ...]:
        """Turn every SENDING job of an earlier life into UNKNOWN and return those jobs."""
        was_sending = JOBS.state == PrintJobState.SENDING.value
        query = select(JOBS.job_id).where(was_sending).order_by(JOBS.queued_at)
        job_ids = [row.job_id for row in self._transaction.read(query)]
        for job_id in job_ids:
            self._change(
                job_id,
                {
                    "state": PrintJobState.UNKNOWN.value,
                    "reason": PrinterReason.INTERRUPTED.value,
                    "attempts": JOBS.attempts + 1,
                    "ended_at": now,
                },
            )
        found = self._transaction.read(
            select(print_jobs).where(JOBS.job_id.in_(job_ids)).order_by(JOBS.queued_at)
        )
        return tuple(_job(row) for row in found)

    def _change(self, job_id: UUID, fields: dict[str, Any]) -> None:
        statement = update(print_jobs).where(JOBS.job_id == job_id).values(fields)
        if not self._transaction.write(statement):
            raise LookupError(f"there is no print job {job_id}")


def _job(row: Found) -> PrintJob:
    return PrintJob(
        job_id=row.job_id,
        printer_id=row.printer_id,
        kind=row.kind,
        reference=row.reference,
        document=row.document,
        document_sha256=row.document_sha256,
        copy_number=row.copy_number,
        state=PrintJobState(row.state),
        attempts=row.attempts,
        reason=None if row.reason is None else PrinterReason(row.reason),
        queued_at=row.queued_at,
        next_attempt_at=row.next_attempt_at,
        subject=row.subject,
    )


def _printer(row: Found) -> Printer:
    return Printer(printer_id=row.printer_id, name=row.name, url=row.url, paper_mm=row.paper_mm)
