"""Search by the beginnings of words: one row a word, found through the table's own key."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, select

from app.adapters.store.folding import AFTER_EVERY_LETTER


def holds_every_word(
    words: Table, owner: str, key: ColumnElement[Any], asked: Iterable[frozenset[str]]
) -> ColumnElement[bool]:
    """Return the condition that the record of `key` has a word for each thing asked."""
    return and_(
        *(
            key.in_(select(words.c[owner]).where(or_(*(_begins(words, word) for word in each))))
            for each in asked
        )
    )


def word_rows(words: Iterable[str], owner: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows that make a record findable by `words`."""
    return [{"word": word, **owner} for word in sorted(words)]


def _begins(words: Table, beginning: str) -> ColumnElement[bool]:
    # A range, because LIKE cannot use the key of a case-sensitive column.
    return and_(words.c.word >= beginning, words.c.word < beginning + AFTER_EVERY_LETTER)
