"""Both eyes' numbers as large as a bench needs them, right eye first, never mirrored."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyeMeasurements, EyePower
from app.domain.optics.trace import Eye
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.theme.fonts import fitting
from app.ui.theme.theme import Theme

HEAD_PX, LINE_PX, BADGE_PX = 22, 36, 30
BADGE_GAP_PX = 16
RADIUS_PX = 6
CELL_GAP_PX = 10


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EyeLine:
    """One eye as it is written on the bench."""

    eye: Eye
    cells: tuple[str, ...]


def heads(lines: tuple[EyeLine, ...]) -> tuple[str, ...]:
    """Return the heads of the columns; prism only where somebody has one."""
    words = (tr("Sph"), tr("Cyl"), tr("Axis"), tr("Add"), tr("PD"), tr("Fit H"))
    has_prism = any(len(line.cells) > len(words) for line in lines)
    return (*words, tr("Prism")) if has_prism else words


def eye_line(
    eye: Eye, power: EyePower | None, measured: EyeMeasurements, *, with_prism: bool
) -> EyeLine:
    """Return an eye's numbers as text."""
    height = measured.fitting_height_mm or measured.segment_height_mm
    if power is None:
        return EyeLine(eye=eye, cells=(tr("none"), "", "", "", "", ""))
    has_cylinder = power.axis_deg is not None
    cells = (
        "BAL" if power.is_balance else formats.power(power.sphere),
        formats.power(power.cylinder) if has_cylinder else "DS",
        formats.axis(power.axis_deg),
        formats.power(power.add),
        formats.length(measured.monocular_pd_mm),
        formats.length(height),
    )
    return EyeLine(eye=eye, cells=(*cells, _prism(power)) if with_prism else cells)


class EyeNumbers(QWidget):
    """Two lines of large digits under quiet heads."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: tuple[EyeLine, ...] = ()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Powers"))

    def display(self, lines: tuple[EyeLine, ...]) -> None:
        """Show other numbers."""
        self._lines = lines
        spoken = [f"{_letter(line.eye)} {' '.join(line.cells)}" for line in lines]
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        height = HEAD_PX + 2 * LINE_PX
        return QSize(self._theme.px(480), self._theme.px(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = heads(self._lines)
        left = self._theme.px(BADGE_PX + BADGE_GAP_PX)
        width = (self.width() - left) / len(words)
        painter.setFont(self._theme.font("caption", QFont.Weight.DemiBold))
        painter.setPen(self._theme.colour("muted"))
        for number, word in enumerate(words):
            box = QRectF(left + number * width, 0, width, self._theme.px(HEAD_PX))
            painter.drawText(box, _LEFT, word)
        for number, line in enumerate(self._lines):
            top = self._theme.px(HEAD_PX) + number * self._theme.px(LINE_PX)
            self._paint_badge(painter, line, top)
            self._paint_cells(painter, line, QRectF(left, top, width, self._theme.px(LINE_PX)))

    def _paint_badge(self, painter: QPainter, line: EyeLine, top: float) -> None:
        side = self._theme.px(BADGE_PX)
        box = QRectF(0, top + (self._theme.px(LINE_PX) - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(line.eye))
        painter.drawRoundedRect(box, RADIUS_PX, RADIUS_PX)
        painter.setPen(self._theme.colour(f"on_{line.eye}"))
        painter.setFont(self._theme.font("body", QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _letter(line.eye))

    def _paint_cells(self, painter: QPainter, line: EyeLine, first: QRectF) -> None:
        font = self._theme.figures("number", QFont.Weight.DemiBold)
        cells = [cell for each in self._lines for cell in each.cells]
        painter.setFont(fitting(font, cells, first.width() - self._theme.px(CELL_GAP_PX)))
        painter.setPen(self._theme.colour("text"))
        for number, cell in enumerate(line.cells):
            painter.drawText(first.translated(number * first.width(), 0), _LEFT, cell)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _letter(eye: Eye) -> str:
    return "R" if eye == "right" else "L"


def _prism(power: EyePower) -> str:
    if power.prism is None:
        return formats.NOTHING
    parts = [
        formats.base(amount, positive=positive, negative=negative)
        for amount, positive, negative in _components(power)
        if amount != NO_POWER
    ]
    return " ".join(parts)


def _components(power: EyePower) -> tuple[tuple[Dioptres, str, str], ...]:
    if power.prism is None:
        return ()
    return (
        (power.prism.base_in, tr("in"), tr("out")),
        (power.prism.base_up, tr("up"), tr("down")),
    )
