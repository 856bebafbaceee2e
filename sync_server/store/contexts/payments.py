"""Writes money as it was told, with the tills' journals as the very bytes they were sealed as."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.contracts.payments_v1 import CheckpointV1, JournalEntryV1, PaymentV1, RefundV1
from sync_server.services.effects import MoneyEffects
from sync_server.services.handlers.topic import document_text
from sync_server.store.rows import (
    CheckpointRow,
    JournalEntryRow,
    PaymentLineRow,
    PaymentRow,
    RefundLineRow,
    RefundRow,
    Row,
    StoredValueEntryRow,
)

Fields = dict[str, Any]


def write(connection: Connection, chain_id: UUID, money: MoneyEffects) -> None:
    """Add what was told; lines after what they belong to."""
    stored = [{"chain_id": chain_id, **each.model_dump()} for each in money.stored_values]
    _add(connection, PaymentRow, [_payment(chain_id, each) for each in money.payments])
    _add(connection, PaymentLineRow, _payment_lines(chain_id, money.payments))
    _add(connection, RefundRow, [_refund(chain_id, each) for each in money.refunds])
    _add(connection, RefundLineRow, _refund_lines(chain_id, money.refunds))
    _add(connection, StoredValueEntryRow, stored)
    _add(connection, JournalEntryRow, [_entry(chain_id, each) for each in money.entries])
    _add(connection, CheckpointRow, [_checkpoint(chain_id, each) for each in money.checkpoints])


def _add(connection: Connection, row: type[Row], fields: Sequence[Fields]) -> None:
    if fields:
        connection.execute(insert(row), fields)


def _payment(chain_id: UUID, payment: PaymentV1) -> Fields:
    return {"chain_id": chain_id, **payment.model_dump(exclude={"lines"})}


def _payment_lines(chain_id: UUID, payments: Sequence[PaymentV1]) -> list[Fields]:
    return [
        {
            "chain_id": chain_id,
            "payment_id": payment.payment_id,
            "position": position,
            "tender": line.tender,
            "tender_reference": line.reference,
            "amount_minor": line.amount_minor,
            "handed_over_minor": line.handed_over_minor,
        }
        for payment in payments
        for position, line in enumerate(payment.lines, start=1)
    ]


def _refund(chain_id: UUID, refund: RefundV1) -> Fields:
    return {"chain_id": chain_id, **refund.model_dump(exclude={"lines"})}


def _refund_lines(chain_id: UUID, refunds: Sequence[RefundV1]) -> list[Fields]:
    return [
        {
            "chain_id": chain_id,
            "refund_id": refund.refund_id,
            "position": position,
            **line.model_dump(),
        }
        for refund in refunds
        for position, line in enumerate(refund.lines, start=1)
    ]


def _entry(chain_id: UUID, entry: JournalEntryV1) -> Fields:
    return {
        "chain_id": chain_id,
        "till_id": entry.till,
        "number": entry.number,
        "hash": entry.hash,
        "prev_hash": entry.prev_hash,
        "type": entry.type,
        "business_day": entry.business_day,
        "entry": document_text(entry),
    }


def _checkpoint(chain_id: UUID, checkpoint: CheckpointV1) -> Fields:
    return {
        "chain_id": chain_id,
        "till_id": checkpoint.till,
        "number": checkpoint.number,
        "hash": checkpoint.hash,
        "checkpoint": document_text(checkpoint),
    }
