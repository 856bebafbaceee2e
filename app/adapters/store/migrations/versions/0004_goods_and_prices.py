"""All goods in one table, price lists, promotions, discount limits, tax settings, used codes."""

from alembic import op

revision = "0004"
down_revision = "0003"

GOODS = """
CREATE TABLE catalog_goods (
    sku TEXT NOT NULL PRIMARY KEY CHECK (length(sku) > 0),
    type TEXT NOT NULL,
    kind TEXT NOT NULL,
    gtin TEXT NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE INDEX catalog_goods_gtin ON catalog_goods (gtin) WHERE gtin <> '';
CREATE INDEX catalog_goods_kind ON catalog_goods (kind, sku);
CREATE INDEX catalog_goods_type ON catalog_goods (type, sku);
CREATE TABLE catalog_good_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    sku TEXT NOT NULL REFERENCES catalog_goods ON DELETE CASCADE,
    PRIMARY KEY (word, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalog_good_words_of ON catalog_good_words (sku)
"""

PRICES = """
CREATE TABLE pricing_price_lists (
    list_id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    name TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    site_id TEXT,
    valid_from TEXT CHECK (valid_from IS date(valid_from)),
    valid_until TEXT CHECK (valid_until IS date(valid_until)),
    PRIMARY KEY (list_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE pricing_prices (
    sku TEXT NOT NULL,
    list_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    minor INTEGER NOT NULL CHECK (minor >= 0),
    PRIMARY KEY (sku, list_id, version),
    FOREIGN KEY (list_id, version) REFERENCES pricing_price_lists ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX pricing_prices_of ON pricing_prices (list_id, version);
CREATE TABLE pricing_promotions (
    promotion_id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL CHECK (json_valid(document)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE TABLE pricing_discount_limits (
    currency TEXT NOT NULL PRIMARY KEY CHECK (length(currency) = 3),
    document TEXT NOT NULL CHECK (json_valid(document)),
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
-- The site is empty where the settings are those of the whole chain.
CREATE TABLE pricing_site_taxes (
    site TEXT NOT NULL PRIMARY KEY,
    jurisdiction TEXT NOT NULL,
    exempt_percent TEXT,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
CREATE TABLE pricing_used_codes (
    code TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT
"""

# What a store already has of frames and lenses moves over; lengths become texts in millimetres.
MOVE_UP = """
INSERT INTO catalog_goods SELECT sku, 'frame', 'frame', gtin, json_object(
    'type', 'frame', 'currency', currency, 'sku', sku, 'price_minor', price_minor,
    'gtin', nullif(gtin, ''), 'brand', brand, 'model', model, 'colour', colour,
    'a_mm', printf('%d.%02d', a_hundredths_mm / 100, a_hundredths_mm % 100),
    'b_mm', printf('%d.%02d', b_hundredths_mm / 100, b_hundredths_mm % 100),
    'dbl_mm', printf('%d.%02d', dbl_hundredths_mm / 100, dbl_hundredths_mm % 100),
    'temple_mm', temple_mm), 1 FROM catalog_frames;
INSERT INTO catalog_good_words SELECT word, sku FROM catalog_frame_words;
INSERT INTO catalog_goods SELECT sku, 'lens', 'lens', '', json_object(
    'type', 'lens', 'currency', currency, 'sku', sku, 'price_minor', price_minor,
    'name', name, 'kind', kind, 'material', nullif(material, ''),
    'index_thousandths', index_thousandths, 'coating', nullif(coating, '')), 1
    FROM catalog_lenses WHERE sku NOT IN (SELECT sku FROM catalog_goods);
INSERT OR IGNORE INTO catalog_good_words SELECT word, sku FROM catalog_lens_words;
DROP TABLE catalog_lens_words;
DROP TABLE catalog_lenses;
DROP TABLE catalog_frame_words;
DROP TABLE catalog_frames
"""

# A step down keeps what the older tables can hold of frames and lenses.
MOVE_DOWN = """
CREATE TABLE catalog_frames (
    sku TEXT NOT NULL PRIMARY KEY,
    gtin TEXT NOT NULL,
    brand TEXT NOT NULL,
    model TEXT NOT NULL,
    colour TEXT NOT NULL,
    a_hundredths_mm INTEGER NOT NULL CHECK (a_hundredths_mm > 0),
    b_hundredths_mm INTEGER NOT NULL CHECK (b_hundredths_mm > 0),
    dbl_hundredths_mm INTEGER NOT NULL CHECK (dbl_hundredths_mm >= 0),
    temple_mm INTEGER NOT NULL CHECK (temple_mm >= 0),
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3)
) STRICT;
CREATE INDEX catalog_frames_gtin ON catalog_frames (gtin);
CREATE TABLE catalog_frame_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    sku TEXT NOT NULL REFERENCES catalog_frames ON DELETE CASCADE,
    PRIMARY KEY (word, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalog_frame_words_of ON catalog_frame_words (sku);
CREATE TABLE catalog_lenses (
    sku TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    material TEXT NOT NULL,
    index_thousandths INTEGER NOT NULL CHECK (index_thousandths BETWEEN 1000 AND 2500),
    coating TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3)
) STRICT;
CREATE TABLE catalog_lens_words (
    word TEXT NOT NULL CHECK (length(word) > 0),
    sku TEXT NOT NULL REFERENCES catalog_lenses ON DELETE CASCADE,
    PRIMARY KEY (word, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX catalog_lens_words_of ON catalog_lens_words (sku);
INSERT INTO catalog_frames SELECT sku, gtin, document ->> '$.brand', document ->> '$.model',
    document ->> '$.colour', CAST(round((document ->> '$.a_mm') * 100) AS INTEGER),
    CAST(round((document ->> '$.b_mm') * 100) AS INTEGER),
    CAST(round((document ->> '$.dbl_mm') * 100) AS INTEGER), document ->> '$.temple_mm',
    document ->> '$.price_minor', document ->> '$.currency'
    FROM catalog_goods WHERE type = 'frame';
INSERT INTO catalog_frame_words SELECT word, sku FROM catalog_good_words
    WHERE sku IN (SELECT sku FROM catalog_frames);
INSERT INTO catalog_lenses SELECT sku, document ->> '$.name', document ->> '$.kind',
    coalesce(document ->> '$.material', ''), document ->> '$.index_thousandths',
    coalesce(document ->> '$.coating', ''), document ->> '$.price_minor',
    document ->> '$.currency' FROM catalog_goods WHERE type = 'lens';
INSERT INTO catalog_lens_words SELECT word, sku FROM catalog_good_words
    WHERE sku IN (SELECT sku FROM catalog_lenses)
"""

TABLES_CHILDREN_FIRST = (
    *("pricing_used_codes", "pricing_site_taxes", "pricing_discount_limits"),
    *("pricing_promotions", "pricing_prices", "pricing_price_lists"),
    *("catalog_good_words", "catalog_goods"),
)


def upgrade() -> None:
    for part in (GOODS, PRICES, MOVE_UP):
        for statement in part.split(";\n"):
            op.execute(statement)


def downgrade() -> None:
    for statement in MOVE_DOWN.split(";\n"):
        op.execute(statement)
    for table in TABLES_CHILDREN_FIRST:
        op.execute(f"DROP TABLE {table}")
