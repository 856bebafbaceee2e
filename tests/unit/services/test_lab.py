"""A job that arrives opens one work order with one ticket, and moves on one stage at a time."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.numbers import NumberCheckFailed, NumberIsMalformed
from app.domain.kernel.paper import QrCode
from app.domain.lab.work_order import (
    ROUTE,
    Stage,
    StageHasMovedOn,
    WorkOrderIsCancelled,
    WorkOrderIsFinished,
    WorkOrderNotFound,
    work_order_id_of,
)
from app.services.auditing import ReasonIsMissing
from app.services.print_ports import PrintJobState
from app.services.printing import NoPrinterIsSet
from app.services.sync_inbox import RemoteStage, StreamPage
from app.services.sync_ports import StalePage
from tests.factories import a_lab_job, a_printer, a_stage_entry, a_work_order
from tests.factories.places import LAB_ID

STREAM = f"lab/{LAB_ID}"


def a_page(*documents, after=0, to=1, is_caught_up=True):
    return StreamPage(
        stream=STREAM, after=after, to=to, documents=documents, is_caught_up=is_caught_up
    )


@pytest.fixture
def job():
    return a_lab_job(lab_site_id=LAB_ID)


@pytest.fixture
def work_order(lab, job):
    lab.memory.print_jobs.save_printer(a_printer())
    lab.inbox.apply(a_page(job))
    return lab.memory.work_orders.get(work_order_id_of(job.order_id))


def move_on(lab, technician, times):
    for _ in range(times):
        (row,) = lab.lab.queue(technician)
        detail, _ = lab.lab.advance(technician, row.work_order_id, seen_stage=row.stage)
    return detail


def test_a_job_that_arrives_opens_a_work_order_and_queues_its_ticket(lab, job, work_order):
    assert work_order.stage is Stage.RECEIVED
    assert work_order.job.prescription == job.prescription
    (ticket,) = lab.memory.print_jobs.of_reference(str(work_order.number))
    assert (ticket.state, ticket.copy_number) == (PrintJobState.QUEUED, 1)
    assert work_order.number.scan_payload().encode() in ticket.document


def test_a_job_that_arrives_twice_opens_nothing_more(lab, job, work_order):
    lab.inbox.apply(a_page(job, after=1, to=2))
    assert len(lab.memory.outbox.facts) == 1
    assert len(lab.memory.print_jobs.jobs) == 1


def test_a_job_another_bench_has_opened_keeps_that_benchs_number(lab, job):
    theirs = a_work_order(job, n=900)
    stage = RemoteStage(number=theirs.number, order_id=job.order_id, entry=a_stage_entry(theirs))
    lab.inbox.apply(a_page(job, stage))
    assert lab.memory.work_orders.get(theirs.work_order_id).number == theirs.number
    assert not lab.memory.print_jobs.jobs


def test_a_new_bench_opens_nothing_until_it_has_heard_what_others_opened(lab, job):
    lab.memory.print_jobs.save_printer(a_printer())
    theirs = a_work_order(job, n=100_001)
    opened = RemoteStage(
        number=theirs.number,
        order_id=job.order_id,
        entry=a_stage_entry(theirs, Stage.RECEIVED),
    )
    waiting = a_lab_job(lab_site_id=LAB_ID)
    lab.inbox.apply(a_page(job, waiting, to=2, is_caught_up=False))
    assert not lab.memory.outbox.facts
    lab.inbox.apply(a_page(opened, after=2, to=3))
    assert lab.memory.work_orders.get(theirs.work_order_id).number == theirs.number
    [own] = lab.memory.outbox.events
    assert own.work_order.job == waiting
    assert [each.reference for each in lab.memory.print_jobs.jobs.values()] == [
        str(own.work_order.number)
    ]


def test_a_lab_without_a_printer_still_opens_its_work_orders(lab, job, technician):
    lab.inbox.apply(a_page(job))
    (row,) = lab.lab.queue(technician)
    detail, _ = lab.lab.detail(technician, row.work_order_id)
    assert detail.ticket is None


def test_a_page_for_another_cursor_is_dropped_whole(lab, job):
    with pytest.raises(StalePage):
        lab.inbox.apply(a_page(job, after=7, to=8))
    assert lab.memory.sync.cursor(STREAM) == 0
    assert not lab.memory.outbox.facts


def test_the_technician_scans_the_ticket_and_moves_it_to_edging(lab, technician, work_order):
    detail, _ = lab.lab.scan(technician, work_order.number.scan_payload())
    assert detail.work_order == work_order
    detail = move_on(lab, technician, ROUTE.index(Stage.EDGING))
    assert detail.work_order.stage is Stage.EDGING
    assert [entry.stage for entry in detail.history] == list(ROUTE[: ROUTE.index(Stage.EDGING) + 1])


def test_each_stage_is_a_fact_with_its_own_business_key(lab, technician, work_order):
    move_on(lab, technician, 2)
    keys = [event.dedupe_key for event in lab.memory.outbox.events]
    assert keys == [f"{work_order.work_order_id}:{stage}:1" for stage in ROUTE[:3]]


def test_two_benches_pressing_done_on_the_same_stage_move_it_once(lab, technician, work_order):
    move_on(lab, technician, 1)
    with pytest.raises(StageHasMovedOn):
        lab.lab.advance(technician, work_order.work_order_id, seen_stage=Stage.RECEIVED)
    assert lab.memory.work_orders.get(work_order.work_order_id).stage is Stage.PICKED


def test_after_the_last_stage_there_is_none(lab, technician, work_order):
    for stage in ROUTE[:-1]:
        lab.lab.advance(technician, work_order.work_order_id, seen_stage=stage)
    with pytest.raises(WorkOrderIsFinished):
        lab.lab.advance(technician, work_order.work_order_id, seen_stage=ROUTE[-1])


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("WO-LAB-26-1-00", NumberCheckFailed),
        ("W-LAB-26-77", WorkOrderNotFound),
        ("hello", NumberIsMalformed),
        ("", NumberIsMalformed),
    ],
)
def test_a_scan_that_leads_nowhere_says_why(lab, technician, work_order, code, refusal):
    with pytest.raises(refusal):
        lab.lab.scan(technician, code)


def test_reading_a_work_order_leaves_a_trace(lab, technician, work_order):
    lab.lab.scan(technician, str(work_order.number))
    assert lab.memory.audit.entries[-1].action is Action.WORK_ORDER_READ


def test_the_counter_does_not_reach_into_the_lab(lab, work_order):
    optician = lab.session(Role.OPTICIAN)
    with pytest.raises(AccessDenied):
        lab.lab.queue(optician)
    with pytest.raises(AccessDenied):
        lab.lab.advance(optician, work_order.work_order_id, seen_stage=Stage.RECEIVED)


def test_a_reprint_says_which_copy_it_is_and_owes_a_reason(lab, technician, work_order):
    with pytest.raises(ReasonIsMissing):
        lab.tickets.reprint(technician, work_order, reason=" ")
    lab.tickets.reprint(technician, work_order, reason="torn")
    jobs = lab.memory.print_jobs.of_reference(str(work_order.number))
    assert [job.copy_number for job in jobs] == [1, 2]
    assert lab.memory.audit.entries[-1].reason == "torn"


def test_a_reprint_without_a_printer_says_so(lab, technician, job):
    lab.inbox.apply(a_page(job))
    opened = lab.memory.work_orders.get(work_order_id_of(job.order_id))
    with pytest.raises(NoPrinterIsSet):
        lab.tickets.reprint(technician, opened, reason="torn")


def test_the_queued_ticket_is_the_works_orders_own(lab, work_order):
    from app.domain.lab.ticket_layout import lab_ticket  # noqa: PLC0415 - shown beside its use

    payload = work_order.number.scan_payload()
    assert lab_ticket(work_order)[-1] == QrCode(payload, payload)


def test_a_job_that_changed_gets_a_ticket_that_makes_the_earlier_one_void(lab, job, work_order):
    changed = replace(job, version=2, note="green thread")
    lab.inbox.apply(a_page(changed, after=1, to=2))
    first, second = lab.memory.print_jobs.of_reference(str(work_order.number))
    assert b"CHANGED 2" not in first.document
    assert b"CHANGED 2 - EARLIER TICKETS ARE VOID" in second.document
    assert lab.memory.work_orders.job(job.order_id) == changed


def test_a_job_that_comes_again_unchanged_prints_nothing(lab, job, work_order):
    lab.inbox.apply(a_page(job, after=1, to=2))
    assert len(lab.memory.print_jobs.of_reference(str(work_order.number))) == 1


def test_a_cancelled_job_leaves_the_queue_and_goes_no_further(lab, technician, job, work_order):
    lab.inbox.apply(a_page(replace(job, version=2, is_cancelled=True), after=1, to=2))
    assert lab.lab.queue(technician) == ()
    *_, newest = lab.memory.print_jobs.of_reference(str(work_order.number))
    assert b"CANCELLED - DO NOT MAKE" in newest.document
    with pytest.raises(WorkOrderIsCancelled):
        lab.lab.advance(technician, work_order.work_order_id, seen_stage=Stage.RECEIVED)
