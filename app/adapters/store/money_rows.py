"""The tables of money: payments, refunds, stored value, card requests, the sealed journal."""

from sqlalchemy import Boolean, Integer, Text

from app.adapters.store.column_types import Day, Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

payments_payments = table(
    "payments_payments",
    Topic.PAYMENTS,
    key("payment_id"),
    has("purpose", Text),
    may_have("order_id", Identity),
    has("currency", Text),
    has("rounding_minor", Integer),
    has("taken_at", Moment),
    has("taken_by", Identity),
    has("till_id", Identity),
)

payments_payment_lines = table(
    "payments_payment_lines",
    Topic.PAYMENTS,
    key("payment_id"),
    key("position", Integer),
    has("tender", Text),
    has("reference", Text),
    has("amount_minor", Integer),
    may_have("handed_over_minor", Integer),
)

payments_refunds = table(
    "payments_refunds",
    Topic.PAYMENTS,
    key("refund_id"),
    may_have("order_id", Identity),
    may_have("payment_id", Identity),
    has("currency", Text),
    has("credit_minor", Integer),
    has("rounding_minor", Integer),
    has("given_at", Moment),
    has("given_by", Identity),
    has("till_id", Identity),
)

payments_refund_lines = table(
    "payments_refund_lines",
    Topic.PAYMENTS,
    key("refund_id"),
    key("position", Integer),
    has("from_tender", Text),
    has("from_reference", Text),
    has("to_tender", Text),
    has("to_reference", Text),
    has("amount_minor", Integer),
)

payments_stored_values = table(
    "payments_stored_values",
    Topic.PAYMENTS,
    key("stored_value_id"),
    has("kind", Text),
    has("number", Text),
    has("currency", Text),
    may_have("expires_on", Day),
)

payments_stored_value_entries = table(
    "payments_stored_value_entries",
    Topic.PAYMENTS,
    key("entry_id", Text),
    has("stored_value_id", Identity),
    has("movement", Text),
    has("amount_minor", Integer),
    has("at", Moment),
    has("device_id", Identity),
)

# When the server last said that every line it knows is here; no screen shows it by itself.
payments_stored_value_word = table(
    "payments_stored_value_word", None, key("only", Integer), has("confirmed_at", Moment)
)

payments_terminal_attempts = table(
    "payments_terminal_attempts",
    Topic.PAYMENTS,
    key("attempt_id"),
    has("till_id", Identity),
    may_have("order_id", Identity),
    has("direction", Text),
    has("currency", Text),
    has("amount_minor", Integer),
    may_have("number_before", Text),
    has("reverses", Text),
    has("begun_at", Moment),
    has("begun_by", Identity),
    has("was_sent", Boolean),
    has("used_by", Text),
    has("is_unsettled", Boolean),
    has("state", Text),
    has("authorisation", Text),
    has("number", Text),
    has("card_kind", Text),
    may_have("reason", Text),
    has("display", Text),
)

payments_journal = table(
    "payments_journal",
    Topic.TILL,
    key("till_id"),
    key("number", Integer),
    has("type", Text),
    has("type_number", Integer),
    may_have("session_id", Identity),
    has("business_day", Day),
    has("command_id", Identity),
    may_have("mark_state", Text),
    may_have("copy_of", Integer),
    has("hash", Text),
    has("entry", Text),
)

payments_checkpoints = table(
    "payments_checkpoints",
    Topic.TILL,
    key("till_id"),
    key("number", Integer),
    has("checkpoint", Text),
)
