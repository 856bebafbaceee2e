"""The tables of drafts and badges as queries see them."""

from sqlalchemy import Text

from app.adapters.store.column_types import Identity, Moment
from app.adapters.store.tables import has, key, table

shell_drafts = table(
    "shell_drafts",
    None,
    key("draft_id"),
    has("kind", Text),
    has("subject", Text),
    has("title", Text),
    has("json", Text),
    has("user_id", Identity),
    has("name", Text),
    has("at", Moment),
)

staff_badges = table("staff_badges", None, key("user_id"), has("token_sha256", Text))
