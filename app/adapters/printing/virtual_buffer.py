"""The virtual printer's receive buffer: bounded, so that a full one holds the sender back."""

import re
import threading
from collections import deque

CAPACITY_BYTES = 4096
DLE = 0x10
# They act when they arrive, wherever they stand: DLE EOT n, DLE ENQ n, DLE DC4 fn m t.
REAL_TIME = re.compile(rb"\x10(?:\x04(.)|\x05(.)|\x14(.)(.)(.))", re.DOTALL)
UNFINISHED_REAL_TIME = re.compile(rb"\x10(?:[\x04\x05]?|\x14.{0,2})\Z", re.DOTALL)


class LineEnded(Exception):
    """The sender went away; a command it left unfinished will never be finished."""


class Stopped(Exception):
    """The machine was switched off."""


class ReceiveBuffer:
    """Bytes on their way from the connection to the head, in the order they came."""

    def __init__(self) -> None:
        self._bytes: deque[int | None] = deque()
        self._changed = threading.Condition()
        self._is_stopped = False

    def put(self, data: bytes) -> None:
        """Add bytes, waiting while the buffer is full.

        Raises:
            Stopped: the machine was switched off meanwhile.
        """
        for start in range(0, len(data), CAPACITY_BYTES):
            part = data[start : start + CAPACITY_BYTES]
            with self._changed:
                self._changed.wait_for(lambda: self._has_room(part) or self._is_stopped)  # noqa: B023 - used at once
                if self._is_stopped:
                    raise Stopped
                self._bytes.extend(part)
                self._changed.notify_all()

    def end_line(self) -> None:
        """Mark the place where the sender went away."""
        with self._changed:
            self._bytes.append(None)
            self._changed.notify_all()

    def take(self) -> int:
        """Return the next byte, waiting for it.

        Raises:
            LineEnded: the sender went away here.
            Stopped: the machine was switched off.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._bytes or self._is_stopped)
            if self._is_stopped:
                raise Stopped
            byte = self._bytes.popleft()
            self._changed.notify_all()
        if byte is None:
            raise LineEnded
        return byte

    def stop(self) -> None:
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def _has_room(self, part: bytes) -> bool:
        return len(self._bytes) + len(part) <= CAPACITY_BYTES


class RealTimeSieve:
    """Takes the real-time commands out of what arrives, however it is cut into pieces."""

    def __init__(self) -> None:
        self._pending = b""

    def sift(self, data: bytes) -> tuple[list[bytes], bytes]:
        """Return the real-time commands, and the bytes that go on to the buffer."""
        whole = self._pending + data
        unfinished = UNFINISHED_REAL_TIME.search(whole)
        end = unfinished.start() if unfinished else len(whole)
        self._pending = whole[end:]
        commands = [match.group() for match in REAL_TIME.finditer(whole, 0, end)]
        return commands, REAL_TIME.sub(b"", whole[:end])
