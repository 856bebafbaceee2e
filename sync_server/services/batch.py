"""A push as it arrives: read line by line, its chain followed, its signature checked."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue, ValidationError

from app.contracts.envelope import (
    BATCH_ENVELOPES_MAX,
    EnvelopeV1,
    PushHeaderV1,
    batch_signing_input,
)
from sync_server.services.devices import Device
from sync_server.services.refusals import Code, Contradiction, Malformed, NotAllowed
from sync_server.services.signatures import is_signed_by
from sync_server.services.strict_json import canonical_bytes, read_json_object

SHA256_HEX = re.compile(r"[0-9a-f]{64}")
# Where a fact stands in a log; a fork says the same fact at another place.
PLACE_IN_LOG = frozenset({"incarnation", "device_seq", "prev_hash", "hash"})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Line:
    """One envelope of a batch; `envelope` is None when more than its chain cannot be read."""

    raw: str
    fields: dict[str, JsonValue]
    event_id: UUID
    group_id: UUID
    incarnation: UUID
    device_seq: int
    prev_hash: str
    hash: str
    envelope: EnvelopeV1 | None

    @property
    def payload(self) -> bytes:
        """Return the payload's canonical bytes, which are what is kept and validated."""
        return canonical_bytes(self.fields["payload"])

    @property
    def computed_hash(self) -> str:
        """Return the hash its envelope should bear; `envelope_hash` of the contracts, quicker."""
        return self._sha256_without({"hash"})

    @property
    def fact_sha256(self) -> str:
        """Return the hash of the fact without its place in the log."""
        return self._sha256_without(PLACE_IN_LOG)

    def _sha256_without(self, names: Collection[str]) -> str:
        kept = {name: value for name, value in self.fields.items() if name not in names}
        return hashlib.sha256(canonical_bytes(kept)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Batch:
    """A header and at least one line."""

    header: PushHeaderV1
    lines: tuple[Line, ...]

    @property
    def last(self) -> Line:
        """Return the line the mark moves to."""
        return self.lines[-1]


def read_batch(body: bytes) -> Batch:
    """Read a push.

    Raises:
        Malformed: it is no batch, or too long, or a line is no strict JSON.
    """
    first, *rest = body.removesuffix(b"\n").split(b"\n")
    if len(rest) > BATCH_ENVELOPES_MAX:
        raise Malformed(Code.BATCH_TOO_LONG)
    read_json_object(first)
    try:
        header = PushHeaderV1.model_validate_json(first)
    except ValidationError:
        raise Malformed(Code.BATCH_MALFORMED) from None
    if header.count != len(rest):
        raise Malformed(Code.BATCH_MALFORMED)
    return Batch(header=header, lines=tuple(_read_line(raw, header.incarnation) for raw in rest))


def check_batch(batch: Batch, device: Device) -> None:
    """Follow the chain from the batch's base, and check who signed it.

    Raises:
        Contradiction: the chain has a gap, or a hash is not that of its envelope.
        NotAllowed: another key signed it, or an envelope says it is another device's.
    """
    header = batch.header
    seq, previous = header.base_seq, header.base_hash
    for line in batch.lines:
        is_next = line.device_seq == seq + 1 and line.prev_hash == previous
        if not is_next or line.computed_hash != line.hash:
            raise Contradiction(Code.CHAIN_BROKEN)
        if line.envelope is not None and not _is_from(line.envelope, device, header.incarnation):
            raise NotAllowed(Code.BATCH_FOREIGN)
        seq, previous = line.device_seq, line.hash
    message = batch_signing_input(
        incarnation=header.incarnation, base_hash=header.base_hash, last_hash=previous
    )
    if not is_signed_by(device.public_key, header.signature, message):
        raise NotAllowed(Code.SIGNATURE_INVALID)


def _read_line(raw: bytes, incarnation: UUID) -> Line:
    fields = read_json_object(raw)
    try:
        envelope = EnvelopeV1.model_validate_json(raw)
    except ValidationError:
        envelope = None
    event_id = _uuid(fields.get("event_id"))
    return Line(
        raw=raw.decode("utf-8"),
        fields=fields,
        event_id=event_id,
        group_id=_group(fields, event_id),
        incarnation=incarnation,
        device_seq=_count(fields.get("device_seq")),
        prev_hash=_sha256(fields.get("prev_hash")),
        hash=_sha256(fields.get("hash")),
        envelope=envelope,
    )


def _is_from(envelope: EnvelopeV1, device: Device, incarnation: UUID) -> bool:
    said = (envelope.chain_id, envelope.site_id, envelope.device_id, envelope.incarnation)
    return said == (device.chain_id, device.site_id, device.device_id, incarnation)


def _group(fields: dict[str, JsonValue], event_id: UUID) -> UUID:
    """Return the group, which an envelope that cannot be read otherwise still holds together."""
    try:
        return _uuid(fields.get("group_id"))
    except Malformed:
        return event_id


# Without these four a line has no place in the chain, and the batch cannot be followed past it.
def _uuid(value: JsonValue) -> UUID:
    try:
        return UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise Malformed(Code.BATCH_MALFORMED) from None


def _count(value: JsonValue) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Malformed(Code.BATCH_MALFORMED)


def _sha256(value: JsonValue) -> str:
    if isinstance(value, str) and SHA256_HEX.fullmatch(value):
        return value
    raise Malformed(Code.BATCH_MALFORMED)
