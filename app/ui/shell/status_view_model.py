"""How sync and printer stand, kept fresh while the windows are open."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.services.changes import Changes, Topic
from app.services.views import SyncHealth
from app.ui.desktop import DesktopServices
from app.ui.runner import Newest
from app.ui.shell.pill_words import PillWords, printer_words, sync_words

TICK_MS = 1_000
ASK_EVERY_TICKS = 5


class StatusViewModel(QObject):
    """Asks the store now and then, and counts the seconds in between."""

    changed = Signal()

    def __init__(self, services: DesktopServices) -> None:
        super().__init__()
        self._services = services
        self._newest = Newest(services.runner)
        self._health: SyncHealth | None = None
        self._ticks = 0
        services.change_hub.changed.connect(self._hear)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    @property
    def sync(self) -> PillWords:
        """Return what the sync pill says now."""
        return sync_words(self._health, self._services.clock(), status=self._services.sync_status())

    @property
    def printer(self) -> PillWords | None:
        """Return what the printer pill says now, if there is one."""
        return printer_words(self._services.printer_states.worst())

    def start(self) -> None:
        """Begin to watch."""
        self._clock.start()
        self.ask()

    def stop(self) -> None:
        """Watch no more."""
        self._clock.stop()
        self._newest.drop()

    def ask(self) -> None:
        """Ask the store how sync stands."""
        self._newest.run(self._services.sync_health, done=self._show, failed=self._keep)

    @Slot()
    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % ASK_EVERY_TICKS == 0:
            self.ask()
        self.changed.emit()

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes & {Topic.SYNC, Topic.OUTBOX}:
            self.ask()
        if Topic.PRINTERS in changes:
            self.changed.emit()

    def _show(self, health: SyncHealth) -> None:
        self._health = health
        self.changed.emit()

    def _keep(self, error: DioptreError) -> None:
        """Keep saying what was known: a store that is busy or closing is no news of its own."""
        del error
