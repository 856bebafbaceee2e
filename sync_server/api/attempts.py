"""Counts what an address tried in vain, so that a code cannot be guessed."""

from collections import deque
from dataclasses import dataclass, field

from sync_server.services.refusals import Code, TooMany

FAILURES_MAX = 5
WINDOW_S = 60.0
ADDRESSES_MAX = 10_000


@dataclass(slots=True, kw_only=True)
class FailedAttempts:
    """The last failures of each address; kept in memory, each server process its own."""

    failures_max: int = FAILURES_MAX
    window_s: float = WINDOW_S
    _failures: dict[str, deque[float]] = field(default_factory=dict)

    def check(self, address: str, *, now: float) -> None:
        """Let the address try.

        Raises:
            TooMany: it failed too often of late.
        """
        failures = self._failures.get(address, deque())
        while failures and failures[0] <= now - self.window_s:
            failures.popleft()
        if len(failures) >= self.failures_max:
            wait_s = failures[0] + self.window_s - now
            raise TooMany(Code.ENROL_TOO_MANY, retry_after_s=int(wait_s) + 1)

    def note(self, address: str, *, now: float) -> None:
        """Remember a failure."""
        if len(self._failures) >= ADDRESSES_MAX:
            # Whoever has this many addresses is not held up by forgetting them.
            self._failures.clear()
        self._failures.setdefault(address, deque(maxlen=self.failures_max)).append(now)
