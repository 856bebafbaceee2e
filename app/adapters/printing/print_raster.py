"""Lines in a script that no code page of the printer has, drawn as dots instead of sent as text."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

from app.adapters.printing.capabilities import CodePage
from app.adapters.printing.paper_layout import Line, Span, Style
from app.adapters.printing.print_text import has_page

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
REGULAR, STRONG = "DejaVuSans-Regular.ttf", "DejaVuSans-Bold.ttf"
MARK_DOTS, LINE_DOTS = 12, 24
# The face with its accents above and below stands in 24 dots at this size.
FACE_SIZE = 19
BLACK, WHITE = 0, 1
INK_THRESHOLD = 128
BYTE_DOTS = 8
# A printer obeys these even inside a picture; a dot more beside the first byte breaks them up.
REAL_TIME = re.compile(rb"\x10(?=[\x01-\x05\x14])")
UNBROKEN = b"\x18"


def raster_of(line: Line, pages: Sequence[CodePage], dots: int) -> bytes:
    """Return the line as a picture, or nothing if the face has no better sign for it either."""
    return raster_bytes(picture_of(line, dots)) if _gains(line, pages) else b""


def _gains(line: Line, pages: Sequence[CodePage]) -> bool:
    marks = {mark for span in line for mark in span.text.value}
    return any(not has_page(mark, pages) and ord(mark) in _drawable() for mark in marks)


def picture_of(line: Line, dots: int) -> Image.Image:
    """Return the line as it stands on paper of so many dots."""
    tall = max(span.style.tall for span in line)
    picture = Image.new("1", (dots, LINE_DOTS * tall), WHITE)
    left = 0
    for span in line:
        width = min(len(span.text.value) * MARK_DOTS * span.style.wide, dots - left)
        picture.paste(_drawn(span, width, LINE_DOTS * tall), (left, 0))
        left += width
    return picture


def raster_bytes(picture: Image.Image) -> bytes:
    """Return the command that prints the picture, without a byte that would act at once."""
    width = (picture.width + BYTE_DOTS - 1) // BYTE_DOTS
    padded = Image.new("1", (width * BYTE_DOTS, picture.height), WHITE)
    padded.paste(picture, (0, 0))
    dots = bytes(byte ^ 0xFF for byte in padded.tobytes())
    size = bytes([width % 256, width // 256, picture.height % 256, picture.height // 256])
    return b"\x1dv0\x00" + size + REAL_TIME.sub(UNBROKEN, dots)


def _drawn(span: Span, width: int, height: int) -> Image.Image:
    """Draw the words of a span where their padding puts them; too long ones are drawn smaller."""
    words = "".join(mark if ord(mark) in _drawable() else "?" for mark in span.text.value.strip())
    scale = max(span.style.wide, span.style.tall)
    face = _face(span.style, FACE_SIZE * scale)
    length = round(face.getlength(words)) or 1
    top = (LINE_DOTS * scale - sum(face.getmetrics())) // 2
    drawn = Image.new("L", (length, LINE_DOTS * scale), 255)
    ImageDraw.Draw(drawn).text((0, top), words, fill=0, font=face)
    natural = length * span.style.wide // scale
    size = (max(min(natural, width), 1), LINE_DOTS * span.style.tall)
    whole = Image.new("L", (max(width, 1), height), 255)
    resized = drawn.resize(size, Image.Resampling.BOX)
    whole.paste(resized, (_start(span, width - size[0]), height - size[1]))
    dots = whole.point(lambda ink: 255 * ((ink > INK_THRESHOLD) != span.style.inverse))
    return dots.convert("1")


def _start(span: Span, spare: int) -> int:
    """Return how far in the words begin: as they were padded, or at the side their script does."""
    text = span.text.value
    before, after = text[:1] == " ", text[-1:] == " "
    if before and after:
        return spare // 2
    return spare if before or _runs_from_the_right(text) else 0


def _runs_from_the_right(text: str) -> bool:
    directions = (unicodedata.bidirectional(mark) for mark in text)
    return next((each in {"R", "AL"} for each in directions if each in {"L", "R", "AL"}), False)


@cache
def _face(style: Style, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / (STRONG if style.bold else REGULAR)), size)


@cache
def _drawable() -> frozenset[int]:
    return frozenset(TTFontFile(str(FONTS / REGULAR)).charToGlyph)
