"""Places for the digits of a PIN, filled but never shown."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.messages.language import tr
from app.ui.theme.theme import Theme

DOT_PX = 7
GAP_PX = 30
HEIGHT_PX = 52

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class PinDots(QWidget):
    """Takes the keys of the lock screen: digits, arrows, Backspace, Esc and Enter."""

    digit = Signal(str)
    moved = Signal(int)
    erased = Signal()
    cleared = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme, places: int) -> None:
        super().__init__()
        self._theme = theme
        self._places = places
        self._typed = 0
        self._is_wrong = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(tr("PIN, {places} digits", places=places))

    def display(self, typed: int, *, is_wrong: bool) -> None:
        """Fill so many places; after a wrong PIN they are marked."""
        self._typed = typed
        self._is_wrong = is_wrong
        self.setAccessibleDescription(tr("{typed} of {places}", typed=typed, places=self._places))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(self._places * GAP_PX + 40), self._theme.px(HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        text = event.text()
        if key in _MOVES:
            self.moved.emit(_MOVES[key])
        elif len(text) == 1 and text in "0123456789":
            self.digit.emit(text)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.erased.emit()
        elif key == Qt.Key.Key_Escape:
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = "danger" if self._is_wrong else "accent"
        edge = token if self.hasFocus() or self._is_wrong else "border_strong"
        frame = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(self._theme.colour("surface"))
        painter.drawRoundedRect(frame, 8, 8)
        gap = self._theme.px(GAP_PX)
        first = self.width() / 2 - gap * (self._places - 1) / 2
        for place in range(self._places):
            self._paint_dot(painter, first + place * gap, token, is_filled=place < self._typed)

    def _paint_dot(self, painter: QPainter, x: float, token: str, *, is_filled: bool) -> None:
        at = QPointF(x, self.height() / 2)
        radius = self._theme.px(DOT_PX)
        painter.setPen(QPen(self._theme.colour(token if is_filled else "border_strong"), 1.5))
        painter.setBrush(self._theme.colour(token) if is_filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)
