"""What OpenAPI cannot see in the code: bodies that are read by hand, and the proof header."""

from typing import Any, Literal

from pydantic import BaseModel

from app.contracts.proof import PROOF_HEADER
from app.contracts.v1 import EnrolRequestV1
from sync_server.api.errors import MEDIA_TYPE
from sync_server.services.refusals import Code

Responses = dict[int | str, dict[str, Any]]


class Problem(BaseModel):
    """The document of every error (RFC 9457), without a word of what was asked."""

    type: Literal["about:blank"]
    title: str
    status: int
    code: Code


def problems(*statuses: int) -> Responses:
    """Return the documentation of answers that are problems."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": "A problem with its code.", "content": content, "model": Problem}
        for status in statuses
    }


PROVED: Responses = problems(401, 403, 409, 413, 415, 422, 503)

PROOF_PARAMETER = {
    "name": PROOF_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "A proof of this very request by the device's key, shaped as RFC 9449.",
}

NO_BODY = {"parameters": [PROOF_PARAMETER]}

NDJSON_BODY = {
    "parameters": [PROOF_PARAMETER],
    "requestBody": {
        "required": True,
        "description": "PushHeaderV1 on the first line, one EnvelopeV1 on each that follows; "
        "plain, or packed once with gzip or zstd.",
        "content": {"application/x-ndjson": {"schema": {"type": "string", "format": "binary"}}},
    },
}

JSON_BODY_OF_ENROLMENT = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": EnrolRequestV1.model_json_schema()}},
    },
}
