"""What the sync pump asks of this device: its log of facts, its key, its marks and its cursors."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate
from app.domain.kernel.ids import EventId
from app.services.views import DeviceIdentity


class DeviceIsNotEnrolled(DomainError):
    """This device has no place in a chain yet."""

    code = "sync.device.not_enrolled"


class StalePage(DomainError):
    """A page does not begin where the cursor stands."""

    code = "sync.page.stale"


class MarkIsNotOurs(DomainError):
    """The server acknowledged a place in the log that this device never wrote."""

    code = "sync.mark.not_ours"


class Verdict(StrEnum):
    """What the server made of a fact; only ACCEPTED asks nothing of a person."""

    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactOutcome:
    """The verdict on one fact; `code` says why it was not accepted."""

    event_id: EventId
    verdict: Verdict
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMark:
    """A place in one unbroken life of the log; seq 0 with 64 zeros is before the first fact."""

    incarnation: UUID
    seq: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OutgoingBatch:
    """The oldest facts the server has not acknowledged, as the bytes that were hashed.

    They follow (`base_seq`, `base_hash`) without a gap; `last_hash` is the hash of the last one.
    """

    incarnation: UUID
    base_seq: int
    base_hash: str
    envelopes: tuple[bytes, ...]
    last_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedFact:
    """A fact that waits for a person: what it is about and why the server did not take it."""

    event_id: EventId
    topic: str
    aggregate: Aggregate
    verdict: Verdict
    code: str | None
    occurred_at: datetime


class SigningKey(Protocol):
    """The device's Ed25519 key pair, both halves as 64 hex digits."""

    @property
    def private_hex(self) -> str:
        """Return the secret half, for the encrypted store alone."""

    @property
    def public_hex(self) -> str:
        """Return the half the server knows."""

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature of `data`."""


class SigningKeys(Protocol):
    """Makes and restores key pairs; the class of the key plays this role."""

    def generate(self) -> SigningKey:
        """Return a new pair."""

    def from_private(self, private_hex: str) -> SigningKey:
        """Return the pair of a stored secret half."""


class SyncLog(Protocol):
    """The device's own log and place in the sync; each call is one committed transaction."""

    def public_key(self) -> str:
        """Return the device's public key, 64 hex digits; the pair is made at the first call."""

    def sign(self, data: bytes) -> bytes:
        """Return the device key's signature of `data`, 64 bytes."""

    def save_identity(self, identity: DeviceIdentity, *, timeline: UUID) -> None:
        """Remember who this device is and begin its log; saying it again changes nothing else."""

    def identity(self) -> DeviceIdentity:
        """Return who this device is; raises DeviceIsNotEnrolled."""

    def outgoing(self, *, limit_envelopes: int, limit_bytes: int) -> OutgoingBatch | None:
        """Return the next batch, or None when nothing waits.

        `limit_bytes` bounds the envelopes with one line end each. A group of facts is not cut
        apart unless it alone exceeds the limits; at least one envelope is always returned.
        """

    def mark(self) -> LogMark:
        """Return how far the server has acknowledged the present life of the log."""

    def acknowledge(self, mark: LogMark, outcomes: tuple[FactOutcome, ...]) -> None:
        """Move the mark of the own log and keep the verdicts; an older mark changes nothing.

        Raises:
            MarkIsNotOurs: the log does not hold that hash at that place.
        """

    def move_mark(self, mark: LogMark, outcomes: tuple[FactOutcome, ...] = ()) -> bool:
        """Put the mark where the server says it stands, if the own log has that hash there.

        Facts after it wait to be sent (again), and verdicts whose answer was lost are kept. False
        if the log does not know the place, or the incarnation is not the present one: then nothing
        changed, and the log must fork.
        """

    def fork(self) -> UUID:
        """Begin a new incarnation: what waits is numbered anew from 1, event ids kept."""

    def timeline(self) -> UUID | None:
        """Return the server's timeline this device last followed, or None before enrolment."""

    def start_over(self, timeline: UUID) -> UUID:
        """Follow a server that was restored: every retained fact waits again, cursors are 0.

        Returns the new incarnation.
        """

    def cursors(self) -> dict[str, int]:
        """Return the last sequence number seen in each stream."""

    def note_contact(self, at: datetime) -> None:
        """Remember that the server answered."""

    def refused(self, *, limit: int) -> tuple[RefusedFact, ...]:
        """Return the facts that need a person, oldest first."""
