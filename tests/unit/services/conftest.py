"""The use cases over a store in memory, a clock that stands still and ids that count up."""

from dataclasses import dataclass, field

import pytest

from app.domain.kernel.access import Role
from app.domain.kernel.ids import SessionId, UserId
from app.services.auditing import Gate
from app.services.catalogue import CatalogueService
from app.services.customers import CustomerService
from app.services.lab import LabService
from app.services.orders import OrderService
from app.services.printing import LabPrintService
from app.services.session import Session
from app.services.sync_inbox import SyncInbox
from tests.factories import an_identity
from tests.factories.moments import NOW
from tests.factories.places import LAB_ID, STORE_ID
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.fakes.payments import FakePaymentUnit


@dataclass
class Shop:
    """One device with its use cases; `unit` is what it stored."""

    unit: FakePaymentUnit
    clock: FakeClock = field(default_factory=lambda: FakeClock(now=NOW))
    new_id: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self):
        gate = Gate(clock=self.clock, new_id=self.new_id)
        clock, new_id = self.clock, self.new_id
        self.customers = CustomerService(units=self.units, gate=gate)
        self.catalogue = CatalogueService(units=self.units, gate=gate)
        self.orders = OrderService(units=self.units, gate=gate, clock=clock, new_id=new_id)
        self.tickets = LabPrintService(units=self.units, gate=gate, clock=clock, new_id=new_id)
        self.lab = LabService(
            units=self.units, gate=gate, clock=clock, new_id=new_id, tickets=self.tickets
        )
        self.inbox = SyncInbox(units=self.units, lab=self.lab, clock=clock, new_id=new_id)

    def units(self) -> FakePaymentUnit:
        return self.unit

    @property
    def memory(self):
        return self.unit.memory

    def session(self, *roles, site_id=None):
        return Session(
            session_id=SessionId(self.new_id()),
            user_id=UserId(self.new_id()),
            name="Somebody",
            roles=frozenset(roles),
            site_id=site_id or self.memory.sync.identity().site_id,
            started_at=self.clock(),
        )


@pytest.fixture
def shop():
    return Shop(FakePaymentUnit())


@pytest.fixture
def lab():
    identity = an_identity(site_id=LAB_ID, site_code="LAB", site_name="Lab", lab_site_id=None)
    return Shop(FakePaymentUnit(identity))


@pytest.fixture
def optician(shop):
    return shop.session(Role.OPTICIAN, site_id=STORE_ID)


@pytest.fixture
def technician(lab):
    return lab.session(Role.TECHNICIAN, site_id=LAB_ID)
