"""The sync engine's own tables: the journal of facts, the marks, the feed and the dead letters."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from sync_server.store.rows.base import ChainKey, Row, TextKey, UuidKey


class TimelineRow(Row):
    """The life of this database for a chain; a restore begins another."""

    __tablename__ = "sync_timeline"
    __table_args__ = (ForeignKeyConstraint(["chain_id"], ["chains.chain_id"]),)

    chain_id: Mapped[ChainKey]
    timeline: Mapped[UUID]


class IncarnationRow(Row):
    """How far the server has taken in one unbroken life of a device's log."""

    __tablename__ = "sync_incarnations"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id", "device_id"], ["devices.chain_id", "devices.device_id"]),
    )

    chain_id: Mapped[ChainKey]
    device_id: Mapped[UuidKey]
    incarnation: Mapped[UuidKey]
    last_seq: Mapped[int]
    last_hash: Mapped[str]
    updated_at: Mapped[datetime]


class StreamRow(Row):
    """The counter of one stream; taken last in a transaction, so its order is that of commits."""

    __tablename__ = "sync_streams"

    chain_id: Mapped[ChainKey]
    stream: Mapped[TextKey]
    n: Mapped[int]


class DocRow(Row):
    """The latest document of one thing, as it travels."""

    __tablename__ = "sync_docs"

    chain_id: Mapped[ChainKey]
    type: Mapped[TextKey]
    doc_id: Mapped[TextKey]
    # Text, not jsonb: the bytes pass through unread, and ingest is three times as fast.
    payload: Mapped[str]


class DocStreamRow(Row):
    """Where a document stands in a stream; one row a document, so that state is compacted."""

    __tablename__ = "sync_doc_streams"
    __table_args__ = (
        UniqueConstraint("chain_id", "stream", "type", "doc_id"),
        CheckConstraint("kind IN ('put', 'out')", name="kind"),
    )

    chain_id: Mapped[ChainKey]
    stream: Mapped[TextKey]
    seq: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    doc_id: Mapped[str]
    kind: Mapped[str]


class EventRow(Row):
    """A fact of the journal, exactly as its device said it."""

    __tablename__ = "sync_events"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id", "device_id"], ["devices.chain_id", "devices.device_id"]),
        UniqueConstraint("chain_id", "topic", "dedupe_key"),
        Index(
            "ix_sync_events_chain_id_device_id_incarnation_device_seq",
            "chain_id",
            "device_id",
            "incarnation",
            "device_seq",
        ),
    )

    chain_id: Mapped[ChainKey]
    event_id: Mapped[UuidKey]
    site_id: Mapped[UUID]
    device_id: Mapped[UUID]
    incarnation: Mapped[UUID]
    device_seq: Mapped[int]
    prev_hash: Mapped[str]
    hash: Mapped[str]
    # The hash of the fact without its place in the log: equal when a fork says it again.
    fact_sha256: Mapped[str]
    group_id: Mapped[UUID]
    topic: Mapped[str]
    aggregate_type: Mapped[str]
    aggregate_id: Mapped[UUID]
    base_version: Mapped[int]
    version: Mapped[int]
    dedupe_key: Mapped[str]
    correlation_id: Mapped[UUID]
    causation_id: Mapped[UUID | None]
    actor: Mapped[UUID]
    session_id: Mapped[UUID]
    occurred_at: Mapped[datetime]
    schema: Mapped[int]
    payload: Mapped[str]
    received_at: Mapped[datetime]


class DeadLetterRow(Row):
    """A fact that was not applied, whole, with the reason; nothing a device said is lost."""

    __tablename__ = "sync_dead_letters"
    __table_args__ = (
        ForeignKeyConstraint(["chain_id", "device_id"], ["devices.chain_id", "devices.device_id"]),
        CheckConstraint("outcome IN ('quarantined', 'refused')", name="outcome"),
    )

    chain_id: Mapped[ChainKey]
    event_id: Mapped[UuidKey]
    device_id: Mapped[UUID]
    incarnation: Mapped[UUID]
    device_seq: Mapped[int]
    outcome: Mapped[str]
    code: Mapped[str]
    raw: Mapped[str]
    received_at: Mapped[datetime]
