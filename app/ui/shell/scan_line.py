"""The band across the window that says what a scan did, in a colour and in words."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import label, restyle
from app.ui.widgets.layouts import elided, row
from app.ui.widgets.notice import IconView

GOOD_SHOWN_MS = 4_000
_ICONS = {"success": "circle-check", "danger": "circle-x", "warning": "triangle-alert"}


class ScanLine(QFrame):
    """Says what the last scan did and how many went well; a failure stays until it is answered."""

    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("scanBand")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = IconView(theme, "scan-barcode", "muted", size=22)
        self._words = elided()
        self._words.setProperty("role", "band")
        self._counts = label(role="muted")
        self._use: Callable[[], None] | None = None
        self._use_button = ActionButton(theme, tr("Search for it"), icon="search")
        self._use_button.clicked.connect(self._use_it)
        self._close_button = ActionButton(theme, tr("Close"), icon="x", kind="quiet")
        self._close_button.clicked.connect(self.hush)
        laid = row(
            self._icon, self._words, self._counts, self._use_button, self._close_button, gap=12
        )
        laid.setStretchFactor(self._words, 1)
        laid.setContentsMargins(20, 8, 16, 8)
        self.setLayout(laid)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(GOOD_SHOWN_MS)
        self._end.timeout.connect(self.hush)
        self.good = self.failed = 0
        self.hide()

    @property
    def text(self) -> str:
        """Return what is said, or nothing."""
        return "" if self.isHidden() else self._words.text()

    def say_good(self, text: str) -> None:
        """Say what a scan did."""
        self.good += 1
        self._say(text, "success")
        self._end.start()

    def say_failed(self, text: str) -> None:
        """Say why a scan did nothing."""
        self.failed += 1
        self._say(text, "danger")

    def ask(self, text: str, use: Callable[[], None] | None) -> None:
        """Say that a scan is nothing known, and offer to use it all the same."""
        self.failed += 1
        self._say(text, "warning", use)

    @Slot()
    def hush(self) -> None:
        """Say nothing any more."""
        if self.isHidden():
            return
        self._end.stop()
        self.hide()
        self.closed.emit()

    @property
    def use_button(self) -> ActionButton:
        """Return the button that uses an unknown code all the same."""
        return self._use_button

    def _say(self, text: str, tone: str, use: Callable[[], None] | None = None) -> None:
        self._end.stop()
        self._use = use
        self._words.setText(text)
        self.setAccessibleName(text)
        self._icon.show_icon(_ICONS[tone], tone)
        restyle(self, "tone", tone)
        self._use_button.setVisible(use is not None)
        self._close_button.setVisible(tone != "success")
        self._counts.setText(tr("ok {ok} · failed {failed}", ok=self.good, failed=self.failed))
        self._counts.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def _use_it(self) -> None:
        use, self._use = self._use, None
        self.hush()
        if use is not None:
            use()
