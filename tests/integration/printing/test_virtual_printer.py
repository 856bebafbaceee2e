"""The virtual printer: it answers as the real one does, shows its paper, and never falls over."""

import io
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from app.adapters.printing.virtual_printer import VirtualPrinter
from tests.devices.tickets import PAYLOAD
from tests.integration.printing.conftest import TICKET

GOLDEN = Path(__file__).parents[2] / "golden" / "printing" / "ticket-80mm.png"
# Another release of the font renderer may put a dot elsewhere.
DIFFERING_DOTS_MAX = 0.002
CONFIRM = b"\x1d(H\x06\x0000Zz9!"
CONFIRMED = b"\x37\x22Zz9!\x00"


def talk(port: int, data: bytes, *, until: bytes = CONFIRMED) -> bytes:
    """Send bytes and return what the printer says, up to and with `until`."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(data)
        heard = b""
        while until not in heard:
            said = line.recv(256)
            assert said, f"the printer hung up after {heard!r}"
            heard += said
    return heard


def paper(printer: VirtualPrinter, data: bytes):
    talk(printer.port, data + b"\x1dVB\x00" + CONFIRM)
    return printer.papers[-1]


def picture(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("1")


def test_the_paper_of_the_lab_ticket_looks_like_the_golden_one(printer, sender):
    """If the change is meant: look at build/golden/ticket-80mm.png, then copy it over."""
    sender.send(printer.port)
    png = printer.papers[0].png
    kept = Path("build") / "golden" / GOLDEN.name
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(png)
    shown, wanted = picture(png), picture(GOLDEN.read_bytes())
    assert shown.size == wanted.size
    differing = ImageChops.logical_xor(shown, wanted).histogram()[-1]
    assert differing <= DIFFERING_DOTS_MAX * shown.width * shown.height


def test_the_paper_is_512_dots_wide_nothing_ran_past_its_edge_and_the_code_can_be_read(
    printer, sender
):
    sender.send(printer.port)
    (sheet,) = printer.papers
    shown = picture(sheet.png)
    assert shown.width == 512
    assert sheet.wrapped == 0
    assert [code.text for code in zxingcpp.read_barcodes(shown.convert("L"))] == [PAYLOAD]


def test_the_words_on_paper_are_those_of_the_ticket(printer, sender):
    sender.send(printer.port)
    words = "\n".join(printer.papers[0].lines)
    for expected in (
        "W-LAB-26-1",
        "RUSH",
        "O-MAIN-26-1042",
        "Lindenstraße",
        "Kowalska-B. A.",
        " R  -2.25  -0.75   095  +2.00  31.5   22.0",
        " L  -2.75  -1.50   080  +2.00  32.0   22.0",
        "52-18-145",
        PAYLOAD,
    ):
        assert expected in words


def test_it_says_who_it_is(printer):
    asked = b"\x1dI\x01\x1dI\x02\x1dI\x43\x1dI\x44\x1dI\x41" + CONFIRM
    heard = talk(printer.port, asked)
    assert heard == b"\x20\x02\x5fTM-T88VII\x00\x5fVIRTUAL01\x00\x5f1.00 VIRTUAL\x00" + CONFIRMED


def test_it_answers_questions_about_its_state_even_when_it_cannot_print(printer):
    healthy = b"".join(
        talk(printer.port, bytes([0x10, 0x04, n]), until=b"\x12") for n in (1, 2, 3, 4)
    )
    assert healthy == b"\x12\x12\x12\x12"
    printer.mechanism.open_cover()
    assert talk(printer.port, b"\x10\x04\x01", until=b"\x1a") == b"\x1a"
    assert talk(printer.port, b"\x10\x04\x02", until=b"\x16") == b"\x16"
    printer.mechanism.close_cover()
    printer.mechanism.take_paper_out()
    assert talk(printer.port, b"\x10\x04\x04", until=b"\x7e") == b"\x7e"
    printer.mechanism.load_paper(is_near_end=True)
    assert talk(printer.port, b"\x1dr\x01" + CONFIRM) == b"\x03" + CONFIRMED


def test_it_reports_by_itself_only_when_asked_and_a_reset_ends_that(printer):
    with socket.create_connection(("127.0.0.1", printer.port), timeout=10) as line:
        line.sendall(b"\x1b@\x1da\xff")
        assert line.recv(4) == b"\x10\x00\x00\x00"
        printer.mechanism.open_cover()
        assert line.recv(4) == b"\x38\x00\x00\x00"
        printer.mechanism.close_cover()
        assert line.recv(4) == b"\x10\x00\x00\x00"
        line.sendall(b"\x1b@" + CONFIRM)
        assert line.recv(16) == CONFIRMED
        printer.mechanism.open_cover()
        printer.mechanism.close_cover()
        line.sendall(CONFIRM)
        assert line.recv(16) == CONFIRMED


def test_a_name_that_opens_the_drawer_would_open_it_here(printer):
    """The counter works, so that a test that finds it at zero has proved something."""
    talk(printer.port, b"\x1bp\x00\x19\xfa" + b"\x10\x14\x01\x00\x05" + CONFIRM)
    assert printer.mechanism.drawer_kicks == 2
    talk(printer.port, b"\x1d(D\x05\x00\x14\x01\x00\x02\x00" + CONFIRM)
    talk(printer.port, b"\x10\x14\x01\x00\x05" + CONFIRM)
    assert printer.mechanism.drawer_kicks == 2


def test_lines_that_are_too_long_break_at_the_edge_and_are_counted(printer):
    sheet = paper(printer, b"0123456789" * 5 + b"\n")
    assert sheet.lines == ("0123456789" * 4 + "01", "23456789")
    assert sheet.wrapped == 1


def test_a_raster_is_printed_dot_by_dot(printer):
    rows = b"\xaa" * 8
    sheet = paper(printer, b"\x1dv0\x00\x01\x00\x08\x00" + rows)
    shown = picture(sheet.png)
    assert [shown.getpixel((x, 36)) == 0 for x in range(8)] == [True, False] * 4


def test_styles_change_the_dots_and_not_the_words(printer):
    plain = paper(printer, b"Rx 1\n")
    for style in (
        b"\x1bE\x01",
        b"\x1d!\x11",
        b"\x1dB\x01",
        b"\x1b-\x01",
        b"\x1bM\x01",
        b"\x1b!\x38",
    ):
        styled = paper(printer, b"\x1b@" + style + b"Rx 1\n")
        assert styled.lines == plain.lines
        assert styled.png != plain.png


def test_what_it_does_not_know_is_logged_and_passed_over(printer, expected_log):
    expected_log("printing.virtual.command_unknown")
    expected_log("printing.virtual.code_page_unknown")
    unknown = (
        b"\x1dh\x50\x1dw\x03\x1dk\x04ABC\x00"  # a barcode
        b"\x1dk\x49\x05ABCDE"
        b"\x1bt\xc8"
        b"\x1d(E\x03\x00\x06\x01\x01"
        b"\x1d(k\x03\x001Z0"
        b"\x1d(k\x03\x101P0" + b"x" * 4096 + b"\x1d(k\x03\x001Q0"  # too much for a code
        b"\x1dv0\x00\x00\x00\x00\x00"
        b"\x1bD\x01\x00"
        b"\x18\x0c"
    )
    sheet = paper(printer, unknown + b"still here\n")
    assert sheet.lines[-1].endswith("still here")


def test_a_command_cut_off_by_a_dropped_line_does_not_eat_the_next_job(printer, sender):
    with socket.create_connection(("127.0.0.1", printer.port)) as line:
        line.sendall(b"\x1d(k\xff\x00")
    sender.send(printer.port)
    assert [sheet.data for sheet in printer.papers] == [TICKET]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=200))
def test_no_bytes_whatever_bring_it_down(printer, allowed_log, noise):
    allowed_log("printing.virtual")
    with socket.create_connection(("127.0.0.1", printer.port)) as line:
        line.sendall(noise)
    heard = talk(printer.port, b"\x1b@" + CONFIRM)
    assert heard.endswith(CONFIRMED)


def test_as_a_process_it_says_its_port_leaves_whole_files_and_ends_when_told(tmp_path, sender):
    out = tmp_path / "tickets"
    command = [sys.executable, "-m", "app.adapters.printing.virtual_printer", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        for _ in range(2):
            sender.send(port)
        process.send_signal(signal.SIGTERM)
        said, complaints = process.communicate(timeout=20)
    assert (process.returncode, said, complaints) == (0, b"", b"")
    names = ["ticket-001.bin", "ticket-001.png", "ticket-002.bin", "ticket-002.png"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert (out / "ticket-002.bin").read_bytes() == TICKET
    with Image.open(out / "ticket-001.png") as image:
        assert image.width == 512


def test_a_ticket_from_an_earlier_run_is_never_overwritten(tmp_path, start, sender):
    (tmp_path / "ticket-041.png").write_bytes(b"earlier")
    sender.send(start(VirtualPrinter(out=tmp_path)).port)
    assert (tmp_path / "ticket-041.png").read_bytes() == b"earlier"
    assert (tmp_path / "ticket-042.bin").read_bytes() == TICKET


def test_a_printer_that_is_switched_off_has_no_port():
    with pytest.raises(RuntimeError, match="switched off"):
        _ = VirtualPrinter().port
