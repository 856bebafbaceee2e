"""Finding and opening a patient, taking one in, and signing a prescription once."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.customers import (
    PatientChanged,
    PatientNameIsMissing,
    PrescriptionIsEmpty,
    PrescriptionIssued,
)
from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.ids import CommandId, SiteId
from app.domain.kernel.text import TextIsTooLong
from app.domain.orders import CommandWasUsedForAnotherOrder
from app.services.changes import NO_CHANGES
from app.services.customers import IssuePrescription, RegisterPatient
from tests.factories import a_patient, an_eye
from tests.factories.moments import TODAY
from tests.factories.places import LAB_ID, STORE_ID


@pytest.fixture
def patient(shop):
    patient = a_patient(home_site_id=STORE_ID)
    shop.memory.patients.save_patient(patient)
    return patient


def a_prescription_command(shop, patient, **changes):
    values = {
        "command_id": CommandId(shop.new_id()),
        "patient_id": patient.patient_id,
        "right": an_eye(),
        "left": an_eye(),
        "issued_on": TODAY,
        "expires_on": None,
        "prescriber": "Dr Weiss",
    }
    return IssuePrescription(**(values | changes))


def test_a_text_no_server_takes_is_refused_where_it_is_typed(shop, optician, patient):
    command = a_prescription_command(shop, patient, prescriber="D" * 201)
    with pytest.raises(TextIsTooLong):
        shop.customers.issue(optician, command)
    assert shop.memory.outbox.facts == []


def test_opening_a_record_writes_down_who_opened_it(shop, optician, patient):
    record, _ = shop.customers.open_record(optician, patient.patient_id)
    assert record.patient == patient
    (entry,) = shop.memory.audit.entries
    assert (entry.action, entry.user_id, entry.subject_id) == (
        Action.PATIENT_READ,
        optician.user_id,
        patient.patient_id,
    )


def test_a_record_of_another_site_stays_closed(shop, optician):
    elsewhere = a_patient(home_site_id=SiteId(LAB_ID))
    shop.memory.patients.save_patient(elsewhere)
    with pytest.raises(AccessDenied):
        shop.customers.open_record(optician, elsewhere.patient_id)
    assert not shop.memory.audit.entries


def test_an_empty_search_finds_nobody_instead_of_everybody(shop, optician, patient):
    assert shop.customers.search(optician, "  ") == ()
    (hit,) = shop.customers.search(optician, patient.family_name)
    assert hit.patient_id == patient.patient_id


def test_a_technician_may_not_search_patients(shop):
    with pytest.raises(AccessDenied):
        shop.customers.search(shop.session(Role.TECHNICIAN), "a")


def test_signing_twice_signs_once(shop, optician, patient):
    command = a_prescription_command(shop, patient)
    first, _ = shop.customers.issue(optician, command)
    again, changes = shop.customers.issue(optician, command)
    assert (again, changes) == (first, NO_CHANGES)
    assert [type(event) for event in shop.memory.outbox.events] == [PrescriptionIssued]
    assert shop.memory.patients.prescription(first).issued_by == optician.user_id


def test_a_signature_is_never_taken_for_one_under_other_numbers(shop, optician, patient):
    command = a_prescription_command(shop, patient)
    signed, _ = shop.customers.issue(optician, command)
    corrected = replace(command, right=an_eye(axis_deg=59))
    with pytest.raises(CommandWasUsedForAnotherOrder):
        shop.customers.issue(optician, corrected)
    assert shop.memory.patients.prescription(signed).right == command.right


def test_a_prescription_of_nothing_is_refused_and_not_half_written(shop, optician, patient):
    with pytest.raises(PrescriptionIsEmpty):
        shop.customers.issue(optician, a_prescription_command(shop, patient, right=None, left=None))
    assert not shop.memory.outbox.facts
    assert not shop.memory.audit.entries


def test_a_new_patient_is_a_fact_of_this_site(shop, optician):
    command = RegisterPatient(
        command_id=CommandId(shop.new_id()),
        number="P000901",
        given_name="Zofia",
        family_name="Łęcka",
        born_on=date(1975, 5, 4),
        phone=None,
    )
    patient_id, _ = shop.customers.register(optician, command)
    again, _ = shop.customers.register(optician, command)
    assert again == patient_id
    (event,) = shop.memory.outbox.events
    assert isinstance(event, PatientChanged)
    assert event.patient.home_site_id == optician.site_id


def test_a_nameless_patient_is_refused(shop, optician):
    command = RegisterPatient(
        command_id=CommandId(shop.new_id()),
        number="P1",
        given_name=" ",
        family_name="Łęcka",
        born_on=date(1975, 5, 4),
        phone=None,
    )
    with pytest.raises(PatientNameIsMissing):
        shop.customers.register(optician, command)
