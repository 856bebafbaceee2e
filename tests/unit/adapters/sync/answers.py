"""A server in memory for the client: what it was asked, and what it answers."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.contracts.proof import NONCE_HEADER


@dataclass(kw_only=True)
class Answers:
    """Keeps requests and gives out answers in turn; the last one is given for ever."""

    answers: list[Callable[[], httpx.Response]]
    asked: list[httpx.Request] = field(default_factory=list)

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        return answer()


def ok(document: Any, *, nonce: str | None = None) -> Callable[[], httpx.Response]:
    headers = {} if nonce is None else {NONCE_HEADER: nonce}
    return lambda: _unread(200, json.dumps(document), headers)


def problem(status: int, code: str, *, nonce: str | None = None) -> Callable[[], httpx.Response]:
    headers = {"Content-Type": "application/problem+json"}
    if nonce is not None:
        headers[NONCE_HEADER] = nonce
    return lambda: _unread(status, json.dumps({"code": code, "status": status}), headers)


def page(status: int) -> Callable[[], httpx.Response]:
    text = "<html>Sign in to the guest network"
    return lambda: _unread(status, text, {"Content-Type": "text/html"})


def broken(error: Exception) -> Callable[[], httpx.Response]:
    def fail() -> httpx.Response:
        raise error

    return fail


def _unread(status: int, text: str, headers: dict[str, str]) -> httpx.Response:
    return httpx.Response(status, stream=httpx.ByteStream(text.encode()), headers=headers)
