"""Ids that count up, so that a failing test reads the same every time."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.ids import uuid7

UNIX_MS = 1_772_452_800_000


@dataclass(kw_only=True)
class CountingIds:
    """Plays the NewId port with valid UUIDv7s that differ in their last digits."""

    given: int = 0

    def __call__(self) -> UUID:
        self.given += 1
        return uuid7(unix_ms=UNIX_MS, randomness=self.given)
