"""What a device says to the sync server, each request proved by its key."""

from dataclasses import replace
from uuid import UUID

import httpx
from pydantic import JsonValue

from app.adapters.sync.http_body import push_body
from app.adapters.sync.line import Answer, Query, ServerLine, accepted, accepted_document
from app.adapters.sync.proof import DeviceProof, Sign
from app.contracts.envelope import PushAnswerV1, PushHeaderV1, batch_signing_input
from app.contracts.proof import NONCE_HEADER
from app.contracts.pull import PullPageV1, format_cursors
from app.domain.kernel.canonical import canonical_json
from app.services.sync_ports import OutgoingBatch

NONCE_REQUIRED = "proof.nonce_required"
PUSH_PATH = "/v1/sync/push"
PULL_PATH = "/v1/sync/pull"
ORDERS_PATH = "/v1/orders"


class SyncClient:
    """The device's side of the protocol; one request at a time from one thread.

    `sign` signs with the device key. It may ask the store thread, so never call the client there.
    """

    def __init__(
        self,
        base_url: str,
        device_id: UUID,
        sign: Sign,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._line = ServerLine(base_url, transport)
        self._sign = sign
        self._proof = DeviceProof(device_id, sign)

    def push(self, batch: OutgoingBatch) -> PushAnswerV1:
        """Send a batch, its envelopes byte for byte as they are stored.

        Raises:
            ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged, ServerRefused: see there.
        """
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "zstd"}
        body = push_body((self._push_header(batch), *batch.envelopes))
        query = Query(method="POST", path=PUSH_PATH, headers=headers, body=body)
        return accepted(self._proved(query), PushAnswerV1)

    def pull(self, cursors: dict[str, int], *, incarnation: UUID, limit: int) -> PullPageV1:
        """Return what follows the cursors, and the mark of this life of the log.

        Raises:
            ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged, ServerRefused: see there.
        """
        params = {
            "after": format_cursors(cursors),
            "incarnation": str(incarnation),
            "limit": str(limit),
        }
        query = Query(method="GET", path=PULL_PATH, params=params)
        return accepted(self._proved(query), PullPageV1)

    def order(self, order_id: UUID) -> dict[str, JsonValue]:
        """Return the order as the server keeps it, its snapshots as the stored text.

        Raises:
            ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged, ServerRefused: see there.
        """
        query = Query(method="GET", path=f"{ORDERS_PATH}/{order_id}")
        return accepted_document(self._proved(query))

    def close(self) -> None:
        """End what is under way; nothing can be sent after it."""
        self._line.close()

    def _push_header(self, batch: OutgoingBatch) -> bytes:
        signing_input = batch_signing_input(
            incarnation=batch.incarnation, base_hash=batch.base_hash, last_hash=batch.last_hash
        )
        header = PushHeaderV1(
            incarnation=batch.incarnation,
            base_seq=batch.base_seq,
            base_hash=batch.base_hash,
            count=len(batch.envelopes),
            signature=self._sign(signing_input).hex(),
        )
        return canonical_json(header.model_dump(mode="json"))

    def _proved(self, query: Query) -> Answer:
        answer = self._attempt(query)
        if answer.status == httpx.codes.UNAUTHORIZED and answer.problem_code == NONCE_REQUIRED:
            # The first request of a day has no nonce, or an old one; the refusal brought a new one.
            answer = self._attempt(query)
        return answer

    def _attempt(self, query: Query) -> Answer:
        proof = self._proof.headers(query.method, query.path, query.body)
        answer = self._line.send(replace(query, headers={**query.headers, **proof}))
        self._proof.take_nonce(answer.headers.get(NONCE_HEADER))
        return answer
