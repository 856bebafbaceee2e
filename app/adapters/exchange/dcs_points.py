"""Rows of points in DCS records, in the formats 1 to 4 of the standard, each with its place."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.adapters.exchange.dcs_binary import (
    RowIsCutError,
    read_differences,
    read_packed,
    read_words,
    unescaped,
)
from app.adapters.exchange.dcs_records import DcsError, DcsRecord, Place

DECIMAL_FORMAT = 1
INTEGER = re.compile(rb"[+-]?[0-9]{1,9}")
PLAIN = b"0123456789-,"
SHOWN_MAX = 20

READERS: dict[int, Callable[[Iterable[bytes], int], list[int]]] = {
    2: read_words,
    3: read_differences,
    4: read_packed,
}


class DcsPointIsMalformed(DcsError):
    """A point is no whole number, or none that a lens can have."""

    code = "exchange.dcs.trace.point_malformed"


@dataclass(frozen=True, slots=True)
class PointRows:
    """The lines of a file, and which of them hold one set of points."""

    lines: Sequence[bytes]
    indexes: Sequence[int]

    def read(self, kind: int, count: int, allowed: range) -> tuple[int, ...]:
        """Return the numbers found; the caller compares their number with `count`.

        Raises:
            DcsPointIsMalformed: a number is none, or lies outside `allowed`.
        """
        if not self.indexes:
            return ()
        if kind == DECIMAL_FORMAT:
            return self._read_decimal(allowed)
        bodies = [unescaped(DcsRecord(self.lines[index]).body) for index in self.indexes]
        try:
            numbers = READERS[kind](bodies, count)
        except RowIsCutError:
            raise self._complaint("cut", b"", self.indexes[-1]) from None
        wrong = next((number for number in numbers if number not in allowed), None)
        if wrong is not None:
            raise self._complaint("range", b"%d" % wrong, self.indexes[0])
        return tuple(numbers)

    def _read_decimal(self, allowed: range) -> tuple[int, ...]:
        # The JSON reader turns a row of numbers into integers faster than anything else at
        # hand; what it does not take is read again piece by piece, to name the place.
        text = self._joined().replace(b";", b",")
        if text.translate(None, PLAIN):
            return tuple(self._read_slowly(allowed))
        try:
            numbers = json.loads(b"[%b]" % text)
        except ValueError:
            return tuple(self._read_slowly(allowed))
        if numbers and min(numbers) in allowed and max(numbers) in allowed:
            return tuple(numbers)
        return tuple(self._read_slowly(allowed))

    def _joined(self) -> bytes:
        first, last = self.indexes[0], self.indexes[-1]
        head, _, _ = self.lines[first].partition(b"=")
        line_end = self.lines[first][len(self.lines[first].rstrip(b"\r\n")) :]
        if line_end and last - first + 1 == len(self.indexes):
            text = b"".join(self.lines[first : last + 1])[len(head) + 1 :].rstrip(b"; \t\r\n")
            return text.replace(b"%b%b=" % (line_end, head), b",")
        return b",".join([_decimal_body(self.lines[index]) for index in self.indexes])

    def _read_slowly(self, allowed: range) -> Iterator[int]:
        for index in self.indexes:
            line = self.lines[index]
            offset = line.index(b"=") + 1
            body = _decimal_body(line)
            for piece in body.split(b";") if body else ():
                if INTEGER.fullmatch(piece.strip()) is None:
                    raise self._complaint("number", piece, index, offset=offset)
                if int(piece) not in allowed:
                    raise self._complaint("range", piece, index, offset=offset)
                yield int(piece)
                offset += len(piece) + 1

    def _complaint(
        self, reason: str, piece: bytes, index: int, *, offset: int = 0
    ) -> DcsPointIsMalformed:
        text = piece[:SHOWN_MAX].decode("latin-1").strip()
        facts = Place.of(self.lines, index).facts(offset=offset)
        return DcsPointIsMalformed(reason=reason, text=text, **facts)


def _decimal_body(line: bytes) -> bytes:
    # Some tracers end every row with a separator.
    return line[line.index(b"=") + 1 :].rstrip(b"; \t\r\n")
