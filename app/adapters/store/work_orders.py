"""Lab jobs and their work orders; number, stage and version are a fold of the history."""

import json
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, func, select

from app.adapters.store import order_documents as documents
from app.adapters.store.rows import lab_jobs, lab_work_orders, orders_patient_snapshots
from app.adapters.store.snapshots import SqlPatientSnapshots, SqlPrescriptionSnapshots
from app.adapters.store.stage_history import (
    add_stage,
    days_of_finished,
    history_of,
    order_of_number,
    stages_of_orders,
)
from app.adapters.store.statements import insert_or_newer, insert_or_replace
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import OrderId, SiteId, WorkOrderId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import LabJob, Stage, StageEntry, WorkOrder
from app.services.views import LabQueueRow

JOBS = lab_jobs.c
WORK_ORDERS = lab_work_orders.c
PATIENT = orders_patient_snapshots.c.document

ADD_JOB = insert_or_newer(lab_jobs, JOBS.version)
FIND_JOB = select(lab_jobs).where(JOBS.order_id == bindparam("order_id"))
FIND_UNOPENED = (
    select(lab_jobs)
    .where(~JOBS.is_cancelled, ~exists().where(WORK_ORDERS.order_id == JOBS.order_id))
    .order_by(JOBS.order_id)
)
SAVE_WORK_ORDER = insert_or_replace(lab_work_orders)


class SqlWorkOrders:
    """The lab's side of the store."""

    def __init__(
        self,
        transaction: Transaction,
        patients: SqlPatientSnapshots,
        prescriptions: SqlPrescriptionSnapshots,
    ) -> None:
        self._transaction = transaction
        self._patients = patients
        self._prescriptions = prescriptions

    def add_job(self, job: LabJob) -> bool:
        """Keep a job a store sent, or a newer version of it; True if it was new."""
        is_new = self._transaction.first(FIND_JOB, order_id=job.order_id) is None
        self._transaction.write(ADD_JOB, self._job_fields(job))
        if is_new:
            # Another bench may have reported stages before this one saw the job.
            self._fold(job.order_id)
        return is_new

    def job(self, order_id: OrderId) -> LabJob | None:
        """Return the job of an order, or None."""
        row = self._transaction.first(FIND_JOB, order_id=order_id)
        return None if row is None else self._job(row)

    def unopened(self) -> tuple[LabJob, ...]:
        """Return the jobs that nobody has opened a work order for, oldest order first."""
        return tuple(self._job(row) for row in self._transaction.read(FIND_UNOPENED))

    def open(self, work_order: WorkOrder, entry: StageEntry) -> None:
        """Insert the work order and the first row of its history."""
        self.add_entry(work_order, entry)

    def get(self, work_order_id: WorkOrderId) -> WorkOrder | None:
        """Return the work order with its snapshots, or None."""
        return self._work_order(WORK_ORDERS.work_order_id == work_order_id)

    def by_number(self, number: DocumentNumber) -> WorkOrder | None:
        """Return the work order with that number, or None."""
        return self._work_order(WORK_ORDERS.number == str(number))

    def add_entry(self, work_order: WorkOrder, entry: StageEntry) -> bool:
        """Add a row of history and fold the stage; the same step twice is harmless."""
        return self.add_remote_entry(
            number=work_order.number, order_id=work_order.job.order_id, entry=entry
        )

    def add_remote_entry(
        self, *, number: DocumentNumber, order_id: OrderId, entry: StageEntry
    ) -> bool:
        """Add a row of history that came from the server; True if it was new."""
        is_new = add_stage(self._transaction, number, order_id, entry)
        if is_new:
            self._fold(order_id)
        return is_new

    def history(self, work_order_id: WorkOrderId) -> tuple[StageEntry, ...]:
        """Return the rows of the history in the order of the route."""
        return history_of(self._transaction, work_order_id)

    def stage_of(self, order_id: OrderId) -> Stage | None:
        """Return the furthest stage the lab has reported of an order, or None."""
        progress = stages_of_orders(self._transaction, [order_id]).get(order_id)
        return None if progress is None else progress.stage

    def order_of(self, number: DocumentNumber) -> OrderId | None:
        """Return the order of a work order the lab has reported, or None."""
        return order_of_number(self._transaction, number)

    def lab_days(self, *, lens_kind: str, is_rush: bool, limit: int) -> tuple[int, ...]:
        """Return how many days each of the newest finished jobs took since its order was made."""
        return days_of_finished(
            self._transaction, lens_kind=lens_kind, is_rush=is_rush, limit=limit
        )

    def queue(self, *, limit: int) -> tuple[LabQueueRow, ...]:
        """Return the work orders not yet in transit, rush and earliest promise first."""
        is_its_snapshot = orders_patient_snapshots.c.sha256 == JOBS.patient_snapshot_sha256
        query = (
            select(
                *(WORK_ORDERS.work_order_id, WORK_ORDERS.number, WORK_ORDERS.stage),
                *(JOBS.order_number, JOBS.promised_on, JOBS.is_rush),
                func.json_extract(JOBS.lens, "$.name").label("lens_name"),
                func.json_extract(PATIENT, "$.given_name").label("given_name"),
                func.json_extract(PATIENT, "$.family_name").label("family_name"),
            )
            .join(lab_jobs, JOBS.order_id == WORK_ORDERS.order_id)
            .join(orders_patient_snapshots, is_its_snapshot)
            .where(WORK_ORDERS.stage != Stage.IN_TRANSIT.value, ~JOBS.is_cancelled)
            .order_by(JOBS.is_rush.desc(), JOBS.promised_on, WORK_ORDERS.number)
            .limit(limit)
        )
        return tuple(_queue_row(row) for row in self._transaction.read(query))

    def _fold(self, order_id: OrderId) -> None:
        """Make the work order what its history adds up to; a store without the job has none."""
        progress = stages_of_orders(self._transaction, [order_id]).get(order_id)
        if progress is None or self._transaction.first(FIND_JOB, order_id=order_id) is None:
            return
        self._transaction.write(
            SAVE_WORK_ORDER,
            {
                "work_order_id": progress.work_order_id,
                "order_id": order_id,
                "number": progress.work_order_number,
                "stage": progress.stage.value,
                "version": progress.version,
            },
        )

    def _work_order(self, condition: ColumnElement[bool]) -> WorkOrder | None:
        query = (
            select(
                *(WORK_ORDERS.work_order_id, WORK_ORDERS.number, WORK_ORDERS.stage),
                WORK_ORDERS.version.label("work_order_version"),
                *JOBS,
            )
            .join(lab_jobs, JOBS.order_id == WORK_ORDERS.order_id)
            .where(condition)
        )
        row = self._transaction.first(query.limit(1))
        if row is None:
            return None
        return WorkOrder(
            work_order_id=WorkOrderId(row.work_order_id),
            number=DocumentNumber.parse(row.number),
            job=self._job(row),
            stage=Stage(row.stage),
            version=row.work_order_version,
        )

    def _job_fields(self, job: LabJob) -> dict[str, Any]:
        return {
            "order_id": job.order_id,
            "order_number": str(job.order_number),
            "store_site_id": job.store_site_id,
            "store_name": job.store_name,
            "lab_site_id": job.lab_site_id,
            "promised_on": job.promised_on,
            "is_rush": job.is_rush,
            "patient_snapshot_sha256": self._patients.add(job.patient),
            "prescription_snapshot_sha256": self._prescriptions.add(job.prescription),
            "frame": documents.frame_to_text(job.frame),
            "lens": documents.lens_to_text(job.lens),
            "edging": documents.edging_to_text(job.edging),
            "note": job.note,
            "extras": json.dumps(job.extras, ensure_ascii=False),
            "version": job.version,
            "is_cancelled": job.is_cancelled,
        }

    def _job(self, row: Found) -> LabJob:
        return LabJob(
            order_id=OrderId(row.order_id),
            order_number=DocumentNumber.parse(row.order_number),
            store_site_id=SiteId(row.store_site_id),
            store_name=row.store_name,
            lab_site_id=SiteId(row.lab_site_id),
            promised_on=row.promised_on,
            is_rush=row.is_rush,
            patient=self._patients.get(row.patient_snapshot_sha256),
            prescription=self._prescriptions.get(row.prescription_snapshot_sha256),
            frame=documents.frame_from_text(row.frame),
            lens=documents.lens_from_text(row.lens),
            edging=documents.edging_from_text(row.edging),
            note=row.note,
            extras=tuple(json.loads(row.extras)),
            version=row.version,
            is_cancelled=row.is_cancelled,
        )


def _queue_row(row: Found) -> LabQueueRow:
    return LabQueueRow(
        work_order_id=WorkOrderId(row.work_order_id),
        number=row.number,
        order_number=row.order_number,
        patient_short_name=f"{row.given_name.strip()[0]}. {row.family_name.strip()}",
        stage=Stage(row.stage),
        lens_name=row.lens_name,
        promised_on=row.promised_on,
        is_rush=row.is_rush,
    )
