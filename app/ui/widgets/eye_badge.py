"""The letter of an eye on its colour: R on wine, L on blue, everywhere."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.optics.trace import Eye
from app.ui.theme.theme import Theme

SIDE_PX = 30
RADIUS_PX = 6


class EyeBadge(QWidget):
    """Carries the letter too: colour alone tells nothing to one man in twelve."""

    def __init__(self, theme: Theme, eye: Eye, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._eye = eye
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("R" if eye == "right" else "L")

    def sizeHint(self) -> QSize:
        side = self._theme.px(SIDE_PX)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        side = self._theme.px(SIDE_PX)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._eye))
        painter.drawRoundedRect(box, RADIUS_PX, RADIUS_PX)
        painter.setPen(self._theme.colour(f"on_{self._eye}"))
        painter.setFont(self._theme.font("body", QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.accessibleName())
