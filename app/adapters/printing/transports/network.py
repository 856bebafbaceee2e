"""A printer on the network: raw bytes over TCP, and its replies on the same connection."""

import selectors
import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from app.adapters.printing.capabilities import PrinterProfile
from app.adapters.printing.transports.address import TcpAddress
from app.adapters.printing.transports.conversation import Conversation, LineDropped
from app.services.print_ports import PrintDevice, PrinterReason, PrintOutcome, PrintReport

CONNECT_TIMEOUT_S = 2.0
DEADLINE_S = 15.0
CHUNK_BYTES = 4096


@dataclass(frozen=True, slots=True)
class NetworkPrintDevice(PrintDevice):
    """Prints over one connection per job; `on_reason` hears of every change while it lasts."""

    address: TcpAddress
    profile: PrinterProfile
    connect_timeout_s: float = CONNECT_TIMEOUT_S
    deadline_s: float = DEADLINE_S
    on_reason: Callable[[PrinterReason | None], None] | None = None

    def print(
        self, document: bytes, *, job_mark: bytes, before_first_byte: Callable[[], None]
    ) -> PrintReport:
        deadline = time.monotonic() + self.deadline_s
        timeout_s = min(self.connect_timeout_s, self.deadline_s)
        try:
            connection = socket.create_connection(
                (self.address.host, self.address.port), timeout=timeout_s
            )
        except OSError:
            return PrintReport(
                outcome=PrintOutcome.NOT_SENT, reason=PrinterReason.UNREACHABLE, bytes_sent=0
            )
        with connection, closing(TcpWire(connection)) as wire:
            talk = Conversation(
                wire=wire,
                deadline=deadline,
                status_answer_s=self.profile.status_answer_s,
                on_reason=self.on_reason or _tell_no_one,
            )
            return talk.deliver(document, job_mark=job_mark, before_first_byte=before_first_byte)


class TcpWire:
    """A connected socket that never blocks longer than it is told."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection, selectors.EVENT_READ)

    def close(self) -> None:
        self._selector.close()

    def exchange(self, outgoing: memoryview, timeout_s: float) -> tuple[int, bytes]:
        """Move what can be moved; what the printer says is read before more is sent."""
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if outgoing else 0)
        self._selector.modify(self._connection, wanted)
        ready = 0
        for _key, events in self._selector.select(timeout_s):
            ready = events
        try:
            if ready & selectors.EVENT_READ:
                return 0, self._read()
            if ready & selectors.EVENT_WRITE:
                return self._connection.send(outgoing), b""
        except BlockingIOError:
            # The system called it ready and thought better of it.
            return 0, b""
        except OSError:
            raise LineDropped from None
        return 0, b""

    def _read(self) -> bytes:
        received = self._connection.recv(CHUNK_BYTES)
        if not received:
            raise LineDropped
        return received


def _tell_no_one(_reason: PrinterReason | None) -> None:
    """Stand in for a listener when there is none."""
