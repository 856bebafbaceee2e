"""The counter with the mouse unplugged: PIN, patient, prescription, frame, lens, F12."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from structlog.testing import capture_logs

from app.domain.lab.work_order import Stage
from app.domain.optics.entry import AxisIsZero, EntryIsOutOfRange
from app.domain.optics.notation import parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import CylinderNeedsAxis, EyeMeasurements
from app.domain.orders import MeasurementIsMissing
from app.services.changes import Topic
from app.ui.actions import Ask
from app.ui.driver import FormWasRefused
from app.ui.rx.cells import Column
from app.ui.screens import CounterScript, fill_in, take_order
from tests.factories import a_lab_job, a_stage_entry, a_work_order
from tests.fakes.desktop import PIN

SAMPLE = Path(__file__).parents[3] / "resources" / "samples" / "demo-frame.oma"
CTRL = Qt.KeyboardModifier.ControlModifier

SCRIPT = CounterScript(
    person="Mara Lindqvist",
    pin=PIN,
    patient="kow",
    rx=parse_rx("R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"),
    right=EyeMeasurements(monocular_pd_mm=Millimetres(3150), fitting_height_mm=Millimetres(2200)),
    left=EyeMeasurements(monocular_pd_mm=Millimetres(3200), fitting_height_mm=Millimetres(2200)),
    frame="nordlys",
    lens="progressive",
    trace=SAMPLE,
)


def text_at(counter, eye, column):
    return counter.place.form.prescription.grid.edit((eye, column)).text()


def test_an_order_is_taken_by_keyboard_alone(open_counter, store):
    number = take_order(open_counter, SCRIPT)
    assert number == "O-LIN-26-1"
    order = next(iter(store.memory.orders.kept.values()))
    assert order.draft.prescription.right == SCRIPT.rx.right
    assert order.draft.prescription.left == SCRIPT.rx.left
    assert order.draft.prescription.right_measurements == SCRIPT.right
    assert order.draft.patient.family_name == "Kowalska-Brandt-Wiśniewska"
    assert order.draft.frame.brand == "Nordlys"
    assert {trace.eye for trace in order.draft.frame.traces} == {"right", "left"}
    assert order.draft.lens.kind == "progressive"


def test_the_order_is_shown_large_with_its_progress_and_a_toast(open_counter, store):
    number = take_order(open_counter, SCRIPT)
    place = open_counter.place
    assert place.form.agreement.number == number
    assert number in place.toast.text
    open_counter.wait_until(lambda: place.entry.row, "the row is there")


def test_a_stage_at_the_lab_changes_the_counters_badge(open_counter, store):
    take_order(open_counter, SCRIPT)
    entry = open_counter.place.entry
    order = next(iter(store.memory.orders.kept.values()))
    work_order = a_work_order(a_lab_job(order))
    store.memory.work_orders.add_job(work_order.job)
    store.memory.work_orders.open(work_order, a_stage_entry(work_order, Stage.EDGING))
    store.hub.publish(frozenset({Topic.WORK_ORDERS}))
    open_counter.wait_until(lambda: entry.row and entry.row.lab_stage, "the badge moved")
    assert entry.row.lab_stage is Stage.EDGING


def test_keys_type_into_the_grid_as_the_trade_writes(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("-225")
    open_counter.key(Qt.Key.Key_Return)
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22122.25"
    open_counter.key(Qt.Key.Key_Escape)
    open_counter.key(Qt.Key.Key_Up)
    open_counter.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    open_counter.key(Qt.Key.Key_PageDown)
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22122.87"
    open_counter.type("*")
    assert text_at(open_counter, "right", Column.SPHERE) == "+2.87"
    open_counter.type("p")
    assert text_at(open_counter, "right", Column.SPHERE) == "0.00"


def test_enter_passes_over_the_axis_where_there_is_no_cylinder(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("-225")
    open_counter.key(Qt.Key.Key_Return)
    open_counter.key(Qt.Key.Key_Return)
    open_counter.type("2")
    open_counter.key(Qt.Key.Key_Return)
    assert text_at(open_counter, "right", Column.ADD) == "+2.00"


def test_equals_and_copy_take_the_other_eyes_numbers(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("-225")
    open_counter.key(Qt.Key.Key_Tab)
    open_counter.key(Qt.Key.Key_D, CTRL)
    assert text_at(open_counter, "left", Column.SPHERE) == "\u22122.25"
    open_counter.type("-1.25")
    open_counter.key(Qt.Key.Key_Tab)
    open_counter.type("90")
    open_counter.key(Qt.Key.Key_T, CTRL)
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22123.50"
    assert text_at(open_counter, "right", Column.AXIS) == "180"


def test_a_sign_without_a_plain_key_is_typed_too(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("\u22122.25")
    open_counter.key(Qt.Key.Key_Return)
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22122.25"


def test_letters_that_mean_nothing_here_are_not_typed(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("-2x2k5")
    open_counter.key(Qt.Key.Key_Return)
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22122.25"


def test_f12_with_an_unsigned_sphere_makes_no_order_and_goes_to_it(open_counter, store):
    fill_in(open_counter, SCRIPT)
    grid = open_counter.place.form.prescription.grid
    grid.focus_place(("left", Column.SPHERE))
    open_counter.type("2.75")
    with pytest.raises(FormWasRefused, match="plus or minus"):
        open_counter.create_order()
    assert store.memory.orders.kept == {}
    assert grid.edit(("left", Column.SPHERE)).hasFocus()
    open_counter.type("-")
    open_counter.key(Qt.Key.Key_Return)
    assert open_counter.create_order() == "O-LIN-26-1"


@pytest.mark.parametrize(
    ("column", "text", "part", "code"),
    [
        (Column.AXIS, "0", "Write 180", AxisIsZero.code),
        (Column.AXIS, "", "has no axis", CylinderNeedsAxis.code),
        (Column.SPHERE, "0.07", "0.07 does not fit", EntryIsOutOfRange.code),
        (Column.PD, "", "needs its PD", MeasurementIsMissing.code),
    ],
)
def test_an_impossible_prescription_is_said_under_the_grid_and_in_the_log(
    open_counter, store, column, text, part, code
):
    fill_in(open_counter, SCRIPT)
    form = open_counter.place.form
    form.prescription.grid.focus_place(("right", column))
    open_counter.key(Qt.Key.Key_Backspace)
    open_counter.type(text)
    with capture_logs() as log, pytest.raises(FormWasRefused, match=part):
        open_counter.create_order()
    assert part in form.prescription.notice.text
    assert code in [line.get("code") for line in log if line["event"] == "ui.refused"]
    assert store.memory.orders.kept == {}
    assert len(store.memory.patients.prescriptions) == 2


def test_a_second_press_of_f12_is_harmless(open_counter, store):
    fill_in(open_counter, SCRIPT)
    open_counter.key(Qt.Key.Key_F12)
    open_counter.key(Qt.Key.Key_F12)
    open_counter.wait_until(lambda: open_counter.place.entry.order, "the order is made")
    open_counter.key(Qt.Key.Key_F12)
    assert len(store.memory.orders.kept) == 1


def test_locking_keeps_the_work_for_whoever_comes_next(open_counter, store):
    fill_in(open_counter, SCRIPT)
    open_counter.lock()
    assert not open_counter.is_open
    open_counter.key(Qt.Key.Key_F12)
    assert store.memory.orders.kept == {}
    open_counter.sign_in("Jonas Weidner", "270384")
    assert text_at(open_counter, "right", Column.SPHERE) == "\u22122.25"
    open_counter.create_order()
    order = next(iter(store.memory.orders.kept.values()))
    jonas = next(m for m in store.memory.staff.members() if m.name == "Jonas Weidner")
    assert order.created_by == jonas.user_id


def test_a_scanned_frame_is_taken_without_a_look_at_the_list(open_counter):
    open_counter.find_patient("kow")
    open_counter.key(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    open_counter.type("2000005567525")
    open_counter.key(Qt.Key.Key_Return)
    entry = open_counter.place.entry
    open_counter.wait_until(lambda: entry.form.frame, "the frame is chosen")
    assert entry.form.frame.frame.brand == "Nordlys"


def test_what_was_typed_and_not_chosen_does_not_stay_in_the_field(open_counter):
    open_counter.find_patient("kow")
    edit = open_counter.place.form.frame.edit
    open_counter.key(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    open_counter.type("nord")
    open_counter.wait_until(lambda: edit.is_offering, "frames are offered")
    open_counter.key(Qt.Key.Key_Escape)
    assert not edit.is_offering
    open_counter.key(Qt.Key.Key_E, CTRL)
    assert edit.text() == ""


def test_ctrl_o_asks_for_the_tracers_file(open_counter, qtbot):
    open_counter.find_patient("kow")
    open_counter.key(Qt.Key.Key_O, CTRL)
    dialog = open_counter.window.findChild(QFileDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.focusWidget(), str(SAMPLE))
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    entry = open_counter.place.entry
    open_counter.wait_until(lambda: entry.form.traces, "the trace was read")


def test_a_trace_of_another_frame_is_asked_about(open_counter):
    open_counter.find_patient("kow")
    open_counter.choose_frame("halden")
    open_counter.load_trace(str(SAMPLE))
    doubt = open_counter.place.form.frame.doubt
    assert "51.9 mm wide, this frame 50.0 mm" in doubt.text
    open_counter.choose_frame("nordlys")
    open_counter.wait_until(lambda: not doubt.text, "the doubt is gone")


def test_a_malformed_trace_is_said_at_the_frame(open_counter, tmp_path):
    file = tmp_path / "broken.oma"
    file.write_bytes(b"REQ=FIL\r\nTRCFMT=1;4;E;R;F\r\nR=2416;x;2410;2425\r\n")
    open_counter.find_patient("kow")
    open_counter.load_trace(str(file))
    assert "position" in open_counter.place.form.frame.notice.text


def test_the_rail_is_walked_by_its_keys(open_counter):
    for key, area in (
        (Qt.Key.Key_F3, Ask.PRESCRIPTION),
        (Qt.Key.Key_F4, Ask.ORDERS),
        (Qt.Key.Key_F1, Ask.HOME),
    ):
        open_counter.key(key)
        assert open_counter.place.area is area


def test_the_slash_searches_from_anywhere_but_a_text(open_counter):
    open_counter.type("/")
    assert open_counter.place.bar.search.hasFocus()
    open_counter.type("kow/")
    assert open_counter.place.bar.search.text() == "kow/"
    open_counter.find_patient("kow")
    open_counter.type("/")
    assert open_counter.place.bar.search.hasFocus()


def test_an_order_is_found_by_its_number(open_counter):
    number = take_order(open_counter, SCRIPT)
    search = open_counter.place.bar.search
    open_counter.key(Qt.Key.Key_K, CTRL)
    open_counter.type(number.lower())
    open_counter.wait_until(lambda: search.is_offering, "the order is found")
    open_counter.key(Qt.Key.Key_Return)
    assert open_counter.place.area is Ask.ORDERS
    assert [row.number for row in open_counter.place.order_list.rows] == [number]


def test_a_search_that_finds_nothing_says_nothing_wrong(open_counter):
    search = open_counter.place.bar.search
    open_counter.key(Qt.Key.Key_K, CTRL)
    open_counter.type("O-LIN-26-999")
    toast = open_counter.place.toast
    open_counter.wait_until(lambda: "O-LIN-26-999" in toast.text, "the refusal is said")
    assert "No order O-LIN-26-999" in toast.text
    open_counter.key(Qt.Key.Key_Escape)
    assert not search.hasFocus()


def test_an_earlier_prescription_is_used_again_with_enter(open_counter):
    open_counter.find_patient("kow")
    form = open_counter.place.form
    form.history.table.setFocus()
    open_counter.key(Qt.Key.Key_Down)
    open_counter.key(Qt.Key.Key_Return)
    assert text_at(open_counter, "left", Column.AXIS) == "080"


def test_home_counts_the_day(open_counter):
    take_order(open_counter, SCRIPT)
    orders = open_counter.place.order_list
    open_counter.key(Qt.Key.Key_F1)
    open_counter.wait_until(lambda: orders.of_today, "the order of today is listed")
    assert orders.taken_today.minor == 289_00 + 2 * 249_00
