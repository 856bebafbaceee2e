"""The opening contract: the only place that connects to the encrypted database.

Every rule here answers a way in which other programs came to write plain text, or a key into a log.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from app.adapters.store.errors import (
    CipherIsMissing,
    KeyIsMalformed,
    KeyIsWrong,
    StoreIsDamaged,
    StoreIsNotEncrypted,
    StoreIsOutOfReach,
)
from app.adapters.store.trouble import files_in_our_words, trouble_of

RAW_KEY = re.compile(r"[0-9a-f]{64}")
PLAIN_HEADER = b"SQLite format 3\x00"
# Large pages: bulk pulls are a third faster than with 4 KiB, and single commits do not notice.
PAGE_BYTES = 16_384
# A checkpoint every 4 MiB keeps the journal small enough to finish on a nearly full disk.
CHECKPOINT_PAGES = 256
BUSY_TIMEOUT_S = 5.0
# Every page that is not kept is decrypted and checked again: the search of a chain fits in this.
CACHE_KIB = 65_536

SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{CACHE_KIB}",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}",
    f"PRAGMA journal_size_limit = {CHECKPOINT_PAGES * PAGE_BYTES}",
)


class CipherConnection(Protocol):
    """What we use of the driver's connection; the driver ships no types."""

    def execute(self, statement: str) -> "CipherCursor":
        """Run one statement."""

    def set_authorizer(self, _authorizer: Callable[..., int]) -> None:
        """Ask it about every action of every statement from now on."""

    def close(self) -> None:
        """Close it."""


class CipherCursor(Protocol):
    """What we use of the driver's cursor."""

    def fetchone(self) -> tuple[object, ...] | None:
        """Return the next row, or None."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """Return all rows."""


def connect(path: Path, key: str) -> CipherConnection:
    """Open the store under its raw key and hold the connection to the house rules.

    Nothing is written before the key is known to fit; a new or empty file takes the key as its
    own.

    Raises:
        KeyIsMalformed, KeyIsWrong, CipherIsMissing, StoreIsNotEncrypted, StoreIsOutOfReach: see
            there. None of them carries the key or what the library said about it.
    """
    if RAW_KEY.fullmatch(key) is None:
        raise KeyIsMalformed
    _refuse_plain_file(path)
    try:
        connection: CipherConnection = sqlcipher.connect(
            str(path), timeout=BUSY_TIMEOUT_S, isolation_level=None, cached_statements=256
        )
    except sqlcipher.Error:
        raise StoreIsOutOfReach from None
    with ExitStack() as undo:
        undo.callback(connection.close)
        _unlock(connection, key)
        _apply_rules(connection)
        undo.pop_all()
    return connection


def open_engine(path: Path, key: str) -> Engine:
    """Return SQLAlchemy's view of the store: one connection, owned by the calling thread.

    Raises:
        KeyIsMalformed, KeyIsWrong, CipherIsMissing, StoreIsNotEncrypted, StoreIsOutOfReach: see
            `connect`.
    """
    connection = connect(path, key)
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connection,
        poolclass=StaticPool,
        # What a statement was called with is somebody's health data.
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def unverified_pages(path: Path, key: str) -> tuple[str, ...]:
    """Return what the cipher says about pages that do not verify; nothing when all do.

    It reads the whole file on a connection of its own, so it can run beside the program.

    Raises:
        KeyIsMalformed, KeyIsWrong, CipherIsMissing, StoreIsNotEncrypted, StoreIsOutOfReach: see
            `connect`.
    """
    with closing(connect(path, key)) as connection:
        rows = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return tuple(str(row[0]) for row in rows)


def _refuse_plain_file(path: Path) -> None:
    if not path.exists():
        return
    with files_in_our_words(), path.open("rb") as file:
        header = file.read(len(PLAIN_HEADER))
    if header == PLAIN_HEADER:
        raise StoreIsNotEncrypted


def _unlock(connection: CipherConnection, key: str) -> None:
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise CipherIsMissing
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute(f"PRAGMA cipher_page_size = {PAGE_BYTES}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher.Error as error:
        trouble = trouble_of(error) or StoreIsOutOfReach
        # A first page that cannot be read is what another key looks like.
        raise (KeyIsWrong if trouble is StoreIsDamaged else trouble) from None


def _apply_rules(connection: CipherConnection) -> None:
    connection.set_authorizer(_authorize)
    try:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        for setting in SETTINGS:
            connection.execute(setting)
    except sqlcipher.Error as error:
        raise (trouble_of(error) or StoreIsOutOfReach) from None
    if mode != ("wal",):
        # Some network folders cannot share memory; a store there would lose commits.
        raise StoreIsOutOfReach


def _authorize(action: int, *_details: str | None) -> int:
    """Deny ATTACH: a database attached with an empty key would be written in plain text."""
    is_attach = action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH)
    return int(sqlcipher.SQLITE_DENY if is_attach else sqlcipher.SQLITE_OK)


def _begin(connection: Connection) -> None:
    # The driver would begin late and only for writes; a unit reads and writes one state, and
    # taking the write lock first means it never has to be taken half-way.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
