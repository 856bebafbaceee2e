"""Taking an order: saved once, kept while other work is done, refused at its fields."""

from datetime import date, timedelta
from pathlib import Path

from app.ui.orders.order_form import FormField
from app.ui.orders.problems import Problem
from app.ui.rx.cells import Column
from app.ui.rx.commands import Command
from app.ui.rx.steps import Stride
from tests.unit.ui.orders.at_the_desk import R_SPH, confirm_all, patient_named

SAMPLE = Path(__file__).parents[4] / "resources" / "samples" / "demo-frame.oma"


def test_opening_a_patient_opens_a_form_with_its_history(entry, rosalind, settle):
    entry.open_patient(rosalind.patient_id)
    settle()
    assert entry.form.patient == rosalind
    assert [rx.issued_on for rx in entry.form.history] == [date(2024, 4, 3)]
    assert entry.form.prescriber == "Dr. Imre Vadas"
    assert entry.is_editable


def test_reading_a_record_is_audited_once(entry, rosalind, settle, store):
    entry.open_patient(rosalind.patient_id)
    settle()
    assert [each.subject_id for each in store.memory.audit.entries] == [rosalind.patient_id]


def test_f12_makes_one_prescription_and_one_order(filled, settle, store):
    filled.create()
    settle()
    assert str(filled.order.number) == "O-LIN-26-1"
    assert len(store.memory.orders.kept) == 1
    assert not filled.is_editable
    assert filled.row.number == "O-LIN-26-1"
    draft = filled.order.draft
    assert draft.prescription.right == filled.form.rx.power("right")


def test_a_second_press_while_saving_does_nothing(filled, settle, store):
    filled.create()
    filled.create()
    settle()
    filled.create()
    settle()
    assert len(store.memory.orders.kept) == 1
    assert len(store.memory.patients.prescriptions) == 3


def test_an_amber_field_keeps_the_order_from_being_made(filled, settle, store):
    pointed: list[Problem] = []
    filled.pointed.connect(pointed.append)
    filled.enter(R_SPH, "2.25")
    filled.create()
    settle()
    assert pointed[0].place == R_SPH
    assert store.memory.orders.kept == {}
    filled.obey(R_SPH, Command.CONFIRM)
    confirm_all(filled)
    filled.create()
    settle()
    assert filled.order.draft.prescription.right.sphere.thousandths == 2250


def test_an_empty_pd_blocks_with_its_sentence(filled, settle, store):
    filled.enter(("left", Column.PD), "")
    filled.create()
    settle()
    assert "The left eye needs its PD" in filled.problem.text
    assert len(store.memory.patients.prescriptions) == 2


def test_what_the_store_refuses_is_said_and_nothing_is_lost(filled, settle, store):
    del store.memory.catalogue.lenses[filled.form.lens.sku]
    filled.create()
    settle()
    assert filled.problem.field is FormField.LENS
    assert filled.order is None
    assert filled.form.rx.cell(R_SPH).text == "\u22122.25"


def test_numbers_corrected_after_a_refusal_are_signed_anew(filled, settle, store):
    lens = filled.form.lens
    del store.memory.catalogue.lenses[lens.sku]
    filled.create()
    settle()
    store.memory.catalogue.save_lens(lens)
    filled.enter(R_SPH, "-3.00")
    filled.create()
    settle()
    assert filled.order.draft.prescription.right.sphere.thousandths == -3000
    signed = store.memory.patients.prescription(filled.order.draft.prescription.prescription_id)
    assert signed.right.sphere.thousandths == -3000


def test_numbers_corrected_after_another_patient_was_served_are_signed_anew(
    filled, rosalind, settle, store
):
    lens = filled.form.lens
    del store.memory.catalogue.lenses[lens.sku]
    filled.create()
    settle()
    store.memory.catalogue.save_lens(lens)
    filled.open_patient(patient_named(store, "Kowalska-Brandt-Wiśniewska").patient_id)
    settle()
    filled.open_patient(rosalind.patient_id)
    settle()
    filled.enter(R_SPH, "-3.00")
    filled.create()
    settle()
    signed = store.memory.patients.prescription(filled.order.draft.prescription.prescription_id)
    assert signed.right.sphere.thousandths == -3000


def test_the_same_numbers_after_a_refusal_are_not_signed_twice(filled, settle, store):
    lens = filled.form.lens
    del store.memory.catalogue.lenses[lens.sku]
    filled.create()
    settle()
    store.memory.catalogue.save_lens(lens)
    filled.create()
    settle()
    assert filled.order is not None
    assert len(store.memory.patients.prescriptions) == 3


def test_a_form_is_kept_while_another_patient_is_served(filled, rosalind, settle, store):
    other = patient_named(store, "Kowalska-Brandt-Wiśniewska")
    filled.open_patient(other.patient_id)
    settle()
    assert filled.form.patient == other
    assert filled.form.rx.cell(R_SPH).is_empty
    filled.open_patient(rosalind.patient_id)
    settle()
    assert filled.form.rx.cell(R_SPH).text == "\u22122.25"
    assert filled.form.frame.frame.brand == "Nordlys"


def test_after_an_order_the_same_patient_gets_a_fresh_form(filled, rosalind, settle):
    first = filled.form.order_command
    filled.create()
    settle()
    filled.open_patient(rosalind.patient_id)
    settle()
    assert filled.is_editable
    assert filled.form.order_command != first
    assert filled.form.is_untouched


def test_a_made_order_can_no_longer_be_changed(filled, settle):
    filled.create()
    settle()
    filled.enter(R_SPH, "-9.00")
    filled.change(note="too late")
    assert filled.form.rx.cell(R_SPH).text == "\u22122.25"
    assert filled.form.note == ""


def test_the_grid_is_turned_copied_and_begun_from_history(filled):
    filled.turn(R_SPH, Stride.NORMAL, is_up=True)
    assert filled.form.rx.cell(R_SPH).text == "\u22122.00"
    filled.copy_right_to_left()
    assert filled.form.rx.cell(("left", Column.SPHERE)).text == "\u22122.00"
    filled.transpose()
    assert filled.form.rx.cell(R_SPH).text == "\u22122.75"
    filled.use_again(filled.form.history[0])
    assert filled.form.rx.power("left").axis_deg == 80
    assert filled.form.rx.cell(("left", Column.PD)).is_empty


def test_a_promise_is_typed_or_turned(filled, counter_desk):
    filled.set_promise("+3")
    assert filled.form.promised_on == counter_desk.today() + timedelta(days=3)
    filled.move_promise(-1)
    assert filled.form.promised_on == counter_desk.today() + timedelta(days=2)
    filled.set_promise("soon")
    assert filled.problem.field is FormField.PROMISE
    assert "soon is no day" in filled.problem.text


def test_a_trace_is_read_off_the_gui_thread(filled, settle):
    filled.load_trace(str(SAMPLE))
    assert filled.form.traces == ()
    settle()
    assert {trace.eye for trace in filled.form.traces} == {"right", "left"}


def test_a_malformed_trace_is_refused_with_its_place(filled, settle, tmp_path):
    file = tmp_path / "broken.oma"
    file.write_bytes(b"REQ=FIL\r\nTRCFMT=1;4;E;R;F\r\nR=2416;x;2410;2425\r\n")
    filled.load_trace(str(file))
    settle()
    assert filled.problem.field is FormField.TRACE
    assert "position" in filled.problem.text
    assert filled.form.traces == ()


def test_a_file_that_is_gone_is_refused_at_the_frame(filled, settle, tmp_path):
    filled.load_trace(str(tmp_path / "gone.oma"))
    settle()
    assert filled.problem.field is FormField.TRACE


def test_a_record_that_is_gone_is_said(entry, settle, rosalind, store):
    del store.memory.patients.known[rosalind.patient_id]
    entry.open_patient(rosalind.patient_id)
    settle()
    assert entry.form is None
    assert "not on this device" in entry.problem.text


def test_without_a_form_keys_do_nothing(entry, store):
    entry.create()
    entry.enter(R_SPH, "-1")
    entry.load_trace("anything")
    assert entry.form is None
    assert store.services.runner.in_flight == 0
