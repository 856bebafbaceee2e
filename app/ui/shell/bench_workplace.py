"""The bench: one screen that waits for scans."""

from PySide6.QtCore import Qt, Slot

from app.ui.actions import Ask
from app.ui.desktop import Desk
from app.ui.lab.bench_view import BenchView
from app.ui.lab.bench_view_model import BenchViewModel
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.workplace import Workplace
from app.ui.theme.theme import Theme


class BenchWorkplace(Workplace):
    """Shows the bench."""

    def __init__(self, theme: Theme, desk: Desk, status: StatusViewModel) -> None:
        self.model = BenchViewModel(desk)
        self.bench = BenchView(theme, self.model, desk)
        super().__init__(theme, desk, status, {Ask.LAB: self.bench})
        self.keys.on(Ask.COMMANDS, self._ask_command)
        self.bar.search.asked.connect(self._offer)
        self.bar.search.chosen.connect(self._obey)
        self.bar.search.dismissed.connect(self.focus_start)

    @Slot()
    def _ask_command(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def _offer(self, text: str) -> None:
        self.bar.offer(text, self.commands_for(text))

    @Slot(object)
    def _obey(self, ask: Ask) -> None:
        self.focus_start()
        self.call(ask)
