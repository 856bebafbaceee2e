"""The server's units of work, played in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID, uuid4

from app.contracts.envelope import CHAIN_START, MarkV1, OutcomeV1
from sync_server.services.chain import Chain, ChainSite
from sync_server.services.devices import Device, Site, SiteKind
from sync_server.services.effects import Document, Effects
from sync_server.services.enrolment import Invitation
from sync_server.services.facts import Understood
from sync_server.services.feed import FeedRow
from sync_server.services.planning import DeadLetter
from sync_server.services.ports import ApplyConflict
from sync_server.services.world import Questions, World
from tests.factories.places import LAB_ID, STORE_ID

TIMELINE = uuid4()


@dataclass(kw_only=True)
class FakeIngestUnit:
    """Plays IngestUnit; refuses every write that holds an event of `conflicts`."""

    marks: dict[UUID, MarkV1] = field(default_factory=dict)
    conflicts: set[str] = field(default_factory=set)
    passing_conflicts: int = 0
    facts: list[Understood] = field(default_factory=list)
    letters: list[DeadLetter] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.said.append("left")

    def commit(self) -> None:
        self.said.append("committed")

    def lock_device(self, device: Device) -> Device:
        self.said.append("locked")
        return device

    def timeline(self, _: UUID) -> UUID:
        return TIMELINE

    def mark(self, _: Device, incarnation: UUID) -> MarkV1:
        start = MarkV1(incarnation=incarnation, seq=0, hash=CHAIN_START)
        return self.marks.get(incarnation, start)

    def held_back(self, _: Device, incarnation: UUID, *, after: int) -> Sequence[OutcomeV1]:
        return [
            OutcomeV1(
                event_id=each.fact.line.event_id, outcome=each.kind, version=0, code=each.code
            )
            for each in self.letters
            if each.fact.line.incarnation == incarnation and each.fact.line.device_seq > after
        ]

    def world(self, _: UUID, questions: Questions) -> World:
        sites = (
            Site(site_id=STORE_ID, name="Lindenhof", kind=SiteKind.STORE),
            Site(site_id=LAB_ID, name="Lab", kind=SiteKind.LAB),
        )
        known = {fact.line.event_id: fact.fact_sha256 for fact in self.facts}
        return World(
            sites={site.site_id: site for site in sites},
            order_places={},
            fact_hashes={each: known[each] for each in questions.event_ids if each in known},
            dedupe_keys={fact.dedupe_key for fact in self.facts} & questions.dedupe_keys,
        )

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        before = len(self.facts)
        try:
            yield
        except ApplyConflict:
            del self.facts[before:]
            raise

    def write(self, facts: Sequence[Understood], _: Effects, *, at: datetime) -> None:
        self.facts += facts
        if any(str(fact.line.event_id) in self.conflicts for fact in facts):
            raise ApplyConflict
        if self.passing_conflicts and facts:
            self.passing_conflicts -= 1
            raise ApplyConflict

    def bury(self, _: Device, letters: Sequence[DeadLetter], *, at: datetime) -> None:
        self.letters += letters

    def publish(self, _: UUID, documents: Sequence[Document]) -> None:
        self.said.append(f"published {len(documents)}")

    def move_mark(self, _: Device, mark: MarkV1, *, at: datetime) -> None:
        self.marks[mark.incarnation] = mark
        self.said.append("marked")


@dataclass(kw_only=True)
class FakeFeedUnit:
    """Plays FeedUnit over rows in memory."""

    streams: dict[str, list[FeedRow]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def commit(self) -> None: ...

    def timeline(self, _: UUID) -> UUID:
        return TIMELINE

    def known_mark(self, _: Device, incarnation: UUID) -> MarkV1 | None:
        return MarkV1(incarnation=incarnation, seq=7, hash="0" * 64)

    def rows(self, _: UUID, stream: str, *, after: int, limit: int) -> Sequence[FeedRow]:
        rows = self.streams.get(stream, [])
        return [row for row in rows if row.seq > after][:limit]


@dataclass(kw_only=True)
class FakeChainUnit:
    """Plays ChainUnit in memory."""

    known: list[Chain] = field(default_factory=list)
    opened: list[ChainSite] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def commit(self) -> None: ...

    def chains(self) -> Sequence[Chain]:
        return self.known

    def add_chain(self, chain: Chain, *, timeline: UUID) -> None:
        self.known.append(chain)

    def sites(self, chain_id: UUID) -> Sequence[ChainSite]:
        return self.opened

    def add_site(self, chain_id: UUID, site: ChainSite) -> None:
        self.opened.append(site)

    def invite(self, invitation: Invitation) -> None:
        self.invitations.append(invitation)

    # Enrolling is tried on the real Postgres only, so a call here is a mistake of the test.
    def invitation(self, code_sha256: str) -> Invitation | None:
        raise NotImplementedError

    def enrol(self, *_: object, **__: object) -> None:
        raise NotImplementedError
