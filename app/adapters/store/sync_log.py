"""The pump's view of the encrypted store: log, key, marks and cursors, a transaction a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.adapters.store.store_thread import StoreThread
from app.services.sync_ports import (
    DeviceIsNotEnrolled,
    FactOutcome,
    LogMark,
    OutgoingBatch,
    RefusedFact,
    SigningKey,
    SigningKeys,
)
from app.services.views import DeviceIdentity

if TYPE_CHECKING:
    from app.adapters.store.unit_of_work import SqlUnitOfWork


@dataclass(frozen=True, slots=True)
class StoreSyncLog:
    """Plays `SyncLog`; may be called from any thread."""

    store: StoreThread
    keys: SigningKeys

    def public_key(self) -> str:
        """Return the device's public key; the pair is made at the first call."""
        return self.store.in_unit(self._key_or_new).public_hex

    def sign(self, data: bytes) -> bytes:
        """Return the device key's signature of `data`; raises DeviceIsNotEnrolled."""
        private_hex = self.store.in_unit(lambda unit: unit.device.private_key())
        if private_hex is None:
            raise DeviceIsNotEnrolled
        return self.keys.from_private(private_hex).sign(data)

    def key(self) -> SigningKey:
        """Return the device's key, also within a unit of work; raises DeviceIsNotEnrolled."""
        private_hex = self.store.private_key()
        if private_hex is None:
            raise DeviceIsNotEnrolled
        return self.keys.from_private(private_hex)

    def save_identity(self, identity: DeviceIdentity, *, timeline: UUID) -> None:
        """Remember who this device is and begin its log, unless it has one."""
        self.store.in_unit(lambda unit: unit.log.begin(identity, timeline=timeline))

    def identity(self) -> DeviceIdentity:
        """Return who this device is; raises DeviceIsNotEnrolled."""
        return self.store.in_unit(lambda unit: unit.device.identity())

    def outgoing(self, *, limit_envelopes: int, limit_bytes: int) -> OutgoingBatch | None:
        """Return the next batch of whole groups, or None when nothing waits."""
        return self.store.in_unit(
            lambda unit: unit.log.outgoing(limit_envelopes=limit_envelopes, limit_bytes=limit_bytes)
        )

    def mark(self) -> LogMark:
        """Return how far the server has acknowledged the present life of the log."""
        return self.store.in_unit(lambda unit: unit.log.mark())

    def acknowledge(self, mark: LogMark, outcomes: tuple[FactOutcome, ...]) -> None:
        """Move the mark forward and keep the verdicts; raises MarkIsNotOurs."""
        self.store.in_unit(lambda unit: unit.log.acknowledge(mark, outcomes))

    def move_mark(self, mark: LogMark, outcomes: tuple[FactOutcome, ...] = ()) -> bool:
        """Put the mark where the server stands; False if the log has to fork."""
        return self.store.in_unit(lambda unit: unit.log.move_mark(mark, outcomes))

    def fork(self) -> UUID:
        """Begin a new incarnation with everything that still waits, numbered anew from 1."""
        return self.store.in_unit(lambda unit: unit.log.fork())

    def timeline(self) -> UUID | None:
        """Return the server's timeline this device follows, or None before enrolment."""
        return self.store.in_unit(lambda unit: unit.device.timeline())

    def start_over(self, timeline: UUID) -> UUID:
        """Follow a restored server: every retained fact waits again, every cursor is 0."""
        return self.store.in_unit(lambda unit: unit.log.start_over(timeline))

    def cursors(self) -> dict[str, int]:
        """Return the last sequence number seen in each stream."""
        return self.store.in_unit(lambda unit: unit.device.cursors())

    def note_contact(self, at: datetime) -> None:
        """Remember that the server answered."""
        self.store.in_unit(lambda unit: unit.device.note_contact(at))

    def refused(self, *, limit: int) -> tuple[RefusedFact, ...]:
        """Return the facts that need a person, oldest first."""
        return self.store.in_unit(lambda unit: unit.log.refused(limit=limit))

    def _key_or_new(self, unit: "SqlUnitOfWork") -> SigningKey:
        private_hex = unit.device.private_key()
        if private_hex is not None:
            return self.keys.from_private(private_hex)
        key = self.keys.generate()
        unit.device.keep_private_key(key.private_hex)
        return key
