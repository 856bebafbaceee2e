"""A line edit with an icon in front of what is typed."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.theme.theme import Theme
from app.ui.widgets.mirrored import placed_icon
from app.ui.widgets.undo_keys import leaves_to_form

ICON_PX = 18
INSET_PX = 11


class IconEdit(QLineEdit):
    """Says with an icon what belongs here."""

    def __init__(self, theme: Theme, name: str, *, icon: str, role: str = "field") -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)

    @property
    def theme(self) -> Theme:
        """Return the theme it is drawn in."""
        return self._theme

    def put(self, text: str) -> None:
        """Show a text from its beginning, unless it stands here already."""
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the form while there is nothing to take back here."""
        return False if leaves_to_form(self, event) else super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = ICON_PX
        at = placed_icon(self, QPoint(INSET_PX, (self.height() - size) // 2), size)
        self._theme.draw_icon(QPainter(self), at, self._icon, "muted", size)
