"""A private Postgres for the tests of the server, and the burial of those that killed runs left."""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from sync_server.store.postgres import open_postgres

PREFIX = "dioptre-tests-"
# A folder this old that nobody holds is not one that another run is just about to start in.
LEFT_AFTER_S = 900


@contextmanager
def fresh_folder() -> Iterator[Path]:
    """A folder of the machine's own: pytest closes its folders to others, and so to Postgres."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def private_postgres(*options: str) -> Iterator[URL]:
    """A cluster that is gone at the end."""
    with fresh_folder() as folder, open_postgres(None, folder, options=options) as url:
        yield url


def bury_leftovers() -> None:
    """Stop and remove what runs left that were killed and could not do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = folder / "postgres" / "in-use.lock"
        is_old = folder.exists() and folder.stat().st_mtime < time.time() - LEFT_AFTER_S
        if not is_old or not lock.exists() or _is_held(lock):
            continue
        # Whoever leaves last stops it, and nobody else is there.
        with open_postgres(None, folder):
            pass
        shutil.rmtree(folder)


def _is_held(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
