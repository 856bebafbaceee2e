"""The bench: one screen that waits for scans."""

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
