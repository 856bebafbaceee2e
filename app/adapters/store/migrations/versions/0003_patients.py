"""The finding of patients, and what a record holds beside prescriptions."""

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = """
DROP TABLE customers_patient_words;
ALTER TABLE customers_patients ADD COLUMN email TEXT;
ALTER TABLE customers_patients ADD COLUMN street TEXT;
ALTER TABLE customers_patients ADD COLUMN postcode TEXT;
ALTER TABLE customers_patients ADD COLUMN city TEXT;
ALTER TABLE customers_patients ADD COLUMN country TEXT;
CREATE INDEX customers_patients_number ON customers_patients (number);
CREATE TABLE customers_notes (
    note_id TEXT NOT NULL PRIMARY KEY CHECK (length(note_id) = 36),
    patient_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('alert', 'recall', 'relation', 'exam', 'file')),
    written_at INTEGER NOT NULL,
    written_by TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    due_on TEXT CHECK (due_on IS date(due_on)),
    content TEXT NOT NULL CHECK (json_valid(content)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX customers_notes_of ON customers_notes (patient_id, written_at);
CREATE INDEX customers_notes_due ON customers_notes (due_on) WHERE is_open = 1;
CREATE TABLE customers_consent_history (
    consent_id TEXT NOT NULL PRIMARY KEY CHECK (length(consent_id) = 36),
    patient_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    is_given INTEGER NOT NULL CHECK (is_given IN (0, 1)),
    wording TEXT NOT NULL CHECK (length(wording) > 0),
    taken_by TEXT NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_consent_history_of ON customers_consent_history (patient_id, taken_at);
CREATE TABLE customers_merges (
    merge_id TEXT NOT NULL PRIMARY KEY CHECK (length(merge_id) = 36),
    winner_id TEXT NOT NULL,
    loser_id TEXT NOT NULL CHECK (loser_id <> winner_id),
    reason TEXT NOT NULL,
    merged_by TEXT NOT NULL,
    merged_at INTEGER NOT NULL,
    is_undone INTEGER NOT NULL CHECK (is_undone IN (0, 1))
) STRICT;
CREATE INDEX customers_merges_winner ON customers_merges (winner_id);
CREATE INDEX customers_merges_loser ON customers_merges (loser_id);
CREATE TABLE customers_merged (
    loser_id TEXT NOT NULL PRIMARY KEY,
    winner_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_merged_winner ON customers_merged (winner_id);
CREATE TABLE customers_files (
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    content BLOB NOT NULL CHECK (length(content) <= 10485760)
) STRICT;
CREATE TABLE customers_search_keys (
    search_id INTEGER NOT NULL PRIMARY KEY,
    patient_id TEXT NOT NULL UNIQUE,
    family_key TEXT NOT NULL,
    given_key TEXT NOT NULL,
    number TEXT NOT NULL,
    names TEXT NOT NULL
) STRICT;
CREATE TABLE customers_search_names (
    name TEXT NOT NULL PRIMARY KEY CHECK (length(name) > 0),
    owners INTEGER NOT NULL CHECK (owners >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_access_audit_by_action ON orders_access_audit (action, at);
CREATE VIRTUAL TABLE customers_search_words USING fts5(
    keys, content='', contentless_delete=1, detail=none, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE customers_search_digits USING fts5(
    keys, content='', contentless_delete=1, detail=none, prefix='3',
    tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE customers_search_parts USING fts5(
    keys, content='', contentless_delete=1, tokenize='trigram'
)
"""
APPEND_ONLY = ("customers_consent_history", "customers_merges")
BACK = """
DROP TABLE customers_search_parts;
DROP TABLE customers_search_digits;
DROP TABLE customers_search_words;
DROP INDEX orders_access_audit_by_action;
DROP TABLE customers_search_names;
DROP TABLE customers_search_keys;
DROP TABLE customers_files;
DROP TABLE customers_merged;
DROP TABLE customers_merges;
DROP TABLE customers_consent_history;
DROP TABLE customers_notes;
DROP INDEX customers_patients_number;
ALTER TABLE customers_patients DROP COLUMN country;
ALTER TABLE customers_patients DROP COLUMN city;
ALTER TABLE customers_patients DROP COLUMN postcode;
ALTER TABLE customers_patients DROP COLUMN street;
ALTER TABLE customers_patients DROP COLUMN email;
CREATE TABLE customers_patient_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    patient_id TEXT NOT NULL REFERENCES customers_patients ON DELETE CASCADE,
    PRIMARY KEY (word, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX customers_patient_words_of ON customers_patient_words (patient_id)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
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
    for statement in BACK.split(";\n"):
        op.execute(statement)
