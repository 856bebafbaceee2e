"""Text for paper: the only way from a person's words to a printer's bytes."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from app.adapters.printing.capabilities import CodePage

LONGEST_TEXT = 200
ELLIPSIS = "..."
# Control, format, surrogate, private and unassigned characters, and line and paragraph separators:
# none of them is a mark on paper, and several can move, hide or reverse the marks beside them.
DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
BREAKS = frozenset("\t\n\r")
FIRST_PRINTABLE = 0x20
DELETE = 0x7F
UNKNOWN = ord("?")
# Marks that few code pages have, and what the trade writes in their place.
PAPER_FORMS = {
    "\N{MINUS SIGN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{WHITE SQUARE}": "-",  # 52□18, the boxing sign
}


@dataclass(frozen=True, slots=True)
class PrintText:
    """Words that are safe to print; `clean` makes them, and nothing else gets through."""

    value: str

    def __post_init__(self) -> None:
        if len(self.value) > LONGEST_TEXT or not all(map(_is_mark, self.value)):
            raise ValueError("text for paper is made by clean()")

    def wrapped(self, columns: int) -> tuple["PrintText", ...]:
        """Return the text in lines of at most `columns`, broken between words where it can be."""
        if len(self.value) <= columns:
            return (self,)
        lines: list[str] = []
        line = ""
        for word in self.value.split():
            if line and len(line) + 1 + len(word) <= columns:
                line = f"{line} {word}"
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, columns)
            lines += whole
        return tuple(PrintText(each) for each in (*lines, line))


@dataclass(frozen=True, slots=True)
class PageRun:
    """Bytes that mean what they should while the printer stands on `page`."""

    page: CodePage
    data: bytes


def clean(text: str) -> PrintText:
    """Return `text` without anything that is not a visible mark or a space.

    Text beyond 200 characters ends in three dots, so that what is missing is seen to be missing.
    """
    visible = "".join(_spaced(mark) for mark in text if not _is_dropped(mark))
    # Composing shortens four marks to one at most, and takes long over thousands of accents.
    composed = unicodedata.normalize("NFC", visible[: LONGEST_TEXT * 4 + 1])
    if len(composed) <= LONGEST_TEXT:
        return PrintText(composed)
    return PrintText(composed[: LONGEST_TEXT - len(ELLIPSIS)] + ELLIPSIS)


def pieces_of(text: str) -> Iterator[str]:
    """Break a text into pieces that `clean` takes whole: at its own lines, then between words."""
    for paragraph in text.splitlines() or [""]:
        piece = ""
        for word in paragraph.split(" "):
            if piece and len(piece) + 1 + len(word) > LONGEST_TEXT:
                yield piece
                piece = ""
            piece = f"{piece} {word}" if piece else word
        yield piece


def encode(text: PrintText, pages: Sequence[CodePage], *, current: CodePage) -> tuple[PageRun, ...]:
    """Return `text` as runs of bytes, changing the page only where `current` can't go on.

    A mark that no page has becomes `?`. No byte below 0x20 and no 0x7f can come out, because the
    tables hold none.
    """
    rest = "".join(PAPER_FORMS.get(mark, mark) for mark in text.value)
    runs: list[PageRun] = []
    while rest:
        if not _fitting(rest, current):
            current = _best_page(rest, pages, current)
        # A mark that no page has goes alone, as a question mark.
        length = max(_fitting(rest, current), 1)
        table = _table(current.codec)
        runs.append(PageRun(current, bytes(table.get(mark, UNKNOWN) for mark in rest[:length])))
        rest = rest[length:]
    return tuple(runs)


def has_page(mark: str, pages: Sequence[CodePage]) -> bool:
    """Return whether some page has the mark, or what the trade writes in its place."""
    written = PAPER_FORMS.get(mark, mark)
    return any(written in _table(page.codec) for page in pages)


def _best_page(text: str, pages: Sequence[CodePage], current: CodePage) -> CodePage:
    best = max(pages, key=lambda page: _fitting(text, page))
    return best if _fitting(text, best) else current


def _fitting(text: str, page: CodePage) -> int:
    """Count the marks at the start of `text` that `page` has."""
    table = _table(page.codec)
    return sum(1 for _ in takewhile(table.__contains__, text))


@cache
def _table(codec: str) -> Mapping[str, int]:
    """Return the visible marks of a code page, each with its byte."""
    table: dict[str, int] = {}
    for byte in range(FIRST_PRINTABLE, 0x100):
        mark = bytes([byte]).decode(codec, errors="ignore")
        if byte != DELETE and len(mark) == 1 and not _is_dropped(mark):
            table.setdefault(mark, byte)
    return table


def _is_mark(character: str) -> bool:
    return not _is_dropped(character) and character not in BREAKS


def _is_dropped(character: str) -> bool:
    return character not in BREAKS and unicodedata.category(character) in DROPPED_CATEGORIES


def _spaced(character: str) -> str:
    is_space = character in BREAKS or unicodedata.category(character) == "Zs"
    return " " if is_space else character


def _pieces(word: str, columns: int) -> list[str]:
    return [word[start : start + columns] for start in range(0, len(word), columns)]
