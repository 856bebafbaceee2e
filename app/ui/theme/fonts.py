"""The bundled typefaces: Inter for words and numbers, JetBrains Mono for codes."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
FAMILY = "Inter"
CODE_FAMILY = "JetBrains Mono"


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
    """Return Inter with digits of equal width, so that columns of numbers line up."""
    font = QFont(FAMILY)
    font.setPixelSize(pixel_size)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
