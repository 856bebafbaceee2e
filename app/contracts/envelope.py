"""The envelope of one fact, its hash chain, and the push that carries a batch of them."""

import hashlib
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from app.contracts.base import SafeInteger, Sha256Hex, ShortText, WireModel
from app.domain.kernel.canonical import canonical_json

CHAIN_START = "0" * 64
BATCH_ENVELOPES_MAX = 500
BATCH_BYTES_MAX = 1 << 20
SIGNATURE_CONTEXT = "dioptre-batch-1"

Sequence64 = Annotated[SafeInteger, Field(ge=0)]


class AggregateV1(WireModel):
    """What a fact is about."""

    type: ShortText
    id: UUID


class EnvelopeV1(WireModel):
    """One fact a device has committed, chained to the one before it.

    `device_seq` counts 1, 2, 3 ... without a gap within an incarnation. `occurred_at` is the
    device's clock: shown, never used for order. `group_id` names the facts that apply together.
    """

    event_id: UUID
    chain_id: UUID
    site_id: UUID
    device_id: UUID
    incarnation: UUID
    device_seq: Annotated[SafeInteger, Field(ge=1)]
    prev_hash: Sha256Hex
    hash: Sha256Hex
    group_id: UUID
    topic: ShortText
    aggregate: AggregateV1
    base_version: Sequence64
    version: Annotated[SafeInteger, Field(ge=1)]
    dedupe_key: ShortText
    correlation_id: UUID
    causation_id: UUID | None
    actor: UUID
    session_id: UUID
    occurred_at: AwareDatetime
    schema_version: Annotated[int, Field(ge=1, le=1000, alias="schema")]
    payload: dict[str, JsonValue]


def envelope_hash(envelope: dict[str, JsonValue]) -> str:
    """Return the SHA-256 over the canonical JSON of an envelope without its `hash` member.

    `prev_hash` is inside, so the hashes form a chain.
    """
    body = {name: value for name, value in envelope.items() if name != "hash"}
    return hashlib.sha256(canonical_json(body)).hexdigest()  # type: ignore[arg-type] # pydantic's JsonValue allows floats; canonical_json refuses them.


def batch_signing_input(*, incarnation: UUID, base_hash: str, last_hash: str) -> bytes:
    """Return what the device key signs for a batch; the chain binds everything in between."""
    return "\n".join((SIGNATURE_CONTEXT, str(incarnation), base_hash, last_hash)).encode()


class PushHeaderV1(WireModel):
    """The first NDJSON line of a push: where the batch stands in the device's chain.

    `signature` is Ed25519 over `batch_signing_input`, 128 hex digits.
    """

    incarnation: UUID
    base_seq: Sequence64
    base_hash: Sha256Hex
    count: Annotated[int, Field(ge=1, le=BATCH_ENVELOPES_MAX)]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class MarkV1(WireModel):
    """How far the server has taken in one incarnation of a device's log."""

    incarnation: UUID
    seq: Sequence64
    hash: Sha256Hex


class OutcomeKind(StrEnum):
    """What became of one envelope."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


class OutcomeV1(WireModel):
    """The verdict on one envelope, with the server's version and, if not applied, why."""

    event_id: UUID
    outcome: OutcomeKind
    version: Sequence64
    code: ShortText | None = None


class PushAnswerV1(WireModel):
    """The answer to a push: `ok` with outcomes, or `resync` with the server's mark.

    A `resync` to a mark ahead of the batch brings the verdicts on what was not accepted since the
    batch's base, because the answer that brought them may have been lost.
    """

    status: Annotated[str, Field(pattern=r"^(ok|resync)$")]
    timeline: UUID
    acked: MarkV1 | None
    outcomes: tuple[OutcomeV1, ...] = ()
