"""Finding patients, opening their record and issuing prescriptions."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.customers import (
    Patient,
    PatientChanged,
    Prescription,
    PrescriptionIssued,
)
from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, PatientId, PrescriptionId
from app.domain.optics.prescription import EyePower
from app.domain.orders import CommandWasUsedForAnotherOrder
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Units
from app.services.session import Session
from app.services.views import OrderRow, PatientRow

HITS_MAX = 50
ORDERS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientRecord:
    """A patient with prescriptions and orders, newest first."""

    patient: Patient
    prescriptions: tuple[Prescription, ...]
    orders: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RegisterPatient:
    """Take a new patient in; `number` is printed on the card."""

    command_id: CommandId
    number: str
    given_name: str
    family_name: str
    born_on: date
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class IssuePrescription:
    """Sign a prescription; `command_id` was made when the form opened."""

    command_id: CommandId
    patient_id: PatientId
    right: EyePower | None
    left: EyePower | None
    issued_on: date
    expires_on: date | None
    prescriber: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerService:
    """The use cases around a patient's record."""

    units: Units
    gate: Gate

    def search(self, session: Session, text: str) -> tuple[PatientRow, ...]:
        """Return patients by the beginning of a name, number or phone; none for empty text.

        Raises:
            AccessDenied: the session may not search.
        """
        self.gate.check(session, Action.PATIENT_SEARCH)
        if not text.strip():
            return ()
        with self.units() as unit:
            return unit.patients.search(text.strip(), limit=HITS_MAX)

    def open_record(self, session: Session, patient_id: PatientId) -> tuple[PatientRecord, Changes]:
        """Return the record and write down who opened it.

        Raises:
            AccessDenied, PatientNotFound: see there.
        """
        with self.units() as unit:
            patient = unit.patients.patient(patient_id)
            access = Access(
                action=Action.PATIENT_READ,
                subject_type="patient",
                subject_id=patient_id,
                correlation_id=session.session_id,
                site_id=patient.home_site_id,
            )
            self.gate.pass_through(unit, session, access)
            record = PatientRecord(
                patient=patient,
                prescriptions=unit.patients.prescriptions_of(patient_id),
                orders=unit.orders.rows_of_patient(patient_id, limit=ORDERS_SHOWN),
            )
            return record, unit.commit()

    def register(self, session: Session, command: RegisterPatient) -> tuple[PatientId, Changes]:
        """Take a patient in; the same command again changes nothing.

        Raises:
            AccessDenied, PatientNameIsMissing: see there.
        """
        patient = Patient(
            patient_id=PatientId(command.command_id),
            number=command.number,
            given_name=command.given_name,
            family_name=command.family_name,
            born_on=command.born_on,
            phone=command.phone,
            home_site_id=session.site_id,
        )
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return patient.patient_id, NO_CHANGES
            access = Access(
                action=Action.PATIENT_REGISTER,
                subject_type="patient",
                subject_id=patient.patient_id,
                correlation_id=command.command_id,
            )
            self.gate.pass_through(unit, session, access)
            unit.patients.save_patient(patient)
            unit.outbox.add(
                PatientChanged(patient=patient),
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command.command_id,
            )
            return patient.patient_id, unit.commit()

    def issue(self, session: Session, command: IssuePrescription) -> tuple[PrescriptionId, Changes]:
        """Sign a prescription; the same command again changes nothing.

        Raises:
            AccessDenied, PatientNotFound, PrescriptionIsEmpty, PrescriptionDatesAreReversed,
            TextIsTooLong: see there.
            CommandWasUsedForAnotherOrder: it comes again with other numbers; nothing changed.
        """
        prescription_id = PrescriptionId(command.command_id)
        prescription = _prescription(session, command)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                _require_same(unit.patients.prescription(prescription_id), prescription)
                return prescription_id, NO_CHANGES
            patient = unit.patients.patient(command.patient_id)
            access = Access(
                action=Action.PRESCRIPTION_ISSUE,
                subject_type="prescription",
                subject_id=prescription_id,
                correlation_id=command.command_id,
                site_id=patient.home_site_id,
            )
            self.gate.pass_through(unit, session, access)
            unit.patients.add_prescription(prescription)
            unit.outbox.add(
                PrescriptionIssued(prescription=prescription),
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command.command_id,
            )
            return prescription_id, unit.commit()


def _require_same(kept: Prescription, asked: Prescription) -> None:
    # Who signs again may be somebody else; what is signed may not.
    if replace(asked, issued_by=kept.issued_by) != kept:
        raise CommandWasUsedForAnotherOrder(reason="content_differs")


def _prescription(session: Session, command: IssuePrescription) -> Prescription:
    return Prescription(
        prescription_id=PrescriptionId(command.command_id),
        patient_id=command.patient_id,
        right=command.right,
        left=command.left,
        issued_on=command.issued_on,
        expires_on=command.expires_on,
        prescriber=command.prescriber,
        issued_by=session.user_id,
    )
