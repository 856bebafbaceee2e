"""The desk behind the lock: top bar, rail and the screens of this device."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.messages.catalogue import tr
from app.services.scan_payloads import ScanPayload
from app.ui.actions import Ask
from app.ui.desktop import Desk
from app.ui.shell.commands import command_as_choice, commands_of, matching
from app.ui.shell.notification_drawer import NotificationDrawer
from app.ui.shell.rail import Rail
from app.ui.shell.scan_line import ScanLine
from app.ui.shell.shortcut_overlay import ShortcutOverlay
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.top_bar import TopBar
from app.ui.sounds import Sound, Sounds
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.busy_line import BusyLine
from app.ui.widgets.choice import Choice
from app.ui.widgets.layouts import column, row
from app.ui.widgets.screen import Screen
from app.ui.widgets.toast import Notification, Toast


class Workplace(QWidget):
    """Keeps its screens as they are while the desk is locked."""

    def __init__(
        self, theme: Theme, desk: Desk, status: StatusViewModel, areas: Mapping[Ask, Screen]
    ) -> None:
        super().__init__()
        self.setObjectName("workplace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self.desk = desk
        self.bar = TopBar(theme, desk.services.device)
        self.rail = Rail(theme, tuple(areas))
        self.keys = ActionSet(theme, self)
        self._areas = areas
        self._status = status
        self._stack = QStackedWidget()
        for screen in areas.values():
            self._stack.addWidget(screen)
        services = desk.services
        self.toast = Toast(theme, self)
        self.sounds = Sounds(QApplication.beep, volume_percent=services.shell.volume_percent)
        self.scan_line = ScanLine(theme)
        self.drawer = NotificationDrawer(theme, self, services.clock)
        self.overlay = ShortcutOverlay(theme, self)
        self.busy = BusyLine(services.runner, self)
        self._lay_out()
        self._connect()

    @property
    def areas(self) -> tuple[Ask, ...]:
        """Return the areas of this device, in the order of the rail."""
        return tuple(self._areas)

    @property
    def area(self) -> Ask:
        """Return the area that is shown."""
        return tuple(self._areas)[self._stack.currentIndex()]

    @property
    def shown(self) -> Screen:
        """Return the screen that is shown."""
        return self._areas[self.area]

    def route_scan(self, scan: ScanPayload) -> bool:
        """Use what was scanned although the shown screen has no use for it, or return False."""
        del scan
        return False

    def searches_for(self, text: str) -> Callable[[], None] | None:
        """Return what searches for a scanned text, where there is something to search."""
        del text
        return None

    def commands_for(self, text: str) -> tuple[Choice, ...]:
        """Return the commands of here and now that fit what was typed, as choices."""
        return tuple(map(command_as_choice, matching(text, commands_of(self.window()))))

    def call(self, ask: Ask) -> None:
        """Do what a command of here and now does."""
        for command in commands_of(self.window()):
            if command.ask is ask:
                command.call.activate(QAction.ActionEvent.Trigger)

    @Slot(object)
    def go(self, ask: Ask) -> None:
        """Show an area."""
        self._stack.setCurrentWidget(self._areas[ask])
        self.rail.mark(ask)
        self.focus_start()

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where the work of the shown area goes on."""
        if self.isVisible():
            self.shown.focus_start()

    def _lay_out(self) -> None:
        body = row(self.rail, gap=0)
        body.addWidget(self._stack, 1)
        laid = column(self.bar, self.scan_line, gap=0)
        laid.addLayout(body, 1)
        self.setLayout(laid)
        self.rail.mark(self.area)

    def _connect(self) -> None:
        self.keys.hear(*self._areas)
        self.keys.on(Ask.SHORTCUTS, self.overlay.toggle)
        self.keys.on(Ask.NOTIFICATIONS, self.drawer.toggle)
        self.keys.on(Ask.MUTE, self._toggle_sounds)
        self.keys.asked.connect(self._answer)
        self.toast.told.connect(self.drawer.add)
        self.toast.told.connect(self._sound)
        for closed in (self.overlay.closed, self.drawer.closed, self.scan_line.closed):
            closed.connect(self.focus_start)
        self.rail.asked.connect(self.go)
        self._status.changed.connect(self._show_status)
        self.desk.opened.connect(self._greet)

    @Slot(object)
    def _answer(self, ask: Ask) -> None:
        if ask in self._areas:
            self.go(ask)

    @Slot(object)
    def _sound(self, said: Notification) -> None:
        if said.tone == "danger":
            self.sounds.play(Sound.ERROR)

    @Slot()
    def _toggle_sounds(self) -> None:
        self.sounds.toggle()
        self.toast.say(tr("Sounds are off") if self.sounds.is_muted else tr("Sounds are on"))

    @Slot()
    def _greet(self) -> None:
        self.bar.show_user(self.desk.session.name)
        self.keys.allow(self.desk.session, frozenset())

    @Slot()
    def _show_status(self) -> None:
        self.bar.show_status(self._status.sync, self._status.printer)
