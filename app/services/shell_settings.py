"""What a device's windows are set to; none of it is secret."""

from dataclasses import dataclass
from datetime import timedelta

LOCK_AFTER_S = 300
VOLUME_PERCENT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellSettings:
    """The language (None: the machine's), when the desk locks itself, and how loud it is."""

    language: str | None = None
    lock_after_s: int = LOCK_AFTER_S
    volume_percent: int = VOLUME_PERCENT

    @property
    def lock_after(self) -> timedelta:
        """Return how long nobody may touch an open desk."""
        return timedelta(seconds=self.lock_after_s)


USUAL = ShellSettings()
