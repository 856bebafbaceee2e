"""The words of a written prescription, each with its place, so a refusal can point at it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError

TEXT_MAX = 400

# One spelling inside for every spelling of the trade.
SPELLINGS = {
    "r": "right", "od": "right", "right": "right",
    "l": "left", "os": "left", "left": "left",
    "plano": "plano", "pl": "plano",
    "ds": "spherical", "sph": "spherical",
    "bal": "balance", "balance": "balance",
    "n/a": "none", "na": "none",
    "x": "axis", "×": "axis", "ax": "axis", "axis": "axis",
    "add": "add", "prism": "prism", "@": "at",
    "in": "in", "bi": "in", "out": "out", "bo": "out",
    "up": "up", "bu": "up", "down": "down", "bd": "down",
}  # fmt: skip

PIECE = re.compile(
    r"(?P<gap>[\s:]+)"
    r"|(?P<number>[+\-\u2212]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+))"
    r"|(?P<word>[nN]/[aA]\b|[A-Za-z]+?(?=[0-9])|[A-Za-z]+|×|@)"
    r"|(?P<stop>;)"
    r"|(?P<slash>/)"
)


class RxIsTooLong(DomainError):
    """A text is too long to be a prescription."""

    code = "optics.rx.too_long"


class RxWordIsUnknown(DomainError):
    """A text holds a word or a sign that no prescription has."""

    code = "optics.rx.unknown_word"


@dataclass(frozen=True, slots=True)
class Piece:
    """One number, word or stop of the text; it stands from `position`, counted from 0, to `end`."""

    kind: str
    text: str
    position: int
    end: int


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the numbers, words (in their one spelling) and stops of a text, in order.

    Raises:
        RxIsTooLong: the text is longer than any prescription.
        RxWordIsUnknown: a word or a character has no meaning here.
    """
    if len(text) > TEXT_MAX:
        raise RxIsTooLong(position=TEXT_MAX, limit=TEXT_MAX)
    position = 0
    while position < len(text):
        match = PIECE.match(text, position)
        if match is None:
            raise RxWordIsUnknown(word=text[position], position=position)
        piece = _piece(match)
        if piece is not None:
            yield piece
        position = match.end()


def _piece(match: re.Match[str]) -> Piece | None:
    text, (position, end) = match.group(), match.span()
    if match["word"] is not None:
        word = SPELLINGS.get(text.lower())
        if word is None:
            raise RxWordIsUnknown(word=text[:20], position=position)
        return Piece("word", word, position, end)
    if match["number"] is not None:
        return Piece("number", text, position, end)
    if match["stop"] is not None:
        return Piece("stop", text, position, end)
    return None
