"""Payments, refunds, stored value, card requests and the sealed journal."""

from alembic import op

revision = "0002"
down_revision = "0001"

PAYMENTS = """
CREATE TABLE payments_payments (
    payment_id TEXT NOT NULL PRIMARY KEY CHECK (length(payment_id) = 36),
    purpose TEXT NOT NULL CHECK (purpose IN ('deposit', 'sale', 'stored_value')),
    order_id TEXT,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    rounding_minor INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    taken_by TEXT NOT NULL,
    till_id TEXT NOT NULL
) STRICT;
CREATE INDEX payments_payments_order ON payments_payments (order_id) WHERE order_id IS NOT NULL;
CREATE TABLE payments_payment_lines (
    payment_id TEXT NOT NULL REFERENCES payments_payments,
    position INTEGER NOT NULL CHECK (position >= 1),
    tender TEXT NOT NULL,
    reference TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    handed_over_minor INTEGER CHECK (handed_over_minor >= amount_minor),
    PRIMARY KEY (payment_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE payments_refunds (
    refund_id TEXT NOT NULL PRIMARY KEY CHECK (length(refund_id) = 36),
    order_id TEXT,
    payment_id TEXT,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    credit_minor INTEGER NOT NULL CHECK (credit_minor >= 0),
    rounding_minor INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    given_by TEXT NOT NULL,
    till_id TEXT NOT NULL
) STRICT;
CREATE INDEX payments_refunds_order ON payments_refunds (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payments_refunds_payment ON payments_refunds (payment_id)
    WHERE payment_id IS NOT NULL;
CREATE TABLE payments_refund_lines (
    refund_id TEXT NOT NULL REFERENCES payments_refunds,
    position INTEGER NOT NULL CHECK (position >= 1),
    from_tender TEXT NOT NULL,
    from_reference TEXT NOT NULL,
    to_tender TEXT NOT NULL,
    to_reference TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    PRIMARY KEY (refund_id, position)
) STRICT, WITHOUT ROWID
"""

STORED_VALUE = """
-- Two tills without a line may sell one number; both cards are kept, so it is not unique.
CREATE TABLE payments_stored_values (
    stored_value_id TEXT NOT NULL PRIMARY KEY CHECK (length(stored_value_id) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('gift_card', 'store_credit')),
    number TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    expires_on TEXT CHECK (expires_on IS date(expires_on))
) STRICT;
CREATE INDEX payments_stored_values_number ON payments_stored_values (number);
CREATE TABLE payments_stored_value_entries (
    entry_id TEXT NOT NULL PRIMARY KEY,
    stored_value_id TEXT NOT NULL REFERENCES payments_stored_values,
    movement TEXT NOT NULL CHECK (movement IN ('issue', 'top_up', 'redeem', 'refund')),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    at INTEGER NOT NULL,
    device_id TEXT NOT NULL
) STRICT;
CREATE INDEX payments_stored_value_entries_card ON payments_stored_value_entries
    (stored_value_id);
CREATE TABLE payments_stored_value_word (
    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
    confirmed_at INTEGER NOT NULL
) STRICT
"""

ATTEMPTS = """
CREATE TABLE payments_terminal_attempts (
    attempt_id TEXT NOT NULL PRIMARY KEY CHECK (length(attempt_id) = 36),
    till_id TEXT NOT NULL,
    order_id TEXT,
    direction TEXT NOT NULL CHECK (direction IN ('charge', 'refund')),
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    number_before TEXT,
    reverses TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    begun_by TEXT NOT NULL,
    was_sent INTEGER NOT NULL CHECK (was_sent IN (0, 1)),
    used_by TEXT NOT NULL,
    is_unsettled INTEGER NOT NULL CHECK (is_unsettled IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'declined', 'unknown')),
    authorisation TEXT NOT NULL,
    number TEXT NOT NULL,
    card_kind TEXT NOT NULL,
    reason TEXT,
    display TEXT NOT NULL
) STRICT;
CREATE INDEX payments_terminal_attempts_unsettled ON payments_terminal_attempts
    (till_id, is_unsettled, begun_at, attempt_id)
"""

# What stands in the columns stands in the entry too; they are there to be found by.
JOURNAL = """
CREATE TABLE payments_journal (
    till_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    type TEXT NOT NULL,
    type_number INTEGER NOT NULL CHECK (type_number >= 1),
    session_id TEXT,
    business_day TEXT NOT NULL CHECK (business_day IS date(business_day)),
    command_id TEXT NOT NULL,
    mark_state TEXT CHECK (mark_state IN ('signed', 'failed')),
    copy_of INTEGER,
    hash TEXT NOT NULL CHECK (length(hash) = 64),
    entry TEXT NOT NULL,
    PRIMARY KEY (till_id, number),
    UNIQUE (till_id, type, type_number)
) STRICT;
CREATE INDEX payments_journal_command ON payments_journal (till_id, command_id, number);
CREATE INDEX payments_journal_session ON payments_journal (till_id, session_id, number);
CREATE INDEX payments_journal_day ON payments_journal (till_id, business_day, number);
CREATE INDEX payments_journal_month ON payments_journal
    (till_id, substr(business_day, 1, 7), number);
CREATE INDEX payments_journal_year ON payments_journal
    (till_id, substr(business_day, 1, 4), number);
CREATE INDEX payments_journal_marked ON payments_journal (till_id, number)
    WHERE mark_state IS NOT NULL;
CREATE INDEX payments_journal_copies ON payments_journal (till_id, copy_of)
    WHERE copy_of IS NOT NULL;
CREATE TABLE payments_checkpoints (
    till_id TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    checkpoint TEXT NOT NULL,
    PRIMARY KEY (till_id, number)
) STRICT, WITHOUT ROWID
"""

PARTS = (PAYMENTS, STORED_VALUE, ATTEMPTS, JOURNAL)
APPEND_ONLY = (
    *("payments_payments", "payments_payment_lines"),
    *("payments_refunds", "payments_refund_lines"),
    "payments_stored_value_entries",
    *("payments_journal", "payments_checkpoints"),
)
TABLES_CHILDREN_FIRST = (
    *("payments_checkpoints", "payments_journal", "payments_terminal_attempts"),
    *("payments_stored_value_word", "payments_stored_value_entries", "payments_stored_values"),
    *("payments_refund_lines", "payments_refunds"),
    *("payments_payment_lines", "payments_payments"),
)


def upgrade() -> None:
    for part in PARTS:
        for statement in part.split(";\n"):
            op.execute(statement)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_forbids_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def downgrade() -> None:
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_forbids_{verb}")
    for table in TABLES_CHILDREN_FIRST:
        op.execute(f"DROP TABLE {table}")
