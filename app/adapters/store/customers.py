"""Patients and prescriptions in their tables, and the search over names, numbers and phones."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.adapters.store.folding import fold
from app.adapters.store.patient_index import PatientIndex
from app.adapters.store.patient_rows import customers_merged
from app.adapters.store.patient_standing import standing_of
from app.adapters.store.rows import (
    customers_patients,
    customers_prescription_eyes,
    customers_prescriptions,
)
from app.adapters.store.statements import insert_once, insert_or_newer
from app.adapters.store.transaction import Found, Transaction
from app.domain.customers import (
    Patient,
    PatientNotFound,
    PostalAddress,
    Prescription,
    PrescriptionNotFound,
)
from app.domain.kernel.ids import PatientId, PrescriptionId, SiteId, UserId
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from app.services.views import PatientRow

PATIENTS = customers_patients.c
PRESCRIPTIONS = customers_prescriptions.c
EYES = customers_prescription_eyes.c

FIND_PATIENT = select(customers_patients).where(PATIENTS.patient_id == bindparam("patient_id"))
SAVE_PATIENT = insert_or_newer(customers_patients, PATIENTS.version)
FIND_WINNER = select(customers_merged.c.winner_id).where(
    customers_merged.c.loser_id == bindparam("patient_id")
)
NEWEST_PRESCRIPTIONS = select(customers_prescriptions).order_by(
    PRESCRIPTIONS.issued_on.desc(), PRESCRIPTIONS.prescription_id.desc()
)
FIND_PRESCRIPTION = NEWEST_PRESCRIPTIONS.where(
    PRESCRIPTIONS.prescription_id == bindparam("prescription_id")
)
FIND_PRESCRIPTIONS_OF = NEWEST_PRESCRIPTIONS.where(
    PRESCRIPTIONS.patient_id == bindparam("patient_id")
)
FIND_EYES = select(customers_prescription_eyes).where(
    EYES.prescription_id.in_(bindparam("prescription_ids", expanding=True))
)
ADD_PRESCRIPTION = insert_once(customers_prescriptions)
ADD_EYES = insert(customers_prescription_eyes)


class SqlPatients:
    """The customers' side of the store."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._index = PatientIndex(transaction)

    def patient(self, patient_id: PatientId) -> Patient:
        """Return the patient; raises PatientNotFound."""
        row = self._transaction.first(FIND_PATIENT, patient_id=patient_id)
        if row is None:
            raise PatientNotFound(patient_id=str(patient_id))
        return _patient(row)

    def prescription(self, prescription_id: PrescriptionId) -> Prescription:
        """Return the prescription; raises PrescriptionNotFound."""
        rows = self._transaction.read(FIND_PRESCRIPTION, prescription_id=prescription_id)
        found = self._with_eyes(rows)
        if not found:
            raise PrescriptionNotFound(prescription_id=str(prescription_id))
        return found[0]

    def prescriptions_of(self, patient_id: PatientId) -> tuple[Prescription, ...]:
        """Return the patient's prescriptions, newest first."""
        rows = self._transaction.read(FIND_PRESCRIPTIONS_OF, patient_id=patient_id)
        return self._with_eyes(rows)

    def search(self, text: str, *, limit: int) -> tuple[PatientRow, ...]:
        """Return patients whose words begin with those of `text`, or hold them, best first."""
        return hits_of(self._transaction, self._index.search(text, limit=limit))

    def save_patient(self, patient: Patient) -> None:
        """Insert the record, or replace an older version of it."""
        if self._transaction.write(SAVE_PATIENT, _patient_fields(patient)):
            winner = self._transaction.scalar(FIND_WINNER, patient_id=patient.patient_id)
            self._index.put(PatientId(winner or patient.patient_id))

    def add_prescription(self, prescription: Prescription) -> None:
        """Insert an immutable version; the same one twice is harmless."""
        if self._transaction.write(ADD_PRESCRIPTION, _prescription_fields(prescription)):
            eyes = (("right", prescription.right), ("left", prescription.left))
            rows = [_eye_fields(prescription, eye, power) for eye, power in eyes if power]
            self._transaction.insert(ADD_EYES, rows)

    def _with_eyes(self, rows: Sequence[Found]) -> tuple[Prescription, ...]:
        ids = [row.prescription_id for row in rows]
        eyes = self._transaction.read(FIND_EYES, prescription_ids=ids)
        powers = {(row.prescription_id, row.eye): _power(row) for row in eyes}
        return tuple(
            _prescription(
                row,
                right=powers.get((row.prescription_id, "right")),
                left=powers.get((row.prescription_id, "left")),
            )
            for row in rows
        )


def hits_of(transaction: Transaction, rows: Sequence[Found]) -> tuple[PatientRow, ...]:
    """Return patients' rows as a list shows them, each with how it stands."""
    standing = standing_of(transaction, [row.patient_id for row in rows])
    return tuple(
        PatientRow(
            patient_id=PatientId(row.patient_id),
            number=row.number,
            given_name=row.given_name,
            family_name=row.family_name,
            born_on=row.born_on,
            phone=row.phone,
            last_rx_on=standing[row.patient_id].last_rx_on,
            ready=standing[row.patient_id].ready,
            due=standing[row.patient_id].due,
        )
        for row in rows
    )


def _patient_fields(patient: Patient) -> dict[str, Any]:
    return {
        "patient_id": patient.patient_id,
        "number": patient.number,
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "given_key": fold(patient.given_name),
        "family_key": fold(patient.family_name),
        "born_on": patient.born_on,
        "phone": patient.phone,
        "home_site_id": patient.home_site_id,
        "version": patient.version,
        "email": patient.email,
        **_address_fields(patient.address or PostalAddress()),
    }


def _address_fields(address: PostalAddress) -> dict[str, str | None]:
    names = ("street", "postcode", "city", "country")
    return {name: getattr(address, name) or None for name in names}


def _address(row: Found) -> PostalAddress | None:
    address = PostalAddress(
        street=row.street or "",
        postcode=row.postcode or "",
        city=row.city or "",
        country=row.country or "",
    )
    return None if address.is_empty else address


def _patient(row: Found) -> Patient:
    return Patient(
        patient_id=PatientId(row.patient_id),
        number=row.number,
        given_name=row.given_name,
        family_name=row.family_name,
        born_on=row.born_on,
        phone=row.phone,
        home_site_id=SiteId(row.home_site_id),
        email=row.email,
        address=_address(row),
        version=row.version,
    )


def _prescription_fields(prescription: Prescription) -> dict[str, Any]:
    return {
        "prescription_id": prescription.prescription_id,
        "patient_id": prescription.patient_id,
        "issued_on": prescription.issued_on,
        "expires_on": prescription.expires_on,
        "prescriber": prescription.prescriber,
        "issued_by": prescription.issued_by,
        "replaces": prescription.replaces,
    }


def _eye_fields(prescription: Prescription, eye: str, power: EyePower) -> dict[str, Any]:
    prism = power.prism
    return {
        "prescription_id": prescription.prescription_id,
        "eye": eye,
        "sphere_thousandths": power.sphere.thousandths,
        "cylinder_thousandths": power.cylinder.thousandths,
        "axis_deg": power.axis_deg,
        "add_thousandths": power.add.thousandths if power.add else None,
        "base_in_thousandths": prism.base_in.thousandths if prism else None,
        "base_up_thousandths": prism.base_up.thousandths if prism else None,
        "is_balance": power.is_balance,
    }


def _power(row: Found) -> EyePower:
    prism = None
    if row.base_in_thousandths is not None:
        prism = Prism(
            base_in=Dioptres(row.base_in_thousandths), base_up=Dioptres(row.base_up_thousandths)
        )
    return EyePower(
        sphere=Dioptres(row.sphere_thousandths),
        cylinder=Dioptres(row.cylinder_thousandths),
        axis_deg=row.axis_deg,
        add=None if row.add_thousandths is None else Dioptres(row.add_thousandths),
        prism=prism,
        is_balance=row.is_balance,
    )


def _prescription(row: Found, *, right: EyePower | None, left: EyePower | None) -> Prescription:
    return Prescription(
        prescription_id=PrescriptionId(row.prescription_id),
        patient_id=PatientId(row.patient_id),
        right=right,
        left=left,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        prescriber=row.prescriber,
        issued_by=UserId(row.issued_by),
        replaces=None if row.replaces is None else PrescriptionId(row.replaces),
    )
