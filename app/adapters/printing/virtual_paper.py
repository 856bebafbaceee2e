"""The virtual printer's paper: marks on a grid of dots, 512 across unless told otherwise."""

import io
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
FACES = ("JetBrainsMono-Medium.ttf", "DejaVuSansMono.ttf")
PAPER_DOTS = 512
FONT_A = (12, 24)
FONT_B = (9, 17)
# A face whose marks are 0.6 of its size wide fills a cell of 12 dots at 20, and its line of 26
# dots is then drawn two dots higher to sit in 24.
SIZE_OF_WIDTH = 20 / 12
DEFAULT_LINE_DOTS = 30
# Between the knife and the head there is paper that no head can reach.
MARGIN_DOTS = 36
BLACK, WHITE = 0, 1
RIGHT = 2
INK_THRESHOLD = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the next marks are drawn."""

    font: tuple[int, int] = FONT_A
    is_bold: bool = False
    is_inverse: bool = False
    is_underlined: bool = False
    wide: int = 1
    tall: int = 1

    @property
    def cell(self) -> tuple[int, int]:
        return self.font[0] * self.wide, self.font[1] * self.tall


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was cut off: its number, its words line by line, and its picture.

    `wrapped` counts the lines that were broken because they ran past the edge.
    """

    number: int
    data: bytes
    lines: tuple[str, ...]
    wrapped: int
    png: bytes


class Paper:
    """The web of paper under the head: a line being set, and the strips printed above it."""

    def __init__(self, dots: int = PAPER_DOTS) -> None:
        self._dots = dots
        self.look = Look()
        self.align = 0
        self.line_dots = DEFAULT_LINE_DOTS
        self._strips: list[Image.Image] = []
        self._marks: list[tuple[str, Look]] = []
        self.words: list[str] = []
        self.wrapped = 0

    @property
    def is_blank(self) -> bool:
        return not self._strips and not self._marks

    def reset(self) -> None:
        """Forget looks and the line being set; what is printed stays printed."""
        self.look = Look()
        self.align = 0
        self.line_dots = DEFAULT_LINE_DOTS
        self._marks = []

    def set_align(self, side: int) -> None:
        """0 or "0" is left, 1 the middle, 2 right; it holds from the next line on."""
        self.align = side % 48 if side % 48 <= RIGHT else self.align

    def set_line_dots(self, dots: int | None) -> None:
        """Set how far a line feed moves the paper; None is the machine's own measure."""
        self.line_dots = DEFAULT_LINE_DOTS if dots is None else dots

    def change_look(self, **changes: object) -> None:
        self.look = replace(self.look, **changes)  # type: ignore[arg-type] # fields of Look

    def put(self, mark: str) -> bool:
        """Set a mark; return whether the line was full and had to be printed first."""
        is_full = self._width() + self.look.cell[0] > self._dots
        if is_full:
            self.wrapped += 1
            self.end_line()
        self._marks.append((mark, self.look))
        return is_full

    def end_line(self) -> None:
        """Print the line being set and feed one line."""
        height = max([self.line_dots, *(look.cell[1] for _, look in self._marks)])
        line = Image.new("1", (self._dots, height), WHITE)
        x = self._start(self._width())
        for mark, look in self._marks:
            glyph = _glyph(mark, look)
            line.paste(glyph, (x, self._baseline() - look.cell[1]))
            x += look.cell[0]
        self.words.append("".join(mark for mark, _ in self._marks))
        self._marks = []
        self._strips.append(line)

    def feed(self, dots: int) -> None:
        """Move the paper on by so many dots, after printing what is set."""
        if self._marks:
            self.end_line()
        if dots:
            self._strips.append(Image.new("1", (self._dots, dots), WHITE))

    def picture(self, dots: Image.Image) -> None:
        """Print a picture of black and white dots."""
        if self._marks:
            self.end_line()
        strip = Image.new("1", (self._dots, dots.height), WHITE)
        strip.paste(dots, (self._start(min(dots.width, self._dots)), 0))
        self._strips.append(strip)

    def cut(self, number: int, data: bytes) -> Sheet:
        """Cut the paper off and return it."""
        sheet = Sheet(
            number=number,
            data=data,
            lines=tuple(self.words),
            wrapped=self.wrapped,
            png=self._png(),
        )
        self._strips, self.words, self.wrapped = [], [], 0
        return sheet

    def _width(self) -> int:
        return sum(look.cell[0] for _, look in self._marks)

    def _baseline(self) -> int:
        return max(look.cell[1] for _, look in self._marks)

    def _start(self, width: int) -> int:
        return (self._dots - width) * self.align // 2

    def _png(self) -> bytes:
        height = 2 * MARGIN_DOTS + sum(strip.height for strip in self._strips)
        whole = Image.new("1", (self._dots, height), WHITE)
        y = MARGIN_DOTS
        for strip in self._strips:
            whole.paste(strip, (0, y))
            y += strip.height
        file = io.BytesIO()
        whole.save(file, "PNG", dpi=(180, 180))
        return file.getvalue()


@lru_cache(maxsize=2048)
def _glyph(mark: str, look: Look) -> Image.Image:
    """Draw one mark in its cell; twice as tall means twice the dots, as in the machine."""
    width, height = look.font
    scale = max(look.wide, look.tall)
    grey = Image.new("L", (width * scale, height * scale), 255)
    face = _face(round(width * SIZE_OF_WIDTH * scale))
    # Whole dots only: half a dot up or down would cost a thin stroke.
    top = (height * scale - sum(face.getmetrics()) + 1) // 2
    ImageDraw.Draw(grey).text((0, top), mark, fill=0, font=face)
    if look.is_bold:
        # Emphasised print strikes every dot twice, one dot apart.
        struck = Image.new("L", grey.size, 255)
        struck.paste(grey, (look.tall, 0))
        grey = ImageChops.darker(grey, struck)
    sized = grey.resize(look.cell, Image.Resampling.BOX)
    dots = sized.point(lambda ink: 255 * (ink > INK_THRESHOLD)).convert("1")
    if look.is_underlined:
        ImageDraw.Draw(dots).line((0, dots.height - 1, dots.width, dots.height - 1), BLACK)
    return ImageChops.invert(dots) if look.is_inverse else dots


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    for name in FACES:
        bundled = FONTS / name
        try:
            return ImageFont.truetype(str(bundled) if bundled.is_file() else name, size)
        except OSError:
            continue
    raise FileNotFoundError(f"none of the faces {', '.join(FACES)} is on this machine")
