"""Print jobs, number blocks and the place in the sync in memory."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.domain.kernel.numbers import (
    DocumentNumber,
    NumberBlock,
    NumberSeries,
    block_of_device,
)
from app.services.print_ports import Printer, PrintJob, PrintJobState
from app.services.sync_ports import DeviceIsNotEnrolled, StalePage
from app.services.views import DeviceIdentity, SyncHealth
from tests.fakes.order_store import FakeOutbox


@dataclass(kw_only=True)
class FakePrintJobs:
    """Plays PrintJobRepository."""

    jobs: dict[UUID, PrintJob] = field(default_factory=dict)
    site_printers: list[Printer] = field(default_factory=list)

    def add(self, job: PrintJob) -> None:
        self.jobs[job.job_id] = job

    def of_reference(self, reference: str) -> tuple[PrintJob, ...]:
        own = (job for job in self.jobs.values() if job.reference == reference)
        return tuple(sorted(own, key=lambda job: (job.queued_at, job.copy_number)))

    def recent(self, *, limit: int) -> tuple[PrintJob, ...]:
        newest = sorted(
            self.jobs.values(), key=lambda job: (job.queued_at, job.copy_number), reverse=True
        )
        return tuple(newest[:limit])

    def default_printer(self) -> Printer | None:
        return self.site_printers[-1] if self.site_printers else None

    def save_printer(self, printer: Printer) -> None:
        others = [each for each in self.site_printers if each.printer_id != printer.printer_id]
        self.site_printers[:] = [*others, printer]

    def printers(self) -> tuple[Printer, ...]:
        return tuple(reversed(self.site_printers))

    def get(self, job_id: UUID) -> PrintJob | None:
        return self.jobs.get(job_id)

    def replace(self, job: PrintJob, *, seen: PrintJobState) -> bool:
        if self.jobs[job.job_id].state is not seen:
            return False
        self.jobs[job.job_id] = job
        return True


@dataclass(kw_only=True)
class FakeSyncState:
    """Plays SyncState; `known` is None until the device is enrolled."""

    outbox: FakeOutbox
    known: DeviceIdentity | None = None
    cursors: dict[str, int] = field(default_factory=dict)
    contacts: list[datetime] = field(default_factory=list)

    def identity(self) -> DeviceIdentity:
        if self.known is None:
            raise DeviceIsNotEnrolled
        return self.known

    def health(self) -> SyncHealth:
        return SyncHealth(
            queued=len(self.outbox.facts) - self.outbox.acknowledged,
            refused=0,
            last_contact_at=self.contacts[-1] if self.contacts else None,
        )

    def cursor(self, stream: str) -> int:
        return self.cursors.get(stream, 0)

    def move_cursor(self, stream: str, *, expected: int, to: int) -> None:
        if self.cursor(stream) != expected or to < expected:
            raise StalePage(stream=stream, expected=expected, to=to)
        self.cursors[stream] = to

    def note_contact(self, at: datetime) -> None:
        self.contacts.append(at)


@dataclass(kw_only=True)
class FakeNumberBlocks:
    """Plays NumberBlocks for the device `sync` knows."""

    sync: FakeSyncState
    blocks: dict[tuple[NumberSeries, int], NumberBlock] = field(default_factory=dict)

    def take(self, series: NumberSeries, *, year: int) -> DocumentNumber:
        number, self.blocks[series, year % 100] = self._block(series, year).take()
        return number

    def pass_over(self, number: DocumentNumber) -> None:
        block = self._block(number.series, number.year)
        self.blocks[number.series, number.year] = block.without(number)

    def _block(self, series: NumberSeries, year: int) -> NumberBlock:
        identity = self.sync.identity()
        return self.blocks.get((series, year % 100)) or block_of_device(
            series, site=identity.site_code, year=year, device_index=identity.device_index
        )
