"""Documents for paper and mail: which printer prints what, the letterhead, and the mails."""

from alembic import op

revision = "0006"
down_revision = "0005"

ROUTES = """
CREATE TABLE print_routes (
    role TEXT NOT NULL PRIMARY KEY CHECK (length(role) > 0),
    printer_id TEXT NOT NULL REFERENCES print_printers
) STRICT
"""

LETTERHEADS = """
CREATE TABLE print_letterheads (
    site TEXT NOT NULL PRIMARY KEY CHECK (site = 'own'),
    name TEXT NOT NULL,
    lines TEXT NOT NULL CHECK (json_type(lines) = 'array'),
    tax_number TEXT NOT NULL,
    footer TEXT NOT NULL
) STRICT
"""

MAILS = """
CREATE TABLE mails_mails (
    mail_id TEXT NOT NULL PRIMARY KEY CHECK (length(mail_id) = 36),
    kind TEXT NOT NULL CHECK (length(kind) > 0),
    order_id TEXT NOT NULL CHECK (length(order_id) = 36),
    order_number TEXT NOT NULL,
    patient_id TEXT NOT NULL CHECK (length(patient_id) = 36),
    site_id TEXT NOT NULL CHECK (length(site_id) = 36),
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    send_after INTEGER NOT NULL CHECK (send_after >= queued_at),
    cancelled_at INTEGER
) STRICT
"""


def upgrade() -> None:
    op.execute(ROUTES)
    op.execute(LETTERHEADS)
    op.execute(MAILS)
    op.execute("CREATE INDEX mails_newest ON mails_mails (queued_at)")
    op.execute("ALTER TABLE print_jobs ADD COLUMN subject TEXT NOT NULL DEFAULT ''")


def downgrade() -> None:
    op.execute("ALTER TABLE print_jobs DROP COLUMN subject")
    op.execute("DROP TABLE mails_mails")
    op.execute("DROP TABLE print_letterheads")
    op.execute("DROP TABLE print_routes")
