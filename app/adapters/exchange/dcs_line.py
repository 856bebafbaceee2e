"""One line to a DCS device: every packet is confirmed, repeated when it is not, and read once.

Retries and time limits are those of a maker's library: three repeats, 6 seconds for a
confirmation, 12 for a packet.
"""

import time
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_packets import (
    ACK,
    NAK,
    Confirmation,
    Damaged,
    Event,
    Message,
    PacketReader,
    packet_of,
)
from app.domain.kernel.errors import Unavailable


class DcsLineError(Unavailable):
    """The talk with a device broke off."""


class DeviceIsSilent(DcsLineError):
    """A device did not say what it was asked for in time."""

    code = "exchange.dcs_line.silent"


class DeviceDoesNotConfirm(DcsLineError):
    """A device did not confirm a packet, however often it was sent."""

    code = "exchange.dcs_line.not_confirmed"


class LineIsClosed(DcsLineError):
    """The other end has hung up."""

    code = "exchange.dcs_line.closed"


class ByteStream(Protocol):
    """A line of bytes: a socket or a serial port."""

    def read(self, timeout_s: float) -> bytes:
        """Return what has come, at the latest after the time; raises LineIsClosed at the end."""

    def write(self, data: bytes) -> None:
        """Send everything; raises LineIsClosed if nobody takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long and how often."""

    confirmation_s: float = 6.0
    packet_s: float = 12.0
    repeats: int = 3


class DcsLine:
    """Sends and receives messages over a stream."""

    def __init__(self, stream: ByteStream, patience: Patience | None = None) -> None:
        self._stream = stream
        self._patience = patience or Patience()
        self._reader = PacketReader()
        self._events: deque[Event] = deque()
        self._received: deque[Message] = deque()
        self._last_raw = b""

    def send(self, file: DcsFile) -> None:
        """Send records and wait for the confirmation.

        Raises:
            DeviceDoesNotConfirm, LineIsClosed: see there.
        """
        packet = packet_of(file)
        for _ in range(1 + self._patience.repeats):
            self._stream.write(packet)
            if self._is_confirmed():
                # From here on the same words are a new wish.
                self._last_raw = b""
                return
        raise DeviceDoesNotConfirm(repeats=self._patience.repeats)

    def receive(self) -> DcsFile:
        """Return the records of the next packet, confirmed.

        Raises:
            DeviceIsSilent, LineIsClosed: see there.
        """
        while not self._received:
            event = self._next_event(self._patience.packet_s)
            if event is None:
                raise DeviceIsSilent
            self._take(event)
        return self._received.popleft().file

    def _is_confirmed(self) -> bool:
        while (event := self._next_event(self._patience.confirmation_s)) is not None:
            if isinstance(event, Confirmation):
                return event.is_positive
            self._take(event)
        return False

    def _take(self, event: Event) -> None:
        if isinstance(event, Damaged):
            self._stream.write(NAK)
        elif isinstance(event, Message):
            self._stream.write(ACK)
            # The same packet once more means that our confirmation was lost, not a new wish.
            if event.raw != self._last_raw:
                self._received.append(event)
            self._last_raw = event.raw

    def _next_event(self, timeout_s: float) -> Event | None:
        deadline = time.monotonic() + timeout_s
        while not self._events:
            data = self._stream.read(max(0.0, deadline - time.monotonic()))
            self._events.extend(self._reader.feed(data))
            if data and self._reader.is_in_mid_packet:
                # A long packet on a slow line takes as long as it takes, while it moves.
                deadline = time.monotonic() + timeout_s
            elif time.monotonic() >= deadline and not self._events:
                return self._given_up()
        return self._events.popleft()

    def _given_up(self) -> Event | None:
        if not self._reader.is_in_mid_packet:
            return None
        # The rest of the packet was lost on the way: the sender is asked to repeat it.
        self._reader.forget()
        return Damaged("cut")
