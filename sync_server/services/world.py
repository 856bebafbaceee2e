"""What is already known, as far as a batch needs it to be judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from app.contracts.v1 import PatientV1
from sync_server.services.devices import Site

DedupeKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlace:
    """Where an order was taken and which lab makes it."""

    store_site_id: UUID
    lab_site_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What a batch asks of the database."""

    event_ids: frozenset[UUID]
    dedupe_keys: frozenset[DedupeKey]
    patient_ids: frozenset[UUID]
    order_ids: frozenset[UUID]
    note_ids: frozenset[UUID] = frozenset()
    parked_ids: frozenset[UUID] = frozenset()
    record_ids: frozenset[UUID] = frozenset()


@dataclass(slots=True, kw_only=True)
class World:
    """The answers; it grows while a batch is planned, so that later facts see earlier ones."""

    sites: Mapping[UUID, Site]
    order_places: Mapping[UUID, OrderPlace]
    fact_hashes: dict[UUID, str] = field(default_factory=dict)
    dedupe_keys: set[DedupeKey] = field(default_factory=set)
    patients: dict[UUID, PatientV1] = field(default_factory=dict)
    note_versions: dict[UUID, int] = field(default_factory=dict)
    order_versions: dict[UUID, frozenset[int]] = field(default_factory=dict)
    parked_versions: dict[UUID, int] = field(default_factory=dict)
    lab_stages: Mapping[UUID, str] = field(default_factory=dict)
    record_versions: dict[UUID, int] = field(default_factory=dict)

    def supposing(self) -> "World":
        """Return a copy for planning a group that may come to nothing."""
        return World(
            sites=self.sites,
            order_places=self.order_places,
            fact_hashes=dict(self.fact_hashes),
            dedupe_keys=set(self.dedupe_keys),
            patients=dict(self.patients),
            note_versions=dict(self.note_versions),
            order_versions=dict(self.order_versions),
            parked_versions=dict(self.parked_versions),
            lab_stages=self.lab_stages,
            record_versions=dict(self.record_versions),
        )

    def become(self, other: "World") -> None:
        """Take over what was supposed."""
        self.fact_hashes = other.fact_hashes
        self.dedupe_keys = other.dedupe_keys
        self.patients = other.patients
        self.note_versions = other.note_versions
        self.order_versions = other.order_versions
        self.parked_versions = other.parked_versions
        self.record_versions = other.record_versions


def questions_of(
    *,
    event_ids: Iterable[UUID],
    dedupe_keys: Iterable[DedupeKey],
    needs: Iterable["Needs"],
) -> Questions:
    """Gather what to ask."""
    gathered = list(needs)
    return Questions(
        event_ids=frozenset(event_ids),
        dedupe_keys=frozenset(dedupe_keys),
        patient_ids=frozenset(each for need in gathered for each in need.patients),
        order_ids=frozenset(each for need in gathered for each in need.orders),
        note_ids=frozenset(each for need in gathered for each in need.notes),
        parked_ids=frozenset(each for need in gathered for each in need.parked),
        record_ids=frozenset(each for need in gathered for each in need.records),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a payload needs to know: patients, versions of notes and records, places of orders."""

    patients: tuple[UUID, ...] = ()
    orders: tuple[UUID, ...] = ()
    notes: tuple[UUID, ...] = ()
    parked: tuple[UUID, ...] = ()
    records: tuple[UUID, ...] = ()
