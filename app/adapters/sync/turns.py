"""When the pump's next turn comes: at a commit, at the poll, or after a pause that grows."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from app.domain.kernel.backoff import retry_delay


@dataclass(slots=True, kw_only=True)
class Turns:
    """Counts failures and lets the sync thread wait; every other method is for other threads."""

    poll_interval: timedelta
    jitter: Callable[[], float]
    failures: int = 0
    _bell: threading.Condition = field(init=False, default_factory=threading.Condition)
    _is_woken: bool = field(init=False, default=False)
    _is_urgent: bool = field(init=False, default=False)
    _is_stopping: bool = field(init=False, default=False)

    @property
    def is_stopping(self) -> bool:
        """Return whether no more turns come."""
        return self._is_stopping

    @property
    def is_due(self) -> bool:
        """Return whether the next turn is due; a commit does not shorten a failure's pause."""
        is_called = self._is_woken and self.failures == 0
        return self._is_stopping or self._is_urgent or is_called

    @property
    def pause(self) -> timedelta:
        """Return how long to wait if nobody calls."""
        if self.failures == 0:
            return self.poll_interval
        return retry_delay(self.failures, jitter=self.jitter())

    def wake(self) -> None:
        """Say that something was committed."""
        with self._bell:
            self._is_woken = True
            self._bell.notify()

    def hurry(self) -> None:
        """Say that a person wants it now, whatever failed before."""
        with self._bell:
            self._is_urgent = True
            self._bell.notify()

    def stop(self) -> None:
        """Say that no more turns come."""
        with self._bell:
            self._is_stopping = True
            self._bell.notify()

    def wait(self) -> None:
        """Wait for the next turn; what calls during that turn is heard after it."""
        with self._bell:
            self._bell.wait_for(lambda: self.is_due, timeout=self.pause.total_seconds())
            self._is_woken = self._is_urgent = False
