"""A line that tells a person something, in a colour, with an icon and in words."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label, restyle
from app.ui.widgets.layouts import row

ICON_PX = 18
_ICONS = {
    "warning": "triangle-alert",
    "danger": "circle-x",
    "success": "circle-check",
    "info": "info",
}
_INKS = {"info": "accent"}


class IconView(QWidget):
    """An icon that follows the theme."""

    def __init__(self, theme: Theme, icon: str, token: str, *, size: int = ICON_PX) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._token = token
        self._size = theme.px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon: str, token: str) -> None:
        """Draw another icon, or the same in another colour."""
        self._icon = icon
        self._token = token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self._theme.draw_icon(QPainter(self), QPoint(0, 0), self._icon, self._token, self._size)


class Notice(QFrame):
    """Says one sentence at a time and takes no room when it has none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._icon = IconView(theme, "info", "accent")
        self._words = label()
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        laid = row(self._icon, self._words, gap=10)
        laid.setContentsMargins(12, 7, 12, 7)
        laid.setAlignment(self._icon, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(laid)
        self.setVisible(False)

    @property
    def text(self) -> str:
        """Return what is said, or nothing."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, text: str, *, tone: str) -> None:
        """Say a sentence; `tone` is warning, danger, success or info. No text hides the line."""
        self._words.setText(text)
        self._icon.show_icon(_ICONS[tone], _INKS.get(tone, tone))
        restyle(self, "tone", tone)
        self.setVisible(bool(text))

    def hush(self) -> None:
        """Say nothing any more."""
        self.say("", tone="info")
