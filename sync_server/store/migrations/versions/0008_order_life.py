"""What becomes of an order after it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# An order for other goods has none of these.
SPECTACLES = ("prescription_snapshot_sha256", "frame", "lens")


def upgrade() -> None:
    for name in SPECTACLES:
        op.alter_column("orders_orders", name, existing_type=sa.Text(), nullable=True)
    op.add_column("orders_orders", sa.Column("details", sa.Text(), nullable=True))
    _create_orders_order_versions()
    _create_orders_returns()
    _create_orders_parked()


def downgrade() -> None:
    op.drop_table("orders_parked")
    op.drop_table("orders_returns")
    op.drop_table("orders_order_versions")
    op.drop_column("orders_orders", "details")
    # A schema without other goods cannot hold their orders.
    op.execute(
        "DELETE FROM orders_order_items USING orders_orders o"
        " WHERE o.chain_id = orders_order_items.chain_id"
        " AND o.order_id = orders_order_items.order_id AND o.lens IS NULL"
    )
    op.execute("DELETE FROM orders_orders WHERE lens IS NULL")
    for name in SPECTACLES:
        op.alter_column("orders_orders", name, existing_type=sa.Text(), nullable=False)


def _create_orders_order_versions() -> None:
    op.create_table(
        "orders_order_versions",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "order_id", "version", name="pk_orders_order_versions"),
    )
    # Every order there is was made once; what it was made as stands in the journal.
    op.execute(
        "INSERT INTO orders_order_versions (chain_id, order_id, version, status, document)"
        " SELECT chain_id, order_id, version, status, '{}' FROM orders_orders"
    )


def _create_orders_returns() -> None:
    op.create_table(
        "orders_returns",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("return_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "return_id", name="pk_orders_returns"),
    )
    op.create_index(
        "ix_orders_returns_chain_id_order_id", "orders_returns", ["chain_id", "order_id"]
    )


def _create_orders_parked() -> None:
    op.create_table(
        "orders_parked",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("parked_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parked_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "parked_id", name="pk_orders_parked"),
    )
