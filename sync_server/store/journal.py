"""Writes facts down: the journal keeps their words, the audit their author, the outbox news."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from sync_server.services.devices import Device
from sync_server.services.facts import Understood
from sync_server.services.planning import DeadLetter
from sync_server.store.rows import AccessAuditRow, EventRow, OutboxRow

Fields = dict[str, object]


def write(connection: Connection, facts: Sequence[Understood], *, at: datetime) -> None:
    """Write facts to journal, audit and outbox."""
    connection.execute(insert(EventRow), [_event(fact, at) for fact in facts])
    connection.execute(insert(AccessAuditRow), [_audit(fact, at) for fact in facts])
    connection.execute(insert(OutboxRow), [_news(fact) for fact in facts])


def dead_letter_row(device: Device, letter: DeadLetter, *, at: datetime) -> Fields:
    """Return the row of a fact that was not applied, with the line as it arrived."""
    line = letter.fact.line
    return {
        "chain_id": device.chain_id,
        "event_id": line.event_id,
        "device_id": device.device_id,
        "incarnation": line.incarnation,
        "device_seq": line.device_seq,
        "outcome": letter.kind.value,
        "code": letter.code.value,
        "raw": line.raw,
        "received_at": at,
    }


def _event(fact: Understood, at: datetime) -> Fields:
    envelope = fact.envelope
    return {
        "chain_id": envelope.chain_id,
        "event_id": envelope.event_id,
        "site_id": envelope.site_id,
        "device_id": envelope.device_id,
        "incarnation": envelope.incarnation,
        "device_seq": envelope.device_seq,
        "prev_hash": envelope.prev_hash,
        "hash": envelope.hash,
        "fact_sha256": fact.fact_sha256,
        "group_id": envelope.group_id,
        "topic": envelope.topic,
        "aggregate_type": envelope.aggregate.type,
        "aggregate_id": envelope.aggregate.id,
        "base_version": envelope.base_version,
        "version": envelope.version,
        "dedupe_key": envelope.dedupe_key,
        "correlation_id": envelope.correlation_id,
        "causation_id": envelope.causation_id,
        "actor": envelope.actor,
        "session_id": envelope.session_id,
        "occurred_at": envelope.occurred_at,
        "schema": envelope.schema_version,
        "payload": fact.payload.decode("utf-8"),
        "received_at": at,
    }


def _audit(fact: Understood, at: datetime) -> Fields:
    envelope = fact.envelope
    return {
        "chain_id": envelope.chain_id,
        # A fact is audited once, so its own id will do.
        "audit_id": envelope.event_id,
        "at": at,
        "device_id": envelope.device_id,
        "site_id": envelope.site_id,
        "user_id": envelope.actor,
        "session_id": envelope.session_id,
        "action": envelope.topic,
        "subject_type": envelope.aggregate.type,
        "subject_id": envelope.aggregate.id,
        "correlation_id": envelope.correlation_id,
    }


def _news(fact: Understood) -> Fields:
    envelope = fact.envelope
    return {
        "chain_id": envelope.chain_id,
        "event_id": envelope.event_id,
        "topic": envelope.topic,
        "aggregate_type": envelope.aggregate.type,
        "aggregate_id": envelope.aggregate.id,
        "dedupe_key": envelope.dedupe_key,
        "correlation_id": envelope.correlation_id,
        "causation_id": envelope.causation_id,
        "occurred_at": envelope.occurred_at,
        "schema": envelope.schema_version,
    }
