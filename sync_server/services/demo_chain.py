"""The demo chain: stores, a lab, people and stock that do not exist, the same for the same seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol
from uuid import UUID, uuid5

from app.contracts.catalogue_v1 import ChainRecordV1, record_v1
from app.contracts.pull import DocumentType
from app.contracts.v1 import StaffMemberV1, StockMovementV1
from app.domain.catalog import Good, Lens, LensExtra
from app.domain.inventory import MovementKind
from sync_server.services.chain import Chain, ChainSite, ChainUnit, OperatorMistake, invitation_to
from sync_server.services.demo_catalogue import demo_goods, demo_records
from sync_server.services.demo_people import (
    DemoPerson,
    DemoStore,
    demo_patient,
    demo_prescription,
    demo_staff,
)
from sync_server.services.devices import CHAIN_STREAM, SiteKind, site_stream
from sync_server.services.effects import Document, Effects
from sync_server.services.enrolment import new_code
from sync_server.services.handlers.catalogue import record_document
from sync_server.services.handlers.topic import document_text
from sync_server.services.ports import Clock, Streams

NAME = "Optica Nova"
CURRENCY = "EUR"
NAMESPACE = UUID("5a1f0c9e-3c57-5d0e-9a54-6d1c0b7e2f11")
STORES = (
    ("LIN", "Lindenstraße"),
    ("HAF", "Hafen"),
    ("MAR", "Marktplatz"),
    ("ALT", "Altstadt"),
    ("SUD", "Südring"),
    ("BRG", "Am Berg"),
)
LAB = ("LAB", "Werkstatt Ost")
PATIENTS_PER_STORE = 300
PIECES_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HeadOffice:
    """What head office hands down: staff, and what is sold and for how much."""

    staff: Sequence[StaffMemberV1]
    goods: Sequence[Good]
    records: Sequence[ChainRecordV1]


class DemoUnit(ChainUnit, Streams, Protocol):
    """The transaction that makes the demo chain."""

    def write_head_office(self, chain_id: UUID, office: HeadOffice) -> None:
        """Write staff and catalogue."""

    def write_effects(self, chain_id: UUID, effects: Effects) -> None:
        """Write patients, prescriptions and stock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSite:
    """A site of the demo, with a code that lets one device in."""

    code: str
    name: str
    kind: SiteKind
    enrol_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoChain:
    """What a person needs to know to play with the demo."""

    chain: Chain
    sites: Sequence[DemoSite]
    staff: Sequence[DemoPerson]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoService:
    """The use case behind `dioptre-server demo-data`."""

    units: Callable[[], DemoUnit]
    clock: Clock
    hash_pin: Callable[[str], str]

    def make(self, *, stores: int, seed: int) -> DemoChain:
        """Make the chain, or only new enrolment codes if it is there already.

        Raises:
            OperatorMistake: more stores are asked for than have a name.
        """
        if not 1 <= stores <= len(STORES):
            raise OperatorMistake(f"The demo has 1 to {len(STORES)} stores.")
        namespace = uuid5(NAMESPACE, f"seed:{seed}")
        chain = Chain(
            chain_id=uuid5(namespace, "chain"), name=NAME, currency=CURRENCY, is_demo=True
        )
        with self.units() as unit:
            if chain not in unit.chains():
                self._make(unit, chain, namespace, stores=stores, seed=seed)
            sites = [self._invite(unit, chain, site) for site in unit.sites(chain.chain_id)]
            unit.commit()
        return DemoChain(chain=chain, sites=sites, staff=demo_staff(namespace))

    def _invite(self, unit: DemoUnit, chain: Chain, site: ChainSite) -> DemoSite:
        code = new_code()
        device_name = "Bench 1" if site.kind is SiteKind.LAB else "Counter 1"
        unit.invite(invitation_to(chain, site, code, device_name, clock=self.clock))
        return DemoSite(code=site.code, name=site.name, kind=site.kind, enrol_code=code)

    def _make(
        self, unit: DemoUnit, chain: Chain, namespace: UUID, *, stores: int, seed: int
    ) -> None:
        chance = Random(seed)  # noqa: S311 - a demo wants the same chance again, not secrecy.
        unit.add_chain(chain, timeline=uuid5(namespace, "timeline"))
        goods = demo_goods(chance, currency=CURRENCY)
        office = HeadOffice(
            staff=[self._member(person) for person in demo_staff(namespace)],
            goods=goods,
            records=_records(goods, namespace),
        )
        unit.write_head_office(chain.chain_id, office)
        documents = _office_documents(office)
        for site in _sites(namespace, stores):
            unit.add_site(chain.chain_id, site)
            if site.kind is SiteKind.STORE:
                effects = self._store(site, namespace, office.goods, chance)
                unit.write_effects(chain.chain_id, effects)
                documents += effects.documents
        unit.publish(chain.chain_id, documents)

    def _member(self, person: DemoPerson) -> StaffMemberV1:
        return StaffMemberV1(
            user_id=person.user_id,
            name=person.name,
            roles=(person.role.value,),
            pin_verifier=self.hash_pin(person.pin),
        )

    def _store(
        self, site: ChainSite, namespace: UUID, goods: Sequence[Good], chance: Random
    ) -> Effects:
        store = DemoStore(
            namespace=namespace,
            site_id=site.site_id,
            code=site.code,
            optician=demo_staff(namespace)[0].user_id,
        )
        today = self.clock().date()
        patients = [demo_patient(store, n, chance) for n in range(1, PATIENTS_PER_STORE + 1)]
        effects = Effects(
            patients=patients,
            prescriptions=[
                demo_prescription(store, patient, chance, today=today) for patient in patients
            ],
            movements=[self._receipt(store, good, chance) for good in goods if _is_stocked(good)],
        )
        effects.documents = _store_documents(site, effects)
        return effects

    def _receipt(self, store: DemoStore, good: Good, chance: Random) -> StockMovementV1:
        return StockMovementV1(
            movement_id=uuid5(store.namespace, f"receipt:{store.code}:{good.sku}"),
            site_id=store.site_id,
            sku=good.sku,
            kind=MovementKind.RECEIPT,
            on_hand_change=chance.randrange(1, PIECES_MAX + 1),
            reserved_change=0,
            at=self.clock(),
            order_id=None,
        )


def _records(goods: Sequence[Good], namespace: UUID) -> list[ChainRecordV1]:
    return [
        record_v1(each, uuid5(namespace, f"record:{each.kind}:{each.name}"))
        for each in demo_records(goods, currency=CURRENCY)
    ]


def _is_stocked(good: Good) -> bool:
    """Return whether pieces of it lie in a drawer: lenses are made, services are done."""
    return not isinstance(good, Lens | LensExtra) and bool(good.gtin)


def _sites(namespace: UUID, stores: int) -> list[ChainSite]:
    lab_code, lab_name = LAB
    lab = ChainSite(
        site_id=uuid5(namespace, f"site:{lab_code}"),
        code=lab_code,
        name=lab_name,
        kind=SiteKind.LAB,
        lab_site_id=None,
    )
    return [
        lab,
        *(
            ChainSite(
                site_id=uuid5(namespace, f"site:{code}"),
                code=code,
                name=name,
                kind=SiteKind.STORE,
                lab_site_id=lab.site_id,
            )
            for code, name in STORES[:stores]
        ),
    ]


def _office_documents(office: HeadOffice) -> list[Document]:
    staff = [
        Document(
            stream=CHAIN_STREAM,
            type=DocumentType.STAFF_MEMBER,
            id=str(each.user_id),
            payload=document_text(each),
        )
        for each in office.staff
    ]
    return [*staff, *(record_document(each) for each in office.records)]


def _store_documents(site: ChainSite, effects: Effects) -> list[Document]:
    kinds = (
        (DocumentType.STOCK_MOVEMENT, [(each.movement_id, each) for each in effects.movements]),
        (DocumentType.PATIENT, [(each.patient_id, each) for each in effects.patients]),
        (
            DocumentType.PRESCRIPTION,
            [(each.prescription_id, each) for each in effects.prescriptions],
        ),
    )
    stream = site_stream(SiteKind.STORE, site.site_id)
    return [
        Document(stream=stream, type=kind, id=str(name), payload=document_text(each))
        for kind, named in kinds
        for name, each in named
    ]
