"""Frees reference cycles on the GUI thread, because a QObject must not die on another one."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

INTERVAL_MS = 5_000


class GarbageCollection(QObject):
    """Switches Python's own collector off and runs it here, on a timer.

    Python's collector frees a QObject on whichever thread trips it, and Qt then stops timers from
    the wrong thread or crashes. Create this on the GUI thread, once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    @Slot()
    def collect_due(self) -> None:
        """Collect the oldest generation whose count is over its threshold, and those below."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Collect once more and leave the rest to the end of the process."""
        self._timer.stop()
        gc.collect()
