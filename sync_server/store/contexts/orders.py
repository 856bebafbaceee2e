"""Writes orders, their items, and their snapshots as the canonical bytes they are hashed over."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.contracts.base import WireModel
from app.contracts.v1 import OrderV1
from sync_server.services.effects import OrderFact
from sync_server.services.strict_json import canonical_bytes
from sync_server.store.rows import (
    OrderItemRow,
    OrderRow,
    PatientSnapshotRow,
    PrescriptionSnapshotRow,
)

Fields = dict[str, object]


def write(connection: Connection, chain_id: UUID, facts: Sequence[OrderFact]) -> None:
    """Write each order once; a snapshot two orders share is kept once."""
    if not facts:
        return
    patients = {fact.order.patient_snapshot_sha256: fact.patient_snapshot for fact in facts}
    prescriptions = {
        fact.order.prescription_snapshot_sha256: fact.prescription_snapshot for fact in facts
    }
    connection.execute(
        insert(PatientSnapshotRow).on_conflict_do_nothing(), _snapshots(chain_id, patients)
    )
    connection.execute(
        insert(PrescriptionSnapshotRow).on_conflict_do_nothing(),
        _snapshots(chain_id, prescriptions),
    )
    connection.execute(insert(OrderRow), [_order(chain_id, fact.order) for fact in facts])
    connection.execute(
        insert(OrderItemRow), [item for fact in facts for item in _items(chain_id, fact.order)]
    )


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
        "frame": _text(order.frame),
        "lens": _text(order.lens),
        "edging": _text(order.edging),
        "promised_on": order.promised_on,
        "is_rush": order.is_rush,
        "note": order.note,
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
