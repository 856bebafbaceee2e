"""Money as the tills told of it, their sealed journals among it; all of it is only ever added."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from sync_server.store.rows.base import ChainKey, Row, TextKey, UuidKey


class PaymentRow(Row):
    """Money taken at a till."""

    __tablename__ = "payments_payments"
    __table_args__ = (
        Index(None, "chain_id", "order_id"),
        Index(None, "chain_id", "till_id", "taken_at"),
    )

    chain_id: Mapped[ChainKey]
    payment_id: Mapped[UuidKey]
    purpose: Mapped[str]
    order_id: Mapped[UUID | None]
    currency: Mapped[str]
    rounding_minor: Mapped[int]
    taken_at: Mapped[datetime]
    taken_by: Mapped[UUID]
    till_id: Mapped[UUID]
    reference: Mapped[str]


class PaymentLineRow(Row):
    """A part of a payment by one tender."""

    __tablename__ = "payments_payment_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["chain_id", "payment_id"],
            ["payments_payments.chain_id", "payments_payments.payment_id"],
        ),
    )

    chain_id: Mapped[ChainKey]
    payment_id: Mapped[UuidKey]
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tender: Mapped[str]
    tender_reference: Mapped[str]
    amount_minor: Mapped[int]
    handed_over_minor: Mapped[int | None]


class RefundRow(Row):
    """Money given back at a till."""

    __tablename__ = "payments_refunds"
    __table_args__ = (
        Index(None, "chain_id", "order_id"),
        Index(None, "chain_id", "till_id", "given_at"),
    )

    chain_id: Mapped[ChainKey]
    refund_id: Mapped[UuidKey]
    order_id: Mapped[UUID | None]
    payment_id: Mapped[UUID | None]
    currency: Mapped[str]
    credit_minor: Mapped[int]
    rounding_minor: Mapped[int]
    given_at: Mapped[datetime]
    given_by: Mapped[UUID]
    till_id: Mapped[UUID]
    reference: Mapped[str]


class RefundLineRow(Row):
    """A part of a refund: where the money had come from, and where it went."""

    __tablename__ = "payments_refund_lines"
    __table_args__ = (
        ForeignKeyConstraint(
            ["chain_id", "refund_id"], ["payments_refunds.chain_id", "payments_refunds.refund_id"]
        ),
    )

    chain_id: Mapped[ChainKey]
    refund_id: Mapped[UuidKey]
    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    from_tender: Mapped[str]
    from_reference: Mapped[str]
    to_tender: Mapped[str]
    to_reference: Mapped[str]
    amount_minor: Mapped[int]


class StoredValueEntryRow(Row):
    """A line of the ledger of a gift card or a credit; the card is what its lines say it is."""

    __tablename__ = "payments_stored_value_entries"
    __table_args__ = (
        Index(None, "chain_id", "stored_value_id"),
        Index(None, "chain_id", "number"),
    )

    chain_id: Mapped[ChainKey]
    entry_id: Mapped[TextKey]
    stored_value_id: Mapped[UUID]
    kind: Mapped[str]
    number: Mapped[str]
    currency: Mapped[str]
    expires_on: Mapped[date | None]
    movement: Mapped[str]
    amount_minor: Mapped[int]
    at: Mapped[datetime]
    device_id: Mapped[UUID]


class JournalEntryRow(Row):
    """A sealed entry of a till; one number with two hashes is a fork, and both are kept."""

    __tablename__ = "payments_journal"

    chain_id: Mapped[ChainKey]
    till_id: Mapped[UuidKey]
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[TextKey]
    prev_hash: Mapped[str]
    type: Mapped[str]
    business_day: Mapped[date]
    entry: Mapped[str]


class CheckpointRow(Row):
    """A till's signature over a place in its journal."""

    __tablename__ = "payments_checkpoints"

    chain_id: Mapped[ChainKey]
    till_id: Mapped[UuidKey]
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hash: Mapped[TextKey]
    checkpoint: Mapped[str]
