"""The journal of facts, the marks, the feed and the dead letters."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_sync_timeline()
    _create_sync_incarnations()
    _create_sync_streams()
    _create_sync_docs()
    _create_sync_doc_streams()
    _create_sync_events()
    _create_sync_dead_letters()


def downgrade() -> None:
    op.drop_table("sync_dead_letters")
    op.drop_table("sync_events")
    op.drop_table("sync_doc_streams")
    op.drop_table("sync_docs")
    op.drop_table("sync_streams")
    op.drop_table("sync_incarnations")
    op.drop_table("sync_timeline")


def _create_sync_timeline() -> None:
    op.create_table(
        "sync_timeline",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("timeline", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["chains.chain_id"], name="fk_sync_timeline_chains"),
        sa.PrimaryKeyConstraint("chain_id", name="pk_sync_timeline"),
    )


def _create_sync_incarnations() -> None:
    op.create_table(
        "sync_incarnations",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("incarnation", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id", "device_id"],
            ["devices.chain_id", "devices.device_id"],
            name="fk_sync_incarnations_devices",
        ),
        sa.PrimaryKeyConstraint(
            "chain_id", "device_id", "incarnation", name="pk_sync_incarnations"
        ),
    )


def _create_sync_streams() -> None:
    op.create_table(
        "sync_streams",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "stream", name="pk_sync_streams"),
    )


def _create_sync_docs() -> None:
    op.create_table(
        "sync_docs",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "type", "doc_id", name="pk_sync_docs"),
    )


def _create_sync_doc_streams() -> None:
    op.create_table(
        "sync_doc_streams",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("doc_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('put', 'out')", name="ck_sync_doc_streams_kind"),
        sa.PrimaryKeyConstraint("chain_id", "stream", "seq", name="pk_sync_doc_streams"),
        sa.UniqueConstraint(
            "chain_id",
            "stream",
            "type",
            "doc_id",
            name="uq_sync_doc_streams_chain_id_stream_type_doc_id",
        ),
    )


def _create_sync_events() -> None:
    op.create_table(
        "sync_events",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("incarnation", sa.Uuid(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("fact_sha256", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("aggregate_type", sa.Text(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("base_version", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.Uuid(), nullable=False),
        sa.Column("causation_id", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("schema", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id", "device_id"],
            ["devices.chain_id", "devices.device_id"],
            name="fk_sync_events_devices",
        ),
        sa.PrimaryKeyConstraint("chain_id", "event_id", name="pk_sync_events"),
        sa.UniqueConstraint(
            "chain_id", "topic", "dedupe_key", name="uq_sync_events_chain_id_topic_dedupe_key"
        ),
    )
    op.create_index(
        "ix_sync_events_chain_id_device_id_incarnation_device_seq",
        "sync_events",
        ["chain_id", "device_id", "incarnation", "device_seq"],
        unique=False,
    )


def _create_sync_dead_letters() -> None:
    op.create_table(
        "sync_dead_letters",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("incarnation", sa.Uuid(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('quarantined', 'refused')", name="ck_sync_dead_letters_outcome"
        ),
        sa.ForeignKeyConstraint(
            ["chain_id", "device_id"],
            ["devices.chain_id", "devices.device_id"],
            name="fk_sync_dead_letters_devices",
        ),
        sa.PrimaryKeyConstraint("chain_id", "event_id", name="pk_sync_dead_letters"),
    )
