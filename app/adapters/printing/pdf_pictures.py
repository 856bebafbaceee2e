"""Words in a script that the faces of a page lack, drawn as a picture that prints sharp."""

from functools import cache

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from app.adapters.printing.print_raster import FONTS, REGULAR, STRONG

# Dots for each point: 432 to the inch.
DOTS = 6


def picture_width(words: str, size: float, *, is_bold: bool) -> float:
    """Return how wide the words are, in points."""
    return _face(round(size * DOTS), is_bold=is_bold).getlength(words) / DOTS


def picture_of_words(
    words: str, size: float, ink: Color, *, is_bold: bool
) -> tuple[ImageReader, float, float, float]:
    """Return the picture, its width and height, and how far below its top the line stands."""
    face = _face(round(size * DOTS), is_bold=is_bold)
    ascent, descent = face.getmetrics()
    width = max(round(face.getlength(words)), 1)
    mask = Image.new("L", (width, ascent + descent), 0)
    ImageDraw.Draw(mask).text((0, 0), words, fill=255, font=face)
    whole = Image.new("RGB", mask.size, (255, 255, 255))
    colour = tuple(round(part * 255) for part in (ink.red, ink.green, ink.blue))
    whole.paste(colour, (0, 0, *mask.size), mask)
    whole.putalpha(mask)
    return ImageReader(whole), width / DOTS, mask.height / DOTS, ascent / DOTS


@cache
def _face(dots: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / (STRONG if is_bold else REGULAR)), dots)
