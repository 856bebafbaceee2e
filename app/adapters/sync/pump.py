"""The sync thread: push what waits, pull what is new, then wait for a commit or for the time."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

import structlog

from app.adapters.sync.errors import ServerRefused, TimelineHasChanged
from app.adapters.sync.parts import SyncParts
from app.adapters.sync.pulling import Pulling
from app.adapters.sync.pushing import Pushing
from app.adapters.sync.turns import Turns
from app.domain.kernel.errors import DioptreError, DomainError, Unavailable
from app.services.ports import Clock
from app.services.sync_ports import DeviceIsNotEnrolled
from app.services.sync_status import SyncCondition, SyncStatus

POLL_INTERVAL = timedelta(seconds=1)
STOP_S = 5.0
# Each note of contact is a durable commit; a pill that says "a minute ago" needs no more.
CONTACT_EVERY_S = 30.0
PUMP_FAILED = "sync.pump.failed"

log = structlog.get_logger(__name__)


@dataclass(slots=True, kw_only=True)
class SyncPump:
    """Keeps this device and the server in step, on a thread of its own.

    `on_state` hears of each change of condition and `on_bug` of what nobody expected, both on the
    sync thread. `jitter` gives a number from 0 to 1 that spreads the retries of many devices.
    """

    parts: SyncParts
    clock: Clock
    on_state: Callable[[SyncStatus], None]
    on_bug: Callable[[Exception], None]
    jitter: Callable[[], float] = random.random
    poll_interval: timedelta = POLL_INTERVAL
    monotonic: Callable[[], float] = time.monotonic
    _pushing: Pushing = field(init=False)
    _pulling: Pulling = field(init=False)
    _turns: Turns = field(init=False)
    _status: SyncStatus = field(init=False)
    _contact_at: float | None = field(init=False, default=None)
    _thread: threading.Thread | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._pushing = Pushing(parts=self.parts)
        self._pulling = Pulling(
            parts=self.parts, jitter=self.jitter, monotonic=self.monotonic, clock=self.clock
        )
        self._turns = Turns(poll_interval=self.poll_interval, jitter=self.jitter)
        self._status = SyncStatus(condition=SyncCondition.STARTING, since=self.clock())

    @property
    def status(self) -> SyncStatus:
        """Return how the sync stands."""
        return self._status

    def start(self) -> None:
        """Start the thread."""
        self._thread = threading.Thread(target=self._run, name="dioptre-sync", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Say that something was committed; a pause after a failure is not cut short."""
        self._turns.wake()

    def retry_now(self) -> None:
        """Try at once, whatever failed before: somebody asked for it."""
        self._turns.hurry()

    def stop(self, timeout_s: float = STOP_S) -> bool:
        """End the thread, cutting off what is under way; True if it ended in time."""
        self._turns.stop()
        self.parts.server.close()
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def run_once(self) -> SyncStatus:
        """Push and pull once, and return how the sync stands after it."""
        with structlog.contextvars.bound_contextvars(correlation_id=uuid4()):
            trouble = self._trouble()
        self._turns.failures = 0 if trouble is None else self._turns.failures + 1
        self._say(*_condition(trouble, held_code=self._pulling.held_code))
        return self._status

    def _run(self) -> None:
        while not self._turns.is_stopping:
            try:
                self.run_once()
            except Exception as error:  # noqa: BLE001 - the edge of the sync thread: it outlives a bug and hands it on
                self._outlive(error)
            self._turns.wait()

    def _trouble(self) -> DioptreError | None:
        try:
            timeline = self.parts.call(self._followed_timeline)
            refusal = self._push(timeline)
            if self._pulling.run(timeline):
                refusal = self._push(timeline)
            self._note_contact()
        except ServerRefused as error:
            log.warning("sync.pull.refused", code=_reason_of(error))
            return error
        except DioptreError as error:
            return error
        return refusal

    def _push(self, timeline: UUID) -> DomainError | None:
        """Push; a refusal is handed back, so that the device still hears from the others."""
        try:
            self._pushing.run(timeline)
        except TimelineHasChanged:
            raise
        except DomainError as error:
            log.warning("sync.push.refused", code=_reason_of(error))
            return error
        return None

    def _followed_timeline(self) -> UUID:
        timeline = self.parts.log.timeline()
        if timeline is None:
            raise DeviceIsNotEnrolled
        return timeline

    def _note_contact(self) -> None:
        now = self.monotonic()
        if self._contact_at is None or now - self._contact_at >= CONTACT_EVERY_S:
            self.parts.call(lambda: self.parts.log.note_contact(self.clock()))
            self._contact_at = now

    def _outlive(self, error: Exception) -> None:
        if self._turns.is_stopping:
            return
        self._turns.failures += 1
        log.error(PUMP_FAILED, error=type(error).__name__)
        self._say(SyncCondition.NEEDS_YOU, PUMP_FAILED)
        self.on_bug(error)

    def _say(self, condition: SyncCondition, code: str | None) -> None:
        if self._turns.is_stopping or (condition, code) == (
            self._status.condition,
            self._status.code,
        ):
            return
        is_same = condition is self._status.condition
        since = self._status.since if is_same else self.clock()
        self._status = SyncStatus(condition=condition, since=since, code=code)
        log.info("sync.state.changed", condition=condition.value, code=code)
        self.on_state(self._status)


def _condition(
    trouble: DioptreError | None, *, held_code: str | None
) -> tuple[SyncCondition, str | None]:
    match trouble:
        case TimelineHasChanged():
            return SyncCondition.SERVER_RESTORED, trouble.code
        case Unavailable():
            return SyncCondition.OFFLINE, trouble.code
        case DioptreError():
            return SyncCondition.NEEDS_YOU, trouble.code
        case None if held_code is not None:
            return SyncCondition.NEEDS_YOU, held_code
        case _:
            return SyncCondition.ONLINE, None


def _reason_of(error: DioptreError) -> str:
    """Return the code for the log, which needs no sentence."""
    return error.reason if isinstance(error, ServerRefused) else error.code
