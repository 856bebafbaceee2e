"""Bills, quotes, amendments, collection, returns and remakes of orders."""

from alembic import op

revision = "0005"
down_revision = "0004"

# An order for other goods has neither frame nor lens: the JSON null stands in their columns, and
# its prescription is the snapshot of nothing. A column that allows no NULL cannot be made to.
COLUMNS = """
ALTER TABLE orders_orders ADD COLUMN root_id TEXT;
ALTER TABLE orders_orders ADD COLUMN details TEXT CHECK (details IS NULL OR json_valid(details));
CREATE INDEX orders_orders_root ON orders_orders (root_id) WHERE root_id IS NOT NULL;
ALTER TABLE lab_jobs ADD COLUMN extras TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(extras));
ALTER TABLE lab_jobs ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);
ALTER TABLE lab_jobs ADD COLUMN is_cancelled INTEGER NOT NULL DEFAULT 0
    CHECK (is_cancelled IN (0, 1));
CREATE INDEX inventory_movements_order ON inventory_movements (order_id)
    WHERE order_id IS NOT NULL;
CREATE INDEX orders_orders_open ON orders_orders (patient_id)
    WHERE status NOT IN ('quote', 'draft', 'collected', 'cancelled', 'returned')
    OR json_extract(details, '$.handover.account_reason') IS NOT NULL;
CREATE INDEX lab_stage_history_number ON lab_stage_history (work_order_number);
CREATE INDEX lab_stage_history_stage ON lab_stage_history (stage, entered_at)
"""

TABLES = """
CREATE TABLE orders_returns (
    return_id TEXT NOT NULL PRIMARY KEY CHECK (length(return_id) = 36),
    order_id TEXT NOT NULL,
    site_id TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    lines TEXT NOT NULL CHECK (json_type(lines) = 'array'),
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX orders_returns_of ON orders_returns (order_id, at);
CREATE TABLE orders_parked (
    parked_id TEXT NOT NULL PRIMARY KEY CHECK (length(parked_id) = 36),
    site_id TEXT NOT NULL,
    patient_id TEXT,
    title TEXT NOT NULL,
    form TEXT NOT NULL,
    at INTEGER NOT NULL,
    parked_by TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;
CREATE INDEX orders_parked_waiting ON orders_parked (at) WHERE is_open
"""

INDEXES = (
    "orders_orders_root",
    "orders_orders_open",
    "inventory_movements_order",
    "lab_stage_history_number",
    "lab_stage_history_stage",
)
ADDED = (
    ("orders_orders", "root_id"),
    ("orders_orders", "details"),
    ("lab_jobs", "extras"),
    ("lab_jobs", "version"),
    ("lab_jobs", "is_cancelled"),
)


def upgrade() -> None:
    for part in (COLUMNS, TABLES):
        for statement in part.split(";\n"):
            op.execute(statement)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER orders_returns_forbids_{verb.lower()} BEFORE {verb} ON orders_returns"
            " BEGIN SELECT RAISE(ABORT, 'orders_returns is append-only'); END"
        )


def downgrade() -> None:
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER orders_returns_forbids_{verb}")
    op.execute("DROP TABLE orders_parked")
    op.execute("DROP TABLE orders_returns")
    for index in INDEXES:
        op.execute(f"DROP INDEX {index}")
    for table, column in ADDED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
