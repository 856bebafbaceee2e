"""Bounds every request: its headers, its body, its patience, and how many there are at a time."""

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.api.errors import refusal_answer
from sync_server.services.refusals import Code, Malformed, Refusal, TryLater

BODY_BYTES_MAX = 1 << 20
HEADER_BYTES_MAX = 16 << 10
IDLE_S = 15.0
TOTAL_S = 60.0
IN_FLIGHT_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much and how long."""

    body_bytes: int = BODY_BYTES_MAX
    header_bytes: int = HEADER_BYTES_MAX
    idle_s: float = IDLE_S
    total_s: float = TOTAL_S
    in_flight: int = IN_FLIGHT_MAX


@dataclass(slots=True)
class LimitsMiddleware:
    """Counts and times what arrives, because the HTTP server below does neither."""

    app: ASGIApp
    limits: Limits = field(default_factory=Limits)
    _in_flight: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is too large on sight; watch the rest while it is read."""
        refusal = self._refuse_on_sight(scope)
        if refusal is not None:
            await refusal_answer(refusal)(scope, receive, send)
            return
        self._in_flight += 1
        try:
            await self.app(scope, BoundedBody(receive, self.limits), send)
        finally:
            self._in_flight -= 1

    def _refuse_on_sight(self, scope: Scope) -> Refusal | None:
        headers = scope["headers"]
        target = len(scope["raw_path"]) + len(scope["query_string"])
        if target + sum(len(name) + len(value) for name, value in headers) > (
            self.limits.header_bytes
        ):
            return Malformed(Code.HEADERS_TOO_LARGE)
        if any(name == b"content-length" and self._is_long(value) for name, value in headers):
            return Malformed(Code.REQUEST_TOO_LARGE)
        return TryLater() if self._in_flight >= self.limits.in_flight else None

    def _is_long(self, content_length: bytes) -> bool:
        # The HTTP server has refused anything but digits.
        return len(content_length) > len(str(self.limits.body_bytes)) or (
            int(content_length) > self.limits.body_bytes
        )


class BoundedBody:
    """A request's `receive` that ends the request when it brings too much or takes too long."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._received = 0
        self._is_complete = False
        self._deadline: float | None = None

    async def __call__(self) -> Message:
        """Return the next message; raises Malformed, which becomes the answer."""
        if self._is_complete:
            # Now it is the server's turn; waiting for the client to hang up may take any time.
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._patience_ends()):
                message = await self._receive()
        except TimeoutError:
            raise Malformed(Code.REQUEST_TOO_SLOW) from None
        self._received += len(message.get("body", b""))
        if self._received > self._limits.body_bytes:
            raise Malformed(Code.REQUEST_TOO_LARGE)
        self._is_complete = not message.get("more_body", False)
        return message

    def _patience_ends(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._deadline is None:
            self._deadline = now + self._limits.total_s
        return min(now + self._limits.idle_s, self._deadline)
