"""A word in passing at the lower right; it takes no focus and goes by itself."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import row
from app.ui.widgets.notice import IconView

SHOWN_MS = 5_000
MARGIN_PX = 24


class Toast(QFrame):
    """Shows the newest word above everything else in its window."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self._window = window
        self._words = label()
        laid = row(IconView(theme, "check", "surface"), self._words, gap=10)
        laid.setContentsMargins(16, 12, 16, 12)
        self.setLayout(laid)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(SHOWN_MS)
        self._end.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """Return what is shown, or nothing."""
        return "" if self.isHidden() else self._words.text()

    @Slot(str)
    def say(self, text: str, *, above: int = 64) -> None:
        """Show a word for a few seconds, `above` pixels over the lower edge."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self.move(
            self._window.width() - self.width() - MARGIN_PX,
            self._window.height() - self.height() - above,
        )
        self.show()
        self.raise_()
        self._end.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Go at once."""
        self._end.stop()
        self.hide()
