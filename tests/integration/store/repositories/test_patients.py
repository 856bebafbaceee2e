"""Patients are kept whole, found by how their names begin, and never go back in version."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.customers import PatientNotFound
from app.domain.kernel.ids import PatientId
from tests.factories import (
    a_patient,
)


def test_a_saved_patient_comes_back_whole(unit):
    patient = a_patient(phone=None)
    unit.patients.save_patient(patient)
    assert unit.patients.patient(patient.patient_id) == patient


def test_an_unknown_patient_is_not_found(unit):
    with pytest.raises(PatientNotFound):
        unit.patients.patient(PatientId(uuid4()))


def test_a_newer_version_replaces_an_older_one(unit):
    patient = a_patient()
    married = replace(patient, family_name="Brightwell", version=2)
    unit.patients.save_patient(patient)
    unit.patients.save_patient(married)
    assert unit.patients.patient(patient.patient_id) == married
    assert unit.patients.search("achterberg", limit=5) == ()
    assert len(unit.patients.search("brightwell", limit=5)) == 1


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_version_or_the_same_again_never_wins(unit, version):
    patient = a_patient(version=2)
    unit.patients.save_patient(patient)
    unit.patients.save_patient(replace(patient, family_name="Older", version=version))
    assert unit.patients.patient(patient.patient_id) == patient
    assert unit.patients.search("older", limit=5) == ()


@pytest.mark.parametrize(
    "text",
    [
        "mul",
        "Müller",
        "MULLER-LOS",
        "los",
        "Łoś",
        "jorg mul",
        "mul jorg",
        "P-1042",
        "1042",
        "p1042",
        "07700 900",
        "+44 7700",
        "0044 7700900142",
        "7700900142",
    ],
)
def test_a_patient_is_found_by_the_beginning_of_name_number_or_phone(unit, text):
    patient = a_patient(given_name="Jörg", family_name="Müller-Łoś")
    unit.patients.save_patient(patient)
    unit.patients.save_patient(
        a_patient(number="P-77", given_name="Ada", family_name="Quist", phone=None)
    )
    assert [hit.patient_id for hit in unit.patients.search(text, limit=5)] == [patient.patient_id]


@pytest.mark.parametrize("text", ["ul", "jorg quist", "%", "_", "'", "900143", "  "])
def test_what_stands_in_no_word_finds_nobody(unit, text):
    unit.patients.save_patient(a_patient(given_name="Jörg", family_name="Müller"))
    assert unit.patients.search(text, limit=5) == ()


def test_family_names_come_before_given_names_and_the_rest_by_name(unit):
    for number, given, family in (
        ("1", "Rose", "Zander"),
        ("2", "Bea", "Rosen"),
        ("3", "Ada", "Rosen"),
        ("4", "Xi", "Van Rosen"),
    ):
        unit.patients.save_patient(
            a_patient(number=number, given_name=given, family_name=family, phone=None)
        )
    assert [hit.number for hit in unit.patients.search("ros", limit=9)] == ["3", "2", "1", "4"]
    assert len(unit.patients.search("ros", limit=2)) == 2
