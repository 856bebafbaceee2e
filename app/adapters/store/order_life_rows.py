"""The tables of what comes back of orders and of what is put aside."""

from sqlalchemy import Boolean, Integer, Text

from app.adapters.store.column_types import Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

orders_returns = table(
    "orders_returns",
    Topic.ORDERS,
    key("return_id"),
    has("order_id", Identity),
    has("site_id", Identity),
    has("currency", Text),
    has("lines", Text),
    has("reason", Text),
    has("at", Moment),
    has("recorded_by", Identity),
)

orders_parked = table(
    "orders_parked",
    Topic.ORDERS,
    key("parked_id"),
    has("site_id", Identity),
    may_have("patient_id", Identity),
    has("title", Text),
    has("form", Text),
    has("at", Moment),
    has("parked_by", Identity),
    has("version", Integer),
    has("is_open", Boolean),
)
