"""What stands behind the lock; it is loaded once the lock is painted and the store is open."""

from PySide6.QtCore import QObject, Signal, Slot

from app.services.scan_payloads import BadgeScan, ScanPayload
from app.services.views import SiteKind
from app.ui.desktop import Desk, DesktopServices
from app.ui.shell.bench_workplace import BenchWorkplace
from app.ui.shell.counter_workplace import CounterWorkplace
from app.ui.shell.idle_watch import IdleWatch
from app.ui.shell.scan_answers import ScanAnswers
from app.ui.shell.scan_router import ScanRouter
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.workplace import Workplace
from app.ui.sign_in.lock_view_model import LockViewModel
from app.ui.theme.theme import BENCH_SCALE, Theme
from app.ui.theme.tokens import DARK, Tokens


class BehindLock(QObject):
    """The desk, who may sit at it, how sync and printer stand, and the screens.

    `switch_asked` tells that a badge was scanned: its owner wants the desk.
    """

    switch_asked = Signal(str)

    def __init__(self, services: DesktopServices, theme: Theme) -> None:
        super().__init__()
        self.desk = Desk(services)
        self.lock_model = LockViewModel(services)
        self.status = StatusViewModel(services)
        self.workplace: Workplace | None = None
        self.scans = ScanRouter(read_label=services.read_label)
        self.idle = IdleWatch(services.shell.lock_after)
        self.scans.scanned.connect(self._scan_at_lock)
        self._theme = theme

    def build(self) -> Workplace:
        """Return the screens of this device's kind of site; they are made once."""
        if self.workplace is None:
            self.workplace = self._new_workplace()
            self.show_theme(self._theme.tokens)
            answers = ScanAnswers(self.workplace)
            answers.switch_asked.connect(self.switch_asked)
            self.scans.scanned.connect(answers.take)
        return self.workplace

    def use_tokens(self, tokens: Tokens) -> None:
        """Dress the screens in another theme, if they have one of their own."""
        if self.workplace is None:
            return
        self.show_theme(tokens)
        if self.workplace.theme is not self._theme:
            self.workplace.theme.use(tokens)
            self.workplace.theme.dress(self.workplace)

    def show_theme(self, tokens: Tokens) -> None:
        """Show to which light the theme button leads."""
        if self.workplace is not None:
            self.workplace.bar.show_theme(is_dark=tokens.name == DARK.name)

    def stop(self) -> None:
        """Stop the timers and lock; the device goes on without its window."""
        self.status.stop()
        self.lock_model.stop()
        self.idle.stop()
        if self.workplace is not None:
            self.workplace.toast.dismiss()
        self.desk.lock()

    @Slot(object)
    def _scan_at_lock(self, scan: ScanPayload) -> None:
        if not self.desk.is_locked:
            return
        if isinstance(scan, BadgeScan):
            self.switch_asked.emit(scan.token)
        else:
            self.lock_model.refuse_scan()

    def _new_workplace(self) -> Workplace:
        if self.desk.services.device.site_kind is not SiteKind.LAB:
            return CounterWorkplace(self._theme, self.desk, self.status)
        # The bench is read standing up.
        theme = Theme(self._theme.tokens, scale=self._theme.scale * BENCH_SCALE, is_touched=True)
        workplace = BenchWorkplace(theme, self.desk, self.status)
        theme.dress(workplace)
        return workplace
