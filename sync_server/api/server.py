"""The HTTP server: uvicorn with patience that ends, and errors that are problems too."""

import asyncio
import socket
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync_server.api.errors import MEDIA_TYPE, problem_body
from sync_server.api.limits import HEADER_BYTES_MAX
from sync_server.services.refusals import Code

HEADERS_S = 10.0
KEEP_ALIVE_S = 15
# The limits of the application answer first; these are for what never reaches it.
HEADER_BYTES_CUT = 4 * HEADER_BYTES_MAX
CONNECTIONS_MAX = 1000
GRACE_S = 10


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which hangs up on a client that does not finish its headers in time."""

    headers_s = HEADERS_S
    _headers_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn narrows it the same way.
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._headers_came()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait for headers from their first byte to their last."""
        if self._headers_due is None and self.conn.their_state is h11.IDLE:
            self._expect_headers()
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._headers_came()

    def send_400_response(self, msg: str) -> None:
        """Answer what h11 could not read, or would not: its hint tells headers without end."""
        del msg
        hint = getattr(sys.exception(), "error_status_hint", None)
        if hint == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            self._hang_up(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, Code.HEADERS_TOO_LARGE)
        else:
            self._hang_up(HTTPStatus.BAD_REQUEST, Code.REQUEST_INVALID)

    def _expect_headers(self) -> None:
        self._headers_due = self.loop.call_later(self.headers_s, self._headers_are_late)

    def _headers_came(self) -> None:
        if self._headers_due is not None:
            self._headers_due.cancel()
            self._headers_due = None

    def _headers_are_late(self) -> None:
        if not self.transport.is_closing():
            self._hang_up(HTTPStatus.REQUEST_TIMEOUT, Code.REQUEST_TOO_SLOW)

    def _hang_up(self, status: HTTPStatus, code: Code) -> None:
        body = problem_body(status, code)
        head = (
            f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()


class AnnouncingServer(uvicorn.Server):
    """A server that says when it listens, and where."""

    def __init__(self, config: uvicorn.Config, on_listening: Callable[[int], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept, then say so."""
        await super().startup(sockets=sockets)
        for listener in sockets or ():
            self._on_listening(listener.getsockname()[1])


def server_for(
    app: ASGIApp,
    on_listening: Callable[[int], None],
    *,
    protocol: type[asyncio.Protocol] = PatientProtocol,
) -> AnnouncingServer:
    """Return a server for the application, not yet listening."""
    settings: dict[str, Any] = {
        "http": protocol,
        "ws": "none",
        "lifespan": "off",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        # The peer is who it is; a header that says otherwise comes from anybody.
        "proxy_headers": False,
        "h11_max_incomplete_event_size": HEADER_BYTES_CUT,
        "limit_concurrency": CONNECTIONS_MAX,
        "timeout_keep_alive": KEEP_ALIVE_S,
        "timeout_graceful_shutdown": GRACE_S,
    }
    return AnnouncingServer(uvicorn.Config(app, **settings), on_listening)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)
