"""A profile: the folder one device keeps everything in, and the lock that keeps others out."""

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from app.adapters.store.errors import ProfileIsInUse
from app.adapters.store.trouble import files_in_our_words

FOLDER_MODE = 0o700
FILE_MODE = 0o600


@dataclass(frozen=True, slots=True)
class Profile:
    """The data folder of one device."""

    folder: Path

    @property
    def store_file(self) -> Path:
        """Return where the encrypted database is."""
        return self.folder / "store.db"

    @property
    def has_store(self) -> bool:
        """Return whether a database was ever made here."""
        return self.store_file.exists()

    def prepare(self) -> None:
        """Make the folder and the database file, readable by their owner alone.

        Raises:
            DiskIsFull, StoreIsOutOfReach: see there.
        """
        with files_in_our_words():
            self.folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            # SQLite gives the journal and the index the permissions of the database file.
            os.close(os.open(self.store_file, os.O_CREAT | os.O_RDWR, FILE_MODE))

    def lock(self) -> "ProfileLock":
        """Return the lock of this profile, not yet taken."""
        return ProfileLock(self)


class ProfileLock:
    """Held while the program works on a profile; the system releases it when the process ends."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._lock = FileLock(profile.folder / "profile.lock", timeout=0, thread_local=False)

    def take(self) -> None:
        """Keep every other process out.

        Raises:
            ProfileIsInUse: one is in already.
            DiskIsFull, StoreIsOutOfReach: the folder cannot be written.
        """
        with files_in_our_words():
            self._profile.folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            self._acquire()

    def release(self) -> None:
        """Let others in."""
        self._lock.release()

    def __enter__(self) -> Self:
        """Take the lock; raises ProfileIsInUse."""
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others in."""
        self.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            raise ProfileIsInUse from None
