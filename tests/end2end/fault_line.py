"""A line between a desktop and its server or printer that stops where a test wants it to."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

LOOPBACK = "127.0.0.1"
CHUNK_BYTES = 65536
REQUEST_LINE = re.compile(rb"(?:GET|POST) (/\S*) HTTP/1\.1\r\n")
CONTENT_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
PUSH = b"/v1/sync/push"
# A ticket begins by resetting the printer; what comes before asks for its state.
TICKET_BEGINS = b"\x1b@"

# How many bytes of a connection may pass, or None for as many as come.
Limit = Callable[[bytes], int | None]


@dataclass
class FaultLine:
    """Passes bytes on to `port`; `lets_through` and `holds_answer` say where it stops.

    Both are asked with everything the desktop has said on a connection so far. A line that has
    stopped stays silent until the desktop hangs up, which is what a black hole looks like.
    """

    port: int
    lets_through: Limit = lambda _said: None
    holds_answer: Callable[[bytes], bool] = lambda _said: False
    has_stopped: threading.Event = field(default_factory=threading.Event)
    _listener: socket.socket = field(init=False)
    _threads: list[threading.Thread] = field(default_factory=list)
    _sockets: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server((LOOPBACK, 0))
        self._start(self._accept)

    @property
    def own_port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    def close(self) -> None:
        # A thread that waits in accept() is woken by a shutdown, not by a close.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._quietly, args=(work,), name="fault line")
        self._threads.append(thread)
        thread.start()

    def _quietly(self, work: Callable[[], None]) -> None:
        with contextlib.suppress(OSError):
            work()

    def _accept(self) -> None:
        while True:
            desktop, _ = self._listener.accept()
            try:
                far_end = socket.create_connection((LOOPBACK, self.port), timeout=5)
            except OSError:
                desktop.close()
                continue
            far_end.settimeout(None)
            self._sockets += [desktop, far_end]
            said = bytearray()
            self._start(partial(self._pass_up, desktop, far_end, said))
            self._start(partial(self._pass_down, desktop, far_end, said))

    def _pass_up(self, desktop: socket.socket, far_end: socket.socket, said: bytearray) -> None:
        passed = 0
        try:
            while data := desktop.recv(CHUNK_BYTES):
                said += data
                limit = self.lets_through(bytes(said))
                end = len(said) if limit is None else min(limit, len(said))
                far_end.sendall(said[passed:end])
                passed = max(passed, end)
                if passed < len(said):
                    self.has_stopped.set()
        finally:
            _hang_up(far_end)

    def _pass_down(self, desktop: socket.socket, far_end: socket.socket, said: bytearray) -> None:
        try:
            while data := far_end.recv(CHUNK_BYTES):
                if self.holds_answer(bytes(said)):
                    self.has_stopped.set()
                    continue
                desktop.sendall(data)
        finally:
            _hang_up(desktop)


@contextmanager
def a_fault_line(port: int) -> Iterator[FaultLine]:
    line = FaultLine(port)
    try:
        yield line
    finally:
        line.close()


def half_of_a_push(said: bytes) -> int | None:
    """Let half of the body of the first push through."""
    for request in REQUEST_LINE.finditer(said):
        head_end = said.find(b"\r\n\r\n", request.start())
        length = CONTENT_LENGTH.search(said, request.start(), max(head_end, 0))
        if request[1] == PUSH and length is not None:
            return head_end + 4 + int(length[1]) // 2
    return None


def answers_a_push(said: bytes) -> bool:
    """Hold the answer when the last thing asked was a push."""
    requests = REQUEST_LINE.findall(said)
    return bool(requests) and requests[-1] == PUSH


def first_byte_of_a_ticket(said: bytes) -> int | None:
    """Let the first byte of a ticket through and no more."""
    start = said.find(TICKET_BEGINS)
    return None if start < 0 else start + 1


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
