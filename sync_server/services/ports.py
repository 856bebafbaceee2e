"""What the services ask of the database, as roles: the store plays them, and fakes in tests."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from app.contracts.envelope import MarkV1, OutcomeV1
from sync_server.services.devices import Device
from sync_server.services.effects import Document, Effects
from sync_server.services.facts import Understood
from sync_server.services.planning import DeadLetter
from sync_server.services.world import Questions, World

Clock = Callable[[], datetime]
NewId = Callable[[], UUID]


class ApplyConflict(Exception):
    """The database refuses rows; the savepoint around them is rolled back."""


class Unit(Protocol):
    """One transaction; what is not committed did not happen."""

    def __enter__(self) -> Self:
        """Begin the transaction."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""

    def commit(self) -> None:
        """Make it durable."""


class Streams(Protocol):
    """The feed that devices pull."""

    def publish(self, chain_id: UUID, documents: Sequence[Document]) -> None:
        """Put documents into their streams.

        Takes the counters of the streams, in sorted order; nothing but the mark may follow in the
        same transaction, so that a counter is held for as short a time as can be.
        """


class IngestUnit(Unit, Streams, Protocol):
    """The transaction of one push."""

    def lock_device(self, device: Device) -> Device:
        """Wait for the device's other pushes to end, and return it as it is now."""

    def timeline(self, chain_id: UUID) -> UUID:
        """Return the life of this database."""

    def mark(self, device: Device, incarnation: UUID) -> MarkV1:
        """Return how far the device's log was taken in; the beginning for a new incarnation."""

    def held_back(self, device: Device, incarnation: UUID, *, after: int) -> Sequence[OutcomeV1]:
        """Return the verdicts on facts of the log after a place that were not applied."""

    def world(self, chain_id: UUID, questions: Questions) -> World:
        """Answer what a batch asks."""

    def savepoint(self) -> AbstractContextManager[None]:
        """Roll back to here when the block raises; raises ApplyConflict if the rows are refused."""

    def write(self, facts: Sequence[Understood], effects: Effects, *, at: datetime) -> None:
        """Write facts to journal, audit and outbox, and what they change to the tables."""

    def bury(self, device: Device, letters: Sequence[DeadLetter], *, at: datetime) -> None:
        """Keep facts that were not applied."""

    def move_mark(self, device: Device, mark: MarkV1, *, at: datetime) -> None:
        """Remember how far the device's log was taken in."""


IngestUnits = Callable[[], IngestUnit]
