"""Fakes of the two ends the pump works between: a device's log and its server."""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from app.adapters.sync.errors import ServerUnreachable
from app.contracts.envelope import (
    CHAIN_START,
    MarkV1,
    OutcomeKind,
    OutcomeV1,
    PushAnswerV1,
)
from app.contracts.pull import DocumentType, PulledRowV1, PullPageV1, RowKind, StreamPageV1
from app.contracts.to_wire import patient_to_wire
from app.domain.kernel.errors import DioptreError
from app.services.changes import Changes, Topic
from app.services.sync_inbox import Document, StreamPage
from app.services.sync_ports import (
    DeviceIsNotEnrolled,
    FactOutcome,
    LogMark,
    MarkIsNotOurs,
    OutgoingBatch,
    RefusedFact,
    StalePage,
)
from app.services.views import DeviceIdentity
from tests.factories import a_patient, an_identity

T = TypeVar("T")


def at_once(work: Callable[[], T], /) -> T:
    """Play the store thread where there is only one thread."""
    return work()


def chained(prev_hash: str, envelope: bytes) -> str:
    return hashlib.sha256(prev_hash.encode() + envelope).hexdigest()


@dataclass(kw_only=True)
class FakeSyncLog:
    """Plays SyncLog over facts kept in a list; `facts` are those of the present incarnation."""

    incarnation: UUID = field(default_factory=uuid4)
    facts: list[bytes] = field(default_factory=list)
    marked: int = 0
    outcomes: list[FactOutcome] = field(default_factory=list)
    known_timeline: UUID | None = field(default_factory=uuid4)
    known_identity: DeviceIdentity | None = None
    stream_cursors: dict[str, int] = field(default_factory=dict)
    contacts: list[datetime] = field(default_factory=list)
    is_acknowledged: threading.Event = field(default_factory=threading.Event)

    def commit(self) -> UUID:
        event_id = uuid4()
        self.facts.append(json.dumps({"event_id": str(event_id)}).encode())
        return event_id

    def hash_at(self, seq: int) -> str:
        digest = CHAIN_START
        for envelope in self.facts[:seq]:
            digest = chained(digest, envelope)
        return digest

    def public_key(self) -> str:
        return "ab" * 32

    def sign(self, data: bytes) -> bytes:
        return hashlib.sha512(data).digest()

    def save_identity(self, identity: DeviceIdentity, *, timeline: UUID) -> None:
        self.known_identity, self.known_timeline = identity, timeline

    def identity(self) -> DeviceIdentity:
        if self.known_identity is None:
            raise DeviceIsNotEnrolled
        return self.known_identity

    def outgoing(self, *, limit_envelopes: int, limit_bytes: int) -> OutgoingBatch | None:
        waiting = tuple(self.facts[self.marked : self.marked + limit_envelopes])
        if not waiting:
            return None
        return OutgoingBatch(
            incarnation=self.incarnation,
            base_seq=self.marked,
            base_hash=self.hash_at(self.marked),
            envelopes=waiting,
            last_hash=self.hash_at(self.marked + len(waiting)),
        )

    def mark(self) -> LogMark:
        return LogMark(
            incarnation=self.incarnation, seq=self.marked, hash=self.hash_at(self.marked)
        )

    def acknowledge(self, mark: LogMark, outcomes: tuple[FactOutcome, ...]) -> None:
        if not self._knows(mark):
            raise MarkIsNotOurs
        self.marked = max(self.marked, mark.seq)
        self.outcomes += outcomes
        self.is_acknowledged.set()

    def move_mark(self, mark: LogMark, outcomes: tuple[FactOutcome, ...] = ()) -> bool:
        if not self._knows(mark):
            return False
        self.marked = mark.seq
        self.outcomes += outcomes
        return True

    def fork(self) -> UUID:
        self.facts, self.marked = self.facts[self.marked :], 0
        self.incarnation = uuid4()
        return self.incarnation

    def timeline(self) -> UUID | None:
        return self.known_timeline

    def start_over(self, timeline: UUID) -> UUID:
        # Nothing follows a restored server by itself yet, so a call here is the fault to find.
        raise NotImplementedError

    def cursors(self) -> dict[str, int]:
        return dict(self.stream_cursors)

    def note_contact(self, at: datetime) -> None:
        self.contacts.append(at)

    def refused(self, *, limit: int) -> tuple[RefusedFact, ...]:
        return ()

    def _knows(self, mark: LogMark) -> bool:
        is_written = mark.incarnation == self.incarnation and mark.seq <= len(self.facts)
        return is_written and self.hash_at(mark.seq) == mark.hash


@dataclass(kw_only=True)
class FakeInbox:
    """Plays SyncInbox: keeps documents and moves the cursor; `refusals` are raised first."""

    log: FakeSyncLog
    documents: list[Document] = field(default_factory=list)
    refusals: list[DioptreError] = field(default_factory=list)
    makes_facts: bool = False
    confirmed: list[datetime] = field(default_factory=list)

    def confirm(self, asked_at: datetime) -> None:
        self.confirmed.append(asked_at)

    def apply(self, page: StreamPage) -> Changes:
        if self.refusals:
            raise self.refusals.pop(0)
        if self.log.stream_cursors.get(page.stream, 0) != page.after:
            raise StalePage(stream=page.stream)
        self.log.stream_cursors[page.stream] = page.to
        self.documents += page.documents
        if not self.makes_facts:
            return frozenset({Topic.CATALOGUE})
        self.log.commit()
        return frozenset({Topic.WORK_ORDERS, Topic.OUTBOX})


@dataclass(kw_only=True)
class FakeSyncServer:
    """Plays the server: a mark per incarnation, a ledger by event id, and streams of rows.

    A page has room for `page_rows` rows of all streams together, the first stream's first.
    `troubles` are raised instead of the next answers; after `answers_to_lose` pushes the work is
    done and the answer is lost.
    """

    timeline: UUID
    marks: dict[UUID, tuple[int, str]] = field(default_factory=dict)
    ledger: list[str] = field(default_factory=list)
    held_back: list[tuple[UUID, int, OutcomeV1]] = field(default_factory=list)
    streams: dict[str, list[PulledRowV1]] = field(default_factory=dict)
    verdicts: dict[str, tuple[OutcomeKind, str]] = field(default_factory=dict)
    troubles: list[Exception] = field(default_factory=list)
    answers_to_lose: int = 0
    page_rows: int = 2
    pushes: int = 0
    pages: list[PullPageV1] = field(default_factory=list)
    is_closed: bool = False

    def push(self, batch: OutgoingBatch) -> PushAnswerV1:
        self.pushes += 1
        self._meet_trouble()
        seq, digest = self.marks.get(batch.incarnation, (0, CHAIN_START))
        mark = MarkV1(incarnation=batch.incarnation, seq=seq, hash=digest)
        if (batch.base_seq, batch.base_hash) != (seq, digest):
            held = tuple(
                outcome
                for life, place, outcome in self.held_back
                if life == batch.incarnation and place > batch.base_seq
            )
            return PushAnswerV1(status="resync", timeline=self.timeline, acked=mark, outcomes=held)
        outcomes = tuple(self._take(envelope) for envelope in batch.envelopes)
        self.held_back += [
            (batch.incarnation, place, outcome)
            for place, outcome in enumerate(outcomes, start=seq + 1)
            if outcome.code is not None
        ]
        for envelope in batch.envelopes:
            digest = chained(digest, envelope)
        self.marks[batch.incarnation] = (seq + len(batch.envelopes), digest)
        if self.answers_to_lose:
            self.answers_to_lose -= 1
            raise ServerUnreachable(reason="answer lost")
        acked = MarkV1(
            incarnation=batch.incarnation, seq=seq + len(batch.envelopes), hash=batch.last_hash
        )
        return PushAnswerV1(status="ok", timeline=self.timeline, acked=acked, outcomes=outcomes)

    def pull(self, cursors: dict[str, int], *, incarnation: UUID, limit: int) -> PullPageV1:
        self._meet_trouble()
        pages: list[StreamPageV1] = []
        for stream in self.streams:
            room = self.page_rows - sum(len(each.rows) for each in pages)
            pages.append(self._page(stream, cursors.get(stream, 0), room))
        answer = PullPageV1(
            timeline=self.timeline,
            mark=None,
            is_caught_up=all(page.is_caught_up for page in pages),
            streams=tuple(pages),
        )
        self.pages.append(answer)
        return answer

    def close(self) -> None:
        self.is_closed = True

    def publish(self, stream: str, kind: DocumentType, doc: dict[str, Any]) -> PulledRowV1:
        rows = self.streams.setdefault(stream, [])
        row = PulledRowV1(seq=len(rows) + 1, type=kind, id="x", kind=RowKind.PUT, doc=doc)
        rows.append(row)
        return row

    def mend(self, stream: str, seq: int, **changes: Any) -> None:
        rows = self.streams[stream]
        row = rows[seq - 1]
        rows[seq - 1] = row.model_copy(update={"doc": {**(row.doc or {}), **changes}})

    def _meet_trouble(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)

    def _take(self, envelope: bytes) -> OutcomeV1:
        event_id = json.loads(envelope)["event_id"]
        if event_id in self.ledger:
            return OutcomeV1(event_id=UUID(event_id), outcome=OutcomeKind.DUPLICATE, version=1)
        kind, code = self.verdicts.get(event_id, (OutcomeKind.APPLIED, None))
        if kind is OutcomeKind.APPLIED:
            self.ledger.append(event_id)
        return OutcomeV1(event_id=UUID(event_id), outcome=kind, version=1, code=code)

    def _page(self, stream: str, after: int, room: int) -> StreamPageV1:
        rows = tuple(self.streams[stream][after : after + room])
        to = rows[-1].seq if rows else after
        is_caught_up = to >= len(self.streams[stream])
        return StreamPageV1(stream=stream, after=after, to=to, is_caught_up=is_caught_up, rows=rows)


def an_enrolled_log(**changes: Any) -> FakeSyncLog:
    return replace(FakeSyncLog(known_identity=an_identity()), **changes)


def publish_patients(server: FakeSyncServer, stream: str, number: int) -> None:
    for _ in range(number):
        server.publish(stream, DocumentType.PATIENT, patient_to_wire(a_patient()))
