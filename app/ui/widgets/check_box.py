"""A check box drawn from the tokens, tick and all."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from app.ui.theme.theme import Theme
from app.ui.widgets.mirrored import placed

BOX_PX = 18
GAP_PX = 8
HEIGHT_PX = 28
TICK_PX = 14


class CheckBox(QCheckBox):
    """Yes or no, with its words beside it."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        width = self._theme.px(BOX_PX + GAP_PX) + words + 6
        return QSize(width, self._theme.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._theme.px(BOX_PX)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = self.width() - side - 1.5 if is_mirrored else 1.5
        box = QRectF(start, (self.height() - side) / 2, side, side)
        has_ring = self.hasFocus()
        edge = "accent" if self.isChecked() or has_ring else "border_strong"
        painter.setPen(QPen(self._theme.colour(edge), 2 if has_ring else 1))
        painter.setBrush(self._theme.colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            size = self._theme.px(TICK_PX)
            at = QPoint(round(box.center().x() - size / 2), round(box.center().y() - size / 2))
            self._theme.draw_icon(painter, at, "check", "on_accent", size)
        self._paint_words(painter, side)

    def _paint_words(self, painter: QPainter, side: int) -> None:
        has_ring = self.hasFocus()
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("text" if self.isEnabled() else "faint"))
        left = side + self._theme.px(GAP_PX)
        area = placed(self, QRect(left, 0, self.width() - left, self.height()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, self.text())
        if has_ring:
            painter.setPen(QPen(self._theme.colour("accent"), 1))
            width = QFontMetrics(self.font()).horizontalAdvance(self.text())
            y = round(area.center().y() + QFontMetrics(self.font()).height() / 2)
            line = placed(self, QRect(left, y, width, 1))
            painter.drawLine(line.left(), y, line.right(), y)
