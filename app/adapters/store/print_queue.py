"""The spooler's queue in the encrypted store: each call is one committed transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.adapters.store.store_thread import StoreThread
from app.services.print_ports import Printer, PrintJob, PrintReport


@dataclass(frozen=True, slots=True)
class StorePrintQueue:
    """Plays `PrintQueue`; may be called from any thread."""

    store: StoreThread

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this site, the one set last first."""
        return self.store.in_unit(lambda unit: unit.queue.printers())

    def next_due(self, printer_id: UUID, now: datetime) -> PrintJob | None:
        """Return the oldest QUEUED or NOT_SENT job that is due, or None."""
        return self.store.in_unit(lambda unit: unit.queue.next_due(printer_id, now))

    def mark_sending(self, job_id: UUID) -> None:
        """Record that bytes may leave from now on; durable before the first byte."""
        self.store.in_unit(lambda unit: unit.queue.mark_sending(job_id))

    def record(
        self, job_id: UUID, report: PrintReport, *, now: datetime, next_attempt_at: datetime
    ) -> None:
        """Record how an attempt ended; NOT_SENT becomes due again at `next_attempt_at`."""
        self.store.in_unit(
            lambda unit: unit.queue.record(job_id, report, now=now, next_attempt_at=next_attempt_at)
        )

    def interrupted(self, now: datetime) -> tuple[PrintJob, ...]:
        """Turn every SENDING job of an earlier life into UNKNOWN and return those jobs."""
        return self.store.in_unit(lambda unit: unit.queue.interrupted(now))
