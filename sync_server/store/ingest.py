"""The transaction of a push: marks, what is known, the journal, the dead letters."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, any_, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.contracts.envelope import (
    BATCH_ENVELOPES_MAX,
    CHAIN_START,
    MarkV1,
    OutcomeKind,
    OutcomeV1,
)
from sync_server.services.devices import Device, Site, SiteKind
from sync_server.services.effects import Document, Effects
from sync_server.services.facts import Understood
from sync_server.services.planning import DeadLetter
from sync_server.services.world import OrderPlace, Questions, World
from sync_server.store import contexts, journal, streams
from sync_server.store.devices import device_of, mark_of, timeline_of
from sync_server.store.rows import (
    DeadLetterRow,
    EventRow,
    IncarnationRow,
    OrderRow,
    SiteRow,
)
from sync_server.store.unit_of_work import SqlUnit


class SqlIngestUnit(SqlUnit):
    """Plays IngestUnit on Postgres."""

    def lock_device(self, device: Device) -> Device:
        """Wait for the device's other pushes to end, and return it as it is now."""
        return device_of(self.connection, device.chain_id, device.device_id, is_locked=True)

    def timeline(self, chain_id: UUID) -> UUID:
        """Return the life of this database."""
        return timeline_of(self.connection, chain_id)

    def mark(self, device: Device, incarnation: UUID) -> MarkV1:
        """Return how far the log was taken in; the beginning for a new incarnation."""
        known = mark_of(self.connection, device, incarnation)
        return known or MarkV1(incarnation=incarnation, seq=0, hash=CHAIN_START)

    def held_back(self, device: Device, incarnation: UUID, *, after: int) -> Sequence[OutcomeV1]:
        """Return the verdicts on facts of the log after a place that were not applied."""
        rows = self.connection.execute(
            select(DeadLetterRow.event_id, DeadLetterRow.outcome, DeadLetterRow.code)
            .where(
                DeadLetterRow.chain_id == device.chain_id,
                DeadLetterRow.device_id == device.device_id,
                DeadLetterRow.incarnation == incarnation,
                DeadLetterRow.device_seq > after,
            )
            .order_by(DeadLetterRow.device_seq)
            .limit(BATCH_ENVELOPES_MAX)
        )
        return [
            OutcomeV1(
                event_id=row.event_id, outcome=OutcomeKind(row.outcome), version=0, code=row.code
            )
            for row in rows
        ]

    def world(self, chain_id: UUID, questions: Questions) -> World:
        """Answer what a batch asks."""
        return World(
            sites=self._sites(chain_id),
            order_places=self._order_places(chain_id, questions.order_ids),
            fact_hashes=self._fact_hashes(chain_id, questions.event_ids),
            dedupe_keys=self._dedupe_keys(chain_id, questions),
            patients=contexts.customers.patients(self.connection, chain_id, questions.patient_ids),
            note_versions=contexts.customers.note_versions(
                self.connection, chain_id, questions.note_ids
            ),
            order_versions=contexts.orders.order_versions(
                self.connection, chain_id, questions.order_ids
            ),
            parked_versions=contexts.orders.parked_versions(
                self.connection, chain_id, questions.parked_ids
            ),
            lab_stages=contexts.lab.stages(self.connection, chain_id, questions.order_ids),
            record_versions=contexts.catalogue.record_versions(
                self.connection, chain_id, questions.record_ids
            ),
        )

    def write(self, facts: Sequence[Understood], effects: Effects, *, at: datetime) -> None:
        """Write facts to journal, audit and outbox, and what they change to the tables."""
        if not facts:
            return
        chain_id = facts[0].envelope.chain_id
        journal.write(self.connection, facts, at=at)
        contexts.write(self.connection, chain_id, effects)
        event_ids = [fact.envelope.event_id for fact in facts]
        self.connection.execute(
            delete(DeadLetterRow).where(
                DeadLetterRow.chain_id == chain_id,
                DeadLetterRow.device_id == facts[0].envelope.device_id,
                DeadLetterRow.event_id == _any(event_ids),
            )
        )

    def bury(self, device: Device, letters: Sequence[DeadLetter], *, at: datetime) -> None:
        """Keep facts that were not applied; said again, the newer reason counts."""
        if not letters:
            return
        upsert = insert(DeadLetterRow)
        newer = ("incarnation", "device_seq", "outcome", "code", "raw", "received_at")
        self.connection.execute(
            upsert.on_conflict_do_update(
                index_elements=["chain_id", "event_id"],
                set_={name: upsert.excluded[name] for name in newer},
                # What one device said is not overwritten by another that uses its event id.
                where=DeadLetterRow.device_id == upsert.excluded.device_id,
            ),
            [journal.dead_letter_row(device, letter, at=at) for letter in letters],
        )

    def publish(self, chain_id: UUID, documents: Sequence[Document]) -> None:
        """Put documents into their streams."""
        streams.publish(self.connection, chain_id, documents)

    def move_mark(self, device: Device, mark: MarkV1, *, at: datetime) -> None:
        """Remember how far the log was taken in."""
        moved = {"last_seq": mark.seq, "last_hash": mark.hash, "updated_at": at}
        self.connection.execute(
            insert(IncarnationRow)
            .values(
                chain_id=device.chain_id,
                device_id=device.device_id,
                incarnation=mark.incarnation,
                **moved,
            )
            .on_conflict_do_update(
                index_elements=["chain_id", "device_id", "incarnation"], set_=moved
            )
        )

    def _sites(self, chain_id: UUID) -> dict[UUID, Site]:
        rows = self.connection.execute(
            select(SiteRow.site_id, SiteRow.name, SiteRow.kind).where(SiteRow.chain_id == chain_id)
        )
        return {
            row.site_id: Site(site_id=row.site_id, name=row.name, kind=SiteKind(row.kind))
            for row in rows
        }

    def _order_places(self, chain_id: UUID, ids: frozenset[UUID]) -> dict[UUID, OrderPlace]:
        if not ids:
            return {}
        rows = self.connection.execute(
            select(OrderRow.order_id, OrderRow.site_id, OrderRow.lab_site_id).where(
                OrderRow.chain_id == chain_id, OrderRow.order_id == _any(ids)
            )
        )
        return {
            row.order_id: OrderPlace(store_site_id=row.site_id, lab_site_id=row.lab_site_id)
            for row in rows
        }

    def _fact_hashes(self, chain_id: UUID, ids: frozenset[UUID]) -> dict[UUID, str]:
        rows = self.connection.execute(
            select(EventRow.event_id, EventRow.fact_sha256).where(
                EventRow.chain_id == chain_id, EventRow.event_id == _any(ids)
            )
        )
        return {row.event_id: row.fact_sha256 for row in rows}

    def _dedupe_keys(self, chain_id: UUID, questions: Questions) -> set[tuple[str, str]]:
        # One array for the topics and one for the keys: a list of pairs would be planned pair by
        # pair, which takes longer than the answer.
        pairs = list(questions.dedupe_keys)
        asked = (
            func.unnest(
                literal([topic for topic, _ in pairs], ARRAY(Text)),
                literal([key for _, key in pairs], ARRAY(Text)),
            )
            .table_valued("topic", "dedupe_key", joins_implicitly=True)
            .render_derived()
        )
        rows = self.connection.execute(
            select(EventRow.topic, EventRow.dedupe_key).where(
                EventRow.chain_id == chain_id,
                EventRow.topic == asked.c.topic,
                EventRow.dedupe_key == asked.c.dedupe_key,
            )
        )
        return {(row.topic, row.dedupe_key) for row in rows}


def _any(ids: Collection[UUID]) -> ColumnElement[bool]:
    """Return `ANY(array)`: one parameter however many ids there are."""
    return any_(literal(list(ids), ARRAY(Uuid)))
