"""Patients, prescriptions, orders, snapshots, audit and outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_customers_patients()
    _create_customers_prescriptions()
    _create_orders_patient_snapshots()
    _create_orders_prescription_snapshots()
    _create_orders_orders()
    _create_orders_order_items()
    _create_orders_access_audit()
    _create_orders_outbox()


def downgrade() -> None:
    op.drop_table("orders_outbox")
    op.drop_table("orders_access_audit")
    op.drop_table("orders_order_items")
    op.drop_table("orders_orders")
    op.drop_table("orders_prescription_snapshots")
    op.drop_table("orders_patient_snapshots")
    op.drop_table("customers_prescriptions")
    op.drop_table("customers_patients")


def _create_customers_patients() -> None:
    op.create_table(
        "customers_patients",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("home_site_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "patient_id", name="pk_customers_patients"),
    )
    op.create_index(
        "ix_customers_patients_chain_id_home_site_id",
        "customers_patients",
        ["chain_id", "home_site_id"],
        unique=False,
    )


def _create_customers_prescriptions() -> None:
    op.create_table(
        "customers_prescriptions",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("prescription_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("right_sphere_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("right_cylinder_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("right_axis_deg", sa.BigInteger(), nullable=True),
        sa.Column("right_add_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("right_base_in_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("right_base_up_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("right_is_balance", sa.Boolean(), nullable=True),
        sa.Column("left_sphere_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("left_cylinder_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("left_axis_deg", sa.BigInteger(), nullable=True),
        sa.Column("left_add_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("left_base_in_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("left_base_up_thousandths", sa.BigInteger(), nullable=True),
        sa.Column("left_is_balance", sa.Boolean(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("prescriber", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("chain_id", "prescription_id", name="pk_customers_prescriptions"),
    )
    op.create_index(
        "ix_customers_prescriptions_chain_id_patient_id",
        "customers_prescriptions",
        ["chain_id", "patient_id"],
        unique=False,
    )


def _create_orders_patient_snapshots() -> None:
    op.create_table(
        "orders_patient_snapshots",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "sha256", name="pk_orders_patient_snapshots"),
    )


def _create_orders_prescription_snapshots() -> None:
    op.create_table(
        "orders_prescription_snapshots",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "sha256", name="pk_orders_prescription_snapshots"),
    )


def _create_orders_orders() -> None:
    op.create_table(
        "orders_orders",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("lab_site_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("command_id", sa.Uuid(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("patient_snapshot_sha256", sa.Text(), nullable=False),
        sa.Column("prescription_snapshot_sha256", sa.Text(), nullable=False),
        sa.Column("frame", sa.Text(), nullable=False),
        sa.Column("lens", sa.Text(), nullable=False),
        sa.Column("edging", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("is_rush", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id", "patient_snapshot_sha256"],
            ["orders_patient_snapshots.chain_id", "orders_patient_snapshots.sha256"],
            name="fk_orders_orders_orders_patient_snapshots",
        ),
        sa.ForeignKeyConstraint(
            ["chain_id", "prescription_snapshot_sha256"],
            ["orders_prescription_snapshots.chain_id", "orders_prescription_snapshots.sha256"],
            name="fk_orders_orders_orders_prescription_snapshots",
        ),
        sa.PrimaryKeyConstraint("chain_id", "order_id", name="pk_orders_orders"),
    )
    op.create_index(
        "ix_orders_orders_chain_id_number", "orders_orders", ["chain_id", "number"], unique=False
    )
    op.create_index(
        "ix_orders_orders_chain_id_site_id_created_at",
        "orders_orders",
        ["chain_id", "site_id", "created_at"],
        unique=False,
    )


def _create_orders_order_items() -> None:
    op.create_table(
        "orders_order_items",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_price_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id", "order_id"],
            ["orders_orders.chain_id", "orders_orders.order_id"],
            name="fk_orders_order_items_orders_orders",
        ),
        sa.PrimaryKeyConstraint("chain_id", "order_id", "item_id", name="pk_orders_order_items"),
    )


def _create_orders_access_audit() -> None:
    op.create_table(
        "orders_access_audit",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("correlation_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "audit_id", name="pk_orders_access_audit"),
    )
    op.create_index(
        "ix_orders_access_audit_chain_id_subject_id_at",
        "orders_access_audit",
        ["chain_id", "subject_id", "at"],
        unique=False,
    )


def _create_orders_outbox() -> None:
    op.create_table(
        "orders_outbox",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("aggregate_type", sa.Text(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.Uuid(), nullable=False),
        sa.Column("causation_id", sa.Uuid(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("schema", sa.BigInteger(), nullable=False),
        sa.Column("relayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chain_id", "event_id"],
            ["sync_events.chain_id", "sync_events.event_id"],
            name="fk_orders_outbox_sync_events",
        ),
        sa.PrimaryKeyConstraint("chain_id", "event_id", name="pk_orders_outbox"),
    )
    op.create_index(
        "ix_orders_outbox_waiting",
        "orders_outbox",
        ["chain_id", "event_id"],
        unique=False,
        postgresql_where=sa.text("relayed_at IS NULL"),
    )
