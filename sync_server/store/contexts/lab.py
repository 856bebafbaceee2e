"""Writes the history of stages and folds it: the furthest stage, the number given first."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Text, Uuid, any_, case, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.contracts.v1 import StageEntryV1
from app.domain.lab.work_order import ROUTE, Stage
from sync_server.store.rows import StageHistoryRow, WorkOrderRow

NOT_IN_HISTORY = {"order_id": True, "store_site_id": True, "lab_site_id": True}


def write(connection: Connection, chain_id: UUID, entries: Sequence[StageEntryV1]) -> None:
    """Add rows of history and move the work orders they belong to."""
    if not entries:
        return
    connection.execute(
        insert(StageHistoryRow),
        [{"chain_id": chain_id, **each.model_dump(exclude=NOT_IN_HISTORY)} for each in entries],
    )
    by_work_order: dict[UUID, list[StageEntryV1]] = {}
    for entry in entries:
        by_work_order.setdefault(entry.work_order_id, []).append(entry)
    upsert = insert(WorkOrderRow)
    route = literal([stage.value for stage in ROUTE], ARRAY(Text))
    here = func.array_position(route, WorkOrderRow.stage)
    there = func.array_position(route, upsert.excluded.stage)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "work_order_id"],
            set_={
                "stage": case((there > here, upsert.excluded.stage), else_=WorkOrderRow.stage),
                "version": func.greatest(WorkOrderRow.version, upsert.excluded.version),
            },
        ),
        [_folded(chain_id, by_work_order[each]) for each in sorted(by_work_order)],
    )


def _folded(chain_id: UUID, entries: Sequence[StageEntryV1]) -> dict[str, object]:
    first = entries[0]
    return {
        "chain_id": chain_id,
        "work_order_id": first.work_order_id,
        "number": first.work_order_number,
        "order_id": first.order_id,
        "store_site_id": first.store_site_id,
        "lab_site_id": first.lab_site_id,
        "stage": max((Stage(each.stage) for each in entries), key=ROUTE.index).value,
        "version": max(each.version for each in entries),
    }


def stages(connection: Connection, chain_id: UUID, order_ids: frozenset[UUID]) -> dict[UUID, str]:
    """Return how far the lab is with each of these orders that it has opened."""
    if not order_ids:
        return {}
    rows = connection.execute(
        select(WorkOrderRow.order_id, WorkOrderRow.stage).where(
            WorkOrderRow.chain_id == chain_id,
            WorkOrderRow.order_id == any_(literal(sorted(order_ids), ARRAY(Uuid))),
        )
    )
    return {row.order_id: row.stage for row in rows}
