"""Everything the windows need, over a unit of work in memory: a store's desk, or a lab's."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from app.adapters.exchange.dcs import read_trace
from app.adapters.exchange.phone_numbers import in_full
from app.bootstrap.checkout import checkout_of
from app.bootstrap.order_life import OrderParts, order_life
from app.bootstrap.papers import PaperParts, entry_papers, papers_of
from app.domain.catalog import Frame, Lens
from app.domain.inventory import MovementKind
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.optics.power import Millimetres
from app.services.auditing import Gate
from app.services.badges import BadgeService
from app.services.card_payments import CardPaymentService
from app.services.catalogue import CatalogueService
from app.services.catalogue_editing import CatalogueEditingService
from app.services.catalogue_import import CatalogueImportService
from app.services.customers import CustomerService
from app.services.desk import Desk as TillDesk
from app.services.dispensing import DispensingService
from app.services.drafts import DraftService
from app.services.gift_cards import GiftCardService
from app.services.journal import JournalService
from app.services.lab import LabService
from app.services.order_life import OrderLife
from app.services.payments import PaymentService
from app.services.people import people_of
from app.services.pricing import PricingService
from app.services.printing import LabPrintService
from app.services.sealing import Sealer
from app.services.sign_in import SignInService
from app.services.stored_values import StoredValues
from app.services.till import TillService
from app.services.till_reports import TillReportService
from app.services.views import DeviceIdentity, SiteKind, StaffMember, SyncHealth
from app.ui.change_hub import ChangeHub
from app.ui.desktop import DesktopServices
from app.ui.printer_states import PrinterStates
from app.ui.runner import Runner
from tests.factories import (
    a_frame,
    a_lab_job,
    a_lens,
    a_movement,
    a_patient,
    a_prescription,
    a_print_job,
    a_printer,
    a_staff_member,
    a_stage_entry,
    a_work_order,
    an_identity,
)
from tests.factories.places import LAB_ID
from tests.fakes.catalogue_store import shipped_table
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.fakes.payments import FakePaymentUnit, FakeSigner, FakeTerminal

PIN = "194620"
STORE = "store"


class FakePins:
    """Plays PinVerifier: the verifier is the PIN itself."""

    def matches(self, pin: str, verifier: str) -> bool:
        return pin == verifier


@dataclass(kw_only=True)
class FakeDesktop:
    """A device: its memory to fill and look into, and the services over it."""

    identity: DeviceIdentity
    submit: Callable[..., Any]
    clock: FakeClock = field(default_factory=FakeClock)
    ids: CountingIds = field(default_factory=CountingIds)
    cards: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    def __post_init__(self) -> None:
        self.unit = FakePaymentUnit(self.identity)
        self.terminal = FakeTerminal()
        self.memory = self.unit.memory
        self.hub = ChangeHub()
        self.printers = PrinterStates(self.hub.publish)
        self.services = self._services()

    def _services(self) -> DesktopServices:
        units, gate = (lambda: self.unit), Gate(clock=self.clock, new_id=self.ids)
        parts: dict[str, Any] = {"units": units, "gate": gate}
        tickets = LabPrintService(**parts, clock=self.clock, new_id=self.ids)
        pricing = PricingService(**parts, clock=self.clock, tables=shipped_table)
        life = order_life(OrderParts(**parts, clock=self.clock, new_id=self.ids, pricing=pricing))
        money = self._money(parts, pricing, life)
        editing = CatalogueEditingService(**parts, clock=self.clock)
        return DesktopServices(
            sign_in=SignInService(units=units, clock=self.clock, new_id=self.ids, pins=FakePins()),
            customers=CustomerService(**parts),
            people=people_of(**parts, clock=self.clock, phones=partial(in_full, region="DE")),
            orders=life.orders,
            order_life=life,
            catalogue=CatalogueService(**parts),
            pricing=pricing,
            dispensing=DispensingService(**parts, clock=self.clock),
            catalogue_editing=editing,
            catalogue_import=CatalogueImportService(**parts, editing=editing),
            lab=LabService(**parts, clock=self.clock, new_id=self.ids, tickets=tickets),
            tickets=tickets,
            badges=BadgeService(**parts, clock=self.clock, new_id=self.ids),
            drafts=DraftService(units=units, clock=self.clock, new_id=self.ids),
            **money,
            device=self.identity,
            sync_health=self._health,
            read_trace=read_trace,
            clock=self.clock,
            new_command_id=lambda: CommandId(self.ids()),
            runner=Runner(self.submit),
            change_hub=self.hub,
            printer_states=self.printers,
        )

    def _money(
        self, parts: dict[str, Any], pricing: PricingService, life: OrderLife
    ) -> dict[str, Any]:
        sealer = Sealer(clock=self.clock, today=lambda: self.clock().date(), key=FakeSigner)
        desk = TillDesk(
            **parts, sealer=sealer, clock=self.clock, papers=entry_papers(self.clock, self.ids)
        )
        journal = JournalService(desk=desk)
        paper = papers_of(PaperParts(**parts, clock=self.clock, new_id=self.ids, journal=journal))
        values = StoredValues(clock=self.clock, today=sealer.today)
        payments = PaymentService(desk=desk, stored_values=values)
        selling = checkout_of(payments, pricing, life, self.ids)
        return {
            "payments": payments,
            "checkout": selling.checkout,
            "refunding": selling.refunding,
            "handing_over": selling.handing_over,
            "order_files": selling.order_files,
            "till": TillService(desk=desk),
            "till_reports": TillReportService(desk=desk),
            "journal": journal,
            "papers": paper.papers,
            "mails": paper.mails,
            "print_centre": paper.print_centre,
            "gift_cards": GiftCardService(desk=desk, stored_values=values),
            "card_payments": CardPaymentService(
                desk=desk, terminal=self.terminal, store=self._in_store
            ),
            "card_runner": Runner(self.cards.submit),
        }

    def _in_store(self, work: Callable[[], Any]) -> Any:
        is_there = threading.current_thread().name.startswith(STORE)
        return work() if is_there else self.submit(work).result()

    def _health(self) -> SyncHealth:
        with self.unit as unit:
            return unit.sync.health()


@contextmanager
def a_store_desktop(identity: DeviceIdentity | None = None) -> Iterator[FakeDesktop]:
    """Give a store with two opticians, patients, frames and lenses."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix=STORE) as executor:
        desktop = FakeDesktop(identity=identity or an_identity(), submit=executor.submit)
        _fill_store(desktop)
        yield desktop
        desktop.cards.shutdown()


@contextmanager
def a_lab_desktop() -> Iterator[FakeDesktop]:
    """Give a lab with a technician, a printer and three work orders."""
    identity = an_identity(
        site_id=LAB_ID,
        site_code="LAB",
        site_name="Central lab",
        site_kind=SiteKind.LAB,
        device_name="Bench 2",
        lab_site_id=None,
    )
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix=STORE) as executor:
        desktop = FakeDesktop(identity=identity, submit=executor.submit)
        _fill_lab(desktop)
        yield desktop
        desktop.cards.shutdown()


def _fill_store(desktop: FakeDesktop) -> None:
    memory = desktop.memory
    for member in _opticians():
        memory.staff.save_member(member)
    rosalind = a_patient()
    long_name = a_patient(
        number="P-1043",
        given_name="Anna-Magdalena",
        family_name="Kowalska-Brandt-Wiśniewska",
        born_on=date(1968, 3, 14),
    )
    for patient in (rosalind, long_name):
        memory.patients.save_patient(patient)
        memory.patients.add_prescription(
            a_prescription(patient_id=patient.patient_id, issued_on=date(2024, 4, 3))
        )
    for frame in _frames():
        memory.catalogue.save_frame(frame)
        memory.stock.add_movement(
            a_movement(
                sku=frame.sku, kind=MovementKind.RECEIPT, on_hand_change=2, reserved_change=0
            )
        )
    for lens in _lenses():
        memory.catalogue.save_lens(lens)
    memory.sync.note_contact(desktop.clock())


def _fill_lab(desktop: FakeDesktop) -> None:
    memory = desktop.memory
    memory.staff.save_member(
        a_staff_member(name="Ivo Petrov", roles=frozenset({Role.TECHNICIAN}), pin_verifier=PIN)
    )
    printer = a_printer()
    memory.print_jobs.save_printer(printer)
    for n, (due, is_rush) in enumerate(((4, False), (3, True), (1, False)), start=88):
        job = a_lab_job(promised_on=date(2026, 3, due), is_rush=is_rush)
        work_order = a_work_order(job, n=n)
        memory.work_orders.add_job(job)
        memory.work_orders.open(work_order, a_stage_entry(work_order))
        memory.print_jobs.add(
            a_print_job(work_order, printer_id=printer.printer_id, queued_at=desktop.clock())
        )


def _opticians() -> tuple[StaffMember, ...]:
    return (
        a_staff_member(pin_verifier=PIN),
        a_staff_member(
            name="Jonas Weidner", roles=frozenset({Role.MANAGER}), pin_verifier="270384"
        ),
    )


def _frames() -> tuple[Frame, ...]:
    return (
        a_frame(),
        a_frame(
            sku="NOR-5567-040-52",
            gtin="2000005567525",
            brand="Nordlys",
            model="5567",
            colour="Slate",
            a_mm=Millimetres(52_00),
            b_mm=Millimetres(40_00),
            dbl_mm=Millimetres(18_00),
            temple_mm=140,
            price=Money(289_00, "EUR"),
        ),
    )


def _lenses() -> tuple[Lens, ...]:
    return (
        a_lens(),
        a_lens(
            sku="VAL-SV-150",
            name="Valo Single 1.50",
            kind="single_vision",
            material="Standard",
            index_thousandths=1500,
            coating="",
            price=Money(59_00, "EUR"),
        ),
    )
