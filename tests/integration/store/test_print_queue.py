"""The spooler's queue survives whatever happens between two bytes."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.adapters.store.print_queue import StorePrintQueue
from app.adapters.store.store_thread import StoreThread
from app.services.changes import Topic
from app.services.print_ports import (
    PrinterReason,
    PrintJob,
    PrintJobState,
    PrintOutcome,
    PrintQueue,
    PrintReport,
)
from tests.factories import a_print_job, a_printer
from tests.factories.moments import NOW
from tests.integration.store.stores import KEY, bare

PRINTER = a_printer()
LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def queue(thread: StoreThread) -> PrintQueue:
    thread.in_unit(lambda unit: unit.queue.save_printer(PRINTER))
    return StorePrintQueue(thread)


@pytest.fixture
def put(thread):
    def put(**changes) -> PrintJob:
        job = a_print_job(printer_id=PRINTER.printer_id, **changes)
        thread.in_unit(lambda unit: unit.queue.add(job))
        return job

    return put


def stored(thread, job):
    jobs = thread.in_unit(lambda unit: unit.queue.of_reference(job.reference))
    return next(each for each in jobs if each.job_id == job.job_id)


def test_the_oldest_job_comes_first(queue, put):
    younger = put(queued_at=NOW, next_attempt_at=NOW)
    older = put(queued_at=NOW - timedelta(minutes=1), next_attempt_at=NOW)
    assert queue.next_due(PRINTER.printer_id, NOW) == older
    queue.mark_sending(older.job_id)
    assert queue.next_due(PRINTER.printer_id, NOW) == younger


def test_a_job_comes_back_with_the_very_bytes_that_were_queued(queue, put):
    job = put()
    found = queue.next_due(PRINTER.printer_id, NOW)
    assert found is not None
    assert found.document == job.document
    assert found == job


def test_nothing_is_due_before_its_time_or_on_another_printer(queue, put):
    put(next_attempt_at=LATER)
    assert queue.next_due(PRINTER.printer_id, NOW) is None
    assert queue.next_due(uuid4(), LATER) is None
    assert queue.next_due(PRINTER.printer_id, LATER) is not None


def test_a_clock_set_back_puts_no_job_off(queue, put):
    job = put(next_attempt_at=NOW)
    assert queue.next_due(PRINTER.printer_id, NOW - timedelta(hours=9)) == job


def test_a_job_that_did_not_leave_is_due_again_later(thread, queue, put):
    job = put()
    report = PrintReport(outcome=PrintOutcome.NOT_SENT, reason=PrinterReason.UNREACHABLE)
    queue.record(job.job_id, report, now=NOW, next_attempt_at=LATER)
    assert queue.next_due(PRINTER.printer_id, NOW) is None
    again = queue.next_due(PRINTER.printer_id, LATER)
    assert again == replace(
        job,
        state=PrintJobState.NOT_SENT,
        reason=PrinterReason.UNREACHABLE,
        attempts=1,
        next_attempt_at=LATER,
    )


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (PrintOutcome.PRINTED, None),
        (PrintOutcome.HELD, PrinterReason.PAPER_OUT),
        (PrintOutcome.UNKNOWN, PrinterReason.LINE_DROPPED),
    ],
)
def test_any_other_end_is_never_tried_again_by_itself(thread, queue, put, outcome, reason):
    job = put()
    queue.mark_sending(job.job_id)
    report = PrintReport(outcome=outcome, reason=reason, bytes_sent=900)
    queue.record(job.job_id, report, now=NOW, next_attempt_at=NOW)
    assert queue.next_due(PRINTER.printer_id, LATER) is None
    ended = stored(thread, job)
    assert (ended.state, ended.reason) == (PrintJobState(outcome.value), reason)


def test_a_job_that_was_being_sent_when_the_program_died_is_unknown(
    profile, world, thread, queue, put
):
    sending, waiting = put(), put()
    queue.mark_sending(sending.job_id)
    thread.stop()
    again = StoreThread(
        profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
    )
    again.open(lambda: KEY).result()
    queue = StorePrintQueue(again)
    found = queue.interrupted(LATER)
    assert [(job.job_id, job.state, job.reason) for job in found] == [
        (sending.job_id, PrintJobState.UNKNOWN, PrinterReason.INTERRUPTED)
    ]
    assert queue.interrupted(LATER) == ()
    due = queue.next_due(PRINTER.printer_id, LATER)
    assert due is not None
    assert due.job_id == waiting.job_id
    again.stop()


def test_screens_hear_of_every_step(world, queue, put):
    job = put()
    world.told.clear()
    queue.mark_sending(job.job_id)
    queue.record(
        job.job_id, PrintReport(outcome=PrintOutcome.PRINTED), now=NOW, next_attempt_at=NOW
    )
    queue.next_due(PRINTER.printer_id, NOW)
    assert world.told == [{Topic.PRINT_JOBS}, {Topic.PRINT_JOBS}]


def test_the_printers_of_the_site_are_known_to_the_spooler(thread, queue):
    second = a_printer(name="Front desk", paper_mm=58)
    thread.in_unit(lambda unit: unit.queue.save_printer(second))
    assert queue.printers() == (second, PRINTER)


def test_a_job_that_was_never_queued_cannot_end(queue):
    with pytest.raises(LookupError):
        queue.mark_sending(uuid4())


def test_a_step_is_durable_when_the_call_returns(profile, queue, put, tmp_path):
    job = put()
    queue.mark_sending(job.job_id)
    with bare(profile.store_file) as connection:
        state = connection.execute("SELECT state FROM print_jobs").fetchone()[0]
    assert state == "SENDING"
