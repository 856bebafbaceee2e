"""Printers with a fault, each the virtual printer or a bare port that misbehaves in one way."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.adapters.printing.virtual_printer import VirtualPrinter

LOOPBACK = "127.0.0.1"
# Closing with this option throws the line down (RST) instead of ending it.
THROW_DOWN = struct.pack("ii", 1, 0)
GLANCE_S = 0.05


class LineDroppingPrinter(VirtualPrinter):
    """Throws the line down once so many bytes of a job have arrived."""

    def __init__(self, *, after_bytes: int) -> None:
        super().__init__()
        self._left = after_bytes

    def take_in(self, connection: socket.socket) -> bytes:
        data = super().take_in(connection)
        # Questions about the printer's state are not part of a job.
        if data.startswith(b"\x10\x04"):
            return data
        kept, self._left = data[: self._left], max(self._left - len(data), 0)
        if not self._left:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, THROW_DOWN)
            connection.close()
            self.mechanism.buffer.put(kept)
            raise ConnectionResetError
        return data


class BarePort:
    """A port that takes connections and is no printer: it keeps what comes, and may babble."""

    def __init__(self, *, reads: bool = True, babble: bytes = b"") -> None:
        self.received = bytearray()
        self._reads = reads
        self._babble = babble
        self._is_off = threading.Event()
        self._listener = socket.create_server((LOOPBACK, 0))
        if not reads:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        self._listener.settimeout(GLANCE_S)
        self._thread = threading.Thread(target=self._serve, name="bare port")

    @property
    def port(self) -> int:
        return _port_of(self._listener)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_off.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._is_off.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                self._hold(connection)

    def _hold(self, connection: socket.socket) -> None:
        connection.settimeout(GLANCE_S)
        if self._babble:
            connection.sendall(self._babble)
        while not self._is_off.wait(0 if self._reads else GLANCE_S):
            if not self._reads:
                continue
            try:
                data = connection.recv(1024)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if not data:
                return
            self.received += data


@contextmanager
def running(printer: VirtualPrinter | BarePort) -> Iterator[VirtualPrinter | BarePort]:
    printer.start()
    try:
        yield printer
    finally:
        printer.stop()


def closed_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.create_server((LOOPBACK, 0)) as server:
        return _port_of(server)


def _port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


@contextmanager
def black_hole() -> Iterator[int]:
    """Give a port that answers nothing at all, not even a refusal: its queue of callers is full."""
    with socket.create_server((LOOPBACK, 0), backlog=0) as server:
        callers = []
        for _ in range(4):
            caller = socket.socket()
            caller.setblocking(False)
            caller.connect_ex(server.getsockname())
            callers.append(caller)
        try:
            yield server.getsockname()[1]
        finally:
            for caller in callers:
                caller.close()
