"""Locks a desk that nobody touches."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

LOCK_AFTER = timedelta(minutes=5)
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Tells `idle` when a window has had no key, no click and no touch for a while."""

    idle = Signal()

    def __init__(self, after: timedelta = LOCK_AFTER) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)
        self.lock_after(after)

    def lock_after(self, span: timedelta) -> None:
        """Wait another while from now on."""
        self._timer.setInterval(span // timedelta(milliseconds=1))
        if self._timer.isActive():
            self._timer.start()

    def watch(self, window: QWindow) -> None:
        """Watch a window from now on."""
        window.removeEventFilter(self)
        window.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no more, because the window closes."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the wait anew at each sign of life."""
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return super().eventFilter(watched, event)
