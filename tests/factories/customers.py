"""Patients and prescriptions."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from app.domain.customers import Patient, Prescription
from app.domain.kernel.ids import PatientId, PrescriptionId, SiteId, UserId
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower
from tests.factories.places import STORE_ID

OPTICIAN_ID = UserId(uuid4())


def a_patient(**changes: Any) -> Patient:
    patient = Patient(
        patient_id=PatientId(uuid4()),
        number="P-1042",
        given_name="Rosalind",
        family_name="Achterberg",
        born_on=date(1958, 2, 11),
        phone="+44 7700 900142",
        home_site_id=SiteId(STORE_ID),
    )
    return replace(patient, **changes)


def an_eye(**changes: Any) -> EyePower:
    eye = EyePower(sphere=Dioptres(-2250), cylinder=Dioptres(-750), axis_deg=95, add=Dioptres(2000))
    return replace(eye, **changes)


def a_prescription(**changes: Any) -> Prescription:
    prescription = Prescription(
        prescription_id=PrescriptionId(uuid4()),
        patient_id=PatientId(uuid4()),
        right=an_eye(),
        left=an_eye(sphere=Dioptres(-2750), cylinder=Dioptres(-1500), axis_deg=80),
        issued_on=date(2026, 7, 20),
        expires_on=date(2028, 7, 20),
        prescriber="Dr. Imre Vadas",
        issued_by=OPTICIAN_ID,
    )
    return replace(prescription, **changes)
