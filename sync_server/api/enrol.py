"""`POST /v1/enrol`: the one request without a proof, because it brings the key."""

import time

import structlog
from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from app.contracts.v1 import EnrolAnswerV1, EnrolRequestV1
from sync_server.api.attempts import FailedAttempts
from sync_server.api.openapi import JSON_BODY_OF_ENROLMENT, problems
from sync_server.services.enrolment import EnrolmentService
from sync_server.services.refusals import Code, Malformed, NotAllowed
from sync_server.services.strict_json import read_json_object

BODY_BYTES_MAX = 4096
log = structlog.get_logger()


def enrol_routes(enrolment: EnrolmentService) -> APIRouter:
    """Return the route of enrolment."""
    router = APIRouter(prefix="/v1", tags=["enrolment"], responses=problems(403, 413, 422, 429))
    attempts = FailedAttempts()

    @router.post("/enrol", response_model=EnrolAnswerV1, openapi_extra=JSON_BODY_OF_ENROLMENT)
    async def enrol(request: Request) -> Response:
        """Make the holder of a one-time code a device of its site."""
        # The peer itself: a header that claims another address is not believed.
        address = request.client.host if request.client else ""
        attempts.check(address, now=time.monotonic())
        asked = _read(await request.body())
        try:
            answer = await run_in_threadpool(enrolment.enrol, asked)
        except NotAllowed:
            attempts.note(address, now=time.monotonic())
            raise
        log.info("enrol.device_added", device_id=str(answer.device_id))
        return Response(answer.model_dump_json(), media_type="application/json")

    return router


def _read(body: bytes) -> EnrolRequestV1:
    if len(body) > BODY_BYTES_MAX:
        raise Malformed(Code.REQUEST_TOO_LARGE)
    read_json_object(body)
    try:
        return EnrolRequestV1.model_validate_json(body)
    except ValidationError:
        raise Malformed(Code.REQUEST_INVALID) from None
