"""Dresses a window in a theme: palette, type and the one style sheet."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme.fonts import in_figures, load_fonts, text_font
from app.ui.theme.icons import icon_pixmap
from app.ui.theme.tokens import LIGHT, Tokens

QSS = Path(__file__).parents[3] / "resources" / "qss" / "dioptre.qss"

# Pixels at scale 1; the bench reads from further away and multiplies them.
SIZES = {
    "caption": 11,
    "small": 12,
    "body": 14,
    "dioptre": 16,
    "title": 17,
    "number": 22,
    "headline": 24,
    "order": 28,
    "change": 44,
    "cell": 13,
    "field": 34,
    "button": 34,
    "segment": 28,
    "rail": 30,
    "tile": 64,
    "header": 30,
    "chip_radius": 9,
}
BENCH_SCALE = 1.15
TOUCH_TARGET_PX = 46
# Two pixels of border come on top.
TOUCHED_PX = TOUCH_TARGET_PX - 2


def prepare_application(application: QApplication) -> None:
    """Set what all windows share: Fusion, which draws from the palette, and our typefaces."""
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(text_font(SIZES["body"]))


class Theme(QObject):
    """The tokens and the scale of one window; widgets ask it for colours when they paint."""

    changed = Signal()

    def __init__(
        self, tokens: Tokens = LIGHT, *, scale: float = 1.0, is_touched: bool = False
    ) -> None:
        super().__init__()
        self._tokens = tokens
        self._is_touched = is_touched
        self._scale = scale

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    @property
    def scale(self) -> float:
        return self._scale

    def px(self, size: float) -> int:
        """Return a length at this window's scale."""
        return round(size * self._scale)

    def colour(self, token: str) -> QColor:
        """Return a token's colour."""
        return QColor(getattr(self._tokens, token))

    def font(self, size: str | int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the typeface at a named size, or at a number of pixels, scaled."""
        pixels = SIZES[size] if isinstance(size, str) else size
        return text_font(self.px(pixels), weight)

    def figures(self, size: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the typeface with digits of equal width."""
        return in_figures(self.font(size, weight))

    def draw_icon(self, painter: QPainter, at: QPoint, name: str, token: str, size: int) -> None:
        """Draw an icon of `size` pixels with its upper left corner at `at`."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(at, icon_pixmap(name, getattr(self._tokens, token), size, ratio))

    def style_sheet(self) -> str:
        """Return the style sheet of this theme; a misspelt $name in it raises."""
        sizes = {name: str(self.px(size)) for name, size in SIZES.items()}
        if self._is_touched:
            for name in ("button", "segment"):
                sizes[name] = str(max(int(sizes[name]), TOUCHED_PX))
        # The border of what has the cursor is a pixel thicker on each side; its box is not.
        for name in ("field", "button", "segment"):
            sizes[f"{name}_inside"] = str(int(sizes[name]) - 2)
        return Template(QSS.read_text(encoding="utf-8")).substitute(asdict(self._tokens), **sizes)

    def dress(self, window: QWidget) -> None:
        """Give a window and everything in it this theme."""
        window.setPalette(self.palette())
        window.setFont(self.font("body"))
        window.setStyleSheet(self.style_sheet())

    def use(self, tokens: Tokens) -> None:
        """Change the theme and tell the windows to dress anew."""
        self._tokens = tokens
        self.changed.emit()

    def palette(self) -> QPalette:
        """Return the palette for what the style sheet leaves to Fusion."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        disabled = QPalette.ColorGroup.Disabled
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(disabled, role, self.colour("faint"))
        return palette


_PALETTE = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "surface",
    QPalette.ColorRole.Link: "accent",
}
