"""The frame as it sits on the face: outlines, boxes, pupils and the measures between them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.optics.lens_preview import LensPreview
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.frame_picture import EyePicture, FramePicture
from app.ui.widgets.lens_marks import LensMarks

# Room around the boxes for the measures, in pixels.
ABOVE_PX, BELOW_PX, BESIDE_PX = 44, 40, 24
SCALE_MAX = 7.0
BLANK_ROOM_PX = 6
TICK_PX = 4
CROSS_PX = 9
PUPIL_PX = 4


class FrameDrawing(QWidget):
    """Draws a FramePicture to scale; it is never mirrored."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: FramePicture | None = None
        self._previews: tuple[LensPreview, ...] = ()
        # Right eye on the left in every language, as the patient is seen.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMinimumHeight(theme.px(160))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Drawing of the frame"))

    def display(self, picture: FramePicture | None, previews: tuple[LensPreview, ...] = ()) -> None:
        """Draw another frame, or none, and the lenses that would go into it."""
        self._picture = picture
        self._previews = previews
        self.setAccessibleDescription(_spoken(picture))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(640), self._theme.px(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.figures("small"))
        area = QRectF(self.rect())
        _FramePainter(self._theme, painter, self._picture, area, self._previews).paint()


class _FramePainter:
    """Paints one picture into one area; millimetres become pixels here and nowhere else."""

    def __init__(
        self,
        theme: Theme,
        painter: QPainter,
        picture: FramePicture,
        area: QRectF,
        previews: tuple[LensPreview, ...],
    ) -> None:
        self._theme = theme
        self._painter = painter
        self._picture = picture
        self._previews = previews
        above, below = theme.px(ABOVE_PX), theme.px(BELOW_PX)
        blanks = [(each.blank_mm or each.needed_mm) + 2 * abs(each.oc.up_mm) for each in previews]
        self._scale = min(
            (area.width() - 2 * theme.px(BESIDE_PX)) / max(picture.width_mm, *blanks, 1),
            (area.height() - above - below) / picture.b_mm,
            (area.height() - 2 * BLANK_ROOM_PX) / max([*blanks, 1]),
            SCALE_MAX * theme.scale,
        )
        middle_mm = picture.right.left_mm + picture.width_mm / 2
        spare = area.height() - above - below - picture.b_mm * self._scale
        self._x0 = area.center().x() - middle_mm * self._scale
        self._datum = above + spare / 2 + picture.b_mm * self._scale / 2

    def paint(self) -> None:
        self._paint_bridge()
        for preview in self._previews:
            self._marks(preview).paint_blank(preview)
        for eye in (self._picture.right, self._picture.left):
            self._paint_box(eye)
            self._paint_outline(eye)
            self._paint_pupil(eye)
            self._paint_letter(eye)
        for preview in self._previews:
            self._marks(preview).paint_edge(preview)
        self._paint_pds()
        self._paint_widths()

    def _marks(self, preview: LensPreview) -> LensMarks:
        eye = self._picture.right if preview.eye == "right" else self._picture.left

        def to_point(x_mm: float, y_mm: float) -> QPointF:
            return QPointF(self._x(eye.centre_x_mm + x_mm), self._datum - y_mm * self._scale)

        return LensMarks(self._theme, self._painter, to_point, self._scale)

    def _x(self, x_mm: float) -> float:
        return self._x0 + x_mm * self._scale

    def _y(self, eye: EyePicture, up_mm: float) -> float:
        """Return the height of a point told from the lower edge of a box."""
        return self._datum + (eye.b_mm / 2 - up_mm) * self._scale

    def _box(self, eye: EyePicture) -> QRectF:
        upper_left = QPointF(self._x(eye.left_mm), self._y(eye, eye.b_mm))
        lower_right = QPointF(self._x(eye.left_mm + eye.a_mm), self._y(eye, 0))
        return QRectF(upper_left, lower_right)

    def _pen(self, token: str, width: float = 1, *, dashed: bool = False) -> QPen:
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        return QPen(self._theme.colour(token), width, style)

    def _paint_bridge(self) -> None:
        half = self._picture.b_mm * self._scale / 2
        reach = self._theme.px(20)
        self._painter.setPen(self._pen("border_strong"))
        self._line(self._x(0), self._datum - half - reach, self._x(0), self._datum + half + reach)

    def _paint_box(self, eye: EyePicture) -> None:
        box = self._box(eye)
        self._painter.setPen(self._pen("border_strong", dashed=True))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(box)
        reach = self._theme.px(10)
        self._line(box.left() - reach, self._datum, box.right() + reach, self._datum)

    def _paint_outline(self, eye: EyePicture) -> None:
        if eye.outline is None:
            return
        path = QPainterPath()
        for number, (x_mm, y_mm) in enumerate(zip(eye.outline.x_mm, eye.outline.y_mm, strict=True)):
            point = QPointF(self._x(eye.centre_x_mm + x_mm), self._datum - y_mm * self._scale)
            if number:
                path.lineTo(point)
            else:
                path.moveTo(point)
        path.closeSubpath()
        ground = self._theme.colour(f"{eye.eye}_soft")
        ground.setAlpha(215)
        self._painter.setBrush(ground)
        self._painter.setPen(self._pen(eye.eye, 2))
        self._painter.drawPath(path)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_pupil(self, eye: EyePicture) -> None:
        if eye.pupil_x_mm is None:
            return
        x = self._x(eye.pupil_x_mm)
        if eye.height_mm is None:
            self._paint_cross(eye, x, self._datum)
            return
        y = self._y(eye, eye.height_mm.hundredths / 100)
        foot = self._y(eye, 0)
        self._painter.setPen(self._pen("muted"))
        self._line(x, y, x, foot)
        self._line(x - TICK_PX, foot, x + TICK_PX, foot)
        words = tr("FH {height}", height=formats.length(eye.height_mm))
        self._painter.setPen(self._theme.colour("muted"))
        self._painter.drawText(QPointF(x + 8, (y + foot) / 2 + 4), words)
        self._paint_cross(eye, x, y)

    def _paint_cross(self, eye: EyePicture, x: float, y: float) -> None:
        self._painter.setPen(self._pen(eye.eye, 2))
        self._line(x - CROSS_PX, y, x + CROSS_PX, y)
        self._line(x, y - CROSS_PX, x, y + CROSS_PX)
        self._painter.drawEllipse(QPointF(x, y), PUPIL_PX, PUPIL_PX)

    def _paint_letter(self, eye: EyePicture) -> None:
        box = self._box(eye)
        self._painter.setFont(self._theme.font("body", QFont.Weight.Bold))
        self._painter.setPen(self._theme.colour(eye.eye))
        # Outside the box, where no outline can run through it.
        letter, at = ("R", box.left()) if eye.eye == "right" else ("L", box.right() - 10)
        self._painter.drawText(QPointF(at, box.top() - self._theme.px(6)), letter)
        self._painter.setFont(self._theme.figures("small"))

    def _paint_pds(self) -> None:
        top = min(self._box(eye).top() for eye in (self._picture.right, self._picture.left))
        y = top - self._theme.px(18)
        for eye in (self._picture.right, self._picture.left):
            if eye.pupil_x_mm is not None:
                self._measure(
                    self._x(min(0, eye.pupil_x_mm)),
                    self._x(max(0, eye.pupil_x_mm)),
                    y,
                    formats.length(eye.pd_mm),
                )

    def _paint_widths(self) -> None:
        right, left = self._picture.right, self._picture.left
        y = max(self._box(right).bottom(), self._box(left).bottom()) + self._theme.px(20)
        for eye in (right, left):
            words = tr("A {width}", width=f"{eye.a_mm:.1f}")
            self._measure(self._x(eye.left_mm), self._x(eye.left_mm + eye.a_mm), y, words)
        if self._picture.dbl_mm is not None:
            ends = self._x(right.left_mm + right.a_mm), self._x(left.left_mm)
            self._measure(*ends, y, f"{self._picture.dbl_mm:.1f}")

    def _measure(self, x1: float, x2: float, y: float, words: str) -> None:
        """Draw a line of measure with its number in a gap in its middle."""
        width = QFontMetricsF(self._painter.font()).horizontalAdvance(words)
        middle, half = (x1 + x2) / 2, width / 2 + 5
        self._painter.setPen(self._pen("muted"))
        self._line(x1, y, max(x1, middle - half), y)
        self._line(min(x2, middle + half), y, x2, y)
        for x in (x1, x2):
            self._line(x, y - TICK_PX, x, y + TICK_PX)
        box = QRectF(middle - half, y - 10, 2 * half, 20)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def _spoken(picture: FramePicture | None) -> str:
    if picture is None:
        return tr("No frame")
    words = [f"A {eye.a_mm:.1f}, B {eye.b_mm:.1f}" for eye in (picture.right, picture.left)]
    return f"R {words[0]}; L {words[1]}"
