"""Lab jobs, work orders and their history in memory."""

from dataclasses import dataclass, field

from app.domain.kernel.ids import EventId, OrderId, WorkOrderId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import (
    ROUTE,
    LabJob,
    Stage,
    StageEntry,
    WorkOrder,
    latest_stage,
    work_order_id_of,
)
from app.services.views import LabQueueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedStage:
    """A row of history with the work order's number and order."""

    number: DocumentNumber
    order_id: OrderId
    entry: StageEntry


@dataclass(kw_only=True)
class FakeWorkOrders:
    """Plays WorkOrderRepository; a work order is a job and a history."""

    jobs: dict[OrderId, LabJob] = field(default_factory=dict)
    reported: dict[EventId, ReportedStage] = field(default_factory=dict)
    days: dict[tuple[str, bool], tuple[int, ...]] = field(default_factory=dict)

    def add_job(self, job: LabJob) -> bool:
        known = self.jobs.get(job.order_id)
        if known is None or known.version < job.version:
            self.jobs[job.order_id] = job
        return known is None

    def job(self, order_id: OrderId) -> LabJob | None:
        return self.jobs.get(order_id)

    def unopened(self) -> tuple[LabJob, ...]:
        jobs = (job for job in self.jobs.values() if not job.is_cancelled)
        waiting = (job for job in jobs if self.progress(job.order_id) is None)
        return tuple(sorted(waiting, key=lambda job: str(job.order_id)))

    def open(self, work_order: WorkOrder, entry: StageEntry) -> None:
        self.add_entry(work_order, entry)

    def get(self, work_order_id: WorkOrderId) -> WorkOrder | None:
        for order_id in self.jobs:
            if work_order_id_of(order_id) == work_order_id:
                return self._folded(order_id)
        return None

    def by_number(self, number: DocumentNumber) -> WorkOrder | None:
        for work_order in self._all():
            if work_order.number == number:
                return work_order
        return None

    def add_entry(self, work_order: WorkOrder, entry: StageEntry) -> bool:
        return self.add_remote_entry(
            number=work_order.number, order_id=work_order.job.order_id, entry=entry
        )

    def add_remote_entry(
        self, *, number: DocumentNumber, order_id: OrderId, entry: StageEntry
    ) -> bool:
        steps = {each.entry.dedupe_key for each in self.reported.values()}
        if entry.dedupe_key in steps or entry.event_id in self.reported:
            return False
        self.reported[entry.event_id] = ReportedStage(number=number, order_id=order_id, entry=entry)
        return True

    def history(self, work_order_id: WorkOrderId) -> tuple[StageEntry, ...]:
        entries = (each.entry for each in self.reported.values())
        own = (entry for entry in entries if entry.work_order_id == work_order_id)
        return tuple(sorted(own, key=lambda entry: (ROUTE.index(entry.stage), entry.visit)))

    def stage_of(self, order_id: OrderId) -> Stage | None:
        progress = self.progress(order_id)
        return None if progress is None else progress[0]

    def order_of(self, number: DocumentNumber) -> OrderId | None:
        own = (each.order_id for each in self.reported.values() if each.number == number)
        return next(own, None)

    def lab_days(self, *, lens_kind: str, is_rush: bool, limit: int) -> tuple[int, ...]:
        return self.days.get((lens_kind, is_rush), ())[:limit]

    def queue(self, *, limit: int) -> tuple[LabQueueRow, ...]:
        on_the_floor = [
            each
            for each in self._all()
            if each.stage is not Stage.IN_TRANSIT and not each.job.is_cancelled
        ]
        on_the_floor.sort(
            key=lambda each: (not each.job.is_rush, each.job.promised_on, str(each.number))
        )
        return tuple(_queue_row(each) for each in on_the_floor[:limit])

    def progress(self, order_id: OrderId) -> tuple[Stage, str] | None:
        """Return stage and work order number as the lab has reported them."""
        own = [each for each in self.reported.values() if each.order_id == order_id]
        if not own:
            return None
        first = min(own, key=lambda each: each.entry.entered_at)
        return latest_stage(each.entry for each in own), str(first.number)

    def _all(self) -> list[WorkOrder]:
        folded = (self._folded(order_id) for order_id in self.jobs)
        return [each for each in folded if each is not None]

    def _folded(self, order_id: OrderId) -> WorkOrder | None:
        progress = self.progress(order_id)
        if progress is None:
            return None
        stage, number = progress
        work_order_id = work_order_id_of(order_id)
        return WorkOrder(
            work_order_id=work_order_id,
            number=DocumentNumber.parse(number),
            job=self.jobs[order_id],
            stage=stage,
            version=len(self.history(work_order_id)),
        )


def _queue_row(work_order: WorkOrder) -> LabQueueRow:
    job = work_order.job
    return LabQueueRow(
        work_order_id=work_order.work_order_id,
        number=str(work_order.number),
        order_number=str(job.order_number),
        patient_short_name=job.patient.short_name,
        stage=work_order.stage,
        lens_name=job.lens.name,
        promised_on=job.promised_on,
        is_rush=job.is_rush,
    )
