"""From a queued job to paper and back to its record, through real threads and sockets."""

import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from app.adapters.printing.devices import network_device
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.spooler import Spooler
from app.adapters.printing.virtual_printer import VirtualPrinter
from app.services.print_ports import PrinterReason, PrintJobState
from tests.devices.printers import LineDroppingPrinter, closed_port
from tests.factories.moments import NOW
from tests.factories.printing import a_print_job, a_printer
from tests.fakes.printing import FakeNotifier, FakePrintQueue
from tests.integration.printing.conftest import PROFILE


class Site:
    """A site with one printer on the network; its spooler can be stopped and started anew."""

    def __init__(self, url: str) -> None:
        self.printer = a_printer(url=url)
        self.queue = FakePrintQueue(known=[self.printer])
        self.notifier = FakeNotifier()
        self.now = NOW
        self.spooler = self.new_spooler()

    def new_spooler(self, *, deadline_s: float = 15.0) -> Spooler:
        self.spooler = Spooler(
            queue=self.queue,
            devices=lambda printer: network_device(
                printer, profile=PROFILE, notifier=self.notifier, deadline_s=deadline_s
            ),
            encoder=lambda _printer: EscposTicketEncoder(PROFILE),
            notifier=self.notifier,
            clock=self.clock,
            jitter=lambda: 0.0,
        )
        return self.spooler

    def clock(self) -> datetime:
        return self.now

    def queue_ticket(self, **changes):
        job = a_print_job(printer_id=self.printer.printer_id, job_id=uuid4(), **changes)
        self.queue.add(job)
        return job


@pytest.fixture
def site(printer) -> Iterator[Site]:
    """Return a site whose printer is healthy."""
    site = Site(f"tcp://127.0.0.1:{printer.port}")
    yield site
    assert site.spooler.stop(timeout_s=20)


def test_a_queued_ticket_comes_out_and_is_recorded_as_printed(site, printer):
    job = site.queue_ticket()
    site.spooler.start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert (ended.attempts, ended.reason) == (1, None)
    assert job.reference in printer.papers[0].lines[0]


def test_a_reprint_says_so_on_paper(site, printer):
    job = site.queue_ticket(copy_number=2)
    site.spooler.start()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert printer.papers[0].lines[0].strip() == "COPY 2"


def test_a_printer_that_was_off_prints_once_when_it_comes_back(start):
    printer = start(VirtualPrinter())
    site = Site(f"tcp://127.0.0.1:{closed_port()}")
    job = site.queue_ticket()
    site.spooler.start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    assert ended.reason is PrinterReason.UNREACHABLE
    site.queue.known[:] = [
        a_printer(printer_id=site.printer.printer_id, url=f"tcp://127.0.0.1:{printer.port}")
    ]
    site.now += timedelta(minutes=5)
    site.spooler.wake()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert site.spooler.stop(timeout_s=20)
    assert len(printer.papers) == 1
    told = [reason for _, reason in site.notifier.printers]
    assert told[0] is PrinterReason.UNREACHABLE
    assert told[-1] is None


def test_the_screen_hears_that_paper_ran_out_while_the_job_is_still_being_sent(site, printer):
    printer.mechanism.load_paper(lines=5)
    job = site.queue_ticket()

    def told(printer_id, reason):
        site.notifier.printers.append((printer_id, reason))
        if reason is PrinterReason.PAPER_OUT:
            assert site.queue.jobs[job.job_id].state is PrintJobState.SENDING
            printer.mechanism.load_paper()

    site.notifier.printer_changed = told
    site.spooler.start()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert (site.printer.printer_id, PrinterReason.PAPER_OUT) in site.notifier.printers
    assert len(printer.papers) == 1


def test_a_held_ticket_is_not_sent_again_by_a_new_start(site, printer):
    printer.mechanism.load_paper(lines=5)
    job = site.queue_ticket()
    site.new_spooler(deadline_s=1.0).start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.HELD)
    assert ended.reason is PrinterReason.PAPER_OUT
    assert site.spooler.stop(timeout_s=20)
    printer.mechanism.load_paper()
    next_job = site.queue_ticket(queued_at=NOW + timedelta(seconds=1))
    site.new_spooler().start()
    site.queue.wait_for(next_job.job_id, PrintJobState.PRINTED)
    assert site.queue.jobs[job.job_id].state is PrintJobState.HELD
    # The printer kept the held ticket and printed it itself; each came out once.
    assert len(printer.papers) == 2


def test_a_dropped_line_leaves_the_ticket_to_a_person(start):
    printer = start(LineDroppingPrinter(after_bytes=300))
    site = Site(f"tcp://127.0.0.1:{printer.port}")
    job = site.queue_ticket()
    site.spooler.start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.UNKNOWN)
    site.now += timedelta(days=1)
    site.spooler.wake()
    assert site.spooler.stop(timeout_s=20)
    assert ended.reason is PrinterReason.LINE_DROPPED
    assert ended.attempts == 1


def test_a_program_killed_between_paper_and_record_finds_the_ticket_unknown(
    site, printer, tmp_path
):
    kept = tmp_path / "sending"
    job = site.queue_ticket()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.devices.killed_program", site.printer.url, str(kept)],
        input=pickle.dumps(job),
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert kept.read_text() == str(job.job_id)
    assert len(printer.papers) == 1

    site.queue.mark_sending(job.job_id)
    site.spooler.start()
    assert site.queue.jobs[job.job_id].state is PrintJobState.UNKNOWN
    assert (job.job_id, PrintJobState.UNKNOWN) in site.notifier.jobs
    site.now += timedelta(days=1)
    site.spooler.wake()
    assert site.spooler.stop(timeout_s=20)
    assert len(printer.papers) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "tcp://127.0.0.1", "tcp://192.0.2.1:22"])
def test_a_wrong_address_is_said_and_nothing_is_called(url):
    site = Site(url)
    job = site.queue_ticket()
    site.spooler.start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.NOT_SENT)
    assert site.spooler.stop(timeout_s=20)
    assert ended.reason is PrinterReason.ADDRESS_INVALID
    assert (site.printer.printer_id, PrinterReason.ADDRESS_INVALID) in site.notifier.printers


def test_two_hosts_at_one_printer_never_mix_their_tickets(start):
    printer = start(VirtualPrinter())
    sites = [Site(f"tcp://127.0.0.1:{printer.port}") for _ in range(2)]
    jobs = [(site, site.queue_ticket()) for site in sites for _ in range(5)]
    for site in sites:
        site.spooler.start()
    for site, job in jobs:
        site.queue.wait_for(job.job_id, PrintJobState.PRINTED, PrintJobState.UNKNOWN)
    for site in sites:
        assert site.spooler.stop(timeout_s=20)
    assert len(printer.papers) == len(jobs)
    assert {len(sheet.lines) for sheet in printer.papers} == {len(printer.papers[0].lines)}
