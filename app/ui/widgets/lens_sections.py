"""Both lenses cut through along the horizontal: how thick they come out, before they are made."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.optics.lens_preview import LensPreview, Section
from app.messages.catalogue import tr
from app.ui.theme.theme import Theme

HEIGHT_PX = 96
# Room beside a lens for the letter of its side and the thickness there.
BESIDE_PX = 50
SCALE_MAX = 4.0


class LensSections(QWidget):
    """The right eye's lens on the left, as in the drawing of the frame; never mirrored."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._previews: tuple[LensPreview, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Lenses cut through"))

    def display(self, previews: tuple[LensPreview, ...]) -> None:
        """Draw other lenses."""
        self._previews = previews
        spoken = (f"{each.eye} {each.thinnest.mm:.1f}, {each.thickest.mm:.1f}" for each in previews)
        self.setAccessibleDescription("; ".join(spoken))
        self.setVisible(bool(previews))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.figures("small"))
        half = self.width() / 2
        for preview in self._previews:
            left = 0.0 if preview.eye == "right" else half
            self._paint_lens(painter, preview, QRectF(left, 0, half, self.height()))

    def _paint_lens(self, painter: QPainter, preview: LensPreview, area: QRectF) -> None:
        section = preview.section
        beside = self._theme.px(BESIDE_PX)
        width = section.x_mm[-1] - section.x_mm[0]
        depth = max(section.back_mm) - min(section.front_mm)
        scale = min(
            (area.width() - 2 * beside) / width,
            (area.height() - 2 * QFontMetricsF(painter.font()).height()) / depth,
            SCALE_MAX * self._theme.scale,
        )
        if scale <= 0:
            return
        x0 = area.center().x() - (section.x_mm[0] + width / 2) * scale
        y0 = area.center().y() - (min(section.front_mm) + depth / 2) * scale + 6
        front = _points(section.x_mm, section.front_mm, x0, y0, scale)
        back = _points(section.x_mm, section.back_mm, x0, y0, scale)
        painter.setBrush(self._theme.colour(f"{preview.eye}_soft"))
        painter.setPen(QPen(self._theme.colour(preview.eye), 1.5))
        painter.drawPolygon(QPolygonF([*front, *reversed(back)]))
        self._paint_words(painter, preview, front, back)

    def _paint_words(
        self,
        painter: QPainter,
        preview: LensPreview,
        front: list[QPointF],
        back: list[QPointF],
    ) -> None:
        sides = (tr("T"), tr("N")) if preview.eye == "right" else (tr("N"), tr("T"))
        edges = _edges(preview.section)
        painter.setPen(self._theme.colour("muted"))
        metrics = QFontMetricsF(painter.font())
        for side, mm, place in zip(sides, edges, (0, -1), strict=True):
            words = f"{side} {mm:.1f}"
            y = (front[place].y() + back[place].y()) / 2 + metrics.ascent() / 2
            gap = 6.0
            x = (
                front[0].x() - metrics.horizontalAdvance(words) - gap
                if place == 0
                else (front[-1].x() + gap)
            )
            painter.drawText(QPointF(x, y), words)
        centre = min(range(len(front)), key=lambda at: abs(preview.section.x_mm[at]))
        words = tr("CT {mm}", mm=f"{preview.section.centre_mm:.1f}")
        x = front[centre].x() - metrics.horizontalAdvance(words) / 2
        painter.drawText(QPointF(x, min(each.y() for each in front) - 5), words)


def _points(
    x_mm: tuple[float, ...], y_mm: tuple[float, ...], x0: float, y0: float, scale: float
) -> list[QPointF]:
    return [QPointF(x0 + x * scale, y0 + y * scale) for x, y in zip(x_mm, y_mm, strict=True)]


def _edges(section: Section) -> tuple[float, float]:
    return (
        section.back_mm[0] - section.front_mm[0],
        section.back_mm[-1] - section.front_mm[-1],
    )
