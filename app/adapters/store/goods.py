"""All that is sold in one table of documents, and the search over its words."""

import json
from collections.abc import Iterable

from sqlalchemy import BindParameter, bindparam, delete, insert, or_, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from app.adapters.store.folding import asked_words, words_of
from app.adapters.store.goods_rows import catalog_good_words, catalog_goods
from app.adapters.store.rows import inventory_stock_levels
from app.adapters.store.transaction import Query, Transaction
from app.adapters.store.word_index import holds_every_word, word_rows
from app.domain.catalog import (
    ArticleKind,
    ArticleNotFound,
    ContactLens,
    Frame,
    Good,
    Lens,
    LensExtra,
    kind_of,
    words_for,
)
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.good_json import good_json, good_of
from app.domain.inventory import StockLevel
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import SiteId
from app.services.catalogue_ports import EVERY_KIND

GOODS = catalog_goods.c
LEVELS = inventory_stock_levels.c
SKU: BindParameter[str] = bindparam("sku")

# An article number that happens to be another article's GTIN wins.
FIND = (
    select(GOODS.document)
    .where(or_(GOODS.sku == SKU, (GOODS.gtin == SKU) & (SKU != "")))
    .order_by((GOODS.sku == SKU).desc(), GOODS.sku)
    .limit(1)
)
FIND_VERSION = select(GOODS.version).where(GOODS.sku == SKU)
OF_TYPE = select(GOODS.document).where(GOODS.type == bindparam("type")).order_by(GOODS.sku)
FIND_LEVELS = (
    select(LEVELS.site_id, LEVELS.on_hand, LEVELS.reserved)
    .where(LEVELS.sku == SKU)
    .order_by(LEVELS.site_id)
)
FORGET_WORDS = delete(catalog_good_words).where(catalog_good_words.c.sku == SKU)
ADD_WORDS = insert(catalog_good_words)


def _save_not_older() -> Insert:
    statement = upsert(catalog_goods)
    return statement.on_conflict_do_update(
        index_elements=[GOODS.sku],
        set_={
            name: statement.excluded[name]
            for name in ("type", "kind", "gtin", "document", "version")
        },
        where=statement.excluded.version >= GOODS.version,
    )


SAVE = _save_not_older()


class SqlGoods:
    """Plays GoodsRepository: frames, lenses, extras, contact lenses, readers, other articles."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def good(self, code: str) -> Good:
        """Return the good with that article number, or else that GTIN; raises ArticleNotFound."""
        row = self._transaction.first(FIND, sku=code)
        if row is None:
            raise ArticleNotFound(code=code[:40])
        return _read(row.document)

    def version(self, sku: str) -> int:
        """Return the version of an article; 0 where there is none."""
        return self._transaction.scalar(FIND_VERSION, sku=sku) or 0

    def search(
        self, text: str, *, kinds: frozenset[ArticleKind] = EVERY_KIND, limit: int
    ) -> tuple[Good, ...]:
        """Return goods whose words begin with the words typed; without words, all of the kinds."""
        query: Query = select(GOODS.document).order_by(GOODS.sku).limit(limit)
        if kinds:
            query = query.where(GOODS.kind.in_(sorted(kinds)))
        asked = asked_words(text)
        if asked:
            query = query.where(holds_every_word(catalog_good_words, "sku", GOODS.sku, asked))
        elif text.strip():
            return ()
        return tuple(_read(row.document) for row in self._transaction.read(query))

    def lenses(self) -> tuple[Lens, ...]:
        """Return every lens."""
        return tuple(each for each in self._of_type("lens") if isinstance(each, Lens))

    def extras(self) -> tuple[LensExtra, ...]:
        """Return every lens extra."""
        return tuple(each for each in self._of_type("lens_extra") if isinstance(each, LensExtra))

    def save(self, article: ArticleVersion) -> None:
        """Insert the article, or replace what is no newer."""
        good = article.good
        document = good_json(good)
        fields = {
            "sku": good.sku,
            "type": document["type"],
            "kind": kind_of(good).value,
            "gtin": gtin_of(good),
            "document": canonical_json(document).decode("utf-8"),
            "version": article.version,
        }
        if not self._transaction.write(SAVE, fields):
            return
        self._transaction.write(FORGET_WORDS, {"sku": good.sku})
        self._transaction.insert(ADD_WORDS, word_rows(search_words(good), {"sku": good.sku}))

    def levels(self, sku: str) -> tuple[tuple[SiteId, StockLevel], ...]:
        """Return what each site this device knows of has of an article."""
        return tuple(
            (
                SiteId(row.site_id),
                StockLevel(
                    site_id=SiteId(row.site_id),
                    sku=sku,
                    on_hand=row.on_hand,
                    reserved=row.reserved,
                ),
            )
            for row in self._transaction.read(FIND_LEVELS, sku=sku)
        )

    def _of_type(self, kind: str) -> Iterable[Good]:
        return (_read(row.document) for row in self._transaction.read(OF_TYPE, type=kind))


def gtin_of(good: Good) -> str:
    """Return the GTIN of what can be scanned, or nothing."""
    return "" if isinstance(good, Lens | LensExtra) else good.gtin


def search_words(good: Good) -> frozenset[str]:
    """Return the words people find a good by."""
    return words_of(words_for(good), good.sku, gtin_of(good), *_more_words(good))


def _more_words(good: Good) -> tuple[str, ...]:
    match good:
        case Frame():
            return (good.brand, good.model, good.colour)
        case Lens():
            return (good.kind, good.material, good.coating)
        case ContactLens():
            return (good.brand,)
        case _:
            return (kind_of(good).value,)


def _read(document: str) -> Good:
    return good_of(json.loads(document))
