"""The bench: scans open, F12 moves on, and what goes wrong is said in the band."""

from dataclasses import replace

import pytest

from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import Stage
from app.services.changes import Topic
from app.services.print_ports import PrinterReason, PrintJobState
from app.services.views import TicketStatus
from app.ui.actions import Condition
from app.ui.lab.bench_view_model import BenchViewModel
from app.ui.lab.ticket_words import ticket_chip, ticket_sentence
from tests.factories import a_lab_job, a_stage_entry, a_work_order

RUSH = "W-LAB-26-89"


@pytest.fixture
def settle(qtbot, lab):
    return lambda: qtbot.waitUntil(lambda: lab.services.runner.in_flight == 0)


@pytest.fixture
def bench(bench_desk, settle):
    model = BenchViewModel(bench_desk)
    model.reload()
    settle()
    yield model
    settle()


def test_the_queue_shows_rush_first_and_counts_what_is_late(bench):
    assert [row.number for row in bench.rows] == [RUSH, "W-LAB-26-90", "W-LAB-26-88"]
    assert [row.number for row in bench.late] == ["W-LAB-26-90"]


@pytest.mark.parametrize("code", [RUSH, "w-lab-26-89", None])
def test_a_number_or_a_code_opens_its_work_order(bench, settle, lab, code):
    if code is None:
        code = DocumentNumber.parse(RUSH).scan_payload()
    bench.scan(code)
    settle()
    assert str(bench.detail.work_order.number) == RUSH
    assert (bench.band.text, bench.band.tone) == (f"{RUSH} opened at Received", "success")
    assert (bench.scans_ok, bench.scans_failed) == (1, 0)


@pytest.mark.parametrize(
    ("code", "part"),
    [("W-LAB-26-999", "No work order W-LAB-26-999"), ("hello", "HELLO is not a number of ours")],
)
def test_an_unknown_code_is_said_in_red_and_counted(bench, settle, code, part):
    bench.scan(code)
    settle()
    assert bench.detail is None
    assert bench.band.tone == "danger"
    assert part in bench.band.text
    assert (bench.scans_ok, bench.scans_failed) == (0, 1)


def test_stage_done_moves_on_once_however_often_it_is_pressed(bench, settle):
    bench.scan(RUSH)
    settle()
    bench.stage_done()
    bench.stage_done()
    settle()
    assert bench.detail.work_order.stage is Stage.PICKED
    assert bench.band.text == f"{RUSH} moved to Picked"
    assert bench.rows[0].stage is Stage.PICKED


def test_a_stage_done_at_another_bench_is_said_and_shown(bench, bench_desk, settle, lab):
    bench.scan(RUSH)
    settle()
    work_order = bench.detail.work_order
    lab.services.lab.advance(
        bench_desk.session, work_order.work_order_id, seen_stage=work_order.stage
    )
    bench.stage_done()
    settle()
    settle()
    assert "already moved to Picked" in bench.band.text
    assert bench.detail.work_order.stage is Stage.PICKED


def test_the_last_stage_can_not_be_left(bench, settle):
    bench.scan(RUSH)
    settle()
    for _ in range(8):
        bench.stage_done()
        settle()
    assert bench.detail.work_order.stage is Stage.IN_TRANSIT
    assert bench.conditions == {Condition.WORK_ORDER_IS_OPEN}
    assert RUSH not in [row.number for row in bench.rows]


def test_nothing_open_offers_nothing(bench, lab):
    bench.stage_done()
    bench.ask_reprint()
    bench.reprint("lost")
    assert bench.conditions == frozenset()
    assert lab.services.runner.in_flight == 0


def test_a_reprint_needs_its_reason_and_queues_a_copy(bench, settle):
    bench.scan(RUSH)
    settle()
    bench.reprint(" ")
    settle()
    assert bench.band.tone == "danger"
    bench.reprint("Did not come out")
    settle()
    settle()
    assert (bench.ticket.state, bench.ticket.copy_number) == (PrintJobState.QUEUED, 2)


def test_a_ticket_that_prints_meanwhile_is_shown_without_another_audit(qtbot, bench, settle, lab):
    bench.scan(RUSH)
    settle()
    read = len(lab.memory.audit.entries)
    job = lab.memory.print_jobs.of_reference(RUSH)[0]
    lab.memory.print_jobs.add(replace(job, state=PrintJobState.PRINTED))
    lab.hub.publish(frozenset({Topic.PRINT_JOBS}))
    qtbot.waitUntil(lambda: bench.ticket.state is PrintJobState.PRINTED)
    assert len(lab.memory.audit.entries) == read


def test_work_that_arrives_appears_in_the_queue(qtbot, bench, lab):
    job = a_lab_job()
    work_order = a_work_order(job, n=91)
    lab.memory.work_orders.add_job(job)
    lab.memory.work_orders.open(work_order, a_stage_entry(work_order))
    lab.hub.publish(frozenset({Topic.WORK_ORDERS}))
    qtbot.waitUntil(lambda: len(bench.rows) == 4)


@pytest.mark.parametrize("state", PrintJobState)
def test_every_state_of_a_ticket_has_its_words(state):
    words, tone = ticket_chip(TicketStatus(state=state, reason=None, copy_number=1))
    assert words.startswith("Ticket")
    assert tone in {"info", "success", "warning", "danger", "plain"}


def test_a_ticket_tells_what_to_do_where_a_person_must_act():
    unsure = TicketStatus(state=PrintJobState.UNKNOWN, reason=None, copy_number=1)
    assert "Did it come out?" in ticket_sentence(unsure)[0]
    stuck = TicketStatus(
        state=PrintJobState.NOT_SENT, reason=PrinterReason.PAPER_OUT, copy_number=1
    )
    assert "out of paper" in ticket_sentence(stuck)[0]
    held = TicketStatus(state=PrintJobState.HELD, reason=PrinterReason.COVER_OPEN, copy_number=1)
    assert "Close it" in ticket_sentence(held)[0]
    assert "no printer is set" in ticket_sentence(None)[0]
    done = TicketStatus(state=PrintJobState.PRINTED, reason=None, copy_number=2)
    assert ticket_sentence(done)[0] == ""
    assert ticket_chip(done) == ("Ticket printed, copy 2", "success")
    assert ticket_chip(None) == ("No ticket", "warning")
