"""Frames and lenses in their tables, and the search over their words."""

from typing import Any

from sqlalchemy import BindParameter, Delete, Insert, Table, bindparam, delete, insert, or_, select

from app.adapters.store.folding import asked_words, words_of
from app.adapters.store.rows import (
    catalog_frame_words,
    catalog_frames,
    catalog_lens_words,
    catalog_lenses,
)
from app.adapters.store.statements import insert_or_replace
from app.adapters.store.transaction import Found, Transaction
from app.adapters.store.word_index import holds_every_word, word_rows
from app.domain.catalog import Frame, FrameNotFound, Lens, LensNotFound
from app.domain.kernel.money import Money
from app.domain.optics.power import Millimetres

FRAMES = catalog_frames.c
LENSES = catalog_lenses.c
SKU: BindParameter[str] = bindparam("sku")

# An article number that happens to be another frame's GTIN wins.
FIND_FRAME = (
    select(catalog_frames)
    .where(or_(FRAMES.sku == SKU, FRAMES.gtin == SKU))
    .order_by((FRAMES.sku == SKU).desc())
    .limit(1)
)
FIND_LENS = select(catalog_lenses).where(LENSES.sku == SKU)
SAVE_FRAME = insert_or_replace(catalog_frames)
SAVE_LENS = insert_or_replace(catalog_lenses)
FORGET_FRAME_WORDS = delete(catalog_frame_words).where(catalog_frame_words.c.sku == SKU)
FORGET_LENS_WORDS = delete(catalog_lens_words).where(catalog_lens_words.c.sku == SKU)
ADD_FRAME_WORDS = insert(catalog_frame_words)
ADD_LENS_WORDS = insert(catalog_lens_words)


class SqlCatalogue:
    """What a shop sells, as head office lists it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def frame(self, sku: str) -> Frame:
        """Return the frame with that article number or GTIN; raises FrameNotFound."""
        row = self._transaction.first(FIND_FRAME, sku=sku)
        if row is None:
            raise FrameNotFound(sku=sku)
        return _frame(row)

    def lens(self, sku: str) -> Lens:
        """Return the lens; raises LensNotFound."""
        row = self._transaction.first(FIND_LENS, sku=sku)
        if row is None:
            raise LensNotFound(sku=sku)
        return _lens(row)

    def search_frames(self, text: str, *, limit: int) -> tuple[Frame, ...]:
        """Return frames whose brand, model, article number or GTIN begins with `text`."""
        rows = self._search(catalog_frames, catalog_frame_words, text, limit=limit)
        return tuple(_frame(row) for row in rows)

    def search_lenses(self, text: str, *, limit: int) -> tuple[Lens, ...]:
        """Return lenses whose words all begin with the words of `text`."""
        rows = self._search(catalog_lenses, catalog_lens_words, text, limit=limit)
        return tuple(_lens(row) for row in rows)

    def save_frame(self, frame: Frame) -> None:
        """Insert or replace a frame."""
        self._transaction.write(SAVE_FRAME, _frame_fields(frame))
        words = words_of(frame.brand, frame.model, frame.colour, frame.sku, frame.gtin)
        self._index(FORGET_FRAME_WORDS, ADD_FRAME_WORDS, frame.sku, words)

    def save_lens(self, lens: Lens) -> None:
        """Insert or replace a lens."""
        self._transaction.write(SAVE_LENS, _lens_fields(lens))
        words = words_of(lens.name, lens.kind, lens.material, lens.coating, lens.sku)
        self._index(FORGET_LENS_WORDS, ADD_LENS_WORDS, lens.sku, words)

    def _search(self, articles: Table, words: Table, text: str, *, limit: int) -> list[Found]:
        asked = asked_words(text)
        if not asked:
            return []
        is_hit = holds_every_word(words, "sku", articles.c.sku, asked)
        query = select(articles).where(is_hit).order_by(articles.c.sku).limit(limit)
        return list(self._transaction.read(query))

    def _index(self, forget: Delete, add: Insert, sku: str, words: frozenset[str]) -> None:
        self._transaction.write(forget, {"sku": sku})
        self._transaction.insert(add, word_rows(words, {"sku": sku}))


def _frame_fields(frame: Frame) -> dict[str, Any]:
    return {
        "sku": frame.sku,
        "gtin": frame.gtin,
        "brand": frame.brand,
        "model": frame.model,
        "colour": frame.colour,
        "a_hundredths_mm": frame.a_mm.hundredths,
        "b_hundredths_mm": frame.b_mm.hundredths,
        "dbl_hundredths_mm": frame.dbl_mm.hundredths,
        "temple_mm": frame.temple_mm,
        "price_minor": frame.price.minor,
        "currency": frame.price.currency,
    }


def _frame(row: Found) -> Frame:
    return Frame(
        sku=row.sku,
        gtin=row.gtin,
        brand=row.brand,
        model=row.model,
        colour=row.colour,
        a_mm=Millimetres(row.a_hundredths_mm),
        b_mm=Millimetres(row.b_hundredths_mm),
        dbl_mm=Millimetres(row.dbl_hundredths_mm),
        temple_mm=row.temple_mm,
        price=Money(row.price_minor, row.currency),
    )


def _lens_fields(lens: Lens) -> dict[str, Any]:
    return {
        "sku": lens.sku,
        "name": lens.name,
        "kind": lens.kind,
        "material": lens.material,
        "index_thousandths": lens.index_thousandths,
        "coating": lens.coating,
        "price_minor": lens.price.minor,
        "currency": lens.price.currency,
    }


def _lens(row: Found) -> Lens:
    return Lens(
        sku=row.sku,
        name=row.name,
        kind=row.kind,
        material=row.material,
        index_thousandths=row.index_thousandths,
        coating=row.coating,
        price=Money(row.price_minor, row.currency),
    )
