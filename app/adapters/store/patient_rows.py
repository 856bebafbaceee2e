"""The tables of what a record holds beside prescriptions, and of the search."""

from sqlalchemy import Boolean, Integer, LargeBinary, Text, column
from sqlalchemy import table as virtual

from app.adapters.store.column_types import Day, Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

customers_notes = table(
    "customers_notes",
    Topic.PATIENTS,
    key("note_id"),
    has("patient_id", Identity),
    has("kind", Text),
    has("written_at", Moment),
    has("written_by", Identity),
    has("is_open", Boolean),
    may_have("due_on", Day),
    has("content", Text),
    has("version", Integer),
)

customers_consent_history = table(
    "customers_consent_history",
    Topic.PATIENTS,
    key("consent_id"),
    has("patient_id", Identity),
    has("channel", Text),
    has("purpose", Text),
    has("is_given", Boolean),
    has("wording", Text),
    has("taken_by", Identity),
    has("taken_at", Moment),
)

customers_merges = table(
    "customers_merges",
    Topic.PATIENTS,
    key("merge_id"),
    has("winner_id", Identity),
    has("loser_id", Identity),
    has("reason", Text),
    has("merged_by", Identity),
    has("merged_at", Moment),
    has("is_undone", Boolean),
)

# Which record stands for a merged one: what the merges come to.
customers_merged = table(
    "customers_merged", Topic.PATIENTS, key("loser_id"), has("winner_id", Identity)
)

customers_files = table(
    "customers_files", Topic.PATIENTS, key("sha256", Text), has("content", LargeBinary)
)

# The row of each person in the indexes, with what it is ranked and found mistyped by.
customers_search_keys = table(
    "customers_search_keys",
    Topic.PATIENTS,
    key("search_id", Integer),
    has("patient_id", Identity),
    has("family_key", Text),
    has("given_key", Text),
    has("number", Text),
    has("names", Text),
)

# Every word of a name and how many have it: what a mistyped word is compared with.
customers_search_names = table(
    "customers_search_names", Topic.PATIENTS, key("name", Text), has("owners", Integer)
)

# Indexes of FTS5: they are asked with MATCH on their own name and hold no text of their own.
customers_search_words = virtual("customers_search_words", column("rowid"), column("keys"))
customers_search_digits = virtual("customers_search_digits", column("rowid"), column("keys"))
customers_search_parts = virtual("customers_search_parts", column("rowid"), column("keys"))
