"""The line to one server: whole answers within a deadline, and refusals by their code."""

import ipaddress
import json
import re
from dataclasses import dataclass, field
from typing import TypeVar

import httpx
import structlog
from pydantic import JsonValue, TypeAdapter, ValidationError

from app.adapters.sync.deadline import CallDeadline, DeadlineTransport
from app.adapters.sync.errors import (
    ServerAddressIsInvalid,
    ServerAnswerIsDamaged,
    ServerIsBusy,
    ServerRefused,
    ServerUnreachable,
)
from app.adapters.sync.http_body import inflated
from app.contracts.base import WireModel

CONNECT_S = 2.0
OVERALL_S = 20.0
CORRELATION_HEADER = "X-Correlation-Id"
PROBLEM_TYPE = "application/problem+json"
_CODE = re.compile(r"[a-z][a-z0-9_.]{1,79}")
_BUSY = frozenset({408, 425, 429})

_DOCUMENT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])

Model = TypeVar("Model", bound=WireModel)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Query:
    """One request as it will be sent; `path` is without the parameters."""

    method: str
    path: str
    params: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Answer:
    """One answer, read to its end."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def problem_code(self) -> str | None:
        """Return the code of a problem document, or None for any other answer."""
        if not self.headers.get("content-type", "").startswith(PROBLEM_TYPE):
            return None
        try:
            problem = json.loads(self.body)
        except ValueError:
            return None
        code = problem.get("code") if isinstance(problem, dict) else None
        return code if isinstance(code, str) and _CODE.fullmatch(code) else None


class ServerLine:
    """Sends requests to one server; safe to use from any thread but the store's.

    Raises:
        ServerAddressIsInvalid: the address is neither https nor http on this machine.
    """

    def __init__(self, base_url: str, transport: httpx.BaseTransport | None = None) -> None:
        self._deadline = CallDeadline()
        self._client = httpx.Client(
            base_url=_checked_address(base_url),
            transport=transport or DeadlineTransport(self._deadline),
            headers={"Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(None, connect=CONNECT_S),
            follow_redirects=False,
            # No netrc and no proxy of the environment: only what is set here is spoken to.
            trust_env=False,
        )

    def send(self, query: Query) -> Answer:
        """Return the whole answer, whatever it says.

        Raises:
            ServerUnreachable: no whole answer came in time.
            ServerAnswerIsDamaged: its body cannot be read within the limits.
        """
        if self._client.is_closed:
            raise ServerUnreachable(reason="closed")
        self._deadline.start(OVERALL_S)
        try:
            with self._client.stream(
                query.method,
                query.path,
                params=query.params or None,
                headers=query.headers | _correlation(),
                content=query.body or None,
            ) as response:
                encoding = response.headers.get("content-encoding", "")
                body = inflated(response.iter_raw(), encoding=encoding)
                return Answer(status=response.status_code, headers=response.headers, body=body)
        except httpx.TransportError as error:
            raise ServerUnreachable(reason=type(error).__name__) from error

    def close(self) -> None:
        """End what is under way and close the connections; nothing can be sent after it."""
        self._deadline.cancel()
        self._client.close()


def accepted(answer: Answer, model: type[Model]) -> Model:
    """Return what a good answer says.

    Raises:
        ServerIsBusy: the answer means "later".
        ServerRefused: the answer is a problem document.
        ServerAnswerIsDamaged: it is neither, or does not have the form of `model`.
    """
    _refuse(answer)
    try:
        return model.model_validate_json(answer.body)
    except ValidationError:
        # The error of pydantic quotes its input, and that may be a patient.
        raise ServerAnswerIsDamaged(reason="form") from None


def accepted_document(answer: Answer) -> dict[str, JsonValue]:
    """Return what a good answer says, in a form that may grow; raises as `accepted` does."""
    _refuse(answer)
    try:
        return _DOCUMENT.validate_json(answer.body)
    except ValidationError:
        raise ServerAnswerIsDamaged(reason="form") from None


def _refuse(answer: Answer) -> None:
    if answer.status in _BUSY or answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise ServerIsBusy(status=answer.status)
    if answer.status >= httpx.codes.BAD_REQUEST and answer.problem_code is not None:
        raise ServerRefused(status=answer.status, reason=answer.problem_code)
    if answer.status not in {httpx.codes.OK, httpx.codes.CREATED}:
        # A redirect or a bare 403 comes from something in between: a hotel's sign-in page, a proxy.
        raise ServerAnswerIsDamaged(reason="status", status=answer.status)


def _correlation() -> dict[str, str]:
    """Return the header that lets the server's log be read beside ours."""
    correlation_id = structlog.contextvars.get_contextvars().get("correlation_id")
    return {} if correlation_id is None else {CORRELATION_HEADER: str(correlation_id)}


def _checked_address(base_url: str) -> httpx.URL:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        raise ServerAddressIsInvalid(address=base_url) from None
    is_bare = url.path in {"", "/"} and not url.query and not url.userinfo and bool(url.host)
    is_private = url.scheme == "https" or (url.scheme == "http" and _is_this_machine(url.host))
    if not is_bare or not is_private:
        raise ServerAddressIsInvalid(address=base_url)
    return url


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
