"""The lab's use cases: open a work order from snapshots, show it, move it on."""

from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, EventId, WorkOrderId
from app.domain.kernel.numbers import DocumentNumber, NumberSeries
from app.domain.lab.work_order import (
    LabJob,
    Stage,
    StageEntry,
    StageHasMovedOn,
    WorkOrder,
    WorkOrderNotFound,
    WorkOrderStageChanged,
    work_order_id_of,
)
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.ports import Clock, NewId, UnitOfWork, Units
from app.services.printing import LabPrintService, ticket_status
from app.services.session import Session
from app.services.views import LabQueueRow, WorkOrderDetail

QUEUE_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LabService:
    """The use cases of a work order at its lab."""

    units: Units
    gate: Gate
    clock: Clock
    new_id: NewId
    tickets: LabPrintService

    def open_work_orders(self, unit: UnitOfWork, session: Session) -> None:
        """Open a work order for each job that has none and queue its ticket.

        It all happens in the caller's transaction.

        Raises:
            AccessDenied: the session is not the program's own.
            NumberBlockIsUsedUp: the device has no number left.
        """
        for job in unit.work_orders.unopened():
            self._open(unit, session, job)

    def take_job(self, unit: UnitOfWork, session: Session, job: LabJob) -> None:
        """Keep a job; one that changed after its ticket was queued gets a ticket that says so.

        It all happens in the caller's transaction.

        Raises:
            AccessDenied: the session is not the program's own.
        """
        known = unit.work_orders.job(job.order_id)
        unit.work_orders.add_job(job)
        work_order = unit.work_orders.get(work_order_id_of(job.order_id))
        if known is not None and job.version > known.version and work_order is not None:
            self.tickets.queue_first(unit, session, work_order)

    def queue(self, session: Session) -> tuple[LabQueueRow, ...]:
        """Return the work orders on the floor, rush and earliest promise first.

        Raises:
            AccessDenied: the session may not read work orders.
        """
        self.gate.check(session, Action.WORK_ORDER_READ)
        with self.units() as unit:
            return unit.work_orders.queue(limit=QUEUE_SHOWN)

    def scan(self, session: Session, code: str) -> tuple[WorkOrderDetail, Changes]:
        """Return the work order of a scanned QR or a typed number, and audit the reading.

        Raises:
            AccessDenied, NumberIsMalformed, NumberCheckFailed, WorkOrderNotFound: see there.
        """
        text = code.strip().upper()
        is_scan = text.startswith("WO-")
        number = DocumentNumber.from_scan(text) if is_scan else DocumentNumber.parse(text)
        with self.units() as unit:
            work_order = unit.work_orders.by_number(number)
            if work_order is None:
                raise WorkOrderNotFound(number=str(number))
            self._audit_reading(unit, session, work_order)
            detail = _detail(unit, work_order)
            return detail, unit.commit()

    def detail(
        self, session: Session, work_order_id: WorkOrderId
    ) -> tuple[WorkOrderDetail, Changes]:
        """Return everything the bench shows of a work order, and audit the reading.

        Raises:
            AccessDenied, WorkOrderNotFound: see there.
        """
        with self.units() as unit:
            work_order = _existing(unit, work_order_id)
            self._audit_reading(unit, session, work_order)
            return _detail(unit, work_order), unit.commit()

    def advance(
        self, session: Session, work_order_id: WorkOrderId, *, seen_stage: Stage
    ) -> tuple[WorkOrderDetail, Changes]:
        """Move a work order to its next stage; `seen_stage` is the one on the person's screen.

        Raises:
            AccessDenied, WorkOrderNotFound, WorkOrderIsFinished, WorkOrderIsCancelled: see there.
            StageHasMovedOn: somebody else moved it on first; nothing changed.
        """
        with self.units() as unit:
            work_order = _existing(unit, work_order_id)
            self.gate.check(session, Action.WORK_ORDER_ADVANCE, work_order.job.lab_site_id)
            if work_order.stage is not seen_stage:
                raise StageHasMovedOn(number=str(work_order.number), stage=work_order.stage.value)
            entry = self._entry(unit, session, work_order, work_order.require_next_stage())
            moved = work_order.advanced(entry)
            unit.work_orders.add_entry(moved, entry)
            self._announce(unit, session, moved, entry)
            return _detail(unit, moved), unit.commit()

    def _open(self, unit: UnitOfWork, session: Session, job: LabJob) -> None:
        self.gate.check(session, Action.WORK_ORDER_OPEN, job.lab_site_id)
        now = self.clock()
        work_order = WorkOrder(
            work_order_id=work_order_id_of(job.order_id),
            number=unit.numbers.take(NumberSeries.WORK_ORDER, year=now.year),
            job=job,
            stage=Stage.RECEIVED,
            version=1,
        )
        entry = self._entry(unit, session, work_order, Stage.RECEIVED)
        unit.work_orders.open(work_order, entry)
        self._announce(unit, session, work_order, entry)
        self.tickets.queue_first(unit, session, work_order)

    def _entry(
        self, unit: UnitOfWork, session: Session, work_order: WorkOrder, stage: Stage
    ) -> StageEntry:
        identity = unit.sync.identity()
        return StageEntry(
            event_id=EventId(self.new_id()),
            work_order_id=work_order.work_order_id,
            stage=stage,
            visit=1,
            entered_at=self.clock(),
            entered_by=session.user_id,
            device_id=identity.device_id,
            station=identity.device_name,
        )

    def _announce(
        self, unit: UnitOfWork, session: Session, work_order: WorkOrder, entry: StageEntry
    ) -> None:
        unit.outbox.add(
            WorkOrderStageChanged(work_order=work_order, entry=entry),
            actor=session.user_id,
            session_id=session.session_id,
            command_id=CommandId(entry.event_id),
            causation_id=work_order.job.order_id,
        )

    def _audit_reading(self, unit: UnitOfWork, session: Session, work_order: WorkOrder) -> None:
        access = Access(
            action=Action.WORK_ORDER_READ,
            subject_type="work_order",
            subject_id=work_order.work_order_id,
            correlation_id=work_order.job.order_id,
            site_id=work_order.job.lab_site_id,
        )
        self.gate.pass_through(unit, session, access)


def _existing(unit: UnitOfWork, work_order_id: WorkOrderId) -> WorkOrder:
    work_order = unit.work_orders.get(work_order_id)
    if work_order is None:
        raise WorkOrderNotFound(work_order_id=str(work_order_id))
    return work_order


def _detail(unit: UnitOfWork, work_order: WorkOrder) -> WorkOrderDetail:
    return WorkOrderDetail(
        work_order=work_order,
        history=unit.work_orders.history(work_order.work_order_id),
        ticket=ticket_status(unit.print_jobs.of_reference(str(work_order.number))),
    )
