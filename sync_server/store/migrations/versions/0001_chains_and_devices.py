"""Chains, sites, devices, enrolment and staff."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_chains()
    _create_sites()
    _create_devices()
    _create_enrolment_codes()
    _create_device_proofs()
    _create_staff_members()


def downgrade() -> None:
    op.drop_table("staff_members")
    op.drop_table("device_proofs")
    op.drop_table("enrolment_codes")
    op.drop_table("devices")
    op.drop_table("sites")
    op.drop_table("chains")


def _create_chains() -> None:
    op.create_table(
        "chains",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", name="pk_chains"),
    )


def _create_sites() -> None:
    op.create_table(
        "sites",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lab_site_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('store', 'lab')", name="ck_sites_kind"),
        sa.ForeignKeyConstraint(["chain_id"], ["chains.chain_id"], name="fk_sites_chains"),
        sa.PrimaryKeyConstraint("chain_id", "site_id", name="pk_sites"),
        sa.UniqueConstraint("chain_id", "code", name="uq_sites_chain_id_code"),
        sa.UniqueConstraint("chain_id", "name", name="uq_sites_chain_id_name"),
    )


def _create_devices() -> None:
    op.create_table(
        "devices",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("device_index", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("slot_kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('active', 'suspended', 'lost')", name="ck_devices_state"),
        sa.ForeignKeyConstraint(
            ["chain_id", "site_id"], ["sites.chain_id", "sites.site_id"], name="fk_devices_sites"
        ),
        sa.PrimaryKeyConstraint("chain_id", "device_id", name="pk_devices"),
        sa.UniqueConstraint(
            "chain_id", "site_id", "device_index", name="uq_devices_chain_id_site_id_device_index"
        ),
    )
    op.create_index("ix_devices_device_id", "devices", ["device_id"], unique=False)


def _create_enrolment_codes() -> None:
    op.create_table(
        "enrolment_codes",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("code_sha256", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("device_name", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chain_id", "site_id"],
            ["sites.chain_id", "sites.site_id"],
            name="fk_enrolment_codes_sites",
        ),
        sa.PrimaryKeyConstraint("chain_id", "code_sha256", name="pk_enrolment_codes"),
    )
    op.create_index(
        "ix_enrolment_codes_code_sha256", "enrolment_codes", ["code_sha256"], unique=False
    )


def _create_device_proofs() -> None:
    op.create_table(
        "device_proofs",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "device_id", "jti", name="pk_device_proofs"),
    )


def _create_staff_members() -> None:
    op.create_table(
        "staff_members",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("pin_verifier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chain_id"], ["chains.chain_id"], name="fk_staff_members_chains"),
        sa.PrimaryKeyConstraint("chain_id", "user_id", name="pk_staff_members"),
    )
