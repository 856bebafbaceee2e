"""Patients are taken in once, corrected without loss, written about, and made one."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from app.adapters.exchange.phone_numbers import in_full
from app.domain.customers import (
    Alert,
    AlertKind,
    BirthDateIsInTheFuture,
    BirthDateIsTooEarly,
    Channel,
    ConsentHasNoWording,
    EmailIsMalformed,
    ExamOutcome,
    FileCard,
    FileIsElsewhere,
    FileIsTooLarge,
    MergeIsWithItself,
    NoteIsEmpty,
    NothingToTakeApart,
    PatientNameIsMissing,
    PhoneIsMalformed,
    PostalAddress,
    Purpose,
    RelationIsToOneself,
    RelationKind,
    may_contact,
)
from app.domain.kernel.access import Action, Role
from app.domain.kernel.ids import CommandId
from app.domain.kernel.text import TextIsTooLong
from app.domain.orders import PatientSnapshot
from app.services.auditing import Gate, ReasonIsMissing
from app.services.changes import NO_CHANGES
from app.services.patient_ports import Sketch
from app.services.people import people_of
from app.services.people.editing import (
    EditPatient,
    NewPatient,
    PatientDetails,
    PatientWasChangedMeanwhile,
)
from app.services.people.files import AddFile
from app.services.people.merging import MergePatients, TakeApart
from app.services.people.notes import (
    CloseNote,
    LinkRelation,
    PlanRecall,
    RecordExam,
    TakeConsent,
    WriteAlert,
)
from tests.factories import a_patient, an_order
from tests.factories.payments import a_payment, cash
from tests.fakes.payments import FakePaymentUnit
from tests.unit.services.conftest import Shop


@pytest.fixture
def shop():
    return Shop(FakePaymentUnit())


@pytest.fixture
def unit(shop):
    return shop.unit


@pytest.fixture
def clock(shop):
    return shop.clock


@pytest.fixture
def new_id(shop):
    return shop.new_id


@pytest.fixture
def optician(shop):
    return shop.session(Role.OPTICIAN)


@pytest.fixture
def people(shop):
    gate = Gate(clock=shop.clock, new_id=shop.new_id)
    phones = partial(in_full, region="DE")
    return people_of(units=shop.units, gate=gate, clock=shop.clock, phones=phones)


@pytest.fixture
def patient(unit):
    known = a_patient()
    unit.memory.patients.save_patient(known)
    return known


def command_id(new_id):
    return CommandId(new_id())


def details(**changes):
    typed = PatientDetails(
        given_name="Nora", family_name="Feld", born_on=date(1999, 3, 14), phone="0170 1234567"
    )
    return replace(typed, **changes)


def test_a_new_patient_gets_the_devices_next_number_and_the_phone_in_full(
    people, unit, optician, new_id
):
    command = NewPatient(command_id=command_id(new_id), details=details())
    patient, _ = people.editing.create(optician, command)
    assert patient.phone == "+491701234567"
    assert patient.number.startswith("P-LIN-")
    again, changes = people.editing.create(optician, command)
    assert (again, changes) == (patient, NO_CHANGES)
    assert len(unit.memory.patients.known) == 1


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"given_name": "N" * 10_000}, TextIsTooLong),
        ({"family_name": " "}, PatientNameIsMissing),
        ({"born_on": date(2199, 1, 1)}, BirthDateIsInTheFuture),
        ({"born_on": date(1899, 12, 31)}, BirthDateIsTooEarly),
        ({"email": "nora@"}, EmailIsMalformed),
        ({"phone": "12"}, PhoneIsMalformed),
        ({"phone": "call my son"}, PhoneIsMalformed),
    ],
)
def test_what_cannot_be_right_is_refused_and_uses_no_number_up(
    people, unit, optician, new_id, typed, refusal
):
    command = NewPatient(command_id=command_id(new_id), details=details(**typed))
    with pytest.raises(refusal):
        people.editing.create(optician, command)
    assert not unit.memory.patients.known
    good = NewPatient(command_id=command_id(new_id), details=details())
    patient, _ = people.editing.create(optician, good)
    assert patient.number.endswith("-1")


def edit_of(patient, new_id, **changes):
    typed = PatientDetails(
        given_name=patient.given_name,
        family_name=patient.family_name,
        born_on=patient.born_on,
        phone=patient.phone or "",
        email=patient.email or "",
    )
    return EditPatient(
        command_id=command_id(new_id), seen=patient, details=replace(typed, **changes)
    )


def test_two_corrections_of_different_fields_are_both_kept(people, unit, optician, patient, new_id):
    people.editing.edit(optician, edit_of(patient, new_id, email="rosa@example.org"))
    corrected, _ = people.editing.edit(
        optician, edit_of(patient, new_id, address=PostalAddress(city="Lindenhof"))
    )
    assert corrected.email == "rosa@example.org"
    assert corrected.address == PostalAddress(city="Lindenhof")
    assert corrected.version == 3
    assert dict(unit.memory.outbox.events[-1].before) == {"city": None}


def test_a_field_that_was_corrected_meanwhile_is_not_overwritten(people, optician, patient, new_id):
    people.editing.edit(optician, edit_of(patient, new_id, email="rosa@example.org"))
    with pytest.raises(PatientWasChangedMeanwhile):
        people.editing.edit(optician, edit_of(patient, new_id, email="other@example.org"))


def test_a_patient_half_typed_is_found_with_a_slip_in_the_name(people, optician, patient):
    sketch = Sketch(
        given_name="Rosalind", family_name="Achterberk", born_on=patient.born_on, phone=""
    )
    (likely,) = people.finding.similar(optician, sketch)
    assert likely.row.patient_id == patient.patient_id
    stranger = Sketch(given_name="Ivo", family_name="Petrov", born_on=date(1990, 1, 1))
    assert people.finding.similar(optician, stranger) == ()


def test_the_last_answer_holds_and_every_answer_is_kept(
    people, unit, optician, patient, new_id, clock
):
    for is_given in (True, False):
        people.notes.take_consent(
            optician,
            TakeConsent(
                command_id=command_id(new_id),
                patient_id=patient.patient_id,
                channel=Channel.SMS,
                purpose=Purpose.SERVICE,
                is_given=is_given,
                wording="You may text me.",
            ),
        )
        history = unit.memory.people.consents_of([patient.patient_id])
        assert may_contact(history, Channel.SMS, Purpose.SERVICE) is is_given
        clock.advance(timedelta(minutes=1))
    assert len(history) == 2
    assert not may_contact(history, Channel.EMAIL, Purpose.SERVICE)


def test_an_answer_without_words_is_none(people, optician, patient, new_id):
    with pytest.raises(ConsentHasNoWording):
        people.notes.take_consent(
            optician,
            TakeConsent(
                command_id=command_id(new_id),
                patient_id=patient.patient_id,
                channel=Channel.SMS,
                purpose=Purpose.SERVICE,
                is_given=True,
                wording=" ",
            ),
        )


def test_the_record_shows_alerts_exams_family_and_the_next_recall(
    people, unit, optician, patient, new_id
):
    child = a_patient(given_name="Ida")
    unit.memory.patients.save_patient(child)
    whose = {"patient_id": patient.patient_id}
    for command in (
        WriteAlert(
            command_id=command_id(new_id), **whose, kind=AlertKind.HEALTH, text="Nickel allergy"
        ),
        PlanRecall(command_id=command_id(new_id), **whose, due_on=date(2028, 1, 1), reason="Check"),
        PlanRecall(command_id=command_id(new_id), **whose, due_on=date(2027, 1, 1), reason="Drops"),
        RecordExam(
            command_id=command_id(new_id),
            **whose,
            examined_on=date(2026, 3, 2),
            examiner="Dr. Vadas",
            outcome=ExamOutcome.NO_CHANGE,
        ),
        LinkRelation(
            command_id=command_id(new_id),
            **whose,
            other_id=child.patient_id,
            kind=RelationKind.CHILD,
        ),
    ):
        people.notes.write(optician, command)
        assert people.notes.write(optician, command) == NO_CHANGES
    file, _ = people.finding.open_file(optician, patient.patient_id)
    assert [each.text for each in file.alerts] == ["Nickel allergy"]
    assert file.next_recall.reason == "Drops"
    assert file.names[child.patient_id] == child.full_name
    people.notes.close(
        optician, CloseNote(command_id=command_id(new_id), note_id=file.alerts[0].note_id)
    )
    file, _ = people.finding.open_file(optician, patient.patient_id)
    assert file.alerts == ()
    assert any(isinstance(each, Alert) and not each.is_open for each in file.notes)


def test_a_note_without_words_and_a_family_of_one_are_refused(people, optician, patient, new_id):
    with pytest.raises(NoteIsEmpty):
        people.notes.write(
            optician,
            WriteAlert(
                command_id=command_id(new_id),
                patient_id=patient.patient_id,
                kind=AlertKind.CARE,
                text="  ",
            ),
        )
    with pytest.raises(RelationIsToOneself):
        people.notes.write(
            optician,
            LinkRelation(
                command_id=command_id(new_id),
                patient_id=patient.patient_id,
                other_id=patient.patient_id,
                kind=RelationKind.OTHER,
            ),
        )


def test_merged_records_are_one_until_they_are_taken_apart(
    people, unit, optician, patient, new_id, clock
):
    twin = a_patient(number="P-2000")
    unit.memory.patients.save_patient(twin)
    merge = MergePatients(
        command_id=command_id(new_id),
        winner_id=patient.patient_id,
        loser_id=twin.patient_id,
        reason="Same phone",
    )
    with pytest.raises(ReasonIsMissing):
        people.merging.merge(optician, replace(merge, reason=" "))
    people.merging.merge(optician, merge)
    file, _ = people.finding.open_file(optician, twin.patient_id)
    assert file.patient == patient
    assert file.merged == (twin,)
    with pytest.raises(MergeIsWithItself):
        people.merging.merge(optician, replace(merge, command_id=command_id(new_id)))
    clock.advance(timedelta(minutes=1))
    apart = TakeApart(
        command_id=command_id(new_id), loser_id=twin.patient_id, reason="Two people after all"
    )
    people.merging.take_apart(optician, apart)
    file, _ = people.finding.open_file(optician, twin.patient_id)
    assert file.patient == twin
    with pytest.raises(NothingToTakeApart):
        people.merging.take_apart(optician, replace(apart, command_id=command_id(new_id)))


def test_a_file_is_taken_out_with_a_reason_that_stays_in_the_audit(
    people, unit, optician, patient, new_id
):
    content = b"%PDF-1.7 referral"
    command = AddFile(
        command_id=command_id(new_id),
        patient_id=patient.patient_id,
        name="referral.pdf",
        content=content,
    )
    people.files.add(optician, command)
    (card,) = unit.memory.people.notes.values()
    assert isinstance(card, FileCard)
    assert card.media_type == "application/pdf"
    with pytest.raises(ReasonIsMissing):
        people.files.read(optician, card.note_id, "")
    read, _ = people.files.read(optician, card.note_id, "Asked for by the clinic")
    assert read == content
    entry = unit.memory.audit.entries[-1]
    assert (entry.action, entry.reason) == (Action.FILE_READ, "Asked for by the clinic")
    unit.memory.people.files.clear()
    with pytest.raises(FileIsElsewhere):
        people.files.read(optician, card.note_id, "Asked for by the clinic")


def test_a_file_that_is_too_large_is_refused(people, optician, patient, new_id):
    command = AddFile(
        command_id=command_id(new_id),
        patient_id=patient.patient_id,
        name="film.bin",
        content=bytes(10 * 1024 * 1024 + 1),
    )
    with pytest.raises(FileIsTooLarge):
        people.files.add(optician, command)


def test_the_record_shows_what_was_paid_and_which_order_is_to_be_paid_next(shop, people, optician):
    patient = a_patient()
    shop.memory.patients.save_patient(patient)
    order = an_order(patient=PatientSnapshot.of(patient))
    shop.memory.orders.add(order)
    deposit = replace(a_payment(cash(50_00)), order_id=order.order_id)
    shop.unit.payments.add_payment(deposit)
    file, _ = people.finding.open_file(optician, patient.patient_id)
    assert [(row.entry, row.order_number) for row in file.payments] == [
        (deposit, str(order.number))
    ]
    assert file.unpaid is not None
    assert file.unpaid.order_id == order.order_id
    rest = replace(a_payment(cash(order.total.minor - 50_00)), order_id=order.order_id)
    shop.unit.payments.add_payment(rest)
    file, _ = people.finding.open_file(optician, patient.patient_id)
    assert file.unpaid is None
