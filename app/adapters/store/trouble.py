"""Says trouble of the disk in our own words, with a fixed text; a bug passes through unchanged."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.adapters.store.errors import DiskIsFull, StoreIsDamaged, StoreIsOutOfReach
from app.domain.kernel.errors import DioptreError

BY_NAME: dict[str, type[DioptreError]] = {
    "SQLITE_FULL": DiskIsFull,
    "SQLITE_CORRUPT": StoreIsDamaged,
    "SQLITE_NOTADB": StoreIsDamaged,
    "SQLITE_IOERR": StoreIsOutOfReach,
    "SQLITE_READONLY": StoreIsOutOfReach,
    "SQLITE_CANTOPEN": StoreIsOutOfReach,
    "SQLITE_BUSY": StoreIsOutOfReach,
}


def trouble_of(driver_error: object) -> type[DioptreError] | None:
    """Return what a driver's error is to a person, or None when it is a bug of ours."""
    name = getattr(driver_error, "sqlite_errorname", None) or ""
    # Extended codes go on after the name of the kind: SQLITE_IOERR_FSYNC.
    return next((BY_NAME[known] for known in BY_NAME if name.startswith(known)), None)


@contextmanager
def files_in_our_words() -> Iterator[None]:
    """Raise trouble with a folder or file as our own error.

    Raises:
        DiskIsFull, StoreIsOutOfReach: see there.
    """
    try:
        yield
    except OSError as error:
        raise (DiskIsFull() if error.errno == errno.ENOSPC else StoreIsOutOfReach()) from None
