"""Reads the feed: rows of a stream in its own order, all as of one moment."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from app.contracts.envelope import MarkV1
from sync_server.services.devices import Device
from sync_server.services.feed import FeedRow
from sync_server.store.devices import mark_of, timeline_of
from sync_server.store.rows import DocRow, DocStreamRow
from sync_server.store.unit_of_work import SqlSnapshotUnit


class SqlFeedUnit(SqlSnapshotUnit):
    """Plays FeedUnit on Postgres."""

    def timeline(self, chain_id: UUID) -> UUID:
        """Return the life of this database."""
        return timeline_of(self.connection, chain_id)

    def known_mark(self, device: Device, incarnation: UUID) -> MarkV1 | None:
        """Return how far the log was taken in, or None for an unknown incarnation."""
        return mark_of(self.connection, device, incarnation)

    def rows(self, chain_id: UUID, stream: str, *, after: int, limit: int) -> Sequence[FeedRow]:
        """Return the rows after a cursor, in order."""
        query = (
            select(
                DocStreamRow.seq,
                DocStreamRow.type,
                DocStreamRow.doc_id,
                DocStreamRow.kind,
                DocRow.payload,
            )
            .outerjoin(
                DocRow,
                (DocRow.chain_id == DocStreamRow.chain_id)
                & (DocRow.type == DocStreamRow.type)
                & (DocRow.doc_id == DocStreamRow.doc_id)
                & (DocStreamRow.kind == "put"),
            )
            .where(
                DocStreamRow.chain_id == chain_id,
                DocStreamRow.stream == stream,
                DocStreamRow.seq > after,
            )
            .order_by(DocStreamRow.seq)
            .limit(limit)
        )
        return [
            FeedRow(seq=row.seq, type=row.type, id=row.doc_id, kind=row.kind, payload=row.payload)
            for row in self.connection.execute(query)
        ]
