"""The way of a work order through the lab, from the first stage to the last."""

import itertools

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.lab.work_order import ROUTE, Stage
from app.messages.catalogue import stage_word, tr
from app.ui.theme.fonts import fitting
from app.ui.theme.icons import icon_pixmap
from app.ui.theme.theme import Theme

RADIUS_PX = 11
HEIGHT_PX = 60
LINE_PX = 3
TICK_PX = 14


class StageLine(QWidget):
    """Stages passed are ticked, the present one is lit, the others wait; words under each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stage: Stage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Stage"))

    def display(self, stage: Stage | None) -> None:
        """Show how far a work order has come."""
        self._stage = stage
        self.setAccessibleDescription("" if stage is None else stage_word(stage))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._stage is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = ROUTE.index(self._stage)
        width = self.width() / len(ROUTE)
        points = [
            QPointF((place + 0.5) * width, self._theme.px(RADIUS_PX + 3))
            for place in range(len(ROUTE))
        ]
        for place, (start, end) in enumerate(itertools.pairwise(points)):
            token = "success" if place < now else "border_strong"
            painter.setPen(QPen(self._theme.colour(token), self._theme.px(LINE_PX)))
            painter.drawLine(start, end)
        font = self._word_font(width)
        for place, point in enumerate(points):
            self._paint_stop(painter, point, place, now)
            self._paint_word(painter, point, place, font, is_now=place == now)

    def _paint_stop(self, painter: QPainter, at: QPointF, place: int, now: int) -> None:
        radius = self._theme.px(RADIUS_PX)
        if place < now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("success"))
            painter.drawEllipse(at, radius, radius)
            self._paint_tick(painter, at)
            return
        is_now = place == now
        painter.setBrush(self._theme.colour("accent" if is_now else "surface"))
        painter.setPen(QPen(self._theme.colour("accent" if is_now else "border_strong"), 2))
        painter.drawEllipse(at, radius, radius)
        painter.setPen(self._theme.colour("on_accent" if is_now else "muted"))
        painter.setFont(self._theme.font("caption", QFont.Weight.DemiBold))
        box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))

    def _paint_tick(self, painter: QPainter, at: QPointF) -> None:
        size = self._theme.px(TICK_PX)
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap("check", self._theme.tokens.on_success, size, ratio)
        painter.drawPixmap(QPointF(at.x() - size / 2, at.y() - size / 2), pixmap)

    def _word_font(self, room: float) -> QFont:
        """Return the largest type in which the longest word fits under its stop."""
        font = self._theme.font("caption", QFont.Weight.DemiBold)
        return fitting(font, [stage_word(stage) for stage in ROUTE], room - 4)

    def _paint_word(
        self, painter: QPainter, at: QPointF, place: int, font: QFont, *, is_now: bool
    ) -> None:
        font.setWeight(QFont.Weight.DemiBold if is_now else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text" if is_now else "muted"))
        width = self.width() / len(ROUTE)
        top = self._theme.px(2 * RADIUS_PX + 10)
        box = QRectF(at.x() - width / 2, top, width, self._theme.px(18))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, stage_word(ROUTE[place]))
