"""The tables of papers and mails as queries see them."""

from sqlalchemy import Text

from app.adapters.store.column_types import Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

print_routes = table("print_routes", Topic.PRINTERS, key("role", Text), has("printer_id", Identity))

print_letterheads = table(
    "print_letterheads",
    None,
    key("site", Text),
    has("name", Text),
    has("lines", Text),
    has("tax_number", Text),
    has("footer", Text),
)

mails_mails = table(
    "mails_mails",
    Topic.MAILS,
    key("mail_id"),
    has("kind", Text),
    has("order_id", Identity),
    has("order_number", Text),
    has("patient_id", Identity),
    has("site_id", Identity),
    has("language", Text),
    has("subject", Text),
    has("body", Text),
    has("queued_at", Moment),
    has("send_after", Moment),
    may_have("cancelled_at", Moment),
)
