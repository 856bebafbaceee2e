"""A place to sign with a pen, a finger or the mouse; the lines are kept as a drawn path."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme

HEIGHT_PX = 150
LINE_INSET_PX = 28
PEN_PX = 2
# A longer path than this holds no more of a signature, and has no room in a fact.
POINTS_MAX = 1_500


class SignaturePad(QWidget):
    """Draws what the hand draws; Backspace wipes it."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._strokes: list[list[QPointF]] = []
        self.setAccessibleName(name)
        self.setAccessibleDescription(tr("Backspace wipes it"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def path(self) -> str:
        """Return the lines as an SVG path in whole pixels, or nothing while there are none."""
        return " ".join(
            "M" + " L".join(f"{point.x():.0f},{point.y():.0f}" for point in stroke)
            for stroke in self._strokes
            if len(stroke) > 1
        )

    def wipe(self) -> None:
        """Begin anew."""
        self._strokes = []
        self.update()
        self.changed.emit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(HEIGHT_PX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and sum(map(len, self._strokes)) < POINTS_MAX:
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.wipe()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self.hasFocus() else "border_strong"
        painter.setPen(QPen(self._theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        inset = self._theme.px(LINE_INSET_PX)
        base = self.height() - inset
        painter.setPen(QPen(self._theme.colour("border_strong"), 1))
        painter.drawLine(inset, base, self.width() - inset, base)
        painter.setPen(QPen(self._theme.colour("text"), self._theme.px(PEN_PX)))
        for stroke in self._strokes:
            painter.drawPolyline(stroke)
