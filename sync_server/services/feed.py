"""Answers a pull: what is new in the device's streams, as of one moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.contracts.envelope import MarkV1
from sync_server.services.devices import Device
from sync_server.services.ports import Unit
from sync_server.services.refusals import Code, NotAllowed

ROWS_MAX = 1000
ROWS_DEFAULT = 500
# A page is closed once it holds this much; the row that fills it is still in it.
PAGE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FeedRow:
    """A row of a stream; `payload` is the document as it is kept, None when it left the stream."""

    seq: int
    type: str
    id: str
    kind: str
    payload: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StreamPage:
    """The rows of one stream after a cursor."""

    stream: str
    after: int
    to: int
    is_caught_up: bool
    rows: Sequence[FeedRow]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FeedPage:
    """One answer to a pull."""

    timeline: UUID
    mark: MarkV1 | None
    streams: Sequence[StreamPage]

    @property
    def is_caught_up(self) -> bool:
        """Return whether nothing is left to pull."""
        return all(page.is_caught_up for page in self.streams)


class FeedUnit(Unit, Protocol):
    """A read of the feed as of one moment."""

    def timeline(self, chain_id: UUID) -> UUID:
        """Return the life of this database."""

    def known_mark(self, device: Device, incarnation: UUID) -> MarkV1 | None:
        """Return how far the device's log was taken in, or None for an unknown incarnation."""

    def rows(self, chain_id: UUID, stream: str, *, after: int, limit: int) -> Sequence[FeedRow]:
        """Return the rows after a cursor, in order, at most `limit`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedService:
    """The use case behind `GET /v1/sync/pull`."""

    units: Callable[[], FeedUnit]

    def page(
        self, device: Device, cursors: Mapping[str, int], *, incarnation: UUID | None, limit: int
    ) -> FeedPage:
        """Return what comes after the cursors; one for a stream that is not the device's is idle.

        Raises:
            NotAllowed: the device is suspended.
        """
        if not device.may_read:
            raise NotAllowed(Code.DEVICE_SUSPENDED)
        with self.units() as unit:
            return FeedPage(
                timeline=unit.timeline(device.chain_id),
                mark=unit.known_mark(device, incarnation) if incarnation else None,
                streams=_read_streams(unit, device, cursors, limit=limit),
            )


def _read_streams(
    unit: FeedUnit, device: Device, cursors: Mapping[str, int], *, limit: int
) -> list[StreamPage]:
    pages = []
    rows_left, bytes_left = limit, PAGE_BYTES
    for stream in device.streams:
        after = cursors.get(stream, 0)
        # One row more than is wanted tells whether anything is left.
        found = unit.rows(device.chain_id, stream, after=after, limit=rows_left + 1)
        rows = _fitting(found[:rows_left], bytes_left)
        pages.append(
            StreamPage(
                stream=stream,
                after=after,
                to=rows[-1].seq if rows else after,
                is_caught_up=len(rows) == len(found),
                rows=rows,
            )
        )
        rows_left -= len(rows)
        bytes_left -= sum(_size(row) for row in rows)
    return pages


def _fitting(rows: Sequence[FeedRow], bytes_left: int) -> Sequence[FeedRow]:
    for position, row in enumerate(rows):
        if bytes_left <= 0:
            return rows[:position]
        bytes_left -= _size(row)
    return rows


def _size(row: FeedRow) -> int:
    return len(row.payload or "")
