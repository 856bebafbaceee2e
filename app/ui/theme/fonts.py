"""The bundled typefaces: Inter for words and numbers, JetBrains Mono for codes."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"
SMALLEST_PX = 9


class TypefaceIsMissing(RuntimeError):
    """A bundled font file is missing or damaged, so the installation is."""


def load_fonts() -> None:
    """Make the bundled typefaces known to the application; once is enough."""
    if FAMILY in QFontDatabase.families():
        return
    for file in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise TypefaceIsMissing(file.name)


def text_font(pixel_size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return Inter for words."""
    font = QFont(FAMILY)
    font.setPixelSize(pixel_size)
    font.setWeight(weight)
    return font


def fitting(font: QFont, words: Sequence[str], room: float) -> QFont:
    """Return the font, smaller where needed for the longest of the words to fit."""
    longest = max((QFontMetricsF(font).horizontalAdvance(word) for word in words), default=0)
    made = QFont(font)
    if longest > room > 0:
        made.setPixelSize(max(SMALLEST_PX, int(font.pixelSize() * room / longest)))
    return made


def in_figures(font: QFont) -> QFont:
    """Return a font with digits of equal width, so that columns of numbers line up.

    Not for words: the hyphen of a double name would stand as wide as a digit.
    """
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
