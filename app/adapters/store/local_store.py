"""The opened store: its engine, its one connection, and the units of work over it."""

from contextlib import ExitStack

from sqlalchemy import Connection, Engine

from app.adapters.store.engine import open_engine
from app.adapters.store.profile import Profile
from app.adapters.store.schema import bring_up_to_date
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.transaction import Transaction, in_our_words
from app.adapters.store.unit_of_work import SqlUnitOfWork, Surroundings


class LocalStore:
    """Lives on the thread that opened it."""

    def __init__(self, engine: Engine, surroundings: Surroundings) -> None:
        self._engine = engine
        self._connection: Connection = engine.connect()
        self._surroundings = surroundings

    @classmethod
    def open(cls, profile: Profile, key: str, surroundings: Surroundings) -> "LocalStore":
        """Open the store of a profile and bring its schema up to date; a new one is made.

        Raises:
            KeyIsMalformed, KeyIsWrong, CipherIsMissing, StoreIsNotEncrypted, SchemaIsNewer,
            StoreIsDamaged, StoreIsOutOfReach, DiskIsFull: see there; nothing was changed.
        """
        profile.prepare()
        engine = open_engine(profile.store_file, key)
        with ExitStack() as undo:
            undo.callback(engine.dispose)
            with in_our_words():
                bring_up_to_date(engine)
            undo.pop_all()
        return cls(engine, surroundings)

    def units(self) -> SqlUnitOfWork:
        """Return a unit of work, not yet begun."""
        return SqlUnitOfWork(self._connection, self._surroundings)

    def private_key(self) -> str | None:
        """Return the secret half of the device's key, also while a unit of work goes on."""
        is_idle = not self._connection.in_transaction()
        found = SqlSyncState(Transaction(self._connection)).private_key()
        if is_idle:
            self._connection.rollback()
        return found

    def close(self) -> None:
        """Close the connection; the journal is folded into the database."""
        self._connection.close()
        self._engine.dispose()
