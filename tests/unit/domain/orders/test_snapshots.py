"""Snapshots are frozen: they read back equal, and one changed sign changes the hash."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_sha256
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from app.domain.orders import (
    PatientSnapshot,
    PrescriptionSnapshot,
    SnapshotIsDamaged,
    snapshot_sha256,
)
from app.domain.orders.snapshots import power_from_json, power_to_json
from tests.factories.orders import an_order

STEPS = st.integers(-80, 80).map(lambda n: Dioptres(n * 125))
CYLINDERS = st.integers(1, 64).map(lambda n: Dioptres(-n * 125))
PRISMS = st.builds(Prism, base_in=STEPS, base_up=STEPS)
SPHERICAL = st.builds(EyePower, sphere=STEPS, prism=st.none() | PRISMS, is_balance=st.booleans())
TORIC = st.builds(
    EyePower,
    sphere=STEPS,
    cylinder=CYLINDERS,
    axis_deg=st.integers(1, 180),
    add=st.none() | st.integers(2, 36).map(lambda n: Dioptres(n * 125)),
)


@given(SPHERICAL | TORIC)
def test_a_power_reads_back_exactly_as_it_was_stored(power):
    assert power_from_json(power_to_json(power)) == power


def test_an_eye_without_prescription_is_not_an_eye_of_plano():
    assert power_to_json(None) is None
    assert power_from_json(None) is None
    assert power_to_json(EyePower(sphere=Dioptres(0))) is not None


def test_both_snapshots_read_back_equal():
    draft = an_order().draft
    assert PatientSnapshot.from_json(draft.patient.to_json()) == draft.patient
    assert PrescriptionSnapshot.from_json(draft.prescription.to_json()) == draft.prescription


def test_one_quarter_dioptre_more_is_another_hash():
    rx = an_order().draft.prescription
    stronger = replace(rx, right=replace(rx.right, sphere=rx.right.sphere + Dioptres(250)))
    assert stronger.sha256 != rx.sha256


def test_the_orders_hash_covers_patient_and_prescription_as_stored():
    order = an_order()
    patient, rx = order.draft.patient.to_json(), order.draft.prescription.to_json()
    assert order.snapshot_sha256 == canonical_sha256({"patient": patient, "prescription": rx})
    assert snapshot_sha256({**patient, "number": "other"}, rx) != order.snapshot_sha256


def test_a_patients_snapshot_holds_no_phone_and_no_address():
    names = {field.name for field in fields(PatientSnapshot)}
    assert names == {"patient_id", "number", "given_name", "family_name", "born_on"}


@pytest.mark.parametrize("document", [None, "x", {}, {"patient_id": "no uuid"}, {"number": 5}])
def test_damaged_bytes_are_refused(document):
    with pytest.raises(SnapshotIsDamaged):
        PatientSnapshot.from_json(document)
    with pytest.raises(SnapshotIsDamaged):
        PrescriptionSnapshot.from_json(document)


def test_a_snapshots_text_names_nobody():
    draft = an_order().draft
    assert draft.patient.family_name not in repr(draft.patient)
    assert draft.patient.family_name not in repr(an_order())
