"""The rows of the lab's history, and what they add up to for an order or a work order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.adapters.store.rows import lab_stage_history, orders_orders
from app.adapters.store.statements import insert_once
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import DeviceId, EventId, OrderId, UserId, WorkOrderId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import ROUTE, Stage, StageEntry, latest_stage

HISTORY = lab_stage_history.c
# How many ids one query names; SQLite takes far more, a list shows far fewer.
IDS_MAX = 500

ADD_STAGE = insert_once(lab_stage_history)
FIND_HISTORY = select(lab_stage_history).where(HISTORY.work_order_id == bindparam("work_order_id"))
FIND_HISTORIES = select(lab_stage_history).where(
    HISTORY.order_id.in_(bindparam("order_ids", expanding=True))
)
FIND_ORDER_OF = select(HISTORY.order_id).where(HISTORY.work_order_number == bindparam("number"))
FIND_FINISHED = (
    select(HISTORY.entered_at, orders_orders.c.created_at)
    .join(orders_orders, orders_orders.c.order_id == HISTORY.order_id)
    .where(
        HISTORY.stage == Stage.IN_TRANSIT.value,
        orders_orders.c.is_rush == bindparam("is_rush"),
        func.json_extract(orders_orders.c.lens, "$.kind") == bindparam("lens_kind"),
    )
    .order_by(HISTORY.entered_at.desc())
    .limit(bindparam("how_many"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabProgress:
    """What the lab has reported about an order: its work order, the stage and the version."""

    work_order_id: WorkOrderId
    work_order_number: str
    stage: Stage
    version: int


def add_stage(
    transaction: Transaction, number: DocumentNumber, order_id: OrderId, entry: StageEntry
) -> bool:
    """Add a row; True if the step was new, whichever bench reported it first."""
    fields = {
        "event_id": entry.event_id,
        "work_order_id": entry.work_order_id,
        "work_order_number": str(number),
        "order_id": order_id,
        "stage": entry.stage.value,
        "visit": entry.visit,
        "entered_at": entry.entered_at,
        "entered_by": entry.entered_by,
        "device_id": entry.device_id,
        "station": entry.station,
    }
    return transaction.write(ADD_STAGE, fields) > 0


def history_of(transaction: Transaction, work_order_id: WorkOrderId) -> tuple[StageEntry, ...]:
    """Return the rows in the order of the route."""
    rows = transaction.read(FIND_HISTORY, work_order_id=work_order_id)
    entries = (_entry(row) for row in rows)
    return tuple(sorted(entries, key=lambda each: (ROUTE.index(each.stage), each.visit)))


def stages_of_orders(
    transaction: Transaction, order_ids: Sequence[UUID]
) -> dict[UUID, LabProgress]:
    """Return what the lab has reported about each of these orders."""
    histories: dict[UUID, list[Found]] = defaultdict(list)
    for start in range(0, len(order_ids), IDS_MAX):
        wanted = order_ids[start : start + IDS_MAX]
        for row in transaction.read(FIND_HISTORIES, order_ids=wanted):
            histories[row.order_id].append(row)
    return {order_id: _progress(rows) for order_id, rows in histories.items()}


def order_of_number(transaction: Transaction, number: DocumentNumber) -> OrderId | None:
    """Return the order of a work order, or None."""
    found = transaction.scalar(FIND_ORDER_OF, number=str(number))
    return None if found is None else OrderId(found)


def days_of_finished(
    transaction: Transaction, *, lens_kind: str, is_rush: bool, limit: int
) -> tuple[int, ...]:
    """Return the days from order to the lab's door of the jobs that left it last."""
    rows = transaction.read(FIND_FINISHED, lens_kind=lens_kind, is_rush=is_rush, how_many=limit)
    return tuple(max((row.entered_at - row.created_at).days, 0) for row in rows)


def _progress(rows: Sequence[Found]) -> LabProgress:
    first = min(rows, key=lambda row: (row.entered_at, str(row.event_id)))
    return LabProgress(
        work_order_id=WorkOrderId(first.work_order_id),
        work_order_number=first.work_order_number,
        stage=latest_stage(_entry(row) for row in rows),
        version=len(rows),
    )


def _entry(row: Found) -> StageEntry:
    return StageEntry(
        event_id=EventId(row.event_id),
        work_order_id=WorkOrderId(row.work_order_id),
        stage=Stage(row.stage),
        visit=row.visit,
        entered_at=row.entered_at,
        entered_by=UserId(row.entered_by),
        device_id=DeviceId(row.device_id),
        station=row.station,
    )
