"""Packets of a DCS session: FS, records, an optional RS with a CRC record, GS; and ACK or NAK.

The checksum is the CCITT one that starts with 0, over everything behind FS up to and with RS:
`REQ=INI<CR><RS>` has 13402, as a public implementation notes.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.adapters.exchange.dcs import DcsFile, parse_dcs
from app.adapters.exchange.dcs_records import DcsError

FS, GS, RS, ACK, NAK = b"\x1c", b"\x1d", b"\x1e", b"\x06", b"\x15"
MARK = re.compile(rb"[\x06\x15\x1c]")
CRC_RECORD = re.compile(rb"\s*CRC\s*=\s*([0-9]{0,5})\s*")
PACKET_MAX = 512 * 1024


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The other side took the last packet, or asks for it again."""

    is_positive: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A packet with records, as it came over the line."""

    raw: bytes
    file: DcsFile


@dataclass(frozen=True, slots=True)
class Damaged:
    """Something that began like a packet and is none."""

    reason: str


Event: TypeAlias = Confirmation | Message | Damaged


def packet_of(file: DcsFile) -> bytes:
    """Return a packet with a checksum."""
    body = b"".join(line.rstrip(b"\r\n") + b"\r" for line in file.lines)
    checksum = binascii.crc_hqx(body + RS, 0)
    return FS + body + RS + b"CRC=%d\r" % checksum + GS


class PacketReader:
    """Cuts what comes over a line into confirmations and messages; noise between is skipped."""

    def __init__(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> Iterator[Event]:
        """Take what has come and return what is complete."""
        self._buffer += data
        while True:
            match = MARK.search(self._buffer)
            if match is None:
                self._buffer = b""
                return
            self._buffer = self._buffer[match.start() :]
            if match[0] != FS:
                self._buffer = self._buffer[1:]
                yield Confirmation(is_positive=match[0] == ACK)
                continue
            packet = self._packet()
            if packet is None:
                return
            yield packet

    @property
    def is_in_mid_packet(self) -> bool:
        """Return whether a packet has begun and not ended."""
        return bool(self._buffer)

    def forget(self) -> None:
        """Drop a packet that has not ended."""
        self._buffer = b""

    def _packet(self) -> Event | None:
        end = self._buffer.find(GS)
        again = self._buffer.find(FS, 1, end if end >= 0 else len(self._buffer))
        if again > 0:
            # The other side began anew before the packet was at its end.
            self._buffer = self._buffer[again:]
            return Damaged("cut")
        if end < 0:
            if len(self._buffer) <= PACKET_MAX:
                return None
            self._buffer = b""
            return Damaged("too long")
        raw, self._buffer = self._buffer[: end + 1], self._buffer[end + 1 :]
        return _message(raw)


def _message(raw: bytes) -> Event:
    body, separator, tail = raw[1:-1].partition(RS)
    match = CRC_RECORD.fullmatch(tail)
    if separator and match is None and tail.strip():
        return Damaged("checksum")
    # An empty checksum record means that the sender does not reckon one.
    if match is not None and match[1] and int(match[1]) != binascii.crc_hqx(body + separator, 0):
        return Damaged("checksum")
    try:
        return Message(raw, parse_dcs(body))
    except DcsError:
        return Damaged("no record")
