"""State down: page by page until every stream is caught up, each page with its cursor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from uuid import UUID

import structlog

from app.adapters.sync.errors import ServerAnswerIsDamaged
from app.adapters.sync.mapping import stream_page
from app.adapters.sync.parts import SyncParts, require_timeline
from app.contracts.pull import PullPageV1, StreamPageV1
from app.domain.kernel.backoff import retry_delay
from app.domain.kernel.errors import DomainError
from app.services.changes import Topic
from app.services.ports import Clock
from app.services.sync_inbox import StreamPage
from app.services.sync_ports import StalePage

PAGE_ROWS = 500
# The largest number a cursor can be; no stream is ever as long.
PAST_THE_END = 2**53 - 1

log = structlog.get_logger(__name__)


class Taken(Enum):
    """What became of one stream's part of a page."""

    ALL = auto()
    PART = auto()
    NOTHING = auto()
    NONE_YET = auto()
    HELD = auto()
    DROPPED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A stream that stands still, because a page of it cannot be applied."""

    code: str
    failures: int
    due_at: float


@dataclass(slots=True, kw_only=True)
class Pulling:
    """Takes what is new; a stream whose page cannot be applied stands still, the others go on.

    A held stream keeps its cursor and is tried again with growing delays.
    """

    parts: SyncParts
    jitter: Callable[[], float]
    monotonic: Callable[[], float]
    clock: Clock
    holds: dict[str, Hold] = field(default_factory=dict)
    _has_made_facts: bool = field(init=False, default=False)

    @property
    def held_code(self) -> str | None:
        """Return why a stream stands still, or None when none does."""
        return next((hold.code for hold in self.holds.values()), None)

    def run(self, timeline: UUID) -> bool:
        """Pull until every stream that is not held has caught up.

        Returns True if that made facts of its own, such as a work order opened, to be pushed.

        Raises:
            TimelineHasChanged: the server was restored; nothing was taken after that.
            ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged, ServerRefused: see there.
        """
        self._has_made_facts = False
        while True:
            asked_at = self.clock()
            cursors = self.parts.call(self.parts.log.cursors)
            page = self._ask(cursors)
            require_timeline(page.timeline, followed=timeline)
            taken = {self._take(wire, cursors) for wire in page.streams}
            if not taken & {Taken.PART, Taken.NONE_YET}:
                self._confirm(taken, asked_at)
                return self._has_made_facts
            if not taken & {Taken.PART, Taken.ALL, Taken.HELD}:
                # More is said to wait, and none of it came: asking again would never end.
                raise ServerAnswerIsDamaged(reason="no_progress")

    def _confirm(self, taken: set[Taken], asked_at: datetime) -> None:
        """Say that nothing of the server's is missing here, unless a stream stands still."""
        if not self.holds and Taken.DROPPED not in taken:
            self.parts.call(lambda: self.parts.inbox.confirm(asked_at))

    def _ask(self, cursors: dict[str, int]) -> PullPageV1:
        # A held stream is asked for after its end, so that it takes no room from the others.
        held = {stream: PAST_THE_END for stream in self.holds if not self._is_due(stream)}
        incarnation = self.parts.call(self.parts.log.mark).incarnation
        return self.parts.server.pull(cursors | held, incarnation=incarnation, limit=PAGE_ROWS)

    def _is_due(self, stream: str) -> bool:
        hold = self.holds.get(stream)
        return hold is None or self.monotonic() >= hold.due_at

    def _take(self, wire: StreamPageV1, cursors: dict[str, int]) -> Taken:
        if wire.after != cursors.get(wire.stream, 0):
            log.info("sync.page.dropped", stream=wire.stream, seq=wire.after)
            return Taken.DROPPED
        if wire.to == wire.after and not wire.rows:
            return Taken.NOTHING if wire.is_caught_up else Taken.NONE_YET
        return self._apply(wire)

    def _apply(self, wire: StreamPageV1) -> Taken:
        try:
            page = stream_page(wire)
            self._store(page)
        except StalePage:
            log.info("sync.page.dropped", stream=wire.stream, seq=wire.after)
            return Taken.DROPPED
        except DomainError as error:
            self._hold(wire, error)
            return Taken.HELD
        self.holds.pop(wire.stream, None)
        log.info("sync.page.applied", stream=wire.stream, count=len(wire.rows), seq=wire.to)
        return Taken.ALL if wire.is_caught_up else Taken.PART

    def _store(self, page: StreamPage) -> None:
        changes = self.parts.call(lambda: self.parts.inbox.apply(page))
        self._has_made_facts |= Topic.OUTBOX in changes

    def _hold(self, wire: StreamPageV1, error: DomainError) -> None:
        earlier = self.holds.get(wire.stream)
        failures = 1 if earlier is None else earlier.failures + 1
        delay = retry_delay(failures, jitter=self.jitter()).total_seconds()
        self.holds[wire.stream] = Hold(
            code=error.code, failures=failures, due_at=self.monotonic() + delay
        )
        log.error("sync.stream.held", stream=wire.stream, seq=wire.after, code=error.code)
