"""Prescriptions are immutable and come back to the thousandth of a dioptre."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from app.domain.customers import PrescriptionNotFound
from app.domain.kernel.ids import PatientId, PrescriptionId
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import Prism
from tests.factories import (
    a_prescription,
    an_eye,
)


def test_a_prescription_comes_back_to_the_thousandth(unit):
    prescription = a_prescription(
        right=an_eye(prism=Prism(base_in=Dioptres(-500), base_up=Dioptres(1125))),
        left=an_eye(cylinder=Dioptres(0), axis_deg=None, add=None, is_balance=True),
        replaces=PrescriptionId(uuid4()),
        expires_on=None,
    )
    unit.patients.add_prescription(prescription)
    assert unit.patients.prescription(prescription.prescription_id) == prescription


def test_an_eye_without_prescription_stays_without(unit):
    prescription = a_prescription(left=None)
    unit.patients.add_prescription(prescription)
    assert unit.patients.prescription(prescription.prescription_id).left is None


def test_the_same_one_twice_is_harmless_and_changes_nothing(unit):
    prescription = a_prescription()
    unit.patients.add_prescription(prescription)
    unit.patients.add_prescription(replace(prescription, prescriber="Somebody else"))
    assert unit.patients.prescription(prescription.prescription_id) == prescription


def test_a_patients_prescriptions_come_newest_first(unit):
    patient_id = PatientId(uuid4())
    days = [date(2024, 5, 1), date(2026, 5, 1), date(2025, 5, 1)]
    for day in days:
        unit.patients.add_prescription(
            a_prescription(patient_id=patient_id, issued_on=day, expires_on=None)
        )
    unit.patients.add_prescription(a_prescription())
    issued = [each.issued_on for each in unit.patients.prescriptions_of(patient_id)]
    assert issued == sorted(days, reverse=True)


def test_an_unknown_prescription_is_not_found(unit):
    with pytest.raises(PrescriptionNotFound):
        unit.patients.prescription(PrescriptionId(uuid4()))
