"""What the pump is put together from: the server, the log, the inbox and the store's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.adapters.sync.errors import TimelineHasChanged
from app.adapters.sync.store_call import StoreCall
from app.contracts.envelope import PushAnswerV1
from app.contracts.pull import PullPageV1
from app.services.changes import Changes
from app.services.sync_inbox import StreamPage
from app.services.sync_ports import OutgoingBatch, SyncLog


class SyncServer(Protocol):
    """The server as the pump sees it; `SyncClient` plays this role."""

    def push(self, batch: OutgoingBatch) -> PushAnswerV1:
        """Send a batch and return the verdicts."""

    def pull(self, cursors: dict[str, int], *, incarnation: UUID, limit: int) -> PullPageV1:
        """Return what follows the cursors."""

    def close(self) -> None:
        """End what is under way."""


class Inbox(Protocol):
    """Where pulled pages go; `SyncInbox` plays this role."""

    def apply(self, page: StreamPage) -> Changes:
        """Store a page with its cursor in one transaction."""

    def confirm(self, asked_at: datetime) -> None:
        """Remember that everything the server knew when it was asked is here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncParts:
    """The four the pump works between; log and inbox are touched on the store thread only."""

    server: SyncServer
    log: SyncLog
    inbox: Inbox
    call: StoreCall


def require_timeline(seen: UUID, *, followed: UUID) -> None:
    """Refuse an answer of a server that was restored.

    Raises:
        TimelineHasChanged: the answer is of another timeline than the one this device follows.
    """
    if seen != followed:
        raise TimelineHasChanged
