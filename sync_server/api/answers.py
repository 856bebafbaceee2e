"""What every answer carries: a fresh nonce, and that nobody may keep or guess at the content."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.contracts.proof import NONCE_HEADER
from sync_server.services.proof import Nonces

FIXED = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
NONCE = NONCE_HEADER.lower().encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMiddleware:
    """Adds the headers of every answer."""

    app: ASGIApp
    nonces: Nonces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the nonce to prove the next request with."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                nonce = (NONCE, self.nonces.current().encode())
                message["headers"] = [*message.get("headers", []), *FIXED, nonce]
            await send(message)

        await self.app(scope, receive, send_with_headers)
