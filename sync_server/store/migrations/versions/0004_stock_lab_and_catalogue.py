"""Stock, work orders and the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_inventory_movements()
    _create_inventory_stock_levels()
    _create_inventory_reservations()
    _create_lab_work_orders()
    _create_lab_stage_history()
    _create_catalog_frames()
    _create_catalog_lenses()


def downgrade() -> None:
    op.drop_table("catalog_lenses")
    op.drop_table("catalog_frames")
    op.drop_table("lab_stage_history")
    op.drop_table("lab_work_orders")
    op.drop_table("inventory_reservations")
    op.drop_table("inventory_stock_levels")
    op.drop_table("inventory_movements")


def _create_inventory_movements() -> None:
    op.create_table(
        "inventory_movements",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("movement_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("on_hand_change", sa.BigInteger(), nullable=False),
        sa.Column("reserved_change", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("chain_id", "movement_id", name="pk_inventory_movements"),
    )
    op.create_index(
        "ix_inventory_movements_chain_id_site_id_sku",
        "inventory_movements",
        ["chain_id", "site_id", "sku"],
        unique=False,
    )


def _create_inventory_stock_levels() -> None:
    op.create_table(
        "inventory_stock_levels",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "site_id", "sku", name="pk_inventory_stock_levels"),
    )


def _create_inventory_reservations() -> None:
    op.create_table(
        "inventory_reservations",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("reservation_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "reservation_id", name="pk_inventory_reservations"),
    )
    op.create_index(
        "ix_inventory_reservations_chain_id_order_id",
        "inventory_reservations",
        ["chain_id", "order_id"],
        unique=False,
    )


def _create_lab_work_orders() -> None:
    op.create_table(
        "lab_work_orders",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("store_site_id", sa.Uuid(), nullable=False),
        sa.Column("lab_site_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "work_order_id", name="pk_lab_work_orders"),
    )
    op.create_index(
        "ix_lab_work_orders_chain_id_order_id",
        "lab_work_orders",
        ["chain_id", "order_id"],
        unique=False,
    )


def _create_lab_stage_history() -> None:
    op.create_table(
        "lab_stage_history",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("work_order_number", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("visit", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "event_id", name="pk_lab_stage_history"),
        sa.UniqueConstraint(
            "chain_id",
            "work_order_id",
            "stage",
            "visit",
            name="uq_lab_stage_history_chain_id_work_order_id_stage_visit",
        ),
    )


def _create_catalog_frames() -> None:
    op.create_table(
        "catalog_frames",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("gtin", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("a_hundredths_mm", sa.BigInteger(), nullable=False),
        sa.Column("b_hundredths_mm", sa.BigInteger(), nullable=False),
        sa.Column("dbl_hundredths_mm", sa.BigInteger(), nullable=False),
        sa.Column("temple_mm", sa.BigInteger(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "sku", name="pk_catalog_frames"),
    )
    op.create_index(
        "ix_catalog_frames_chain_id_gtin", "catalog_frames", ["chain_id", "gtin"], unique=False
    )


def _create_catalog_lenses() -> None:
    op.create_table(
        "catalog_lenses",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("index_thousandths", sa.BigInteger(), nullable=False),
        sa.Column("coating", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "sku", name="pk_catalog_lenses"),
    )
