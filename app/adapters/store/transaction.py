"""Runs the statements of one unit of work and remembers which kinds of thing they changed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Row,
    Select,
    Table,
    Update,
)
from sqlalchemy.exc import DBAPIError

from app.adapters.store.errors import DiskIsFull, StoreIsDamaged, StoreIsOutOfReach
from app.domain.kernel.errors import DioptreError
from app.services.changes import Changes, Topic

Query: TypeAlias = Select[*tuple[Any, ...]]
Found: TypeAlias = Row[*tuple[Any, ...]]
Value = TypeVar("Value")

TROUBLE: dict[str, type[DioptreError]] = {
    "SQLITE_FULL": DiskIsFull,
    "SQLITE_CORRUPT": StoreIsDamaged,
    "SQLITE_NOTADB": StoreIsDamaged,
    "SQLITE_IOERR": StoreIsOutOfReach,
    "SQLITE_READONLY": StoreIsOutOfReach,
    "SQLITE_CANTOPEN": StoreIsOutOfReach,
    "SQLITE_BUSY": StoreIsOutOfReach,
}


class Transaction:
    """One transaction on the store's only connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._topics: set[Topic] = set()

    def begin(self) -> None:
        """Take the write lock."""
        with _in_our_words():
            self._connection.begin()

    def read(self, statement: Query, **values: object) -> Sequence[Found]:
        """Return all rows of a query."""
        with _in_our_words():
            return self._connection.execute(statement, values).all()

    def first(self, statement: Query, **values: object) -> Found | None:
        """Return the first row of a query, or None."""
        with _in_our_words():
            return self._connection.execute(statement, values).first()

    def scalar(self, statement: Select[Value], **values: object) -> Value | None:
        """Return the first value of a query, or None."""
        with _in_our_words():
            return self._connection.execute(statement, values).scalar()

    def write(
        self, statement: Insert | Update | Delete, values: dict[str, Any] | None = None
    ) -> int:
        """Change one table and return how many rows changed."""
        with _in_our_words():
            changed = self._connection.execute(statement, values or {}).rowcount
        if changed:
            self._touch(statement.table)
        return changed

    def insert(self, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows together; no rows change nothing."""
        if rows:
            with _in_our_words():
                self._connection.execute(statement, rows)
            self._touch(statement.table)

    def commit(self) -> Changes:
        """Make it durable and return what changed."""
        with _in_our_words():
            self._connection.commit()
        changes = frozenset(self._topics)
        self._topics.clear()
        return changes

    def roll_back(self) -> None:
        """Undo whatever was not committed; without a transaction it does nothing."""
        self._topics.clear()
        with _in_our_words():
            self._connection.rollback()

    def _touch(self, table: object) -> None:
        topic = table.info.get("topic") if isinstance(table, Table) else None
        if topic is not None:
            self._topics.add(topic)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Raise trouble of the disk as our own error, with a fixed text; a bug passes through."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", None) or ""
        trouble = next((TROUBLE[known] for known in TROUBLE if name.startswith(known)), None)
        if trouble is None:
            raise
        raise trouble from None
