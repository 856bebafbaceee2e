"""An edger and a tracer as the bench sees them: they talk DCS over a line, and play faults.

They know the talk by themselves (framing, checksum, confirmation) and share no code with the
host, so that they can be a judge of it.
"""

import os
import select
import socket
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

FS, GS, RS, ACK, NAK = 0x1C, 0x1D, 0x1E, 0x06, 0x15
PATIENCE_S = 10.0


class DeviceLine(Protocol):
    """The device's end of the cable."""

    def send(self, data: bytes) -> None: ...
    def receive(self, timeout_s: float) -> bytes: ...


class SilentHostError(AssertionError):
    """The host did not say what the device waits for."""


@dataclass(frozen=True, slots=True)
class SocketLine:
    """A network cable."""

    socket: socket.socket

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def receive(self, timeout_s: float) -> bytes:
        ready, _, _ = select.select([self.socket], [], [], timeout_s)
        return self.socket.recv(4096) if ready else b""


@dataclass(frozen=True, slots=True)
class PtyLine:
    """A serial cable."""

    descriptor: int

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.descriptor, data) :]

    def receive(self, timeout_s: float) -> bytes:
        ready, _, _ = select.select([self.descriptor], [], [], timeout_s)
        return os.read(self.descriptor, 4096) if ready else b""


@contextmanager
def serial_cable() -> Iterator[tuple[PtyLine, str]]:
    """Return the device's end of a serial cable and the name of the host's port."""
    device, host = os.openpty()
    tty.setraw(device, termios.TCSANOW)
    tty.setraw(host, termios.TCSANOW)
    try:
        yield PtyLine(device), os.ttyname(host)
    finally:
        os.close(device)
        os.close(host)


def checksum(data: bytes) -> int:
    """Return the CCITT checksum that starts with 0, bit by bit as the standard draws it."""
    crc = 0
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1
        crc &= 0xFFFF
    return crc


def packet(*records: str | bytes, with_checksum: bool = True) -> bytes:
    lines = [r if isinstance(r, bytes) else r.encode("ascii") for r in records]
    body = b"".join(line + b"\r" for line in lines)
    if not with_checksum:
        return bytes((FS,)) + body + bytes((GS,))
    body += bytes((RS,))
    return bytes((FS,)) + body + b"CRC=%d\r" % checksum(body) + bytes((GS,))


@dataclass(slots=True)
class DcsDevice:
    """A machine on a line; what it hears is kept in `heard`."""

    line: DeviceLine
    confirmations_to_lose: int = 0
    patience_s: float = PATIENCE_S
    heard: list[list[bytes]] = field(default_factory=list)
    confirmations: list[int] = field(default_factory=list)
    _buffer: bytes = b""

    def tell(self, *records: str | bytes, with_checksum: bool = True) -> None:
        """Send records and wait until the host confirms them."""
        self.line.send(packet(*records, with_checksum=with_checksum))
        assert self.confirmation() == ACK

    def ask(self, *records: str | bytes) -> list[bytes]:
        """Send a request and return the records of the answer."""
        self.tell(*records)
        return self.answer()

    def confirmation(self) -> int:
        """Wait for ACK or NAK and return it."""
        self._fill(lambda: self._buffer[:1] in (b"\x06", b"\x15"))
        byte, self._buffer = self._buffer[0], self._buffer[1:]
        self.confirmations.append(byte)
        return byte

    def answer(self) -> list[bytes]:
        """Wait for a packet, check it, confirm it and return its records."""
        while True:
            self._fill(lambda: GS in self._buffer)
            begin, end = self._buffer.index(FS), self._buffer.index(GS)
            body, self._buffer = self._buffer[begin + 1 : end], self._buffer[end + 1 :]
            data, _, tail = body.rpartition(bytes((RS,)))
            assert int(tail.strip().removeprefix(b"CRC=")) == checksum(data + bytes((RS,)))
            records = data.strip(b"\r").split(b"\r")
            self.heard.append(records)
            if self.confirmations_to_lose:
                self.confirmations_to_lose -= 1
                continue
            self.line.send(bytes((ACK,)))
            return records

    def _fill(self, is_enough) -> None:
        while not is_enough():
            data = self.line.receive(self.patience_s)
            if not data:
                raise SilentHostError
            self._buffer += data
