"""The unit of work in memory: what is not committed is taken back when it ends."""

import copy
from types import TracebackType
from typing import Any, Self

from app.services import ports
from app.services.badge_ports import BadgeRepository
from app.services.catalogue_ports import GoodsRepository, PricingRepository
from app.services.changes import Changes, Topic
from app.services.draft_ports import DraftRepository
from app.services.paper_ports import MailRepository
from app.services.patient_ports import PatientNotes
from app.services.print_ports import PaperSettings
from app.services.views import DeviceIdentity
from tests.factories import an_identity
from tests.fakes.catalogue_store import FakeGoods, FakePricing
from tests.fakes.device_store import FakeNumberBlocks, FakePrintJobs, FakeSyncState
from tests.fakes.draft_store import FakeBadges, FakeDrafts
from tests.fakes.lab_store import FakeWorkOrders
from tests.fakes.order_store import (
    FakeAccessAudit,
    FakeOrders,
    FakeOutbox,
    FakePatientSnapshots,
    FakePrescriptionSnapshots,
    FakeStock,
)
from tests.fakes.papers import FakeMails, FakePaperSettings
from tests.fakes.patient_notes import FakePatientNotes
from tests.fakes.people_store import FakeCatalogue, FakePatients, FakeStaff

# What a screen is told of when the contents of a part change.
TOPICS: dict[str, frozenset[Topic]] = {
    "patients": frozenset({Topic.PATIENTS, Topic.PRESCRIPTIONS}),
    "people": frozenset({Topic.PATIENTS}),
    "catalogue": frozenset({Topic.CATALOGUE}),
    "goods": frozenset({Topic.CATALOGUE}),
    "pricing": frozenset({Topic.PRICES}),
    "orders": frozenset({Topic.ORDERS}),
    "stock": frozenset({Topic.STOCK}),
    "work_orders": frozenset({Topic.WORK_ORDERS}),
    "print_jobs": frozenset({Topic.PRINT_JOBS}),
    "papers": frozenset({Topic.PRINTERS}),
    "mails": frozenset({Topic.MAILS}),
    "outbox": frozenset({Topic.OUTBOX}),
    "staff": frozenset({Topic.STAFF}),
    "sync": frozenset({Topic.SYNC}),
    "payments": frozenset({Topic.PAYMENTS}),
    "stored_value": frozenset({Topic.PAYMENTS}),
    "attempts": frozenset({Topic.PAYMENTS}),
    "journal": frozenset({Topic.TILL}),
}


class Memory:
    """Everything the fake store holds, under the names of the unit of work."""

    def __init__(self, identity: DeviceIdentity | None) -> None:
        self.patients = FakePatients()
        self.catalogue = FakeCatalogue()
        self.patient_snapshots = FakePatientSnapshots()
        self.prescription_snapshots = FakePrescriptionSnapshots()
        self.stock = FakeStock()
        self.goods = FakeGoods(catalogue=self.catalogue, stock=self.stock)
        self.pricing = FakePricing()
        self.work_orders = FakeWorkOrders()
        self.print_jobs = FakePrintJobs()
        self.papers = FakePaperSettings()
        self.mails = FakeMails()
        self.audit = FakeAccessAudit()
        self.outbox = FakeOutbox()
        self.staff = FakeStaff()
        self.drafts = FakeDrafts()
        self.badges = FakeBadges()
        self.orders = FakeOrders(work_orders=self.work_orders, outbox=self.outbox)
        self.people = FakePatientNotes(patients=self.patients, audit=self.audit)
        self.sync = FakeSyncState(outbox=self.outbox, known=identity)
        self.numbers = FakeNumberBlocks(sync=self.sync)

    def contents(self) -> dict[str, dict[str, Any]]:
        """Return copies of every container, part by part."""
        return {
            name: {
                key: copy.copy(value)
                for key, value in vars(part).items()
                if isinstance(value, dict | list | int)
            }
            for name, part in vars(self).items()
        }

    def restore(self, contents: dict[str, dict[str, Any]]) -> None:
        for name, values in contents.items():
            vars(vars(self)[name]).update(values)


class FakeUnitOfWork:
    """Plays UnitOfWork over `memory`, which tests fill and look into.

    The device is enrolled as `identity` unless that is None. Usable again and again:
    `units = lambda: unit`. `commits` are what each commit returned.
    """

    def __init__(self, identity: DeviceIdentity | None = None, *, is_enrolled: bool = True) -> None:
        self.memory = Memory(identity or (an_identity() if is_enrolled else None))
        self.commits: list[Changes] = []
        self.patients: ports.PatientRepository = self.memory.patients
        self.people: PatientNotes = self.memory.people
        self.catalogue: ports.CatalogueRepository = self.memory.catalogue
        self.goods: GoodsRepository = self.memory.goods
        self.pricing: PricingRepository = self.memory.pricing
        self.orders: ports.OrderRepository = self.memory.orders
        self.patient_snapshots: ports.PatientSnapshotRepository = self.memory.patient_snapshots
        self.prescription_snapshots: ports.PrescriptionSnapshotRepository = (
            self.memory.prescription_snapshots
        )
        self.stock: ports.StockLedger = self.memory.stock
        self.work_orders: ports.WorkOrderRepository = self.memory.work_orders
        self.print_jobs: ports.PrintJobRepository = self.memory.print_jobs
        self.papers: PaperSettings = self.memory.papers
        self.mails: MailRepository = self.memory.mails
        self.numbers: ports.NumberBlocks = self.memory.numbers
        self.audit: ports.AccessAudit = self.memory.audit
        self.outbox: ports.Outbox = self.memory.outbox
        self.staff: ports.StaffDirectory = self.memory.staff
        self.sync: ports.SyncState = self.memory.sync
        self.badges: BadgeRepository = self.memory.badges
        self.drafts: DraftRepository = self.memory.drafts
        self._before = self.memory.contents()

    @property
    def is_committed(self) -> bool:
        return bool(self.commits)

    def __enter__(self) -> Self:
        self._before = self.memory.contents()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.memory.restore(self._before)

    def commit(self) -> Changes:
        now = self.memory.contents()
        changed = {name for name, values in now.items() if values != self._before[name]}
        changes = frozenset[Topic]().union(*(TOPICS.get(name, frozenset()) for name in changed))
        self._before = now
        self.commits.append(changes)
        return changes
