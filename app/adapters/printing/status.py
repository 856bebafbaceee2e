"""What a printer says back: telling its replies apart by their fixed bits, and reading them.

    DLE EOT n          one byte    0xx1xx10
    automatic status   four bytes  0xx1xx00, then three of 0xx0xxxx
    GS I, GS r         one byte    0xx0xxxx
    flow control       one byte    0x11 or 0x13
    block              a header, text, and 0x00; the answer to `GS ( H` is 37 22 d1 d2 d3 d4 00

A real-time reply or flow control may come between the bytes of an automatic status, and flow
control even inside a block.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from app.services.print_ports import PrinterReason

FLOW_CONTROL = frozenset({0x11, 0x13})
FIXED_BITS = 0x93
REAL_TIME_BITS = 0x12
AUTOMATIC_BITS = 0x10
PLAIN_BITS = 0x90
AUTOMATIC_BYTES = 4
BLOCK_HEADERS = frozenset({0x37, 0x3D, 0x5F})
BLOCK_END = 0x00
# The reference gives at most 80 characters of text; what is longer is noise.
BLOCK_BYTES_MAX = 96
JOB_ANSWER = b"\x37\x22"

# A roll that is nearly used up prints all the same.
WARNINGS = frozenset({PrinterReason.PAPER_LOW})


@dataclass(frozen=True, slots=True)
class RealTimeReply:
    """The answer to one `DLE EOT`; which one, only the order of asking tells."""

    value: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """What the printer reports by itself when something changes (ASB)."""

    data: bytes


@dataclass(frozen=True, slots=True)
class BlockReply:
    """A longer answer, with its header and without its final zero."""

    data: bytes


@dataclass(frozen=True, slots=True)
class PlainReply:
    """The answer to `GS I` or `GS r`, one byte."""

    value: int


@dataclass(frozen=True, slots=True)
class FlowControl:
    """XON or XOFF."""

    value: int


Reply: TypeAlias = RealTimeReply | AutomaticStatus | BlockReply | PlainReply | FlowControl


def split_replies(pending: bytes, data: bytes) -> tuple[tuple[Reply, ...], bytes]:
    """Return the whole replies in `pending` and `data`, and the beginning of an unfinished one.

    `pending` is what the call before left over. However the printer's bytes are cut into pieces,
    the replies are the same.
    """
    replies: list[Reply] = []
    for byte in data:
        reply, pending = _next(pending, byte)
        if reply is not None:
            replies.append(reply)
    return tuple(replies), pending


def job_answer(job_mark: bytes) -> BlockReply:
    """Return the reply that says that the job of this mark is printed."""
    return BlockReply(JOB_ANSWER + job_mark)


def automatic_reason(status: AutomaticStatus) -> PrinterReason | None:
    """Return why the printer does not print, or warns, or None when all is well."""
    first, second, third, _ = status.data
    return _worst(
        {
            PrinterReason.COVER_OPEN: first & 0x20,
            PrinterReason.PAPER_OUT: third & 0x0C,
            PrinterReason.CUTTER_JAM: second & 0x08,
            PrinterReason.PRINTER_ERROR: second & 0x64,
            PrinterReason.OFFLINE: first & 0x08,
            PrinterReason.PAPER_LOW: third & 0x03,
        }
    )


def real_time_reason(answers: Iterable[int]) -> PrinterReason | None:
    """Return the same from the answers to `DLE EOT` 1 to 4, in this order."""
    printer, cause, error, paper = answers
    return _worst(
        {
            PrinterReason.COVER_OPEN: cause & 0x04,
            PrinterReason.PAPER_OUT: (cause & 0x20) | (paper & 0x60),
            PrinterReason.CUTTER_JAM: error & 0x08,
            PrinterReason.PRINTER_ERROR: (error & 0x64) | (cause & 0x40),
            PrinterReason.OFFLINE: printer & 0x08,
            PrinterReason.PAPER_LOW: paper & 0x0C,
        }
    )


def keeps_from_printing(reason: PrinterReason | None) -> bool:
    return reason is not None and reason not in WARNINGS


def _next(pending: bytes, byte: int) -> tuple[Reply | None, bytes]:
    """Return the reply that `byte` completes, if it does, and what is unfinished after it."""
    if byte in FLOW_CONTROL:
        return FlowControl(byte), pending
    if pending and pending[0] in BLOCK_HEADERS:
        return _next_of_block(pending, byte)
    if byte & FIXED_BITS == REAL_TIME_BITS:
        return RealTimeReply(byte), pending
    if pending and byte & PLAIN_BITS == 0:
        whole = pending + bytes([byte])
        is_whole = len(whole) == AUTOMATIC_BYTES
        return (AutomaticStatus(whole), b"") if is_whole else (None, whole)
    return _begin(byte)


def _begin(byte: int) -> tuple[Reply | None, bytes]:
    if byte in BLOCK_HEADERS or byte & FIXED_BITS == AUTOMATIC_BITS:
        return None, bytes([byte])
    if byte & PLAIN_BITS == 0:
        return PlainReply(byte), b""
    # No printer of this language says this: noise.
    return None, b""


def _next_of_block(pending: bytes, byte: int) -> tuple[Reply | None, bytes]:
    if byte == BLOCK_END:
        return BlockReply(pending), b""
    if len(pending) == BLOCK_BYTES_MAX:
        return None, b""
    return None, pending + bytes([byte])


def _worst(signs: dict[PrinterReason, int]) -> PrinterReason | None:
    """Return the first reason whose bits are set; the order is that of what to do about it."""
    return next((reason for reason, bits in signs.items() if bits), None)
