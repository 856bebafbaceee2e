"""The window: locked first, then the desk behind the lock, then locked again."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence, tr
from app.services.session import Session
from app.services.views import SiteKind
from app.ui.actions import Ask
from app.ui.desktop import Desk, DesktopServices
from app.ui.shell.bench_workplace import BenchWorkplace
from app.ui.shell.counter_workplace import CounterWorkplace
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.workplace import Workplace
from app.ui.sign_in.lock_view import LockView
from app.ui.sign_in.lock_view_model import LockViewModel
from app.ui.sign_in.passphrase_view import PassphraseView
from app.ui.theme.theme import BENCH_SCALE, Theme
from app.ui.theme.tokens import DARK, LIGHT, Tokens
from app.ui.widgets.action_set import ActionSet

WIDTH_PX, HEIGHT_PX = 1440, 900


class MainWindow(QWidget):
    """Shows the lock before anything else is loaded; `ready` brings what is behind it."""

    passphrase_given = Signal(str)
    opening_retried = Signal()

    def __init__(self, tokens: Tokens = LIGHT, *, scale: float = 1.0) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Dioptre")
        self.resize(WIDTH_PX, HEIGHT_PX)
        self.theme = Theme(tokens, scale=scale)
        self.lock_view = LockView(self.theme)
        self.passphrase_view = PassphraseView(self.theme)
        self.desk: Desk | None = None
        self.workplace: Workplace | None = None
        self._status: StatusViewModel | None = None
        self.lock_model: LockViewModel | None = None
        self._work_theme = self.theme
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.lock_view)
        self._pages.addWidget(self.passphrase_view)
        self._keys = ActionSet(self.theme, self)
        self._keys.on(Ask.LOCK, self.lock)
        self._keys.on(Ask.THEME, self.toggle_theme)
        self.passphrase_view.given.connect(self.passphrase_given)
        self.lock_view.retried.connect(self.opening_retried)
        self.lock_view.theme_toggled.connect(self.toggle_theme)
        self.theme.dress(self)

    def show_opening(self) -> None:
        """Say that the store is being opened."""
        self.lock_view.show_opening()

    def ask_passphrase(self, error: DioptreError | None = None) -> None:
        """Ask for the passphrase of a sealed store, once more if `error` says it was wrong."""
        self._pages.setCurrentWidget(self.passphrase_view)
        if error is None:
            self.passphrase_view.ask()
        else:
            self.passphrase_view.refuse(sentence(error))

    def show_failure(self, error: DioptreError) -> None:
        """Say why the store cannot be opened."""
        self._pages.setCurrentWidget(self.lock_view)
        self.lock_view.show_failure(sentence(error), error.code)

    def ready(self, services: DesktopServices) -> None:
        """Take the opened store: show who works here, and build the desk behind the lock."""
        self.desk = Desk(services)
        self.lock_model = LockViewModel(services)
        self.lock_model.signed_in.connect(self._open)
        self._status = StatusViewModel(services)
        self._status.changed.connect(self._show_status)
        self._status.start()
        self.setWindowTitle(f"{services.device.site_name} · Dioptre")
        self.lock_view.attach(self.lock_model, services.device)
        self._pages.setCurrentWidget(self.lock_view)
        self.lock_model.load()
        # In a turn of its own, so that the names are painted first.
        QTimer.singleShot(0, self, self._build)

    @Slot()
    def lock(self) -> None:
        """Lock the desk; whatever lies on it stays as it is."""
        if self.desk is None or self.desk.is_locked:
            return
        self.lock_view.show_kept(tr("{name}'s work is kept.", name=self.desk.session.name))
        self.desk.lock()
        if self.lock_model is not None:
            self.lock_model.load()
        self._pages.setCurrentWidget(self.lock_view)

    @Slot()
    def toggle_theme(self) -> None:
        """Go from light to dark, or back."""
        self.use_tokens(LIGHT if self.theme.tokens.name == DARK.name else DARK)

    def use_tokens(self, tokens: Tokens) -> None:
        """Dress the window in another theme."""
        self.theme.use(tokens)
        self.theme.dress(self)
        if self.workplace is not None:
            self.workplace.bar.show_theme(is_dark=tokens.name == DARK.name)
        if self.workplace is not None and self._work_theme is not self.theme:
            self._work_theme.use(tokens)
            self._work_theme.dress(self.workplace)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the timers and lock; the device goes on without its window."""
        if self._status is not None:
            self._status.stop()
        if self.lock_model is not None:
            self.lock_model.stop()
        if self.workplace is not None:
            self.workplace.toast.dismiss()
        if self.desk is not None:
            self.desk.lock()
        super().closeEvent(event)

    @Slot()
    def _build(self) -> None:
        if self.workplace is not None or self.desk is None or self._status is None:
            return
        if self.desk.services.device.site_kind is SiteKind.LAB:
            self._work_theme = Theme(self.theme.tokens, scale=self.theme.scale * BENCH_SCALE)
            self.workplace = BenchWorkplace(self._work_theme, self.desk, self._status)
            self._work_theme.dress(self.workplace)
        else:
            self.workplace = CounterWorkplace(self.theme, self.desk, self._status)
        self.workplace.bar.lock_asked.connect(self.lock)
        self.workplace.bar.theme_toggled.connect(self.toggle_theme)
        self.workplace.bar.show_theme(is_dark=self.theme.tokens.name == DARK.name)
        self._pages.addWidget(self.workplace)

    @Slot(object)
    def _open(self, session: Session) -> None:
        self._build()
        if self.desk is None or self.workplace is None:
            return
        self.lock_view.show_kept("")
        self.desk.open(session)
        self._pages.setCurrentWidget(self.workplace)
        self.workplace.focus_start()

    @Slot()
    def _show_status(self) -> None:
        if self._status is not None:
            sync = self._status.sync
            self.lock_view.sync_pill.say(sync.text, icon=sync.icon, tone=sync.tone)
