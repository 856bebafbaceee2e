"""What a lens-to-be adds to the drawing of its frame: the blank, and the edge where it matters."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from app.domain.optics.lens_preview import EdgePoint, LensPreview
from app.domain.optics.prism import inwards_x
from app.ui.theme.theme import Theme

DOT_PX = 3.0
# How far inwards of the outline a thickness is written.
INSET = 0.8

# From millimetres about the box centre to a point of the drawing.
ToPoint = Callable[[float, float], QPointF]


class LensMarks:
    """Paints the blank's circle and the thickest and thinnest places of one lens."""

    def __init__(self, theme: Theme, painter: QPainter, to_point: ToPoint, scale: float) -> None:
        self._theme = theme
        self._painter = painter
        self._to_point = to_point
        self._scale = scale

    def paint_blank(self, preview: LensPreview) -> None:
        """Draw the blank about the optical centre; one that does not exist in red."""
        diameter = preview.blank_mm or preview.needed_mm
        token = "border_strong" if preview.blank_mm else "danger"
        self._painter.setPen(QPen(self._theme.colour(token), 1, Qt.PenStyle.DotLine))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        oc = preview.oc
        centre = self._to_point(inwards_x(preview.eye) * oc.in_mm, oc.up_mm)
        radius = diameter / 2 * self._scale
        self._painter.drawEllipse(centre, radius, radius)

    def paint_edge(self, preview: LensPreview) -> None:
        """Write the largest and the smallest thickness beside their places on the outline."""
        self._paint_point(preview, preview.thickest, is_strong=True)
        self._paint_point(preview, preview.thinnest, is_strong=False)

    def _paint_point(self, preview: LensPreview, edge: EdgePoint, *, is_strong: bool) -> None:
        at = self._to_point(edge.x_mm, edge.y_mm)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour(preview.eye))
        self._painter.drawEllipse(at, DOT_PX, DOT_PX)
        words = f"{edge.mm:.1f}"
        metrics = QFontMetricsF(self._painter.font())
        middle = self._to_point(edge.x_mm * INSET, edge.y_mm * INSET)
        width, height = metrics.horizontalAdvance(words) + 8, metrics.height()
        box = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        self._painter.setPen(self._theme.colour(preview.eye if is_strong else "muted"))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
