"""Envelopes as facts: each with its parsed payload, or with the reason it cannot be understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.contracts.envelope import EnvelopeV1
from sync_server.services.batch import Line
from sync_server.services.effects import HeldCode, NotApplied, Refused
from sync_server.services.handlers import TOPICS, Parse, Parsed, Subject
from sync_server.services.world import Questions, questions_of

KNOWN_TOPICS = frozenset(name for name, _ in TOPICS)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Understood:
    """A fact whose envelope and payload are valid."""

    line: Line
    envelope: EnvelopeV1
    payload: bytes
    fact_sha256: str
    parsed: Parsed

    @property
    def dedupe_key(self) -> tuple[str, str]:
        """Return the business key within the chain."""
        return (self.envelope.topic, self.envelope.dedupe_key)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NotUnderstood:
    """A fact that goes to the dead letters whatever the world is like."""

    line: Line
    reason: NotApplied


Fact = Understood | NotUnderstood
Group = tuple[Fact, ...]


def read_facts(lines: Iterable[Line]) -> tuple[Group, ...]:
    """Read the lines, in groups that apply together; a device writes a group without a break."""
    facts = [_read_fact(line) for line in lines]
    return tuple(tuple(group) for _, group in groupby(facts, key=lambda each: each.line.group_id))


def questions_about(groups: Iterable[Group]) -> Questions:
    """Return what the facts need to know to be judged."""
    facts = [fact for group in groups for fact in group if isinstance(fact, Understood)]
    return questions_of(
        event_ids=(fact.envelope.event_id for fact in facts),
        dedupe_keys=(fact.dedupe_key for fact in facts),
        needs=(fact.parsed.needs for fact in facts),
    )


def _read_fact(line: Line) -> Fact:
    if line.envelope is None:
        return NotUnderstood(line=line, reason=Refused(HeldCode.ENVELOPE_MALFORMED))
    try:
        return _understand(line, line.envelope)
    except NotApplied as reason:
        return NotUnderstood(line=line, reason=reason)


def _understand(line: Line, envelope: EnvelopeV1) -> Understood:
    payload = line.payload
    parsed = _parser(envelope)(payload)
    said = Subject(type=envelope.aggregate.type, id=envelope.aggregate.id)
    if parsed.subject != said:
        raise Refused(HeldCode.PAYLOAD_MALFORMED)
    return Understood(
        line=line,
        envelope=envelope,
        payload=payload,
        fact_sha256=line.fact_sha256,
        parsed=parsed,
    )


def _parser(envelope: EnvelopeV1) -> Parse:
    parser = TOPICS.get((envelope.topic, envelope.schema_version))
    if parser is not None:
        return parser
    if envelope.topic in KNOWN_TOPICS:
        raise Refused(HeldCode.SCHEMA_UNKNOWN)
    raise Refused(HeldCode.TOPIC_UNKNOWN)
