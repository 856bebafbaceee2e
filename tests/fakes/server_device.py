"""A device as the server sees it: a client written by hand, so that it can also misbehave."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.contracts.envelope import CHAIN_START, batch_signing_input, envelope_hash
from app.contracts.proof import (
    NONCE_HEADER,
    PROOF_HEADER,
    ProofClaimsV1,
    body_digest,
    proof_signing_input,
    signed_proof,
)
from app.contracts.pull import PullPageV1, format_cursors
from app.contracts.to_wire import payload_of
from app.domain.kernel.events import DomainEvent

Envelope = dict[str, Any]


@dataclass(kw_only=True)
class ServerDevice:
    """A key, a log of envelopes and a line to the server."""

    http: httpx.Client
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    identity: dict[str, Any] = field(default_factory=dict)
    nonce: str = ""
    incarnation: UUID = field(default_factory=uuid4)
    log: list[Envelope] = field(default_factory=list)
    cursors: dict[str, int] = field(default_factory=dict)

    @property
    def device_id(self) -> UUID:
        return UUID(self.identity["device_id"])

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def enrol(self, code: str, /, **changes: Any) -> httpx.Response:
        """Show the code and the key; remember who this is if the server agrees."""
        message = f"{code}\n{self.public_key}".encode()
        asked = {
            "code": code,
            "public_key": self.public_key,
            "signature": self.key.sign(message).hex(),
            "slot_kind": "keyring",
            **changes,
        }
        answer = self.http.post("/v1/enrol", json=asked)
        if answer.is_success:
            self.identity = answer.json()
        return answer

    def prove(self, method: str, path: str, body: bytes = b"", **changes: Any) -> str:
        """Return a proof; `changes` are claims that are not as they should be."""
        claims = {
            "htm": method,
            "htu": path,
            "jti": uuid4().hex,
            "iat": 0,
            "nonce": self.nonce,
            "bd": body_digest(body),
            **changes,
        }
        signing_input = proof_signing_input(self.device_id, ProofClaimsV1.model_validate(claims))
        return signed_proof(signing_input, self.key.sign(signing_input))

    def send(self, method: str, path: str, body: bytes = b"", **given: Any) -> httpx.Response:
        """Send a proved request; fetch a fresh nonce if the server wants one."""
        answer = self._send(method, path, body, **given)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            answer = self._send(method, path, body, **given)
        return answer

    def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        **given: Any,
    ) -> httpx.Response:
        proof = {PROOF_HEADER: self.prove(method, path, body)}
        answer = self.http.request(
            method, path, content=body, headers={**proof, **(headers or {})}, **given
        )
        self.nonce = answer.headers[NONCE_HEADER]
        return answer

    def commit(self, *events: DomainEvent, **changes: Any) -> list[Envelope]:
        """Append facts to the log as one group, as the device's outbox does."""
        group = str(uuid4())
        return [
            self.append(
                {
                    "topic": event.topic,
                    "aggregate": {"type": event.aggregate.type, "id": str(event.aggregate.id)},
                    "base_version": event.base_version,
                    "version": event.version,
                    "dedupe_key": event.dedupe_key,
                    "schema": event.schema,
                    "payload": payload_of(event),
                    "group_id": group,
                    **changes,
                }
            )
            for event in events
        ]

    def append(self, fact: Envelope) -> Envelope:
        """Append one fact, whatever it is, with its place in the log and its hash."""
        envelope: Envelope = {
            "event_id": str(uuid4()),
            "chain_id": self.identity["chain_id"],
            "site_id": self.identity["site_id"],
            "device_id": self.identity["device_id"],
            "group_id": str(uuid4()),
            "correlation_id": str(uuid4()),
            "causation_id": None,
            "actor": str(uuid4()),
            "session_id": str(uuid4()),
            "occurred_at": "2026-07-24T09:41:00+00:00",
            **fact,
        }
        self.log.append(self._placed(envelope))
        return self.log[-1]

    def _placed(self, envelope: Envelope) -> Envelope:
        placed = envelope | {
            "incarnation": str(self.incarnation),
            "device_seq": len(self.log) + 1,
            "prev_hash": self.log[-1]["hash"] if self.log else CHAIN_START,
        }
        placed.pop("hash", None)
        return placed | {"hash": envelope_hash(placed)}

    def fork(self, *, keep_from: int = 1) -> None:
        """Begin another life of the log with the facts from `keep_from` on, their ids kept."""
        kept = self.log[keep_from - 1 :]
        self.incarnation, self.log = uuid4(), []
        for envelope in kept:
            self.log.append(self._placed(envelope))

    def batch(self, first: int = 1, last: int | None = None, **changes: Any) -> bytes:
        """Return the NDJSON of a push of the facts `first` to `last`."""
        lines = self.log[first - 1 : last]
        base = self.log[first - 2]["hash"] if first > 1 else CHAIN_START
        last_hash = lines[-1]["hash"] if lines else base
        signing_input = batch_signing_input(
            incarnation=self.incarnation, base_hash=base, last_hash=last_hash
        )
        header = {
            "incarnation": str(self.incarnation),
            "base_seq": first - 1,
            "base_hash": base,
            "count": len(lines),
            "signature": self.key.sign(signing_input).hex(),
            **changes,
        }
        return b"\n".join(
            json.dumps(each, ensure_ascii=False).encode() for each in (header, *lines)
        )

    def push(self, first: int = 1, last: int | None = None) -> dict[str, Any]:
        """Push the facts `first` to `last`; the answer must be 200."""
        answer = self.push_raw(self.batch(first, last))
        assert answer.status_code == httpx.codes.OK, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def push_raw(self, body: bytes) -> httpx.Response:
        packed = zstandard.compress(body)
        return self.send("POST", "/v1/sync/push", packed, headers={"Content-Encoding": "zstd"})

    def pull(self, *, limit: int = 500) -> PullPageV1:
        """Pull one page and move the cursors."""
        asked = {"after": format_cursors(self.cursors), "limit": limit}
        answer = self.send(
            "GET", "/v1/sync/pull", params={**asked, "incarnation": str(self.incarnation)}
        )
        assert answer.status_code == httpx.codes.OK, answer.text
        page = PullPageV1.model_validate_json(answer.content)
        self.cursors |= {stream.stream: stream.to for stream in page.streams}
        return page

    def pull_all(self) -> list[tuple[str, str]]:
        """Pull until nothing is left; return types and ids in the order in which they came."""
        seen = []
        while True:
            page = self.pull()
            seen += [(row.type.value, row.id) for each in page.streams for row in each.rows]
            if page.is_caught_up:
                return seen
