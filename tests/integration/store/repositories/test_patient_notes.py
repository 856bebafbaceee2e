"""Notes, answers, merges and the search on a real encrypted store."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.services.patient_ports import Sketch
from tests.factories import a_patient
from tests.factories.records import a_consent, a_merge, a_recall, an_alert


@pytest.fixture
def open_unit(units):
    with units() as unit:
        yield unit


def found(unit, text):
    return [each.number for each in unit.patients.search(text, limit=50)]


@pytest.mark.parametrize(
    "text",
    [
        "kow",
        "kow an",
        "kow 1968",
        "14.03.68 anna",
        "…6789",
        "walsk",
        "kowlaska",
        "p-77",
        "0170 123",
    ],
)
def test_a_patient_is_found_however_one_asks(open_unit, text):
    open_unit.patients.save_patient(a_patient())
    anna = a_patient(
        number="P-77",
        given_name="Anna",
        family_name="Kowalska-Brandt",
        born_on=date(1968, 3, 14),
        phone="+491701236789",
    )
    open_unit.patients.save_patient(anna)
    assert found(open_unit, text) == ["P-77"]


def test_a_corrected_name_is_found_and_the_old_one_is_not(open_unit):
    patient = a_patient(family_name="Quist")
    open_unit.patients.save_patient(patient)
    open_unit.patients.save_patient(replace(patient, family_name="Feldmann", version=2))
    assert found(open_unit, "feldm")
    assert found(open_unit, "quist") == []
    assert found(open_unit, "quits") == []


def test_a_merged_record_is_found_through_the_other_until_they_are_taken_apart(open_unit):
    winner = a_patient(number="P-1", given_name="Anna", family_name="Kowalska")
    loser = a_patient(number="P-2", given_name="Anna", family_name="Brandt")
    for patient in (winner, loser):
        open_unit.patients.save_patient(patient)
    merge = a_merge(winner_id=winner.patient_id, loser_id=loser.patient_id)
    open_unit.people.add_merge(merge)
    assert found(open_unit, "brandt") == found(open_unit, "p-2") == ["P-1"]
    assert open_unit.people.group_of(loser.patient_id) == (winner.patient_id, loser.patient_id)
    undone = a_merge(
        winner_id=winner.patient_id,
        loser_id=loser.patient_id,
        merged_at=merge.merged_at + timedelta(minutes=1),
        is_undone=True,
    )
    open_unit.people.add_merge(undone)
    assert found(open_unit, "brandt") == ["P-2"]
    assert found(open_unit, "kowalska") == ["P-1"]


def test_merges_come_to_the_same_in_whatever_order_they_arrive(open_unit):
    first, second = a_patient(number="P-1"), a_patient(number="P-2")
    for patient in (first, second):
        open_unit.patients.save_patient(patient)
    there = a_merge(winner_id=first.patient_id, loser_id=second.patient_id)
    back = a_merge(
        winner_id=second.patient_id,
        loser_id=first.patient_id,
        merged_at=there.merged_at + timedelta(minutes=1),
    )
    open_unit.people.add_merge(back)
    open_unit.people.add_merge(there)
    assert open_unit.people.group_of(first.patient_id)[0] == first.patient_id
    assert found(open_unit, "achterberg") == ["P-1"]


def test_an_older_version_of_a_note_changes_nothing(open_unit):
    note = an_alert()
    closed = replace(note, is_open=False, version=2)
    open_unit.people.save_note(closed)
    open_unit.people.save_note(note)
    assert open_unit.people.note(note.note_id) == closed


def test_open_recalls_are_due_by_their_day(open_unit):
    patient = a_patient()
    open_unit.patients.save_patient(patient)
    due = a_recall(patient_id=patient.patient_id, due_on=date(2026, 3, 9))
    for note in (
        due,
        a_recall(patient_id=patient.patient_id, due_on=date(2027, 1, 1)),
        a_recall(patient_id=patient.patient_id, is_open=False),
    ):
        open_unit.people.save_note(note)
    rows = open_unit.people.recalls_due(date(2026, 12, 31), limit=9)
    assert [each.recall for each in rows] == [due]
    assert rows[0].patient.number == patient.number


def test_every_answer_is_kept_in_the_order_it_was_given(open_unit):
    yes = a_consent()
    no = a_consent(
        patient_id=yes.patient_id, is_given=False, taken_at=yes.taken_at + timedelta(days=1)
    )
    for consent in (no, yes, yes):
        open_unit.people.add_consent(consent)
    assert open_unit.people.consents_of([yes.patient_id]) == (yes, no)


def test_who_is_half_typed_and_mistyped_is_a_candidate(open_unit):
    patient = a_patient()
    open_unit.patients.save_patient(patient)
    sketch = Sketch(given_name="Rosalind", family_name="Achterbreg", born_on=patient.born_on)
    assert [row.number for row in open_unit.people.similar(sketch, limit=9)] == [patient.number]
