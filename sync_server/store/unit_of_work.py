"""One transaction on Postgres, and what its failures mean to the services."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolIsExhausted

from sync_server.services.ports import ApplyConflict
from sync_server.services.refusals import TryLater

# A lost connection, a deadlock, a lock or statement that took too long, a server going down.
PASSING = (OperationalError, InternalError, PoolIsExhausted)


class SqlUnit:
    """A transaction; leaving it without `commit` rolls it back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._open: Connection | None = None

    @property
    def connection(self) -> Connection:
        """Return the connection of the open transaction."""
        if self._open is None:
            raise RuntimeError("the unit of work is not open")
        return self._open

    def __enter__(self) -> Self:
        """Take a connection and begin."""
        try:
            self._open = self._engine.connect()
        except PASSING:
            raise TryLater from None
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed; what may pass is said as TryLater."""
        self.connection.close()
        self._open = None
        if isinstance(error, PASSING):
            # Without the cause: what Postgres says of a row may hold a patient's name.
            raise TryLater from None

    def commit(self) -> None:
        """Make it durable."""
        self.connection.commit()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo the block alone if its rows are refused, and say so as ApplyConflict."""
        try:
            with self.connection.begin_nested():
                yield
        except (IntegrityError, DataError):
            raise ApplyConflict from None


class SqlSnapshotUnit(SqlUnit):
    """A transaction that only reads, and reads everything as of one moment."""

    def __enter__(self) -> Self:
        """Take a connection and begin."""
        super().__enter__()
        self.connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        return self
