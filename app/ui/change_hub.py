"""One signal that tells every screen what a commit changed."""

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.services.changes import NO_CHANGES, Changes


class ChangeHub(QObject):
    """Gathers changes from any thread and announces them on the GUI thread."""

    changed = Signal(object)
    _published = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()
        self._waiting: Changes = NO_CHANGES
        self._published.connect(self._announce, Qt.ConnectionType.QueuedConnection)

    def publish(self, changes: Changes) -> None:
        """Announce changes soon; several at once are announced together."""
        if not changes:
            return
        with self._lock:
            is_first = not self._waiting
            self._waiting |= changes
        if is_first:
            self._published.emit()

    @Slot()
    def _announce(self) -> None:
        with self._lock:
            changes, self._waiting = self._waiting, NO_CHANGES
        if changes:
            self.changed.emit(changes)
