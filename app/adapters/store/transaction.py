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

from app.adapters.store.trouble import trouble_of
from app.services.changes import Changes, Topic

Query: TypeAlias = Select[*tuple[Any, ...]]
Found: TypeAlias = Row[*tuple[Any, ...]]
Value = TypeVar("Value")


class Transaction:
    """One transaction on the store's only connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._topics: set[Topic] = set()

    def begin(self) -> None:
        """Take the write lock."""
        with in_our_words():
            self._connection.begin()

    def read(self, statement: Query, **values: object) -> Sequence[Found]:
        """Return all rows of a query."""
        with in_our_words():
            return self._connection.execute(statement, values).all()

    def first(self, statement: Query, **values: object) -> Found | None:
        """Return the first row of a query, or None."""
        with in_our_words():
            return self._connection.execute(statement, values).first()

    def scalar(self, statement: Select[Value], **values: object) -> Value | None:
        """Return the first value of a query, or None."""
        with in_our_words():
            return self._connection.execute(statement, values).scalar()

    def write(
        self, statement: Insert | Update | Delete, values: dict[str, Any] | None = None
    ) -> int:
        """Change one table and return how many rows changed."""
        with in_our_words():
            changed = self._connection.execute(statement, values or {}).rowcount
        if changed:
            self._touch(statement.table)
        return changed

    def insert(self, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows together; no rows change nothing."""
        if rows:
            with in_our_words():
                self._connection.execute(statement, rows)
            self._touch(statement.table)

    def commit(self) -> Changes:
        """Make it durable and return what changed."""
        with in_our_words():
            self._connection.commit()
        changes = frozenset(self._topics)
        self._topics.clear()
        return changes

    def roll_back(self) -> None:
        """Undo whatever was not committed; without a transaction it does nothing."""
        self._topics.clear()
        with in_our_words():
            self._connection.rollback()

    def _touch(self, table: object) -> None:
        topic = table.info.get("topic") if isinstance(table, Table) else None
        if topic is not None:
            self._topics.add(topic)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raise trouble of the disk as our own error; a bug passes through.

    Raises:
        DiskIsFull, StoreIsDamaged, StoreIsOutOfReach: see there.
    """
    try:
        yield
    except DBAPIError as error:
        trouble = trouble_of(error.orig)
        if trouble is None:
            raise
        raise trouble from None
