"""A page to draw a paper on: faces, a pen that moves down, and new pages as needed."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile
from reportlab.pdfgen.canvas import Canvas

from app.adapters.printing.pdf_pictures import picture_of_words, picture_width
from app.adapters.printing.print_text import clean
from app.services.print_ports import PageSize

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
REGULAR, STRONG, FIGURES = "Inter-Regular", "Inter-SemiBold", "JetBrainsMono-Medium"
# How high a capital letter is, and where a line's letters stand in it, as parts of the size.
CAPITAL = 0.727
BASELINE = 0.92
# All measures are in points, from the lower left corner of the page.
MM = 72 / 25.4
MEASURES = {
    PageSize.A4: (210 * MM, 297 * MM, 56.0),
    PageSize.A5: (148 * MM, 210 * MM, 36.0),
    PageSize.A6: (105 * MM, 148 * MM, 18.0),
}
COLUMN_GAP = 10.0
INK = Color(0.07, 0.09, 0.12)
MUTED = Color(0.38, 0.42, 0.47)
HAIR = Color(0.78, 0.80, 0.83)
PAPER = Color(1, 1, 1)
LINE_HEIGHT = 1.22


class Page:
    """The paper and the pen; `y` is the upper edge of what comes next."""

    def __init__(self, *, title: str, size: PageSize = PageSize.A6) -> None:
        _load_faces()
        self._file = io.BytesIO()
        self._width, self._height, self._margin = MEASURES[size]
        self.canvas = Canvas(
            self._file, pagesize=(self._width, self._height), pageCompression=1, invariant=1
        )
        self._title = title
        self._count = 1
        self.canvas.setTitle(title)
        self.y = self._height - self._margin
        self._inset = 0.0
        self._inset_bottom = self._height

    @property
    def left(self) -> float:
        return self._margin

    @property
    def right(self) -> float:
        """Return the right margin, which lies further left beside what was set in."""
        return self._width - self._margin - (self._inset if self.y > self._inset_bottom else 0)

    @property
    def width(self) -> float:
        return self.right - self.left

    def need(self, height: float) -> None:
        """Begin a new page if what comes next does not fit on this one."""
        if self.y - height >= self._margin:
            return
        self.canvas.showPage()
        self._count += 1
        self._inset, self._inset_bottom = 0.0, self._height
        self.y = self._height - self._margin
        self.text(self.left, self._title, STRONG, 8)
        self.text_right(self.right, str(self._count), REGULAR, 8)
        self.down(8 * LINE_HEIGHT + 6)

    def set_in(self, width: float, height: float) -> None:
        """Keep the upper right corner free from the pen down."""
        self._inset, self._inset_bottom = width, self.y - height

    def clear(self) -> None:
        """Move the pen below what was set in."""
        self.y = min(self.y, self._inset_bottom)

    def down(self, height: float) -> None:
        self.y -= height

    def text(self, x: float, words: str, face: str, size: float, *, ink: Color = INK) -> None:
        """Draw one line whose upper edge is where the pen stands; the pen stays."""
        if not _has_marks(words, face):
            self._draw_picture(x, words, (face, size), ink)
            return
        self.canvas.setFillColor(ink)
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, self.y - size * BASELINE, words)

    def _draw_picture(self, x: float, words: str, style: tuple[str, float], ink: Color) -> None:
        face, size = style
        picture, width, height, above = picture_of_words(words, size, ink, is_bold=face == STRONG)
        bottom = self.y - size * BASELINE - (height - above)
        self.canvas.drawImage(picture, x, bottom, width, height, mask="auto")

    def text_right(self, x: float, words: str, face: str, size: float, *, ink: Color = INK) -> None:
        self.text(x - width_of(words, face, size), words, face, size, ink=ink)

    def rule(self, start: float, *, below: float, thickness: float = 0.5) -> None:
        """Draw a line from `start` to the right margin."""
        self.canvas.setStrokeColor(HAIR)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(start, self.y - below, self.right, self.y - below)

    def stand_in(self, height: float, size: float) -> None:
        """Move the pen so that capitals of this size stand in the middle of `height`."""
        self.y -= (height + CAPITAL * size) / 2 - BASELINE * size

    def box(self, width: float, height: float, *, radius: float) -> None:
        """Fill a black box at the left margin whose upper edge is where the pen stands."""
        self.canvas.setFillColor(INK)
        self.canvas.roundRect(self.left, self.y - height, width, height, radius, stroke=0, fill=1)

    def squares(self, x: float, rows: Sequence[Sequence[bool]], side: float) -> None:
        """Draw a square of squares, its upper edge where the pen stands, as one path."""
        path = self.canvas.beginPath()
        module = side / len(rows)
        for down, row in enumerate(rows):
            for across, is_dark in enumerate(row):
                if is_dark:
                    path.rect(x + across * module, self.y - (down + 1) * module, module, module)
        self.canvas.setFillColor(INK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def finished(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def width_of(words: str, face: str, size: float) -> float:
    if not _has_marks(words, face):
        return picture_width(words, size, is_bold=face == STRONG)
    return pdfmetrics.stringWidth(words, face, size)


def wrapped(words: str, face: str, size: float, width: float) -> list[str]:
    """Break cleaned words into lines no wider than `width`, inside a word only where it must."""
    lines: list[str] = []
    line = ""
    for word in clean(words).value.split():
        longer = f"{line} {word}".strip()
        if width_of(longer, face, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width_of(line, face, size) > width:
            fitting = _fitting(line, face, size, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line]


def _fitting(word: str, face: str, size: float, width: float) -> int:
    """Return how many marks at the start of `word` fit, at least one."""
    count = len(word)
    while count > 1 and width_of(word[:count], face, size) > width:
        count -= 1
    return count


def _has_marks(words: str, face: str) -> bool:
    return all(ord(mark) in _glyphs(face) for mark in words)


@cache
def _glyphs(face: str) -> frozenset[int]:
    return frozenset(TTFontFile(str(FONTS / f"{face}.ttf")).charToGlyph)


@cache
def _load_faces() -> None:
    for name in (REGULAR, STRONG, FIGURES):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
