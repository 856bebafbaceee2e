"""Where a device meets the world: clock, chance, line, printer; tests put stand-ins here."""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.kernel.ids import RANDOM_BITS, uuid7
from app.services.changes import Changes
from app.services.ports import Clock, NewId
from app.services.print_ports import Notifier, PrintDevice, Printer
from app.services.sync_status import SyncStatus

if TYPE_CHECKING:
    import httpx

MS_PER_S = 1000


def wall_clock() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def shop_clock(clock: Clock) -> Clock:
    """Return a clock that tells the same moments in this machine's zone, for the shop's own day."""
    return lambda: clock().astimezone()


def id_maker(clock: Clock) -> NewId:
    """Return a maker of UUIDv7 ids from a clock and the system's chance."""

    def new_id() -> UUID:
        unix_ms = round(clock().timestamp() * MS_PER_S)
        return uuid7(unix_ms=unix_ms, randomness=secrets.randbits(RANDOM_BITS))

    return new_id


class SilentNotifier:
    """Plays the Notifier where nobody looks."""

    def printer_changed(self, printer_id: UUID, reason: object) -> None:
        """Tell nobody."""

    def job_changed(self, job_id: UUID, state: object) -> None:
        """Tell nobody."""


def _no_changes_wanted(_changes: Changes) -> None:
    return None


def _no_status_wanted(_status: SyncStatus) -> None:
    return None


def _raise_bug(error: Exception) -> None:
    raise error


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Where a station meets the world; tests put stand-ins here, nothing else knows of them."""

    clock: Clock = wall_clock
    jitter: Callable[[], float] = random.random
    transport: "httpx.BaseTransport | None" = None
    notifier: Notifier = field(default_factory=SilentNotifier)
    on_changes: Callable[[Changes], None] = _no_changes_wanted
    on_sync_status: Callable[[SyncStatus], None] = _no_status_wanted
    on_bug: Callable[[Exception], None] = _raise_bug
    device: Callable[[Printer, Notifier], PrintDevice] | None = None
