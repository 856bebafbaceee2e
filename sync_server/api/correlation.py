"""One id for a request and everything that comes of it, and one log line when it is answered."""

import time
from dataclasses import dataclass
from uuid import UUID

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.services.ports import NewId

HEADER = b"x-correlation-id"
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrelationMiddleware:
    """Takes the id of the request, or makes one, and gives it to log and answer."""

    app: ASGIApp
    new_id: NewId

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the id; log method, route, status and duration, never a path or a query."""
        correlation_id = _given(scope) or self.new_id()
        scope.setdefault("state", {})["correlation_id"] = correlation_id
        status = 500
        started = time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = (HEADER, str(correlation_id).encode())
                message["headers"] = [*message.get("headers", []), given]
            await send(message)

        with structlog.contextvars.bound_contextvars(correlation_id=str(correlation_id)):
            try:
                await self.app(scope, receive, send_with_id)
            finally:
                log.info(
                    "http.request",
                    method=scope["method"],
                    route=_route(scope),
                    status=status,
                    duration_ms=round((time.perf_counter() - started) * 1000, 1),
                    device_id=scope["state"].get("device_id"),
                )


def _given(scope: Scope) -> UUID | None:
    """Return the id a client sent; anything but a UUID is not taken into the log."""
    for name, value in scope["headers"]:
        if name == HEADER:
            try:
                return UUID(value.decode("ascii"))
            except ValueError:
                return None
    return None


def _route(scope: Scope) -> str | None:
    return getattr(scope.get("route"), "path", None)
