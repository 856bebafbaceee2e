"""Turns facts into the sealed bytes that are stored, hashed and pushed unchanged."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.adapters.store.errors import TextCannotBeSent
from app.contracts.envelope import envelope_hash
from app.contracts.to_wire import payload_of
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, EventId, SessionId, UserId
from app.services.views import DeviceIdentity

NUL = b"\\u0000"
ESCAPED_BACKSLASH = b"\\\\"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who made facts happen, in which session and by which command or earlier fact."""

    actor: UserId
    session_id: SessionId
    command_id: CommandId
    causation_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a fact stands in one unbroken life of the log."""

    incarnation: UUID
    device_seq: int
    prev_hash: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SealedEnvelope:
    """The canonical bytes of an envelope and the hash that stands inside them."""

    content: bytes
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Fact:
    """An event of the domain with its id, its moment and its cause."""

    event: DomainEvent
    event_id: EventId
    occurred_at: datetime
    cause: Cause


def seal(fact: Fact, identity: DeviceIdentity, place: Place) -> SealedEnvelope:
    """Return the envelope of a fact at its place in the log.

    Raises:
        TextCannotBeSent: the server would refuse the batch for a character in it, and with it
            everything this device says from then on.
    """
    event, cause = fact.event, fact.cause
    sealed = _sealed(
        {
            "event_id": str(fact.event_id),
            "chain_id": str(identity.chain_id),
            "site_id": str(identity.site_id),
            "device_id": str(identity.device_id),
            **_place_fields(place),
            "group_id": str(cause.command_id),
            "topic": event.topic,
            "aggregate": {"type": event.aggregate.type, "id": str(event.aggregate.id)},
            "base_version": event.base_version,
            "version": event.version,
            "dedupe_key": event.dedupe_key,
            "correlation_id": str(cause.command_id),
            "causation_id": str(cause.causation_id) if cause.causation_id else None,
            "actor": str(cause.actor),
            "session_id": str(cause.session_id),
            "occurred_at": fact.occurred_at.isoformat(),
            "schema": event.schema,
            "payload": payload_of(event),
        }
    )
    _require_sendable(sealed.content)
    return sealed


def moved(content: bytes, place: Place) -> SealedEnvelope:
    """Return the same fact at another place in the log: its event id and payload stay."""
    body: dict[str, Any] = json.loads(content)
    del body["hash"]
    return _sealed({**body, **_place_fields(place)})


def _require_sendable(content: bytes) -> None:
    # A backslash that somebody typed may stand before the same five signs.
    if NUL in content and NUL in content.replace(ESCAPED_BACKSLASH, b""):
        raise TextCannotBeSent


def _place_fields(place: Place) -> dict[str, Any]:
    return {
        "incarnation": str(place.incarnation),
        "device_seq": place.device_seq,
        "prev_hash": place.prev_hash,
    }


def _sealed(body: dict[str, Any]) -> SealedEnvelope:
    digest = envelope_hash(body)
    return SealedEnvelope(content=canonical_json({**body, "hash": digest}), hash=digest)
