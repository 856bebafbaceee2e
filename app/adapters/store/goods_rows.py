"""The tables of goods and prices; a document holds all a good or a promotion says of itself."""

from sqlalchemy import Integer, Text

from app.adapters.store.column_types import Day, Identity, Moment
from app.adapters.store.tables import has, key, may_have, table
from app.services.changes import Topic

catalog_goods = table(
    "catalog_goods",
    Topic.CATALOGUE,
    key("sku", Text),
    has("type", Text),
    has("kind", Text),
    has("gtin", Text),
    has("document", Text),
    has("version", Integer),
)

catalog_good_words = table(
    "catalog_good_words", Topic.CATALOGUE, key("word", Text), key("sku", Text)
)

pricing_price_lists = table(
    "pricing_price_lists",
    Topic.PRICES,
    key("list_id", Text),
    key("version", Integer),
    has("name", Text),
    has("currency", Text),
    may_have("site_id", Identity),
    may_have("valid_from", Day),
    may_have("valid_until", Day),
)

pricing_prices = table(
    "pricing_prices",
    Topic.PRICES,
    key("sku", Text),
    key("list_id", Text),
    key("version", Integer),
    has("minor", Integer),
)

pricing_promotions = table(
    "pricing_promotions",
    Topic.PRICES,
    key("promotion_id", Text),
    has("document", Text),
    has("version", Integer),
)

pricing_discount_limits = table(
    "pricing_discount_limits",
    Topic.PRICES,
    key("currency", Text),
    has("document", Text),
    has("version", Integer),
)

pricing_site_taxes = table(
    "pricing_site_taxes",
    Topic.PRICES,
    key("site", Text),
    has("jurisdiction", Text),
    may_have("exempt_percent", Text),
    has("version", Integer),
)

pricing_used_codes = table(
    "pricing_used_codes",
    Topic.PRICES,
    key("code", Text),
    has("owner", Identity),
    has("at", Moment),
)
