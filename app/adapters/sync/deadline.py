"""One deadline for a whole call, however slowly its bytes drip, and a way to end it early.

The timeouts of httpx start anew with every byte, so a server that sends one byte now and then
would hold the thread for ever. Here each read and write asks how much of the call is left.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache

import httpcore
import httpx

# How soon a call that waits for bytes notices that it was told to stop.
SLICE_S = 0.25
WRITE_BYTES = 16 << 10


class CallDeadline:
    """When the call of the present thread must end; `cancel` ends the calls of all threads."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._calls = threading.local()
        self._is_cancelled = threading.Event()

    def start(self, seconds: float) -> None:
        """Begin a call of this thread."""
        self._calls.ends_at = self._monotonic() + seconds

    def cancel(self) -> None:
        """End every call, now and later."""
        self._is_cancelled.set()

    def left(self, over: type[httpcore.TimeoutException], *, at_most: float | None) -> float:
        """Return the seconds that are left, or `at_most`; raises `over` when there are none."""
        seconds: float = self._calls.ends_at - self._monotonic()
        if seconds <= 0 or self._is_cancelled.is_set():
            raise over("the call has used up its time")
        return seconds if at_most is None else min(seconds, at_most)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection whose reads and writes keep to the deadline of the call."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: CallDeadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        while True:
            slice_s = min(SLICE_S, self._deadline.left(httpcore.ReadTimeout, at_most=timeout))
            try:
                return self._inner.read(max_bytes, slice_s)
            except httpcore.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), WRITE_BYTES):
            left = self._deadline.left(httpcore.WriteTimeout, at_most=timeout)
            self._inner.write(buffer[start : start + WRITE_BYTES], left)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout, at_most=timeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left)
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class _DeadlineBackend(httpcore.NetworkBackend):
    """Opens connections that keep to the deadline of the call."""

    def __init__(self, deadline: CallDeadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout, at_most=timeout)
        inner = self._inner.connect_tcp(host, port, left, local_address, socket_options)
        return _DeadlineStream(inner, self._deadline)


class DeadlineTransport(httpx.HTTPTransport):
    """The transport of httpx over connections that keep to the deadline of the call."""

    def __init__(self, deadline: CallDeadline) -> None:
        context = _trusted_by_the_system()
        super().__init__(verify=context)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=4,
            keepalive_expiry=30.0,
            network_backend=_DeadlineBackend(deadline),
        )


@cache
def _trusted_by_the_system() -> ssl.SSLContext:
    """Read the system's certificates once: what a company trusts on its machines is trusted."""
    return ssl.create_default_context()
