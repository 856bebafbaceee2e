"""When a window has painted, and how long it stood still."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.figures import MS_PER_S

# A window that does nothing for so long has painted what it had to.
CALM_S = 0.03
PATIENCE_S = 20.0
GLANCE_MS = 5
BEAT_MS = 10
STALL_MS = 100.0


class NothingWasPainted(RuntimeError):
    """What was waited for never came."""


class Painting(QObject):
    """Notes when a window has brought to the screen what was to be painted anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._painted_at = 0.0
        window.installEventFilter(self)
        # Wakes the loop below, so that it never sleeps through its own end.
        self._glance = QTimer(self)
        self._glance.setInterval(GLANCE_MS)

    @contextmanager
    def of(self, window: QWidget) -> Iterator[None]:
        """Watch another window meanwhile."""
        usual = self._window
        usual.removeEventFilter(self)
        window.installEventFilter(self)
        try:
            yield
        finally:
            window.removeEventFilter(self)
            usual.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            # The paint happens in this very event; a timer of zero comes right after it.
            QTimer.singleShot(0, self._note)
        return super().eventFilter(watched, event)

    def time_of(self, do: Callable[[], None], is_so: Callable[[], bool]) -> float:
        """Return the milliseconds from doing something to the paint that shows it.

        Raises:
            NothingWasPainted: it was never so, or the window never painted it.
        """
        begun = time.perf_counter()
        self._painted_at = 0.0
        do()
        self._glance.start()
        was_so_at = self._wait(is_so, begun)
        shown_at = self._wait_for_paint(was_so_at)
        self._glance.stop()
        return (shown_at - begun) * MS_PER_S

    def _wait(self, is_so: Callable[[], bool], begun: float) -> float:
        while not is_so():
            if time.perf_counter() - begun > PATIENCE_S:
                raise NothingWasPainted
            _let_work()
        return time.perf_counter()

    def _wait_for_paint(self, was_so_at: float) -> float:
        """Wait for the first paint after that; one shortly before shows it already."""
        while self._painted_at < was_so_at:
            if time.perf_counter() - was_so_at > CALM_S:
                return self._painted_at or was_so_at
            _let_work()
        return self._painted_at

    def _note(self) -> None:
        self._painted_at = time.perf_counter()


class Heartbeat(QObject):
    """A timer that ought to come every few milliseconds, and how late it was."""

    def __init__(self, *, minutes: float) -> None:
        super().__init__()
        self._ends_at = time.perf_counter() + minutes * 60
        self._last = time.perf_counter()
        self._late_ms: list[float] = []
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @property
    def is_over(self) -> bool:
        """Return whether the time is up."""
        return time.perf_counter() > self._ends_at

    def stop(self) -> dict[str, float]:
        """Return the longest time without a beat, and how many were too long."""
        self._timer.stop()
        return {
            "longest_ms": round(max(self._late_ms, default=0.0), 1),
            "stalls_over_100_ms": sum(each > STALL_MS for each in self._late_ms),
            "beats": len(self._late_ms),
        }

    def _beat(self) -> None:
        now = time.perf_counter()
        self._late_ms.append((now - self._last) * MS_PER_S - BEAT_MS)
        self._last = now


def _let_work() -> None:
    # It sleeps until something happens, so that the store's thread has the machine meanwhile.
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
