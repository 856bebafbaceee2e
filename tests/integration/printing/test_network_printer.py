"""Each way a job over TCP can end, on real sockets."""

import socket
import threading

import pytest

from app.adapters.printing.transports.address import TcpAddress
from app.adapters.printing.transports.network import NetworkPrintDevice
from app.adapters.printing.virtual_mechanism import Mechanism
from app.adapters.printing.virtual_printer import VirtualPrinter
from app.services.print_ports import PrinterReason, PrintOutcome
from tests.devices.printers import BarePort, LineDroppingPrinter, black_hole, closed_port
from tests.integration.printing.conftest import (
    IMPATIENT,
    OTHER_MARK,
    OTHER_TICKET,
    PROFILE,
    TICKET,
)

NOBODY_COMES_S = 0.8
ANSWERS_ARE_POLLED_S = 2.5


def ended(report) -> tuple[PrintOutcome, PrinterReason | None]:
    return report.outcome, report.reason


def test_a_ticket_is_printed_once_and_the_printer_says_so(sender, printer):
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.PRINTED, None)
    assert report.bytes_sent == len(TICKET)
    assert [sheet.data for sheet in printer.papers] == [TICKET]
    assert sender.begun == 1
    assert sender.heard == [None]


def test_a_printer_that_is_off_is_not_sent_to(sender):
    report = sender.send(closed_port())
    assert ended(report) == (PrintOutcome.NOT_SENT, PrinterReason.UNREACHABLE)
    assert (report.bytes_sent, sender.begun) == (0, 0)


def test_an_address_that_swallows_everything_is_given_up_at_the_timeout():
    with black_hole() as port:
        device = NetworkPrintDevice(
            TcpAddress(host="127.0.0.1", port=port), PROFILE, connect_timeout_s=0.3
        )
        report = device.print(TICKET, job_mark=b"Ab1!", before_first_byte=pytest.fail)
    assert ended(report) == (PrintOutcome.NOT_SENT, PrinterReason.UNREACHABLE)


@pytest.mark.parametrize(
    ("make_trouble", "reason"),
    [
        (lambda machine: machine.take_paper_out(), PrinterReason.PAPER_OUT),
        (lambda machine: machine.open_cover(), PrinterReason.COVER_OPEN),
        (lambda machine: machine.switch_offline(), PrinterReason.OFFLINE),
    ],
)
def test_a_printer_that_cannot_print_now_is_sent_nothing(sender, printer, make_trouble, reason):
    make_trouble(printer.mechanism)
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.NOT_SENT, reason)
    assert (report.bytes_sent, sender.begun) == (0, 0)
    assert sender.heard == [reason]
    make_better(printer.mechanism)
    assert sender.send(printer.port).outcome is PrintOutcome.PRINTED
    assert len(printer.papers) == 1


def make_better(machine) -> None:
    machine.load_paper()
    machine.close_cover()
    machine.switch_online()


def test_paper_that_is_nearly_used_up_prints_and_warns(sender, printer):
    printer.mechanism.load_paper(is_near_end=True)
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.PRINTED, PrinterReason.PAPER_LOW)
    assert sender.heard == [PrinterReason.PAPER_LOW]


def test_paper_that_runs_out_and_is_reloaded_prints_one_ticket(sender, printer):
    printer.mechanism.load_paper(lines=5)

    def reload_when_asked(reason):
        if reason is PrinterReason.PAPER_OUT:
            printer.mechanism.load_paper()

    sender.on_hearing = reload_when_asked
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.PRINTED, None)
    assert sender.heard == [None, PrinterReason.PAPER_OUT, None]
    assert [sheet.data for sheet in printer.papers] == [TICKET]


def test_paper_that_runs_out_and_nobody_comes_is_held_with_its_reason(sender, printer):
    printer.mechanism.load_paper(lines=5)
    report = sender.send(printer.port, deadline_s=NOBODY_COMES_S)
    assert ended(report) == (PrintOutcome.HELD, PrinterReason.PAPER_OUT)
    assert printer.papers == ()
    printer.mechanism.load_paper()
    later = sender.send(printer.port, document=OTHER_TICKET, mark=OTHER_MARK)
    assert later.outcome is PrintOutcome.PRINTED
    # The printer had kept the held ticket; both came out once, and its late word fooled nobody.
    assert [sheet.data for sheet in printer.papers] == [TICKET, OTHER_TICKET]


class SilentMechanism(Mechanism):
    """Never reports a change by itself, as many clones do, but answers questions."""

    def report_status(self, *, is_wanted: bool) -> None:
        pass


def test_a_printer_that_reports_nothing_by_itself_is_asked(sender, start):
    printer = VirtualPrinter()
    printer.mechanism = SilentMechanism()
    start(printer)
    printer.mechanism.load_paper(lines=5)
    report = sender.send(printer.port, deadline_s=ANSWERS_ARE_POLLED_S)
    assert ended(report) == (PrintOutcome.HELD, PrinterReason.PAPER_OUT)


def test_a_cover_opened_in_mid_job_is_held_with_its_reason(sender, start):
    printer = start(VirtualPrinter(line_s=0.02))
    opener = threading.Timer(0.1, printer.mechanism.open_cover)
    opener.start()
    report = sender.send(printer.port, deadline_s=NOBODY_COMES_S)
    opener.join()
    assert ended(report) == (PrintOutcome.HELD, PrinterReason.COVER_OPEN)


@pytest.mark.parametrize("after_bytes", [1, 300, len(TICKET) - 1])
def test_a_line_that_drops_in_mid_job_leaves_its_end_unknown(sender, start, after_bytes):
    printer = start(LineDroppingPrinter(after_bytes=after_bytes))
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.UNKNOWN, PrinterReason.LINE_DROPPED)
    assert sender.begun == 1


def test_a_line_that_drops_before_the_job_is_not_sent(sender, start):
    printer = start(HangUp())
    report = sender.send(printer.port)
    assert ended(report) == (PrintOutcome.NOT_SENT, PrinterReason.LINE_DROPPED)
    assert sender.begun == 0


class HangUp(BarePort):
    """Takes a call and hangs up."""

    def _hold(self, connection: socket.socket) -> None:
        connection.close()


def test_a_clone_that_never_answers_gets_the_ticket_and_its_end_is_unknown(sender, start):
    clone = start(BarePort())
    report = sender.send(clone.port, deadline_s=NOBODY_COMES_S, profile=IMPATIENT)
    assert ended(report) == (PrintOutcome.UNKNOWN, PrinterReason.NO_ANSWER)
    assert bytes(clone.received).endswith(TICKET)
    assert sender.heard == []


def test_a_device_that_babbles_is_not_believed(sender, start):
    noise = bytes(range(0x80, 0x100)) + b"\x37\x22zzzz\x00\x11\x13"
    device = start(BarePort(babble=noise))
    report = sender.send(device.port, deadline_s=NOBODY_COMES_S, profile=IMPATIENT)
    assert ended(report) == (PrintOutcome.UNKNOWN, PrinterReason.NO_ANSWER)


def test_a_printer_that_takes_the_call_and_reads_nothing_ends_at_the_deadline(sender, start):
    stalled = start(BarePort(reads=False))
    document = TICKET + b" " * 8_000_000
    report = sender.send(
        stalled.port, deadline_s=NOBODY_COMES_S, document=document, profile=IMPATIENT
    )
    assert ended(report) == (PrintOutcome.UNKNOWN, PrinterReason.NO_ANSWER)
    assert 0 < report.bytes_sent < len(document)


def test_a_slow_printer_with_a_full_buffer_holds_the_sender_back_and_prints(sender, start):
    printer = start(VirtualPrinter(line_s=0.001))
    head, _, tail = TICKET.partition(b"W-LAB")
    document = head + b"0123456789\n" * 900 + b"W-LAB" + tail
    report = sender.send(printer.port, document=document)
    assert ended(report) == (PrintOutcome.PRINTED, None)
    assert report.bytes_sent == len(document)
    assert printer.papers[0].data == document


def test_reports_between_the_answers_are_told_apart(sender, start):
    """The printer reports each change by itself, in the middle of everything else it says."""
    printer = start(VirtualPrinter(line_s=0.01))
    is_over = threading.Event()

    def fidget():
        while not is_over.wait(0.003):
            printer.mechanism.load_paper(is_near_end=True)
            printer.mechanism.load_paper(is_near_end=False)

    fidgeting = threading.Thread(target=fidget)
    fidgeting.start()
    report = sender.send(printer.port)
    is_over.set()
    fidgeting.join()
    assert report.outcome is PrintOutcome.PRINTED
    assert PrinterReason.PAPER_LOW in sender.heard
    assert set(sender.heard) <= {None, PrinterReason.PAPER_LOW}


def test_a_second_host_waits_until_the_first_has_hung_up(sender, printer):
    with socket.create_connection(("127.0.0.1", printer.port)):
        report = sender.send(printer.port, deadline_s=0.5)
    assert report.outcome is PrintOutcome.UNKNOWN


def test_a_late_answer_to_an_earlier_job_does_not_confirm_this_one(sender, start):
    other_mark = start(BarePort(babble=b"\x37\x22Zz9?\x00"))
    report = sender.send(other_mark.port, deadline_s=NOBODY_COMES_S, profile=IMPATIENT)
    assert report.outcome is PrintOutcome.UNKNOWN


def test_a_queue_that_cannot_record_the_start_keeps_the_ticket_from_leaving(printer):
    device = NetworkPrintDevice(TcpAddress(host="127.0.0.1", port=printer.port), PROFILE)

    def fail():
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        device.print(TICKET, job_mark=b"Ab1!", before_first_byte=fail)
    assert printer.papers == ()
