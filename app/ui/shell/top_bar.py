"""The top bar: where this is, the search, how sync and printer stand, and who is here."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.messages.catalogue import tr
from app.services.views import DeviceIdentity, SiteKind
from app.ui.shell.pill_words import PillWords
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.layouts import row
from app.ui.widgets.mirrored import placed
from app.ui.widgets.type_ahead import TypeAhead

HEIGHT_PX = 56
SEARCH_MIN_PX, SEARCH_MAX_PX = 260, 620


class SearchEdit(TypeAhead):
    """The search field, with its key printed in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.text():
            return
        painter = QPainter(self)
        painter.setFont(self.theme.font("small"))
        painter.setPen(self.theme.colour("muted"))
        area = self.rect().adjusted(0, 0, -14, 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(placed(self, area), flags, "Ctrl+K")


class TopBar(QFrame):
    """Shows what it is told; the bench has no search of patients."""

    theme_toggled = Signal()
    lock_asked = Signal()

    def __init__(self, theme: Theme, device: DeviceIdentity) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self._is_lab = device.site_kind is SiteKind.LAB
        # No patient is looked for at a bench; its search finds commands alone.
        name = tr("Command") if self._is_lab else tr("Patient, phone or order number")
        self.search = _search(theme, name)
        self._sync = _pill(theme, "cloud", tr("Sync"))
        self._printer = _pill(theme, "printer", tr("Printer"))
        self._till = _pill(theme, "banknote", tr("Till"))
        for pill in (self._printer, self._till):
            pill.hide()
        for told in (self._sync, self._printer, self._till):
            told.only_tell()
        self._theme_button = _pill(theme, "moon", "")
        self._theme_button.setAccessibleName(tr("Light or dark"))
        self._theme_button.setToolTip(tr("Light or dark, Ctrl+Shift+L"))
        self._user = _pill(theme, "circle-user", tr("Lock"))
        self._user.setToolTip(tr("Lock, Ctrl+L"))
        self._theme_button.clicked.connect(self.theme_toggled)
        self._user.clicked.connect(self.lock_asked)
        self._lay_out(device)

    def _lay_out(self, device: DeviceIdentity) -> None:
        brand = ElidedLabel(device.chain_name, role="brand")
        site = ElidedLabel(_site(device), role="muted")
        laid = row(brand, site, 12, self.search, gap=8)
        laid.addStretch(1)
        laid.setStretchFactor(self.search, 100)
        for pill in (self._sync, self._printer, self._till, self._theme_button, self._user):
            laid.addWidget(pill)
        laid.setContentsMargins(20, 0, 12, 0)
        self.setLayout(laid)

    @property
    def sync_text(self) -> str:
        """Return what the sync pill says."""
        return self._sync.text()

    @property
    def printer_text(self) -> str:
        """Return what the printer pill says."""
        return self._printer.text()

    def show_theme(self, *, is_dark: bool) -> None:
        """Show to which light the theme button leads."""
        self._theme_button.say("", icon="sun" if is_dark else "moon")

    def show_user(self, name: str) -> None:
        """Show who is here."""
        self._user.say(name, icon="circle-user")
        self._user.setAccessibleName(tr("{name}, lock", name=name))

    def show_status(self, sync: PillWords, printer: PillWords | None) -> None:
        """Show how sync and printer stand."""
        self._sync.say(sync.text, icon=sync.icon, tone=sync.tone)
        self._sync.setToolTip(sync.hint)
        self._sync.setAccessibleDescription(sync.hint)
        self._printer.setVisible(printer is not None)
        if printer is not None:
            self._printer.say(printer.text, icon=printer.icon, tone=printer.tone)

    @property
    def till_text(self) -> str:
        """Return what the till pill says."""
        return self._till.text()

    def show_till(self, till: PillWords | None) -> None:
        """Show how the till stands."""
        self._till.setVisible(till is not None)
        if till is not None:
            self._till.say(till.text, icon=till.icon, tone=till.tone)

    @Slot(str, object)
    def offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        """Show what the search found."""
        self.search.offer(text, choices)


def _search(theme: Theme, name: str) -> SearchEdit:
    made = SearchEdit(theme, name, icon="search", role="search")
    made.setMinimumWidth(theme.px(SEARCH_MIN_PX))
    made.setMaximumWidth(theme.px(SEARCH_MAX_PX))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def _pill(theme: Theme, icon: str, name: str) -> ActionButton:
    made = ActionButton(theme, name, icon=icon, kind="pill")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def _site(device: DeviceIdentity) -> str:
    is_lab = device.site_kind is SiteKind.LAB
    return f"{device.site_name} · {device.device_name}" if is_lab else device.site_name
