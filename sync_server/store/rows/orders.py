"""Orders with their frozen snapshots, the access audit and the server's outbox."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sync_server.store.rows.base import ChainKey, Row, TextKey, UuidKey

VersionKey = Annotated[int, mapped_column(primary_key=True)]


class PatientSnapshotRow(Row):
    """A frozen patient as canonical JSON, addressed by the hash of these very bytes."""

    __tablename__ = "orders_patient_snapshots"

    chain_id: Mapped[ChainKey]
    sha256: Mapped[TextKey]
    document: Mapped[str]


class PrescriptionSnapshotRow(Row):
    """A frozen prescription as canonical JSON, addressed by the hash of these very bytes."""

    __tablename__ = "orders_prescription_snapshots"

    chain_id: Mapped[ChainKey]
    sha256: Mapped[TextKey]
    document: Mapped[str]


class OrderRow(Row):
    """An order of a store; frame, lens and edging are kept as they were agreed."""

    __tablename__ = "orders_orders"
    __table_args__ = (
        ForeignKeyConstraint(
            ["chain_id", "patient_snapshot_sha256"],
            ["orders_patient_snapshots.chain_id", "orders_patient_snapshots.sha256"],
        ),
        ForeignKeyConstraint(
            ["chain_id", "prescription_snapshot_sha256"],
            ["orders_prescription_snapshots.chain_id", "orders_prescription_snapshots.sha256"],
        ),
        # Not unique: two tills of one cloned disk may give out a number twice, and both sold.
        Index(None, "chain_id", "number"),
        Index(None, "chain_id", "site_id", "created_at"),
    )

    chain_id: Mapped[ChainKey]
    order_id: Mapped[UuidKey]
    number: Mapped[str]
    site_id: Mapped[UUID]
    lab_site_id: Mapped[UUID]
    status: Mapped[str]
    version: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    command_id: Mapped[UUID]
    currency: Mapped[str]
    total_minor: Mapped[int]
    patient_id: Mapped[UUID]
    patient_snapshot_sha256: Mapped[str]
    prescription_snapshot_sha256: Mapped[str | None]
    frame: Mapped[str | None]
    lens: Mapped[str | None]
    edging: Mapped[str]
    promised_on: Mapped[date]
    is_rush: Mapped[bool]
    note: Mapped[str]
    details: Mapped[str | None]


class OrderVersionRow(Row):
    """One version of an order as its device said it; each version is said once."""

    __tablename__ = "orders_order_versions"

    chain_id: Mapped[ChainKey]
    order_id: Mapped[UuidKey]
    version: Mapped[VersionKey]
    status: Mapped[str]
    document: Mapped[str]


class ReturnRow(Row):
    """What came back of an order; only ever added."""

    __tablename__ = "orders_returns"
    __table_args__ = (Index(None, "chain_id", "order_id"),)

    chain_id: Mapped[ChainKey]
    return_id: Mapped[UuidKey]
    order_id: Mapped[UUID]
    site_id: Mapped[UUID]
    lines: Mapped[str]
    currency: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    recorded_by: Mapped[UUID]


class ParkedOrderRow(Row):
    """A form put aside at a store, the newest version of it."""

    __tablename__ = "orders_parked"

    chain_id: Mapped[ChainKey]
    parked_id: Mapped[UuidKey]
    site_id: Mapped[UUID]
    patient_id: Mapped[UUID | None]
    title: Mapped[str]
    form: Mapped[str]
    at: Mapped[datetime]
    parked_by: Mapped[UUID]
    version: Mapped[int]
    is_open: Mapped[bool]


class OrderItemRow(Row):
    """One priced line of an order."""

    __tablename__ = "orders_order_items"
    __table_args__ = (
        ForeignKeyConstraint(
            ["chain_id", "order_id"], ["orders_orders.chain_id", "orders_orders.order_id"]
        ),
    )

    chain_id: Mapped[ChainKey]
    order_id: Mapped[UuidKey]
    item_id: Mapped[UuidKey]
    position: Mapped[int]
    sku: Mapped[str]
    description: Mapped[str]
    quantity: Mapped[int]
    unit_price_minor: Mapped[int]


class AccessAuditRow(Row):
    """Who touched whose record, when and from where; ids only, only ever added."""

    __tablename__ = "orders_access_audit"
    __table_args__ = (Index(None, "chain_id", "subject_id", "at"),)

    chain_id: Mapped[ChainKey]
    audit_id: Mapped[UuidKey]
    at: Mapped[datetime]
    device_id: Mapped[UUID]
    site_id: Mapped[UUID]
    # A read by a device alone has no person yet; sessions come with sign-in at the server.
    user_id: Mapped[UUID | None]
    session_id: Mapped[UUID | None]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    correlation_id: Mapped[UUID]


class OutboxRow(Row):
    """A fact to be told to whoever listens; its payload stands in the journal."""

    __tablename__ = "orders_outbox"
    __table_args__ = (
        ForeignKeyConstraint(
            ["chain_id", "event_id"], ["sync_events.chain_id", "sync_events.event_id"]
        ),
        Index(
            "ix_orders_outbox_waiting",
            "chain_id",
            "event_id",
            postgresql_where=text("relayed_at IS NULL"),
        ),
    )

    chain_id: Mapped[ChainKey]
    event_id: Mapped[UuidKey]
    topic: Mapped[str]
    aggregate_type: Mapped[str]
    aggregate_id: Mapped[UUID]
    dedupe_key: Mapped[str]
    correlation_id: Mapped[UUID]
    causation_id: Mapped[UUID | None]
    occurred_at: Mapped[datetime]
    schema: Mapped[int]
    relayed_at: Mapped[datetime | None]
