"""Turns an ASCII STL on standard input into a binary one on standard output.

It is run as a process of its own, with limits on memory and time, because a text of unknown
origin decides how long it takes. It uses the standard library alone, so that it starts at
once, and needs no package path. Exit code 2: standard error holds `<line> <reason>`.
"""

import re
import struct
import sys

MEMORY_MAX = 512 * 1024 * 1024
SECONDS_MAX = 4
FACET_WORDS = 21
NUMBER = re.compile(
    rb"[+-]?(?:[0-9]{1,20}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,3})?"
)
# The words of a facet by their place in it; the places left out are numbers.
WORDS = {
    0: b"facet", 1: b"normal", 5: b"outer", 6: b"loop", 7: b"vertex", 11: b"vertex",
    15: b"vertex", 19: b"endloop", 20: b"endfacet",
}  # fmt: skip
NUMBER_PLACES = tuple(place for place in range(FACET_WORDS) if place not in WORDS)


class TextIsNoStlError(Exception):
    """The text is no ASCII STL; `line` says where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def to_binary(data: bytes) -> bytes:
    """Return the binary STL of an ASCII one.

    Raises:
        TextIsNoStlError: it is none.
    """
    head, _, body = data.partition(b"\n")
    if not head.strip().lower().startswith(b"solid"):
        raise TextIsNoStlError(1, "solid is missing")
    words = body.split()
    facets: list[bytes] = []
    start = 0
    while start < len(words) and words[start].lower() != b"endsolid":
        facets.append(_triangle(words, start, data))
        start += FACET_WORDS
    if start >= len(words):
        raise TextIsNoStlError(data.count(b"\n") + 1, "endsolid is missing")
    if any(word.lower() in (b"facet", b"solid") for word in words[start + 1 :]):
        raise TextIsNoStlError(_line_of(words, start, data), "more than one solid")
    return b"".join([bytes(80), struct.pack("<I", len(facets)), *facets])


def _triangle(words: list[bytes], start: int, data: bytes) -> bytes:
    facet = words[start : start + FACET_WORDS]
    if len(facet) < FACET_WORDS:
        raise TextIsNoStlError(data.count(b"\n") + 1, "a facet is cut")
    for place, word in WORDS.items():
        if facet[place].lower() != word:
            raise TextIsNoStlError(
                _line_of(words, start + place, data), f"{word.decode()} expected"
            )
    for place in NUMBER_PLACES:
        if NUMBER.fullmatch(facet[place]) is None:
            raise TextIsNoStlError(_line_of(words, start + place, data), "number expected")
    try:
        return struct.pack("<12fH", *[float(facet[place]) for place in NUMBER_PLACES], 0)
    except OverflowError:
        raise TextIsNoStlError(_line_of(words, start, data), "number out of bounds") from None


def _line_of(words: list[bytes], index: int, data: bytes) -> int:
    """Return the line of a word by walking there again; only an error needs it."""
    position = data.index(b"\n") + 1
    for word in words[: index + 1]:
        position = data.index(word, position) + len(word)
    return data.count(b"\n", 0, position) + 1


def main() -> int:
    """Convert, under limits where the system has them."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none; there the caller's deadline holds

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    try:
        sys.stdout.buffer.write(to_binary(sys.stdin.buffer.read()))
    except TextIsNoStlError as error:
        sys.stderr.write(f"{error.line} {error.reason}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
