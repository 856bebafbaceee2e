"""The window: locked first, then the desk behind the lock, then locked again.

This module is cheap to import: what stands behind the lock is loaded once the lock is painted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.domain.kernel.errors import DioptreError
from app.messages.language import tr
from app.services.session import Session
from app.ui.actions import Ask
from app.ui.sign_in.lock_view import LockView
from app.ui.sign_in.passphrase_view import PassphraseView
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import DARK, LIGHT, Tokens
from app.ui.widgets.action_set import ActionSet

if TYPE_CHECKING:
    from app.ui.desktop import Desk, DesktopServices
    from app.ui.shell.behind_lock import BehindLock
    from app.ui.shell.idle_watch import IdleWatch
    from app.ui.shell.scan_router import ScanRouter
    from app.ui.shell.workplace import Workplace
    from app.ui.sign_in.lock_view_model import LockViewModel

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
        self._behind: BehindLock | None = None
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

    @property
    def desk(self) -> "Desk | None":
        """Return the desk behind the lock, once there is one."""
        return self._behind.desk if self._behind else None

    @property
    def lock_model(self) -> "LockViewModel | None":
        """Return what the lock screen shows, once the store is open."""
        return self._behind.lock_model if self._behind else None

    @property
    def workplace(self) -> "Workplace | None":
        """Return the screens behind the lock, once they are made."""
        return self._behind.workplace if self._behind else None

    def show_opening(self) -> None:
        """Say that the store is being opened."""
        self.lock_view.show_opening()

    def ask_passphrase(self, refusal: str = "") -> None:
        """Ask for the passphrase of a sealed store, once more if it was refused."""
        self._pages.setCurrentWidget(self.passphrase_view)
        if refusal:
            self.passphrase_view.refuse(refusal)
        else:
            self.passphrase_view.ask()

    def show_failure(self, text: str, error: DioptreError) -> None:
        """Say why the store cannot be opened, in words and by its code."""
        self._pages.setCurrentWidget(self.lock_view)
        self.lock_view.show_failure(text, error.code)

    def ready(self, services: "DesktopServices") -> None:
        """Take the opened store: show who works here, and build the desk behind the lock."""
        from app.ui.shell.behind_lock import BehindLock  # noqa: PLC0415 - the lock is painted first

        behind = self._behind = BehindLock(services, self.theme)
        behind.lock_model.signed_in.connect(self._open)
        behind.switch_asked.connect(self._switch_to)
        behind.idle.idle.connect(self.lock)
        self._hear_keys()
        behind.status.changed.connect(self._show_status)
        behind.status.start()
        self.setWindowTitle(f"{services.device.site_name} · Dioptre")
        self.lock_view.attach(behind.lock_model, services.device)
        self._pages.setCurrentWidget(self.lock_view)
        behind.lock_model.load()
        # In a turn of its own, so that the names are painted first.
        QTimer.singleShot(0, self, self._build)

    @Slot()
    def lock(self) -> None:
        """Lock the desk; whatever lies on it stays as it is."""
        behind = self._behind
        if behind is None or behind.desk.is_locked:
            return
        self.lock_view.show_kept(tr("{name}'s work is kept.", name=behind.desk.session.name))
        behind.desk.lock()
        behind.lock_model.load()
        self._pages.setCurrentWidget(self.lock_view)

    @Slot()
    def toggle_theme(self) -> None:
        """Go from light to dark, or back."""
        self.use_tokens(LIGHT if self.theme.tokens.name == DARK.name else DARK)

    def use_tokens(self, tokens: Tokens) -> None:
        """Dress the window in another theme."""
        self.theme.use(tokens)
        self.theme.dress(self)
        if self._behind is not None:
            self._behind.use_tokens(tokens)

    @property
    def scans(self) -> "ScanRouter | None":
        """Return what tells a scanner's keys from a person's, once the store is open."""
        return self._behind.scans if self._behind else None

    @property
    def idle(self) -> "IdleWatch | None":
        """Return what locks a desk that nobody touches, once the store is open."""
        return self._behind.idle if self._behind else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._hear_keys()

    def _hear_keys(self) -> None:
        window = self.windowHandle()
        if self._behind is not None and window is not None:
            self._behind.scans.listen_to(window)
            self._behind.idle.watch(window)

    @Slot(str)
    def _switch_to(self, token: str) -> None:
        """Keep the work of whoever sits here and let the owner of a badge in."""
        self.lock()
        if self._behind is not None:
            self._behind.lock_model.sign_in_with_badge(token)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._behind is not None:
            self._leave_field()
            self._behind.stop()
        super().closeEvent(event)

    def _leave_field(self) -> None:
        """Let the field that is being typed into hand over what stands in it."""
        field = self.focusWidget()
        if field is not None:
            field.clearFocus()

    @Slot()
    def _build(self) -> None:
        behind = self._behind
        if behind is None or behind.workplace is not None:
            return
        workplace = behind.build()
        workplace.bar.lock_asked.connect(self.lock)
        workplace.bar.theme_toggled.connect(self.toggle_theme)
        self._pages.addWidget(workplace)

    @Slot(object)
    def _open(self, session: Session) -> None:
        self._build()
        behind = self._behind
        if behind is None or behind.workplace is None:
            return
        self.lock_view.show_kept("")
        behind.desk.open(session)
        self._pages.setCurrentWidget(behind.workplace)
        behind.workplace.focus_start()

    @Slot()
    def _show_status(self) -> None:
        if self._behind is not None:
            sync = self._behind.status.sync
            self.lock_view.sync_pill.say(sync.text, icon=sync.icon, tone=sync.tone)
