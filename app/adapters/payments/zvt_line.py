"""A connection to a ZVT terminal: blocks out and in, each confirmed, nobody waiting for ever."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.adapters.payments.zvt_bytes import Block, Fields, read_fields, take_block
from app.domain.payments.terminal import TerminalReason

REGISTRATION, AUTHORISATION, REPEAT_RECEIPT = 0x0600, 0x0601, 0x0620
REVERSAL, REFUND, END_OF_DAY, ABORT = 0x0630, 0x0631, 0x0650, 0x06B0
STATUS_ENQUIRY, STATUS, INTERMEDIATE = 0x0501, 0x040F, 0x04FF
COMPLETION, TERMINAL_ABORT = 0x060F, 0x061E
CONFIRMED, REFUSED_CLASS = 0x8000, 0x84
CHUNK_BYTES = 4096
# A wait of nothing would be no wait but another kind of socket.
LEAST_WAIT_S = 0.001


class LineBroke(Exception):
    """The terminal hung up, threw the line down, or said nothing in time."""

    def __init__(self, reason: TerminalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Refused(Exception):
    """The terminal refused a command outright: it did nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZvtTimeouts:
    """How long to wait: for a connection, a confirmation (T3), and the next word (T4)."""

    connect_s: float = 2.0
    confirm_s: float = 5.0
    answer_s: float = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a command ended: the status it reported, if any, and whether it was completed."""

    status: Fields
    is_completed: bool
    end: bytes

    def require_completed(self) -> "Answer":
        """Return the answer to a command that was done; raises Refused."""
        if not self.is_completed:
            raise Refused
        return self


class ZvtLine:
    """One connection; the terminal speaks when it is its turn, and each word is confirmed."""

    def __init__(self, connection: socket.socket, timeouts: ZvtTimeouts) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._timeouts = timeouts
        self._received = b""

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def command(self, block: Block) -> None:
        """Send a command and wait until the terminal confirms that it has it.

        Raises:
            Refused: it does nothing. LineBroke: it may do it.
        """
        self.send(block)
        answer = self.receive(self._timeouts.confirm_s)
        if answer is None:
            raise LineBroke(TerminalReason.NO_ANSWER)
        if answer.control >> 8 == REFUSED_CLASS and answer.control & 0xFF:
            raise Refused
        if answer.control not in {CONFIRMED, REFUSED_CLASS << 8}:
            raise LineBroke(TerminalReason.MALFORMED)

    def run(self, block: Block) -> Answer:
        """Send a short command and hear it out.

        Raises:
            Refused, LineBroke: see there.
        """
        self.command(block)
        status: Fields = {}
        while True:
            word = self.hear(self._timeouts.answer_s)
            if word is None:
                raise LineBroke(TerminalReason.NO_ANSWER)
            if word.control == STATUS:
                status = read_fields(word.data)
            if word.control in {COMPLETION, TERMINAL_ABORT}:
                return Answer(status=status, is_completed=word.control == COMPLETION, end=word.data)

    def hear(self, timeout_s: float) -> Block | None:
        """Return the terminal's next word, confirmed, or None when it says nothing in time."""
        deadline = time.monotonic() + timeout_s
        while True:
            block = self.receive(deadline - time.monotonic())
            if block is None:
                return None
            if block.control >> 8 in {CONFIRMED >> 8, REFUSED_CLASS}:
                # It confirms an abort that was sent while it worked; the end follows.
                continue
            self.send(Block(CONFIRMED))
            return block

    def send(self, block: Block) -> None:
        """Send a block.

        Raises:
            LineBroke: see there.
        """
        try:
            self._connection.settimeout(self._timeouts.confirm_s)
            self._connection.sendall(block.to_bytes())
        except OSError:
            raise LineBroke(TerminalReason.LINE_BROKEN) from None

    def receive(self, timeout_s: float) -> Block | None:
        """Return the next block, or None when none is whole in time.

        Raises:
            LineBroke: see there.
        """
        deadline = time.monotonic() + timeout_s
        while (taken := take_block(self._received)) is None:
            if not self._read(deadline - time.monotonic()):
                return None
        block, self._received = taken
        return block

    def _read(self, timeout_s: float) -> bool:
        """Take in what has come; False when nothing did in time."""
        try:
            self._connection.settimeout(max(timeout_s, LEAST_WAIT_S))
            data = self._connection.recv(CHUNK_BYTES)
        except TimeoutError:
            return False
        except OSError:
            raise LineBroke(TerminalReason.LINE_BROKEN) from None
        if not data:
            raise LineBroke(TerminalReason.LINE_BROKEN)
        self._received += data
        return True


def connected(host: str, port: int, timeouts: ZvtTimeouts) -> ZvtLine:
    """Return a new connection.

    Raises:
        OSError: there is none to be had.
    """
    connection = socket.create_connection((host, port), timeout=timeouts.connect_s)
    return ZvtLine(connection, timeouts)


@contextmanager
def closing(line: ZvtLine) -> Iterator[ZvtLine]:
    """Hang up at the end, whatever it is."""
    try:
        yield line
    finally:
        line.close()
