"""`POST /v1/sync/push` and `GET /v1/sync/pull`: facts up, state down."""

import json
from collections import Counter
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, Query, Request, Response

from app.contracts.envelope import BATCH_BYTES_MAX, PushAnswerV1
from app.contracts.pull import PullPageV1, parse_cursors
from sync_server.api.inflate import inflate
from sync_server.api.openapi import NDJSON_BODY, NO_BODY, PROVED
from sync_server.api.proof import as_device
from sync_server.services.devices import Device
from sync_server.services.feed import (
    ROWS_DEFAULT,
    ROWS_MAX,
    FeedPage,
    FeedRow,
    FeedService,
    StreamPage,
)
from sync_server.services.ingest import IngestService
from sync_server.services.proof import ProofService
from sync_server.services.refusals import Code, Malformed

CURSOR_MAX = 2**53 - 1
CURSORS_LENGTH_MAX = 2000
JSON = "application/json"
log = structlog.get_logger()


def sync_routes(proofs: ProofService, ingest: IngestService, feed: FeedService) -> APIRouter:
    """Return the routes of the sync protocol."""
    router = APIRouter(prefix="/v1/sync", tags=["sync"], responses=PROVED)

    @router.post("/push", response_model=PushAnswerV1, openapi_extra=NDJSON_BODY)
    async def push(request: Request) -> Response:
        """Take in a batch of facts; the answer says what became of each."""

        def work(device: Device, body: bytes) -> PushAnswerV1:
            plain = inflate(body, request.headers.get("content-encoding"), limit=BATCH_BYTES_MAX)
            return ingest.push(device, plain)

        answer = await as_device(request, proofs, work)
        counts = Counter(outcome.outcome.value for outcome in answer.outcomes)
        log.info("sync.push.answered", push_status=answer.status, outcomes=dict(counts))
        return Response(answer.model_dump_json(), media_type=JSON)

    @router.get("/pull", response_model=PullPageV1, openapi_extra=NO_BODY)
    async def pull(
        request: Request,
        after: Annotated[str, Query(max_length=CURSORS_LENGTH_MAX)] = "",
        limit: Annotated[int, Query(ge=1, le=ROWS_MAX)] = ROWS_DEFAULT,
        incarnation: UUID | None = None,
    ) -> Response:
        """Return what is new in the device's streams after its cursors."""

        def work(device: Device, _: bytes) -> FeedPage:
            return feed.page(device, _cursors(after), incarnation=incarnation, limit=limit)

        page = await as_device(request, proofs, work)
        return Response(render_page(page), media_type=JSON)

    return router


def render_page(page: FeedPage) -> str:
    """Return the page as `PullPageV1` is written; stored documents pass through unread."""
    streams = ",".join(_render_stream(each) for each in page.streams)
    head = {
        "timeline": str(page.timeline),
        "mark": page.mark.model_dump(mode="json") if page.mark else None,
        "is_caught_up": page.is_caught_up,
    }
    return f'{json.dumps(head)[:-1]},"streams":[{streams}]}}'


def _render_stream(page: StreamPage) -> str:
    rows = ",".join(_render_row(row) for row in page.rows)
    head = {
        "stream": page.stream,
        "after": page.after,
        "to": page.to,
        "is_caught_up": page.is_caught_up,
    }
    return f'{json.dumps(head)[:-1]},"rows":[{rows}]}}'


def _render_row(row: FeedRow) -> str:
    head = {"seq": row.seq, "type": row.type, "id": row.id, "kind": row.kind}
    return f'{json.dumps(head)[:-1]},"doc":{row.payload or "null"}}}'


def _cursors(after: str) -> dict[str, int]:
    try:
        cursors = parse_cursors(after)
    except ValueError:
        raise Malformed(Code.CURSOR_INVALID) from None
    if any(seq > CURSOR_MAX for seq in cursors.values()):
        raise Malformed(Code.CURSOR_INVALID)
    return cursors
