"""Who works in the house: an optician at the counter and a technician at the bench."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self, TypeVar
from uuid import UUID

from app.adapters.exchange.dcs import read_trace
from app.bootstrap.edges import wall_clock
from app.bootstrap.station import Station
from app.domain.kernel.ids import CommandId, PrescriptionId
from app.domain.lab.work_order import Stage
from app.domain.optics.notation import parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.orders import EdgingParameters, Order
from app.services.customers import IssuePrescription
from app.services.orders import CreateOrder
from app.services.session import Session
from app.services.views import LabQueueRow, OrderRow, PatientRow, WorkOrderDetail
from tests.architecture.tracked import ROOT

T = TypeVar("T")

OPTICIAN, TECHNICIAN = "Marta K.", "Ivo P."
RX = "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"
TRACE = ROOT / "resources/samples/demo-frame.oma"
PROMISED_IN = timedelta(days=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody signed in on a device."""

    station: Station
    session: Session

    @classmethod
    def signs_in(cls, station: Station, name: str, pin: str) -> Self:
        """Choose the name on the lock screen and type the PIN."""
        members = station.store.call(station.sign_in.members)
        user_id = next(member.user_id for member in members if member.name == name)
        session = station.store.call(lambda: station.sign_in.sign_in(user_id, pin))
        return cls(station=station, session=session)

    def ask(self, work: Callable[[], T]) -> T:
        return self.station.store.call(work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Optician(Person):
    """Takes orders at a counter."""

    def finds_patient(self, text: str) -> PatientRow:
        return self.ask(lambda: self.station.customers.search(self.session, text))[0]

    def signs_prescription(self, patient: PatientRow, rx: str = RX) -> UUID:
        pair, today = parse_rx(rx), wall_clock().date()
        command = IssuePrescription(
            command_id=CommandId(self.station.new_id()),
            patient_id=patient.patient_id,
            right=pair.right,
            left=pair.left,
            issued_on=today,
            expires_on=today + timedelta(days=730),
            prescriber="Dr. Imre Vadas",
        )
        issued, _ = self.ask(lambda: self.station.customers.issue(self.session, command))
        return issued

    def has_on_file(self, patient: PatientRow) -> UUID:
        """Open the patient's record and return the newest prescription."""
        record, _ = self.ask(
            lambda: self.station.customers.open_record(self.session, patient.patient_id)
        )
        return record.prescriptions[0].prescription_id

    def fills_in(
        self,
        patient: PatientRow,
        prescription_id: UUID,
        *,
        lens: str = "progressive",
        **changes: Any,
    ) -> CreateOrder:
        """Return the form as it stands when everything is chosen."""
        catalogue = self.station.catalogue
        frame = self.ask(lambda: catalogue.frames(self.session, "Haldensund"))[0]
        lens_sku = self.ask(lambda: catalogue.lenses(self.session, lens))[0].sku
        lab_site_id = self.station.store.call(self.station.log.identity).lab_site_id
        if lab_site_id is None:
            raise AssertionError("a store without a lab")
        measured = EyeMeasurements(
            monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(22_00)
        )
        command = CreateOrder(
            command_id=CommandId(self.station.new_id()),
            patient_id=patient.patient_id,
            prescription_id=PrescriptionId(prescription_id),
            right=measured,
            left=measured,
            as_worn=AsWorn(),
            frame_sku=frame.frame.sku,
            traces=read_trace(TRACE.read_bytes()),
            lens_sku=lens_sku,
            tint="",
            edging=EdgingParameters(),
            lab_site_id=lab_site_id,
            promised_on=wall_clock().date() + PROMISED_IN,
            is_rush=True,
            note="",
        )
        return replace(command, **changes)

    def saves(self, command: CreateOrder) -> Order:
        order, _ = self.ask(lambda: self.station.orders.create(self.session, command))
        return order

    def takes_an_order(self, patient_number: str) -> Order:
        """Take an order upon the prescription on file; nothing but the order is to be sent."""
        patient = self.finds_patient(patient_number)
        return self.saves(self.fills_in(patient, self.has_on_file(patient), lens="single"))

    def sees(self, number: str) -> OrderRow | None:
        """Return the order as the counter's list shows it."""
        rows = self.ask(lambda: self.station.orders.rows(self.session))
        return next((row for row in rows if row.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Technician(Person):
    """Works at a bench."""

    def sees(self, order_number: str) -> tuple[LabQueueRow, ...]:
        """Return what the bench's queue shows of an order."""
        queue = self.ask(lambda: self.station.lab.queue(self.session))
        return tuple(row for row in queue if row.order_number == order_number)

    def scans(self, code: str) -> WorkOrderDetail:
        detail, _ = self.ask(lambda: self.station.lab.scan(self.session, code))
        return detail

    def moves_on(self, code: str, *, to: Stage) -> WorkOrderDetail:
        """Scan the ticket at one station after the other until the job is there."""
        detail = self.scans(code)
        while detail.work_order.stage is not to:
            detail = self._moves_one_on(detail)
        return detail

    def _moves_one_on(self, detail: WorkOrderDetail) -> WorkOrderDetail:
        work_order = detail.work_order
        moved, _ = self.ask(
            lambda: self.station.lab.advance(
                self.session, work_order.work_order_id, seen_stage=work_order.stage
            )
        )
        return moved
