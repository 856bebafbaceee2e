"""Prescriptions and patients go out as FHIR R5 and come in again unchanged."""

import json
from datetime import date

import pytest
from fhir.resources.patient import Patient
from fhir.resources.visionprescription import VisionPrescription
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.fhir import (
    FhirEyeIsAmbiguous,
    FhirHasNoPrescription,
    FhirHasSeveralPrescriptions,
    FhirPatient,
    FhirPowerIsRefused,
    FhirPrescription,
    FhirPrescriptionIsVoid,
    patient_resource,
    prescription_resource,
    read_patient,
    read_prescription,
)
from app.adapters.exchange.fhir_fields import FhirError, FhirFieldIsMalformed
from app.adapters.exchange.strict_json import JsonIsMalformed
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower, Prism

EIGHTHS = st.integers(-64, 64).map(lambda eighths: Dioptres(eighths * 125))
QUARTERS = st.integers(-16, 16).map(lambda quarters: Dioptres(quarters * 250))


@st.composite
def eyes(draw):
    cylinder = draw(EIGHTHS)
    base_in, base_up = draw(QUARTERS), draw(QUARTERS)
    has_prism = base_in != NO_POWER or base_up != NO_POWER
    return EyePower(
        sphere=draw(EIGHTHS),
        cylinder=cylinder,
        axis_deg=None if cylinder == NO_POWER else draw(st.integers(1, 180)),
        add=draw(st.none() | st.integers(1, 18).map(lambda q: Dioptres(q * 250))),
        prism=Prism(base_in=base_in, base_up=base_up) if has_prism else None,
        is_balance=draw(st.booleans()),
    )


def a_lens(**changes):
    return {"product": {}, "eye": "right", "sphere": -2.00} | changes


def a_resource(*lenses, **changes):
    resource = {"resourceType": "VisionPrescription", "status": "active"}
    return resource | {"lensSpecification": list(lenses or (a_lens(),))} | changes


def read(resource):
    return read_prescription(json.dumps(resource).encode())


@given(eyes(), st.none() | eyes())
def test_a_prescription_comes_back_as_it_went_and_the_library_takes_it(right, left):
    prescription = FhirPrescription(
        right=right,
        left=left,
        written_on=date(2026, 7, 20),
        prescriber="Dr. Imre Vadas",
        patient="Patient/42",
    )
    resource = prescription_resource(prescription)
    text = VisionPrescription.model_validate(resource).model_dump_json()
    assert read_prescription(text.encode()) == prescription


def test_a_patient_comes_back_as_it_went_and_the_library_takes_it():
    patient = FhirPatient(
        identifier="P-1042",
        given_name="Rosalind",
        family_name="Achterberg",
        born_on=date(1958, 2, 11),
        phone="+44 7700 900142",
    )
    text = Patient.model_validate(patient_resource(patient)).model_dump_json()
    assert read_patient(text.encode()) == patient


def test_axis_0_is_read_as_180():
    right = read(a_resource(a_lens(cylinder=-0.50, axis=0))).right
    assert right is not None
    assert right.axis_deg == 180


def test_an_axis_beside_a_cylinder_of_0_says_nothing():
    right = read(a_resource(a_lens(cylinder=0.00, axis=90))).right
    assert right is not None
    assert (right.cylinder, right.axis_deg) == (NO_POWER, None)


def test_an_axis_whose_cylinder_was_lost_is_refused():
    with pytest.raises(FhirPowerIsRefused) as caught:
        read(a_resource(a_lens(axis=90)))
    assert caught.value.facts == {
        "reason": "optics.axis.needs_cylinder",
        "position": "lensSpecification[0]",
    }


def test_prism_bases_are_words():
    lens = a_lens(prism=[{"amount": 0.5, "base": "down"}, {"amount": 1, "base": "in"}])
    right = read(a_resource(lens)).right
    assert right is not None
    assert right.prism == Prism(base_in=Dioptres(1000), base_up=Dioptres(-500))


def test_a_prescription_is_found_in_a_bundle():
    entries = [{"resource": {"resourceType": "Patient"}}, {"resource": a_resource()}]
    prescription = read({"resourceType": "Bundle", "entry": entries})
    assert prescription.right == EyePower(sphere=Dioptres(-2000))


def test_a_zero_sphere_is_a_value_and_a_missing_one_is_not_guessed():
    assert read(a_resource(a_lens(sphere=0))).right == EyePower(sphere=NO_POWER)
    lens = a_lens()
    del lens["sphere"]
    with pytest.raises(FhirFieldIsMalformed) as caught:
        read(a_resource(lens))
    assert caught.value.facts["position"] == "lensSpecification[0].sphere"


@pytest.mark.parametrize(
    ("resource", "error"),
    [
        ({"resourceType": "Patient"}, FhirHasNoPrescription),
        ({"resourceType": "Bundle", "entry": []}, FhirHasNoPrescription),
        ({}, FhirHasNoPrescription),
        ([], FhirFieldIsMalformed),
        (a_resource(status="entered-in-error"), FhirPrescriptionIsVoid),
        (a_resource(a_lens(), a_lens()), FhirEyeIsAmbiguous),
        (a_resource(a_lens(eye="middle")), FhirFieldIsMalformed),
        (a_resource(a_lens(sphere="-2.00")), FhirFieldIsMalformed),
        (a_resource(a_lens(sphere=True)), FhirFieldIsMalformed),
        (a_resource(a_lens(sphere=-2.07)), FhirPowerIsRefused),
        (a_resource(a_lens(sphere=-80)), FhirPowerIsRefused),
        (a_resource(a_lens(sphere=1e30)), FhirPowerIsRefused),
        (a_resource(a_lens(cylinder=-1)), FhirPowerIsRefused),
        (a_resource(a_lens(cylinder=-1, axis=181)), FhirPowerIsRefused),
        (a_resource(a_lens(cylinder=-1, axis=9.5)), FhirPowerIsRefused),
        (a_resource(a_lens(prism=[{"amount": 1, "base": "left"}])), FhirFieldIsMalformed),
        (a_resource(a_lens(prism=[{"amount": 1, "base": "in"}] * 2)), FhirPowerIsRefused),
        (a_resource(a_lens(product={"coding": [{"code": "contact"}]})), FhirHasNoPrescription),
        (a_resource(dateWritten="2026-02-30"), FhirFieldIsMalformed),
        (
            {"resourceType": "Bundle", "entry": [{"resource": a_resource()}] * 2},
            FhirHasSeveralPrescriptions,
        ),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_place(resource, error):
    with pytest.raises(error) as caught:
        read(resource)
    assert "position" in caught.value.facts


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_name(data):
    with pytest.raises((FhirError, JsonIsMalformed)):
        read_prescription(data)
