"""The bench with the mouse unplugged: scan, F12, F7 and its reason."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import Stage
from app.services.print_ports import PrintJobState
from app.ui.actions import Ask

RUSH = "W-LAB-26-89"
CODE = DocumentNumber.parse(RUSH).scan_payload()


def test_a_scan_opens_and_f12_moves_on(open_bench):
    assert open_bench.place.bench.band.edit.hasFocus()
    assert open_bench.scan(CODE) == f"{RUSH} opened at Received"
    assert open_bench.place.bench.card.number == RUSH
    assert open_bench.stage_done() == f"{RUSH} moved to Picked"
    assert open_bench.place.model.detail.work_order.stage is Stage.PICKED
    assert open_bench.place.bench.band.edit.hasFocus()


def test_an_unknown_code_turns_the_band_red_and_the_next_scan_goes_on(open_bench):
    assert "No work order" in open_bench.scan("W-LAB-26-999")
    assert open_bench.place.bench.band.property("tone") == "danger"
    assert open_bench.scan(RUSH) == f"{RUSH} opened at Received"
    assert open_bench.place.bench.band.property("tone") == "success"


def test_the_arrows_choose_in_the_queue_and_enter_opens(open_bench):
    place = open_bench.place
    open_bench.wait_until(lambda: place.model.rows, "the queue is there")
    open_bench.key(Qt.Key.Key_Down)
    open_bench.key(Qt.Key.Key_Down)
    open_bench.key(Qt.Key.Key_Return)
    open_bench.wait_until(lambda: place.model.detail, "it is open")
    assert str(place.model.detail.work_order.number) == place.model.rows[1].number
    assert place.bench.band.edit.hasFocus()


def test_f7_asks_why_and_one_key_answers(open_bench, lab):
    open_bench.scan(RUSH)
    assert open_bench.reprint() == "The ticket is printed again"
    jobs = lab.memory.print_jobs.of_reference(RUSH)
    assert [job.copy_number for job in jobs] == [1, 2]
    assert lab.memory.audit.entries[-1].reason == "Did not come out"
    assert open_bench.place.bench.band.edit.hasFocus()


def test_f7_takes_a_reason_of_ones_own_and_escape_leaves(open_bench, lab):
    open_bench.scan(RUSH)
    open_bench.key(Qt.Key.Key_F7)
    open_bench.key(Qt.Key.Key_Escape)
    assert open_bench.place.bench.band.edit.hasFocus()
    open_bench.key(Qt.Key.Key_F7)
    for _ in range(3):
        open_bench.key(Qt.Key.Key_Tab)
    open_bench.type("wet")
    open_bench.key(Qt.Key.Key_Return)
    open_bench.wait_until(
        lambda: len(lab.memory.print_jobs.of_reference(RUSH)) == 2, "the copy is queued"
    )
    assert lab.memory.audit.entries[-1].reason == "wet"


def test_a_ticket_that_may_be_on_paper_asks_the_person(open_bench, lab):
    job = lab.memory.print_jobs.of_reference(RUSH)[0]
    lab.memory.print_jobs.add(replace(job, state=PrintJobState.UNKNOWN))
    open_bench.scan(RUSH)
    assert "Did it come out?" in open_bench.place.bench.card.notice.text


def test_ctrl_1_comes_back_to_the_scan(open_bench):
    place = open_bench.place
    place.bench.queue.setFocus()
    open_bench.key(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert place.area is Ask.LAB
    assert place.bench.band.edit.hasFocus()


def test_locking_keeps_the_open_work_order(open_bench):
    open_bench.scan(RUSH)
    open_bench.lock()
    assert not open_bench.is_open
    open_bench.key(Qt.Key.Key_F12)
    open_bench.sign_in("Ivo Petrov", "194620")
    assert open_bench.place.bench.card.number == RUSH
    assert open_bench.place.model.detail.work_order.stage is Stage.RECEIVED
