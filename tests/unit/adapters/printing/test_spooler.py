"""The spooler: what is retried, what never is, and what people are told."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.adapters.printing.qr_payload import QrPayloadIsRefused
from app.adapters.printing.spooler import Spooler
from app.adapters.printing.transports.address import PrinterAddressIsInvalid
from app.services.print_ports import (
    PrintDevice,
    Printer,
    PrinterReason,
    PrintJob,
    PrintJobState,
    PrintOutcome,
    PrintReport,
)
from tests.factories.moments import NOW
from tests.factories.printing import a_print_job, a_printer
from tests.fakes.printing import (
    FakeNotifier,
    FakePrintDevice,
    FakePrintQueue,
    FakeTicketEncoder,
)

UNREACHABLE = PrintReport(outcome=PrintOutcome.NOT_SENT, reason=PrinterReason.UNREACHABLE)
HELD = PrintReport(outcome=PrintOutcome.HELD, reason=PrinterReason.PAPER_OUT)
UNKNOWN = PrintReport(outcome=PrintOutcome.UNKNOWN, reason=PrinterReason.LINE_DROPPED)
LOUD = "printing.spooler.failed"


@dataclass(kw_only=True)
class Bench:
    """A spooler among fakes, with a clock that stands still until it is moved."""

    printer: Printer = field(default_factory=a_printer)
    queue: FakePrintQueue = field(default_factory=FakePrintQueue)
    notifier: FakeNotifier = field(default_factory=FakeNotifier)
    device: FakePrintDevice = field(default_factory=FakePrintDevice)
    encoder: FakeTicketEncoder = field(default_factory=FakeTicketEncoder)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.queue.known.append(self.printer)
        self.spooler = Spooler(
            queue=self.queue,
            devices=lambda _printer: self.device,
            encoder=lambda _printer: self.encoder,
            notifier=self.notifier,
            clock=lambda: self.now,
            jitter=lambda: 1.0,
        )

    def add(self, **changes: Any) -> PrintJob:
        job = a_print_job(**({"printer_id": self.printer.printer_id} | changes))
        self.queue.add(job)
        return job

    def later(self, delay: timedelta) -> None:
        self.now += delay
        self.spooler.wake()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    assert bench.spooler.stop(timeout_s=10)


def states(bench: Bench, job: PrintJob) -> list[PrintJobState]:
    return [state for job_id, state in bench.notifier.jobs if job_id == job.job_id]


def test_a_queued_job_is_printed_recorded_and_told(bench):
    job = bench.add()
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert len(bench.device.printed) == 1
    bench.spooler.stop(timeout_s=10)
    assert states(bench, job) == [PrintJobState.SENDING, PrintJobState.PRINTED]
    assert bench.notifier.printers == [(bench.printer.printer_id, None)]


def test_a_job_queued_while_the_spooler_runs_is_printed_when_it_is_woken(bench):
    bench.spooler.start()
    job = bench.add()
    bench.spooler.wake(bench.printer.printer_id)
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)


def test_jobs_are_printed_in_the_order_they_were_queued(bench):
    jobs = [bench.add(queued_at=NOW + timedelta(seconds=n), copy_number=n + 2) for n in (2, 0, 1)]
    bench.spooler.start()
    for job in jobs:
        bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    copies = [document.split(b"\n")[0] for document in bench.device.printed]
    assert copies == [b"Notice(text='COPY %d')" % n for n in (2, 3, 4)]


def test_a_job_that_never_left_is_tried_again_later_and_later(bench):
    bench.device.reports = [UNREACHABLE, UNREACHABLE]
    job = bench.add()
    bench.spooler.start()
    first = bench.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    assert first.next_attempt_at == NOW + timedelta(seconds=1)
    assert bench.device.printed == []
    bench.later(timedelta(seconds=1))
    wait_until(bench, lambda: bench.queue.jobs[job.job_id].attempts == 2)
    assert bench.queue.jobs[job.job_id].next_attempt_at == bench.now + timedelta(seconds=2)
    bench.later(timedelta(seconds=2))
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert len(bench.device.printed) == 1
    assert len(set(bench.device.marks)) == 3


@pytest.mark.parametrize(
    ("report", "state"), [(HELD, PrintJobState.HELD), (UNKNOWN, PrintJobState.UNKNOWN)]
)
def test_a_job_that_may_be_on_paper_is_never_sent_again_by_itself(bench, report, state):
    bench.device.reports = [report]
    job, next_job = bench.add(), bench.add(queued_at=NOW + timedelta(seconds=1))
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, state)
    bench.later(timedelta(days=1))
    bench.queue.wait_for(next_job.job_id, PrintJobState.PRINTED)
    assert bench.queue.jobs[job.job_id].state is state
    assert len(bench.device.printed) == 2
    assert (bench.printer.printer_id, report.reason) in bench.notifier.printers


def test_a_job_found_half_sent_at_the_start_is_unknown_and_told_before_anything_is_printed(bench):
    half_sent, waiting = bench.add(state=PrintJobState.SENDING), bench.add()
    bench.spooler.start()
    bench.queue.wait_for(waiting.job_id, PrintJobState.PRINTED)
    assert bench.queue.jobs[half_sent.job_id].state is PrintJobState.UNKNOWN
    assert bench.notifier.jobs[0] == (half_sent.job_id, PrintJobState.UNKNOWN)
    assert len(bench.device.printed) == 1


def test_a_damaged_document_is_held_and_never_sent(bench):
    job = bench.add(document_sha256="0" * 64)
    bench.spooler.start()
    ended = bench.queue.wait_for(job.job_id, PrintJobState.HELD)
    assert ended.reason is PrinterReason.DOCUMENT_DAMAGED
    assert bench.device.printed == []
    bench.spooler.stop(timeout_s=10)
    assert bench.notifier.printers == []


def test_a_document_whose_code_is_refused_is_held(bench):
    class RefusingEncoder(FakeTicketEncoder):
        def encode(self, blocks, *, job_mark):
            raise QrPayloadIsRefused(length=3)

    bench.encoder = RefusingEncoder()
    job = bench.add()
    bench.spooler.start()
    ended = bench.queue.wait_for(job.job_id, PrintJobState.HELD)
    assert ended.reason is PrinterReason.DOCUMENT_DAMAGED


def test_a_wrong_address_is_not_sent_and_works_once_it_is_corrected(bench):
    def by_address(printer: Printer) -> PrintDevice:
        if printer.url == "wrong":
            raise PrinterAddressIsInvalid(problem="scheme")
        device: PrintDevice = bench.device
        return device

    bench.spooler.devices = by_address
    bench.queue.known[:] = [a_printer(printer_id=bench.printer.printer_id, url="wrong")]
    job = bench.add()
    bench.spooler.start()
    ended = bench.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    assert ended.reason is PrinterReason.ADDRESS_INVALID
    bench.queue.known[:] = [bench.printer]
    bench.later(timedelta(minutes=5))
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)


def test_one_printer_that_hangs_keeps_no_other_waiting(bench):
    release = threading.Event()

    class Hanging(FakePrintDevice):
        def print(self, document, *, job_mark, before_first_byte):
            before_first_byte()
            release.wait(10)
            return HELD

    other = a_printer()
    bench.queue.known.append(other)
    hanging, free = Hanging(), bench.device
    bench.spooler.devices = lambda printer: free if printer == other else hanging
    stuck, flowing = bench.add(), bench.add(printer_id=other.printer_id)
    bench.spooler.start()
    bench.queue.wait_for(flowing.job_id, PrintJobState.PRINTED)
    bench.queue.wait_for(stuck.job_id, PrintJobState.SENDING)
    assert not bench.spooler.stop(timeout_s=0.05)
    release.set()
    bench.queue.wait_for(stuck.job_id, PrintJobState.HELD)


def test_a_job_of_a_printer_that_is_gone_waits_for_an_address(bench):
    job = bench.add()
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    bench.queue.known.clear()
    orphan = bench.add()
    bench.spooler.wake()
    ended = bench.queue.wait_for(orphan.job_id, PrintJobState.NOT_SENT)
    assert ended.reason is PrinterReason.ADDRESS_INVALID


def test_a_spooler_that_was_stopped_prints_nothing_more(bench):
    bench.spooler.start()
    assert bench.spooler.stop(timeout_s=10)
    job = bench.add()
    bench.spooler.wake(bench.printer.printer_id)
    assert bench.spooler.stop(timeout_s=10)
    assert bench.queue.jobs[job.job_id].state is PrintJobState.QUEUED


def test_a_printer_that_is_added_gets_its_thread_when_it_is_woken(bench):
    bench.spooler.start()
    added = a_printer()
    bench.queue.known.append(added)
    job = bench.add(printer_id=added.printer_id)
    bench.spooler.wake(added.printer_id)
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)


@pytest.mark.parametrize(
    ("has_begun", "outcome"), [(True, PrintJobState.UNKNOWN), (False, PrintJobState.NOT_SENT)]
)
def test_a_bug_in_mid_job_ends_it_honestly_and_the_next_is_printed(
    bench, expected_log, has_begun, outcome
):
    expected_log(LOUD)

    class Broken(FakePrintDevice):
        def print(self, document, *, job_mark, before_first_byte):
            if bench.queue.reports:
                return super().print(
                    document, job_mark=job_mark, before_first_byte=before_first_byte
                )
            if has_begun:
                before_first_byte()
            raise ZeroDivisionError

    bench.device = Broken()
    job, next_job = bench.add(), bench.add(queued_at=NOW + timedelta(seconds=1))
    bench.spooler.start()
    ended = bench.queue.wait_for(job.job_id, outcome)
    assert ended.reason is PrinterReason.INTERRUPTED
    bench.queue.wait_for(next_job.job_id, PrintJobState.PRINTED)


def test_a_bug_is_logged_by_kind_and_place_without_its_text(bench, log_watch, expected_log):
    expected_log(LOUD)

    class Broken(FakeTicketEncoder):
        def encode(self, blocks, *, job_mark):
            raise ValueError("Kowalska, A., -2.25")

    bench.encoder = Broken()
    job = bench.add()
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    (line,) = [text for text in log_watch.texts if LOUD in text]
    assert str(job.job_id) in line
    assert "ValueError" in line
    assert "test_spooler.py" in line
    assert "Kowalska" not in line


def test_an_end_that_could_not_be_recorded_is_recorded_later_and_nothing_is_printed_twice(
    bench, expected_log
):
    expected_log(LOUD)

    class FullDisk(FakePrintQueue):
        refusals = 2

        def record(self, job_id, report, *, now, next_attempt_at):
            if self.refusals:
                self.refusals -= 1
                raise OSError("disk full")
            super().record(job_id, report, now=now, next_attempt_at=next_attempt_at)

    bench.queue = bench.spooler.queue = FullDisk(known=[bench.printer])
    job = bench.add()
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert len(bench.device.printed) == 1
    assert len(bench.queue.reports) == 1


def test_a_job_is_not_sent_if_its_start_cannot_be_recorded(bench, expected_log):
    expected_log(LOUD)

    class Closed(FakePrintQueue):
        def mark_sending(self, job_id):
            raise OSError("disk full")

    bench.queue = bench.spooler.queue = Closed(known=[bench.printer])
    job = bench.add()
    bench.spooler.start()
    bench.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    assert bench.device.printed == []


def wait_until(bench: Bench, has_happened: Callable[[], bool]) -> None:
    with bench.queue.changed:
        assert bench.queue.changed.wait_for(has_happened, timeout=10)
