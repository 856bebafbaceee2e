"""The page of a patient by keyboard: the family, files, merges taken apart, and what is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.domain.customers import FileCard, PatientMerge, Relation, RelationKind
from app.domain.customers.merging import MergeId
from app.domain.kernel.access import Action
from app.domain.orders import PatientSnapshot
from app.ui.actions import Ask
from app.ui.driver import CounterDriver
from tests.factories import a_patient, an_order
from tests.factories.customers import OPTICIAN_ID
from tests.factories.payments import a_payment, cash
from tests.fakes.desktop import PIN
from tests.integration.ui.conftest import opened
from tests.integration.ui.test_patients_by_keyboard import open_record

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(open_counter):
    open_record(open_counter, "kow")
    return open_counter.place.patients.patient


def kowalska(store):
    return next(each for each in store.memory.patients.known.values() if each.number == "P-1043")


def test_a_relative_is_linked_and_stands_in_the_timeline(open_counter, page, store):
    family = open_counter.place.patients.family
    open_counter.key(Qt.Key.Key_F, ALT)
    open_counter.type("achter")
    open_counter.wait_until(lambda: family.edit.is_offering, "the relative is found")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.key(Qt.Key.Key_Right)
    open_counter.key(Qt.Key.Key_L, ALT)
    open_counter.wait_until(lambda: store.memory.people.notes, "it is written")
    (relation,) = store.memory.people.notes.values()
    assert isinstance(relation, Relation)
    assert relation.patient_id == kowalska(store).patient_id
    assert relation.kind is tuple(RelationKind)[1]
    open_counter.wait_until(
        lambda: any("Rosalind Achterberg" in row.about for row in page.timeline.model().rows),
        "the page names her",
    )


def test_nobody_chosen_is_said_in_words(open_counter, page, store):
    open_counter.key(Qt.Key.Key_F, ALT)
    open_counter.key(Qt.Key.Key_L, ALT)
    assert "other record" in open_counter.place.patients.family.notice.text
    assert not store.memory.people.notes


def test_a_file_is_taken_out_with_a_reason_that_the_audit_keeps(
    open_counter, page, store, tmp_path
):
    model = open_counter.place.patients.model
    source, target = tmp_path / "fundus.pdf", tmp_path / "out.pdf"
    source.write_bytes(b"%PDF-1.7 fundus")
    model.add_file(str(source))
    open_counter.wait_until(lambda: store.memory.people.notes, "it is kept")
    (card,) = store.memory.people.notes.values()
    assert isinstance(card, FileCard)
    open_counter.wait_until(
        lambda: any(row.value == card for row in page.timeline.model().rows), "it is listed"
    )
    places = [row.value == card for row in page.timeline.model().rows]
    page.timeline.selectRow(places.index(True))
    open_counter.key(Qt.Key.Key_O, ALT)
    assert page.reason.isVisible()
    open_counter.key(Qt.Key.Key_Escape)
    assert not page.reason.isVisible()
    assert open_counter.place.patients.open_patient_id is not None
    model.take_file_out(card.note_id, "The patient asked for it", target)
    open_counter.wait_until(target.exists, "it is on this computer")
    open_counter.settle()
    assert target.read_bytes() == b"%PDF-1.7 fundus"
    entry = next(each for each in store.memory.audit.entries if each.action is Action.FILE_READ)
    assert entry.reason == "The patient asked for it"


def test_a_file_that_cannot_be_read_or_written_is_told_about(open_counter, page, tmp_path):
    model = open_counter.place.patients.model
    model.add_file(str(tmp_path / "none.pdf"))
    open_counter.wait_until(lambda: page.notice.text, "it says so")
    assert "cannot be read" in page.notice.text


def test_two_records_are_taken_apart_with_a_reason(open_counter, store):
    twin = a_patient(number="P-1099", given_name="Anna", family_name="Kovalska")
    store.memory.patients.save_patient(twin)
    store.memory.people.add_merge(
        PatientMerge(
            merge_id=MergeId(store.ids()),
            winner_id=kowalska(store).patient_id,
            loser_id=twin.patient_id,
            reason="Same phone",
            merged_by=OPTICIAN_ID,
            merged_at=store.clock() - timedelta(days=1),
        )
    )
    open_record(open_counter, "kowalska")
    page = open_counter.place.patients.patient
    assert "P-1099" in page.contact.text()
    open_counter.key(Qt.Key.Key_T, ALT)
    assert page.reason.isVisible()
    open_counter.type("Sisters, not one person")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.settle()
    assert page.notice.text == ""
    assert not page.reason.isVisible()
    assert "P-1099" not in page.contact.text()
    entry = next(each for each in store.memory.audit.entries if each.action is Action.PATIENT_MERGE)
    assert entry.reason == "Sisters, not one person"


def test_a_record_that_was_never_merged_says_so(open_counter, page):
    open_counter.key(Qt.Key.Key_T, ALT)
    assert not page.reason.isVisible()
    assert "never merged" in page.notice.text


def test_what_was_paid_stands_in_its_tab_and_in_the_timeline(open_counter, store):
    patient = kowalska(store)
    order = an_order(patient=PatientSnapshot.of(patient))
    store.memory.orders.add(order)
    store.unit.payments.add_payment(replace(a_payment(cash(40_00)), order_id=order.order_id))
    open_record(open_counter, "kow")
    patients = open_counter.place.patients
    (row,) = patients.patient.payments.model().rows
    assert row.order_number == str(order.number)
    whats = [each.what for each in patients.patient.timeline.model().rows]
    assert "Payment" in whats
    assert patients.order_to_pay == order.order_id


def test_f5_on_the_page_brings_what_is_owed_to_the_checkout(open_counter, store, monkeypatch):
    order = an_order(patient=PatientSnapshot.of(kowalska(store)))
    store.memory.orders.add(order)
    open_record(open_counter, "kow")
    asked_for: list[object] = []
    monkeypatch.setattr(open_counter.place.checkout.model, "open_order", asked_for.append)
    open_counter.key(Qt.Key.Key_F5)
    assert asked_for == [order.order_id]
    assert open_counter.place.area is Ask.CHECKOUT


def test_f3_on_the_page_carries_the_patient_into_the_order_form(open_counter, page):
    open_counter.key(Qt.Key.Key_F3)
    entry = open_counter.place.entry
    open_counter.wait_until(lambda: entry.form, "the form is open")
    assert entry.form.patient.number == "P-1043"
    assert open_counter.place.area is Ask.PRESCRIPTION


def test_a_new_patient_being_typed_outlives_the_program(qtbot, store):
    counter = CounterDriver(opened(qtbot, store))
    counter.sign_in("Mara Lindqvist", PIN)
    counter.key(Qt.Key.Key_N, CTRL)
    counter.type("Nora")
    counter.key(Qt.Key.Key_Return)
    counter.type("Feld")
    counter.lock()
    counter.wait_until(lambda: store.memory.drafts.kept, "it is kept")
    counter.settle()
    counter.window.close()
    again = CounterDriver(opened(qtbot, store))
    again.sign_in("Mara Lindqvist", PIN)
    form = again.place.patients.form
    again.wait_until(lambda: form.typed["family_name"] == "Feld", "it is back")
    assert form.typed["given_name"] == "Nora"
    assert again.place.area is Ask.PATIENTS
    again.settle()
    again.window.close()
