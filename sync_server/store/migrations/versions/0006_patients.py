"""What a patient's record holds beside prescriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ADDRESS = ("email", "street", "postcode", "city", "country")


def upgrade() -> None:
    for name in ADDRESS:
        op.add_column("customers_patients", sa.Column(name, sa.Text(), nullable=True))
    _create_customers_notes()
    _create_customers_consent_history()
    _create_customers_merges()


def downgrade() -> None:
    op.drop_table("customers_merges")
    op.drop_table("customers_consent_history")
    op.drop_table("customers_notes")
    for name in reversed(ADDRESS):
        op.drop_column("customers_patients", name)


def _create_customers_notes() -> None:
    op.create_table(
        "customers_notes",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "note_id", name="pk_customers_notes"),
    )
    op.create_index(
        "ix_customers_notes_chain_id_patient_id", "customers_notes", ["chain_id", "patient_id"]
    )


def _create_customers_consent_history() -> None:
    op.create_table(
        "customers_consent_history",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("patient_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "consent_id", name="pk_customers_consent_history"),
    )
    op.create_index(
        "ix_customers_consent_history_chain_id_patient_id",
        "customers_consent_history",
        ["chain_id", "patient_id"],
    )


def _create_customers_merges() -> None:
    op.create_table(
        "customers_merges",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("merge_id", sa.Uuid(), nullable=False),
        sa.Column("winner_id", sa.Uuid(), nullable=False),
        sa.Column("loser_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "merge_id", name="pk_customers_merges"),
    )
    op.create_index(
        "ix_customers_merges_chain_id_loser_id", "customers_merges", ["chain_id", "loser_id"]
    )
