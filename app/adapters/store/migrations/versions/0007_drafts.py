"""Work that was begun and not saved, and badges to sign in with."""

from alembic import op

revision = "0007"
down_revision = "0006"

DRAFTS = """
CREATE TABLE shell_drafts (
    draft_id TEXT NOT NULL PRIMARY KEY CHECK (length(draft_id) = 36),
    kind TEXT NOT NULL CHECK (length(kind) > 0),
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    json TEXT NOT NULL CHECK (json_valid(json)),
    user_id TEXT NOT NULL CHECK (length(user_id) = 36),
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (user_id, kind, subject)
) STRICT
"""


BADGES = """
CREATE TABLE staff_badges (
    user_id TEXT NOT NULL PRIMARY KEY CHECK (length(user_id) = 36),
    token_sha256 TEXT NOT NULL UNIQUE CHECK (length(token_sha256) = 64)
) STRICT
"""


def upgrade() -> None:
    op.execute(DRAFTS)
    op.execute(BADGES)


def downgrade() -> None:
    op.execute("DROP TABLE staff_badges")
    op.execute("DROP TABLE shell_drafts")
