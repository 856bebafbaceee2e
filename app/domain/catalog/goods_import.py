"""A file of goods or lenses read row by row, so that every mistake is told and not the first."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from app.domain.catalog.goods import Good
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DomainError

LENS_ROWS = ("lenses", "extras")
GOODS_ROWS = ("frames", "contact_lenses", "ready_readers", "articles")
# The fields of a lens or an extra that name other rows.
NAME_OTHERS = frozenset({"includes", "excludes", "needs"})
_FIRST = re.compile(r"\[0\]")

Document: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """What is wrong with one row: its list, its place from 1, and the field or reason."""

    rows: str
    line: int
    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGoods:
    """The goods of a file; with errors, those of the rows that can be read."""

    goods: tuple[Good, ...]
    errors: tuple[RowError, ...]


def read_goods(document: object) -> ReadGoods:
    """Read a file of goods, or of lenses, whichever it is.

    Raises:
        DocumentIsMalformed: it is neither; what is wrong with a row is told in the errors.
    """
    if not isinstance(document, Mapping):
        raise DocumentIsMalformed(where="file", reason="not an object")
    is_of_lenses = any(name in document for name in (*LENS_ROWS, "designs"))
    names, reader = (LENS_ROWS, _lenses) if is_of_lenses else (GOODS_ROWS, goods)
    whole = cast("Document", document)
    found = _row_by_row(whole, names, reader)
    if found.errors:
        return found
    try:
        return ReadGoods(goods=tuple(reader(whole)), errors=())
    except DomainError as error:
        # Each row is right and the rows do not go together, such as one number twice.
        return ReadGoods(goods=found.goods, errors=(_error("file", 0, error),))


def _row_by_row(
    document: Document, names: Iterable[str], reader: Callable[[object], Iterable[Good]]
) -> ReadGoods:
    rest = {key: value for key, value in document.items() if key not in names}
    # What is wrong with the frame around the rows is one mistake, not one a row.
    reader(rest)
    found: list[Good] = []
    errors: list[RowError] = []
    for name in names:
        rows = document.get(name, [])
        if not isinstance(rows, list):
            raise DocumentIsMalformed(where=name, reason="not a list")
        for line, row in enumerate(rows, start=1):
            try:
                found += reader({**rest, name: [_alone(row)]})
            except DomainError as error:
                errors.append(_error(name, line, error))
    return ReadGoods(goods=tuple(found), errors=tuple(errors))


def _alone(row: object) -> object:
    """Return a row without what it names of other rows, which are not there while it is read."""
    if not isinstance(row, dict):
        return row
    return {key: value for key, value in row.items() if key not in NAME_OTHERS}


def _error(name: str, line: int, error: DomainError) -> RowError:
    facts = tuple((key, _FIRST.sub("", str(fact))) for key, fact in error.facts.items())
    return RowError(rows=name, line=line, code=error.code, facts=facts)


def _lenses(document: object) -> tuple[Good, ...]:
    catalogue = lens_catalogue(document)
    return (*catalogue.lenses, *catalogue.extras)
