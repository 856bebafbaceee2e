"""How many coins or notes of one kind lie there: digits alone, and Enter for the next kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.ui.theme.theme import Theme

DIGITS_MAX = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PiecesEdit(QLineEdit):
    """A number of pieces; empty is none."""

    counted = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(DIGITS_MAX)
        self.setFont(theme.figures("body"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setPlaceholderText("0")
        self.textEdited.connect(self.counted)

    @property
    def pieces(self) -> int:
        """Return how many there are."""
        return int(self.text() or "0")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits; Enter and the arrows go to another kind."""
        key, text = event.key(), event.text()
        if key in _ENTER or key == Qt.Key.Key_Down:
            self.moved.emit(1)
        elif key == Qt.Key.Key_Up:
            self.moved.emit(-1)
        elif text.isprintable() and text and not (text.isascii() and text.isdigit()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()
