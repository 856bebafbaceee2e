"""The patients' area with the mouse unplugged: found, opened, taken in, written about, merged."""

from datetime import date

from PySide6.QtCore import Qt

from app.domain.customers import Alert, Recall
from app.domain.kernel.access import Action
from app.ui.actions import Ask
from tests.factories import a_patient

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def open_record(counter, text):
    search = counter.place.bar.search
    counter.key(Qt.Key.Key_K, CTRL)
    counter.type(text)
    counter.wait_until(lambda: search.is_offering, "the search found somebody")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: counter.place.patients.model.file, "the record is open")


def test_enter_in_the_search_opens_the_patients_page_and_says_so_in_the_audit(open_counter, store):
    open_record(open_counter, "kow")
    place = open_counter.place
    assert place.area is Ask.PATIENTS
    assert "Kowalska" in place.patients.patient.header.name.text()
    assert [each.action for each in store.memory.audit.entries].count(Action.PATIENT_READ) == 1
    assert place.patients.patient.timeline.model().rowCount() == 1


def test_ctrl_enter_in_the_search_opens_the_order_form(open_counter):
    open_counter.find_patient("kow")
    assert open_counter.place.area is Ask.PRESCRIPTION


def test_a_new_patient_takes_six_keys_beside_the_characters(open_counter, store):
    open_counter.key(Qt.Key.Key_N, CTRL)
    for text in ("Nora", "Feld", "140399"):
        open_counter.type(text)
        open_counter.key(Qt.Key.Key_Return)
    open_counter.type("0170 1234567")
    open_counter.key(Qt.Key.Key_S, CTRL)
    model = open_counter.place.patients.model
    open_counter.wait_until(lambda: model.file, "the new record is open")
    patient = model.file.patient
    assert (patient.full_name, patient.born_on) == ("Nora Feld", date(1999, 3, 14))
    assert patient.phone == "+491701234567"
    assert patient.number == "P-LIN-26-1"


def test_who_is_here_already_is_shown_while_typing_and_stands_in_nobodys_way(open_counter, store):
    open_counter.key(Qt.Key.Key_N, CTRL)
    form = open_counter.place.patients.form
    for text in ("Rosalind", "Achterberk", "11.02.58"):
        open_counter.type(text)
        open_counter.key(Qt.Key.Key_Return)
    open_counter.wait_until(form.likely.isVisible, "somebody looks like it")
    assert form.likely.model().data(form.likely.model().index(0, 0)) == "Rosalind Achterberg"
    open_counter.key(Qt.Key.Key_S, CTRL)
    open_counter.wait_until(lambda: open_counter.place.patients.model.file, "saved all the same")
    assert len(store.memory.patients.known) == 3


def test_a_birth_date_in_the_future_is_refused_at_its_field(open_counter, store):
    open_counter.key(Qt.Key.Key_N, CTRL)
    form = open_counter.place.patients.form
    for text in ("Nora", "Feld", "14.03.2199"):
        open_counter.type(text)
        open_counter.key(Qt.Key.Key_Return)
    open_counter.key(Qt.Key.Key_S, CTRL)
    open_counter.wait_until(lambda: form.notice.text, "it says what is wrong")
    assert "has not come yet" in form.notice.text
    assert form.edits["born_on"].hasFocus()
    assert len(store.memory.patients.known) == 2


def test_an_alert_is_shown_in_red_above_the_record_until_it_is_closed(open_counter, store):
    open_record(open_counter, "kow")
    page = open_counter.place.patients.patient
    page.note.alert.setFocus()
    open_counter.type("Nickel allergy")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.wait_until(lambda: "Nickel" in page.alert.text, "it is shown")
    page.timeline.selectRow(0)
    open_counter.key(Qt.Key.Key_D, ALT)
    open_counter.wait_until(lambda: not page.alert.text, "it is gone")
    (alert,) = store.memory.people.notes.values()
    assert isinstance(alert, Alert)
    assert not alert.is_open


def test_a_recall_that_is_due_stands_on_the_first_page(open_counter, store):
    open_record(open_counter, "kow")
    patients = open_counter.place.patients
    note = patients.patient.note
    note.kind.buttons[1].click()
    note.recall_day.setFocus()
    open_counter.type("+7")
    note.recall.setFocus()
    open_counter.type("Two-year check")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.wait_until(lambda: store.memory.people.notes, "it is written")
    assert isinstance(next(iter(store.memory.people.notes.values())), Recall)
    open_counter.wait_until(
        lambda: "Recall" in patients.patient.header.recall.text(), "the header says when"
    )
    open_counter.key(Qt.Key.Key_Escape)
    open_counter.wait_until(lambda: patients.start.due.model().rowCount() == 1, "it is due")


def test_two_records_of_one_person_become_one_with_a_reason(open_counter, store):
    twin = a_patient(number="P-1099", given_name="Anna", family_name="Kovalska")
    store.memory.patients.save_patient(twin)
    open_record(open_counter, "kowalska")
    patients = open_counter.place.patients
    open_counter.key(Qt.Key.Key_M, ALT)
    open_counter.type("kovalska")
    open_counter.wait_until(lambda: patients.merging.edit.is_offering, "the other is found")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.type("Same birth date and phone")
    open_counter.key(Qt.Key.Key_F12)
    open_counter.wait_until(lambda: store.memory.people.merges, "they are one")
    open_counter.wait_until(
        lambda: "P-1099" in patients.patient.contact.text(), "the page names both"
    )
