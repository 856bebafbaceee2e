"""Payments, refunds, stored value and the tills' journals, with a view of what is wrong in them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

APPEND_ONLY = (
    *("payments_payments", "payments_payment_lines", "payments_refunds", "payments_refund_lines"),
    *("payments_stored_value_entries", "payments_journal", "payments_checkpoints"),
)
TABLES_CHILDREN_FIRST = (
    *("payments_checkpoints", "payments_journal", "payments_stored_value_entries"),
    *("payments_refund_lines", "payments_refunds", "payments_payment_lines", "payments_payments"),
)
FORBID = """
CREATE FUNCTION payments_forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""
# A number told with two contents; a number that is missing before one that is there; an entry
# built on another one than the entry before it.
TROUBLE = """
CREATE VIEW payments_journal_trouble AS
SELECT chain_id, till_id, number, 'forked' AS kind
FROM payments_journal GROUP BY chain_id, till_id, number HAVING count(*) > 1
UNION ALL
SELECT later.chain_id, later.till_id, later.number - 1, 'missing'
FROM payments_journal later
WHERE later.number > 1 AND NOT EXISTS (
    SELECT FROM payments_journal earlier
    WHERE earlier.chain_id = later.chain_id AND earlier.till_id = later.till_id
        AND earlier.number = later.number - 1
)
UNION ALL
SELECT later.chain_id, later.till_id, later.number, 'chain_broken'
FROM payments_journal later
JOIN payments_journal earlier
    ON earlier.chain_id = later.chain_id AND earlier.till_id = later.till_id
    AND earlier.number = later.number - 1
GROUP BY later.chain_id, later.till_id, later.number, later.hash
HAVING NOT bool_or(earlier.hash = later.prev_hash)
"""


def upgrade() -> None:
    _create_payments()
    _create_refunds()
    _create_stored_value_entries()
    _create_journal()
    op.execute(FORBID)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_forbids_change BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION payments_forbid_change()"
        )
    op.execute(TROUBLE)


def downgrade() -> None:
    op.execute("DROP VIEW payments_journal_trouble")
    for table in TABLES_CHILDREN_FIRST:
        op.drop_table(table)
    op.execute("DROP FUNCTION payments_forbid_change()")


def _create_payments() -> None:
    op.create_table(
        "payments_payments",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("rounding_minor", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "payment_id", name="pk_payments_payments"),
    )
    _index("payments_payments", "chain_id", "order_id")
    _index("payments_payments", "chain_id", "till_id", "taken_at")
    op.create_table(
        "payments_payment_lines",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("tender_reference", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("handed_over_minor", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chain_id", "payment_id"],
            ["payments_payments.chain_id", "payments_payments.payment_id"],
            name="fk_payments_payment_lines_payments_payments",
        ),
        sa.PrimaryKeyConstraint(
            "chain_id", "payment_id", "position", name="pk_payments_payment_lines"
        ),
    )


def _create_refunds() -> None:
    op.create_table(
        "payments_refunds",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=False),
        sa.Column("rounding_minor", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "refund_id", name="pk_payments_refunds"),
    )
    _index("payments_refunds", "chain_id", "order_id")
    _index("payments_refunds", "chain_id", "till_id", "given_at")
    op.create_table(
        "payments_refund_lines",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_tender", sa.Text(), nullable=False),
        sa.Column("from_reference", sa.Text(), nullable=False),
        sa.Column("to_tender", sa.Text(), nullable=False),
        sa.Column("to_reference", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain_id", "refund_id"],
            ["payments_refunds.chain_id", "payments_refunds.refund_id"],
            name="fk_payments_refund_lines_payments_refunds",
        ),
        sa.PrimaryKeyConstraint(
            "chain_id", "refund_id", "position", name="pk_payments_refund_lines"
        ),
    )


def _create_stored_value_entries() -> None:
    op.create_table(
        "payments_stored_value_entries",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("stored_value_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("movement", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("chain_id", "entry_id", name="pk_payments_stored_value_entries"),
    )
    _index("payments_stored_value_entries", "chain_id", "stored_value_id")
    _index("payments_stored_value_entries", "chain_id", "number")


def _create_journal() -> None:
    op.create_table(
        "payments_journal",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "chain_id", "till_id", "number", "hash", name="pk_payments_journal"
        ),
    )
    op.create_table(
        "payments_checkpoints",
        sa.Column("chain_id", sa.Uuid(), nullable=False),
        sa.Column("till_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "chain_id", "till_id", "number", "hash", name="pk_payments_checkpoints"
        ),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=False)
