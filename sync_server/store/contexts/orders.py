"""Writes orders, their items, and their snapshots as the canonical bytes they are hashed over."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import ARRAY, ColumnElement, Connection, Uuid, any_, delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.contracts.base import WireModel
from app.contracts.orders_v1 import ParkedOrderV1, ReturnV1
from app.contracts.v1 import OrderV1
from sync_server.services.effects import Effects, OrderFact
from sync_server.services.strict_json import canonical_bytes
from sync_server.store.rows import (
    OrderItemRow,
    OrderRow,
    OrderVersionRow,
    ParkedOrderRow,
    PatientSnapshotRow,
    PrescriptionSnapshotRow,
    ReturnRow,
)

Fields = dict[str, object]


CHANGEABLE = (
    *("number", "lab_site_id", "status", "version", "total_minor", "patient_snapshot_sha256"),
    *("prescription_snapshot_sha256", "frame", "lens", "edging", "promised_on", "is_rush"),
    *("note", "details"),
)


def write(connection: Connection, chain_id: UUID, effects: Effects) -> None:
    """Write every version of an order once; the newest is the order, its lines are its lines.

    Raises:
        ApplyConflict: an order of another store has that id.
    """
    if effects.orders:
        _write_snapshots(connection, chain_id, effects.orders)
        _write_orders(connection, chain_id, effects.orders)
    if effects.returns:
        connection.execute(insert(ReturnRow), [_return(chain_id, each) for each in effects.returns])
    _write_parked(connection, chain_id, effects.parked)


def order_versions(
    connection: Connection, chain_id: UUID, ids: frozenset[UUID]
) -> dict[UUID, frozenset[int]]:
    """Return which versions of these orders are known."""
    if not ids:
        return {}
    rows = connection.execute(
        select(OrderVersionRow.order_id, OrderVersionRow.version).where(
            OrderVersionRow.chain_id == chain_id, OrderVersionRow.order_id == _any(ids)
        )
    )
    found: dict[UUID, frozenset[int]] = {}
    for row in rows:
        found[row.order_id] = found.get(row.order_id, frozenset()) | {row.version}
    return found


def parked_versions(
    connection: Connection, chain_id: UUID, ids: frozenset[UUID]
) -> dict[UUID, int]:
    """Return the versions of what is put aside under these ids."""
    if not ids:
        return {}
    rows = connection.execute(
        select(ParkedOrderRow.parked_id, ParkedOrderRow.version).where(
            ParkedOrderRow.chain_id == chain_id, ParkedOrderRow.parked_id == _any(ids)
        )
    )
    return {row.parked_id: row.version for row in rows}


def _write_snapshots(connection: Connection, chain_id: UUID, facts: Sequence[OrderFact]) -> None:
    patients = {fact.order.patient_snapshot_sha256: fact.patient_snapshot for fact in facts}
    prescriptions = {
        fact.order.prescription_snapshot_sha256: fact.prescription_snapshot
        for fact in facts
        if fact.order.prescription_snapshot_sha256 and fact.prescription_snapshot
    }
    connection.execute(
        insert(PatientSnapshotRow).on_conflict_do_nothing(), _snapshots(chain_id, patients)
    )
    if prescriptions:
        connection.execute(
            insert(PrescriptionSnapshotRow).on_conflict_do_nothing(),
            _snapshots(chain_id, prescriptions),
        )


def _write_orders(connection: Connection, chain_id: UUID, facts: Sequence[OrderFact]) -> None:
    newest: dict[UUID, OrderV1] = {}
    for order in sorted((fact.order for fact in facts), key=lambda each: each.version):
        newest[order.order_id] = order
    # Two tills that say the same version at once: one of them waits here, and is told.
    connection.execute(insert(OrderVersionRow), [_version(chain_id, fact.order) for fact in facts])
    upsert = insert(OrderRow)
    written = connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "order_id"],
            set_={name: upsert.excluded[name] for name in CHANGEABLE},
            where=(OrderRow.version < upsert.excluded.version)
            & (OrderRow.site_id == upsert.excluded.site_id),
        ).returning(OrderRow.order_id),
        [_order(chain_id, newest[order_id]) for order_id in sorted(newest)],
    )
    changed = frozenset(row.order_id for row in written)
    if not changed:
        return
    connection.execute(
        delete(OrderItemRow).where(
            OrderItemRow.chain_id == chain_id, OrderItemRow.order_id == _any(changed)
        )
    )
    lines = [item for each in sorted(changed) for item in _items(chain_id, newest[each])]
    connection.execute(insert(OrderItemRow), lines)


def _write_parked(connection: Connection, chain_id: UUID, parked: Sequence[ParkedOrderV1]) -> None:
    newest = {each.parked_id: each for each in sorted(parked, key=lambda each: each.version)}
    if not newest:
        return
    upsert = insert(ParkedOrderRow)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "parked_id"],
            set_={name: upsert.excluded[name] for name in ParkedOrderV1.model_fields},
            where=ParkedOrderRow.version < upsert.excluded.version,
        ),
        [{"chain_id": chain_id, **newest[each].model_dump()} for each in sorted(newest)],
    )


def _version(chain_id: UUID, order: OrderV1) -> Fields:
    return {
        "chain_id": chain_id,
        "order_id": order.order_id,
        "version": order.version,
        "status": order.status,
        "document": _text(order),
    }


def _return(chain_id: UUID, order_return: ReturnV1) -> Fields:
    lines: list[JsonValue] = [line.model_dump(mode="json") for line in order_return.lines]
    return {
        "chain_id": chain_id,
        **order_return.model_dump(exclude={"lines"}),
        "lines": canonical_bytes(lines).decode("utf-8"),
    }


def _any(ids: frozenset[UUID]) -> ColumnElement[bool]:
    """Return `ANY(array)`: one parameter however many ids there are."""
    return any_(literal(sorted(ids), ARRAY(Uuid)))


def _snapshots(chain_id: UUID, documents: dict[str, str]) -> list[Fields]:
    return [
        {"chain_id": chain_id, "sha256": sha256, "document": document}
        for sha256, document in sorted(documents.items())
    ]


def _order(chain_id: UUID, order: OrderV1) -> Fields:
    return {
        "chain_id": chain_id,
        "order_id": order.order_id,
        "number": order.number,
        "site_id": order.site_id,
        "lab_site_id": order.lab_site_id,
        "status": order.status,
        "version": order.version,
        "created_at": order.created_at,
        "created_by": order.created_by,
        "command_id": order.command_id,
        "currency": order.currency,
        "total_minor": order.total_minor,
        "patient_id": UUID(str(order.patient_snapshot["patient_id"])),
        "patient_snapshot_sha256": order.patient_snapshot_sha256,
        "prescription_snapshot_sha256": order.prescription_snapshot_sha256,
        "frame": None if order.frame is None else _text(order.frame),
        "lens": None if order.lens is None else _text(order.lens),
        "edging": _text(order.edging),
        "promised_on": order.promised_on,
        "is_rush": order.is_rush,
        "note": order.note,
        "details": None if order.details is None else _json_text(order.details),
    }


def _items(chain_id: UUID, order: OrderV1) -> list[Fields]:
    return [
        {
            "chain_id": chain_id,
            "order_id": order.order_id,
            "position": position,
            **item.model_dump(),
        }
        for position, item in enumerate(order.items, start=1)
    ]


def _text(part: WireModel) -> str:
    return canonical_bytes(part.model_dump(mode="json")).decode("utf-8")


def _json_text(document: dict[str, JsonValue]) -> str:
    return canonical_bytes(document).decode("utf-8")
