"""The desk behind the lock: top bar, rail and the screens of this device."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.actions import Ask
from app.ui.desktop import Desk
from app.ui.shell.rail import Rail
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.top_bar import TopBar
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.layouts import column, row
from app.ui.widgets.screen import Screen
from app.ui.widgets.toast import Toast


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
        self.toast = Toast(theme, self)
        self._lay_out()
        self._connect()

    @property
    def area(self) -> Ask:
        """Return the area that is shown."""
        return tuple(self._areas)[self._stack.currentIndex()]

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
            self._areas[self.area].focus_start()

    def _lay_out(self) -> None:
        body = row(self.rail, gap=0)
        body.addWidget(self._stack, 1)
        laid = column(self.bar, gap=0)
        laid.addLayout(body, 1)
        self.setLayout(laid)
        self.rail.mark(self.area)

    def _connect(self) -> None:
        self.keys.hear(*self._areas)
        self.keys.asked.connect(self._answer)
        self.rail.asked.connect(self.go)
        self._status.changed.connect(self._show_status)
        self.desk.opened.connect(self._greet)

    @Slot(object)
    def _answer(self, ask: Ask) -> None:
        if ask in self._areas:
            self.go(ask)

    @Slot()
    def _greet(self) -> None:
        self.bar.show_user(self.desk.session.name)
        self.keys.allow(self.desk.session, frozenset())

    @Slot()
    def _show_status(self) -> None:
        self.bar.show_status(self._status.sync, self._status.printer)
