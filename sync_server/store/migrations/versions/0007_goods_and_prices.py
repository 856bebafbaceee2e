"""Goods, lens extras, price lists and promotions: one table of records in versions.

Frames and lenses had tables that nobody read; devices have theirs from the documents.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "catalog_records",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "record_id", name="pk_catalog_records"),
    )
    op.create_index(
        "ix_catalog_records_chain_id_kind_name",
        "catalog_records",
        ["chain_id", "kind", "name"],
        unique=True,
    )
    op.drop_table("catalog_lenses")
    op.drop_table("catalog_frames")


def downgrade() -> None:
    _create_catalog_frames()
    _create_catalog_lenses()
    op.drop_table("catalog_records")


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
