"""Binary rows of points: absolute, differential and packed, read and written.

Formats 2, 3 and 4 are those of the Vision Council's Data Communication Standard 3.08 (ISO
16284). The standard itself was not at hand; they are read as two public implementations do:
a Qt parser of the standard (words of 16 bits, low byte first; differential: a byte each, and
0x80 announces a new word; a reserved byte is written as ESC and the byte with its high bit
set) and `iso16284_pbf.c`, which carries the sample code of the standard's Annex B for the
packed format (words, first differences in bytes, second differences in nibbles, high nibble
first). A trace of 512 points posted in the Vision Council's forum as format 4 closes within
0.1 mm when read so.
"""

from collections.abc import Iterable, Iterator

ESC = 0x1B
HIGH_BIT = 0x80
# FS, GS, DC1, DC3, ACK, NAK, ESC, RS, SUB, CR and LF must not stand in binary data.
RESERVED = frozenset(b"\x1c\x1d\x11\x13\x06\x15\x1b\x1e\x1a\x0d\x0a")

WORD, BYTE, NIBBLE = 4, 2, 1
"""The widths of packed numbers, in nibbles."""

BYTES_PER_WORD = 2
NEW_WORD = 0x80
# What changes the width, by the width it is met in.
SWITCHES = {
    (WORD, 0x8000): BYTE,
    (BYTE, 0x80): NIBBLE,
    (BYTE, 0x81): WORD,
    (NIBBLE, 0x8): BYTE,
}
BYTE_STEPS = range(-126, 128)
NIBBLE_STEPS = range(-7, 8)


class RowIsCutError(Exception):
    """Binary data ends inside a number; the reader of the file says where."""


def unescaped(body: bytes) -> bytes:
    """Return the data that a record's body stands for."""
    if ESC not in body:
        return body
    pieces = iter(body)
    return bytes(
        next(pieces, HIGH_BIT | ESC) & ~HIGH_BIT if byte == ESC else byte for byte in pieces
    )


def escaped(data: bytes) -> bytes:
    """Return the body of a record that stands for the data."""
    if RESERVED.isdisjoint(data):
        return data
    return b"".join(
        bytes((ESC, byte | HIGH_BIT)) if byte in RESERVED else bytes((byte,)) for byte in data
    )


def read_words(rows: Iterable[bytes], _count: int) -> list[int]:
    """Read format 2: every number is a word.

    Raises:
        RowIsCutError: a byte is left over.
    """
    data = b"".join(rows)
    return [_word(data[i : i + BYTES_PER_WORD]) for i in range(0, len(data), BYTES_PER_WORD)]


def read_differences(rows: Iterable[bytes], _count: int) -> list[int]:
    """Read format 3: every record begins with a word, and each byte adds to the last number.

    Raises:
        RowIsCutError: a record ends inside a word.
    """
    return [number for row in rows for number in _differences(row)]


def read_packed(rows: Iterable[bytes], count: int) -> list[int]:
    """Read format 4, `count` numbers of it.

    Raises:
        RowIsCutError: there are not so many.
    """
    packed = _Packed(b"".join(rows))
    numbers = [packed.next() for _ in range(count)]
    if packed.has_more:
        numbers.append(numbers[-1])
    return numbers


def write_words(numbers: Iterable[int]) -> bytes:
    """Write format 2."""
    return b"".join(number.to_bytes(2, "little", signed=True) for number in numbers)


def write_differences(numbers: Iterable[int]) -> bytes:
    """Write format 3 as one record."""
    row = bytearray()
    last: int | None = None
    for number in numbers:
        if last is not None and -NEW_WORD < number - last < NEW_WORD:
            row += (number - last).to_bytes(1, "little", signed=True)
        else:
            row += b"" if last is None else bytes((NEW_WORD,))
            row += write_words((number,))
        last = number
    return bytes(row)


def write_packed(numbers: Iterable[int]) -> bytes:
    """Write format 4 as the sample code of Annex B does."""
    text: list[str] = []
    width, last, last_step = WORD, 0, 0
    for number in numbers:
        step = number - last
        wanted = _width_for(step, step - last_step, width)
        text += _switch(width, wanted)
        text.append(_nibbles({WORD: number, BYTE: step, NIBBLE: step - last_step}[wanted], wanted))
        width, last, last_step = wanted, number, step
    packed = "".join(text)
    return bytes.fromhex(packed + "0" * (len(packed) % 2))


def _differences(row: bytes) -> Iterator[int]:
    value = _word(row[:BYTES_PER_WORD])
    yield value
    pieces = iter(row[BYTES_PER_WORD:])
    for piece in pieces:
        if piece == NEW_WORD:
            value = _word(
                bytes(b for b in (next(pieces, None), next(pieces, None)) if b is not None)
            )
        else:
            value += _signed(piece, 8)
        yield value


class _Packed:
    """Packed numbers, taken from the front."""

    def __init__(self, data: bytes) -> None:
        self._nibbles = data.hex()
        self._position = 0
        self._width = WORD
        self._value = 0
        self._step = 0

    @property
    def has_more(self) -> bool:
        """Return whether more is left than the nibble that fills the last byte."""
        return len(self._nibbles) - self._position > 1

    def next(self) -> int:
        """Return the next number."""
        piece = self._take()
        while (self._width, piece) in SWITCHES:
            self._width = SWITCHES[self._width, piece]
            piece = self._take()
        number = _signed(piece, 4 * self._width)
        if self._width == NIBBLE:
            self._step += number
        else:
            self._step = number if self._width == BYTE else number - self._value
        self._value += self._step
        return self._value

    def _take(self) -> int:
        # A word or byte that begins in mid byte keeps its order: low byte first, high nibble first.
        piece = self._nibbles[self._position : self._position + self._width]
        if len(piece) < self._width:
            raise RowIsCutError
        self._position += self._width
        return int(piece if self._width < WORD else piece[2:] + piece[:2], 16)


def _word(data: bytes) -> int:
    if len(data) < BYTES_PER_WORD:
        raise RowIsCutError
    return int.from_bytes(data, "little", signed=True)


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


def _width_for(step: int, second_step: int, width: int) -> int:
    if step not in BYTE_STEPS:
        return WORD
    if width == WORD or second_step not in NIBBLE_STEPS:
        return BYTE
    return NIBBLE


def _switch(width: int, wanted: int) -> list[str]:
    if width == wanted:
        return []
    direct = {(WORD, BYTE): "0080", (BYTE, NIBBLE): "80", (BYTE, WORD): "81", (NIBBLE, BYTE): "8"}
    return [direct[width, wanted]] if (width, wanted) in direct else ["8", "81"]


def _nibbles(number: int, width: int) -> str:
    digits = f"{number & ((1 << 4 * width) - 1):0{width}x}"
    return digits[2:] + digits[:2] if width == WORD else digits
