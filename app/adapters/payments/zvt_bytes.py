"""ZVT as bytes: blocks with a control field and a length, digits in BCD, fields by bitmap."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

# Above this a length takes three bytes: FF, then two bytes, the low one first.
LENGTH_SHORT_MAX = 0xFE
LENGTH_LONG = 0xFF
HEAD_SHORT_BYTES, HEAD_LONG_BYTES = 3, 5

Fields: TypeAlias = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Block:
    """One APDU: what it is (class and instruction) and what it carries."""

    control: int
    data: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the block as it is sent."""
        length = len(self.data)
        if length > LENGTH_SHORT_MAX:
            head = bytes((LENGTH_LONG, length & 0xFF, length >> 8))
        else:
            head = bytes((length,))
        return self.control.to_bytes(2) + head + self.data


def take_block(received: bytes) -> tuple[Block, bytes] | None:
    """Return the first whole block and what follows it, or None while it is not whole."""
    if len(received) < HEAD_SHORT_BYTES:
        return None
    head, length = HEAD_SHORT_BYTES, received[2]
    if length == LENGTH_LONG:
        if len(received) < HEAD_LONG_BYTES:
            return None
        head, length = HEAD_LONG_BYTES, int.from_bytes(received[3:5], "little")
    if len(received) < head + length:
        return None
    block = Block(int.from_bytes(received[:2]), received[head : head + length])
    return block, received[head + length :]


def bcd(number: int, *, size: int) -> bytes:
    """Return a number as so many bytes of two digits each.

    Raises:
        ValueError: it has more digits, or is below zero.
    """
    digits = f"{number:0{2 * size}d}"
    if number < 0 or len(digits) > 2 * size:
        raise ValueError("the number has too many digits")
    return bytes.fromhex(digits)


def number_of(digits: bytes) -> int | None:
    """Return the number that BCD digits stand for, or None if they are none."""
    text = digits.hex()
    return int(text) if text.isdecimal() else None


RESULT, AMOUNT, TRACE, RECEIPT = 0x27, 0x04, 0x0B, 0x87
CURRENCY, AUTHORISATION, CARD_NAME, CONTAINER = 0x49, 0x3B, 0x8B, 0x06

# How many bytes follow a bitmap of fixed length.
FIXED: Mapping[int, int] = {
    **dict.fromkeys((0x01, 0x02, 0x03, 0x05, 0x19, 0x27, 0x8A, 0x8C, 0xA0), 1),
    **dict.fromkeys((0x0D, 0x0E, 0x17, 0x3A, 0x49, 0x87), 2),
    **dict.fromkeys((0x0B, 0x0C, 0x37, 0x3D, 0x88, 0xAA), 3),
    0x29: 4,
    0xBA: 5,
    0x04: 6,
    0x3B: 8,
    0x2A: 15,
}
# Lengths of two or three digits, each in a byte of its own: F1 F9 is 19.
DIGIT_MARK, DIGIT_MAX, BYTE_LENGTH_MAX = 0xF, 9, 0x7F
TWO_DIGITS = frozenset({0x22, 0x23, 0x2D, 0x8B, 0xA7, 0xD1})
THREE_DIGITS = frozenset({0x24, 0x2E, 0x3C, 0x60, 0x9A, 0xAF})


def read_fields(data: bytes) -> Fields:
    """Return the fields up to the first one whose length is not known.

    What cannot be read is left out, so whoever needs a field must look whether it is there.
    """
    fields: dict[int, bytes] = {}
    at = 0
    while at < len(data):
        bitmap = data[at]
        span = _span(bitmap, data[at + 1 :])
        if span is None or at + 1 + sum(span) > len(data):
            break
        head, length = span
        begin = at + 1 + head
        fields.setdefault(bitmap, data[begin : begin + length])
        at = begin + length
    return fields


def terminal_status(data: bytes) -> int | None:
    """Return the status byte of a completed enquiry, behind the version if there is one."""
    version = _digits(data, 3)
    at = 0 if version is None else sum(version)
    return data[at] if at < len(data) else None


def _span(bitmap: int, rest: bytes) -> tuple[int, int] | None:
    """Return how many bytes say the length, and the length; None if nobody knows."""
    if bitmap in FIXED:
        return 0, FIXED[bitmap]
    if bitmap in TWO_DIGITS:
        return _digits(rest, 2)
    if bitmap in THREE_DIGITS:
        return _digits(rest, 3)
    return _container(rest) if bitmap == CONTAINER else None


def _digits(rest: bytes, count: int) -> tuple[int, int] | None:
    halves = [divmod(byte, 16) for byte in rest[:count]]
    is_length = all(mark == DIGIT_MARK and digit <= DIGIT_MAX for mark, digit in halves)
    if not is_length or len(halves) < count:
        return None
    return count, int("".join(str(digit) for _, digit in halves))


def _container(rest: bytes) -> tuple[int, int] | None:
    """Read a length as BER does: below 80 itself, else how many bytes it takes."""
    if not rest:
        return None
    if rest[0] <= BYTE_LENGTH_MAX:
        return 1, rest[0]
    count = rest[0] & BYTE_LENGTH_MAX
    if count not in {1, 2} or len(rest) < 1 + count:
        return None
    return 1 + count, int.from_bytes(rest[1 : 1 + count])
