"""Lab jobs, work orders and the rows of their history."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.domain.kernel.ids import DeviceId, EventId, UserId
from app.domain.kernel.numbers import DocumentNumber, NumberSeries
from app.domain.lab.work_order import (
    ROUTE,
    LabJob,
    Stage,
    StageEntry,
    WorkOrder,
    work_order_id_of,
)
from app.domain.orders import Order
from tests.factories.moments import NOW
from tests.factories.orders import an_order

TECHNICIAN_ID = UserId(uuid4())


def a_lab_job(order: Order | None = None, **changes: Any) -> LabJob:
    """Return what the lab sees of `order`, or of some order."""
    order = order or an_order()
    draft = order.draft
    if draft.prescription is None or draft.frame is None or draft.lens is None:
        raise ValueError("a lab makes nothing for this order")
    job = LabJob(
        order_id=order.order_id,
        order_number=order.number,
        store_site_id=order.site_id,
        store_name="Lindenhof",
        lab_site_id=draft.lab_site_id,
        promised_on=draft.promised_on,
        is_rush=draft.is_rush,
        patient=draft.patient,
        prescription=draft.prescription,
        frame=draft.frame,
        lens=draft.lens,
        edging=draft.edging,
        note=draft.note,
    )
    return replace(job, **changes)


def a_work_order(job: LabJob | None = None, *, n: int = 88, **changes: Any) -> WorkOrder:
    """Return the work order of `job` as it is when it has just been opened."""
    job = job or a_lab_job()
    work_order = WorkOrder(
        work_order_id=work_order_id_of(job.order_id),
        number=DocumentNumber(series=NumberSeries.WORK_ORDER, site="LAB", year=26, n=n),
        job=job,
        stage=Stage.RECEIVED,
        version=1,
    )
    return replace(work_order, **changes)


def a_stage_entry(work_order: WorkOrder, stage: Stage | None = None, **changes: Any) -> StageEntry:
    """Return the row that says `work_order` entered `stage` (or the one it is in)."""
    stage = stage or work_order.stage
    entry = StageEntry(
        event_id=EventId(uuid4()),
        work_order_id=work_order.work_order_id,
        stage=stage,
        visit=1,
        entered_at=NOW + timedelta(minutes=10 * ROUTE.index(stage)),
        entered_by=TECHNICIAN_ID,
        device_id=DeviceId(uuid4()),
        station="Bench 2",
    )
    return replace(entry, **changes)
