"""Every no as `application/problem+json`: a status and a code, and nothing of what was asked."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from sync_server.services.refusals import (
    Code,
    Contradiction,
    Malformed,
    Missing,
    NotAllowed,
    Refusal,
    TooMany,
    TryLater,
    Unproved,
)

MEDIA_TYPE = "application/problem+json"
RETRY_LATER_S = 1

STATUS_OF_KIND: Mapping[type[Refusal], HTTPStatus] = {
    Malformed: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unproved: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    Missing: HTTPStatus.NOT_FOUND,
    Contradiction: HTTPStatus.CONFLICT,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    TryLater: HTTPStatus.SERVICE_UNAVAILABLE,
}
# HTTP has a word of its own for these.
STATUS_OF_CODE: Mapping[Code, HTTPStatus] = {
    Code.REQUEST_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.BATCH_TOO_LONG: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.REQUEST_TOO_SLOW: HTTPStatus.REQUEST_TIMEOUT,
    Code.HEADERS_TOO_LARGE: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    Code.ENCODING_UNKNOWN: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
CODE_OF_STATUS: Mapping[int, Code] = {
    HTTPStatus.NOT_FOUND: Code.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Code.METHOD_NOT_ALLOWED,
}


def problem_body(status: HTTPStatus, code: Code) -> bytes:
    """Return the document of a problem."""
    problem = {"type": "about:blank", "title": status.phrase, "status": status, "code": code}
    return json.dumps(problem, separators=(",", ":")).encode()


def problem(status: HTTPStatus, code: Code, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as an answer."""
    return Response(
        problem_body(status, code),
        status_code=status,
        headers=dict(headers or {}),
        media_type=MEDIA_TYPE,
    )


def status_of(refusal: Refusal) -> HTTPStatus:
    """Return the status that says what the refusal says."""
    return STATUS_OF_CODE.get(refusal.code) or STATUS_OF_KIND[type(refusal)]


def refusal_answer(refusal: Refusal) -> Response:
    """Return the answer to a request that was refused."""
    return problem(status_of(refusal), refusal.code, _headers_of(refusal))


def install_errors(app: FastAPI) -> None:
    """Make every error of the application a problem."""

    @app.exception_handler(Refusal)
    def on_refusal(_: Request, refusal: Refusal) -> Response:
        return refusal_answer(refusal)

    @app.exception_handler(RequestValidationError)
    def on_invalid(_: Request, __: RequestValidationError) -> Response:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, Code.REQUEST_INVALID)

    @app.exception_handler(HTTPException)
    def on_http_error(_: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        code = CODE_OF_STATUS.get(status, Code.REQUEST_INVALID)
        return problem(status, code, error.headers)

    @app.exception_handler(Exception)
    def on_bug(_: Request, __: Exception) -> Response:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, Code.BUG)


def _headers_of(refusal: Refusal) -> dict[str, str]:
    match refusal:
        case TooMany():
            return {"Retry-After": str(refusal.retry_after_s)}
        case TryLater():
            return {"Retry-After": str(RETRY_LATER_S)}
        case Unproved():
            return {"WWW-Authenticate": "Dioptre-Proof"}
        case _:
            return {}
