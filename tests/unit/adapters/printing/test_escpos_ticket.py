"""The ticket as bytes: our commands alone, none real-time, and a word from the printer last."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.escpos_commands import confirm_bytes, style_bytes
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.paper_layout import Style
from app.adapters.printing.qr_payload import QrPayloadIsRefused
from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    OpenDrawer,
    PricedRow,
    QrCode,
    Rule,
    SignHere,
    Subheading,
    SumTable,
    Words,
)
from tests.devices.tickets import MARK, PAYLOAD, a_ticket

ENCODER = EscposTicketEncoder(load_profile("tm-t88vii"))
GOLDEN = Path(__file__).parents[3] / "golden" / "printing" / "ticket-80mm.bin"
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]", re.DOTALL)
# Every command a ticket may hold, and text. What this does not match may not leave the encoder.
LANGUAGE = re.compile(
    rb"\x1b@"
    rb"|\x1da\xff"
    rb"|\x1d\(D\x05\x00\x14\x01\x00\x02\x00"
    rb"|\x1bt[\x00\x02\x10\x11\x12\x13]"
    rb"|\x1bJ[\x06\x0c\x18]"
    rb"|\x1ba[\x00\x01]"
    rb"|\x1bE[\x00\x01]"
    rb"|\x1dB[\x00\x01]"
    rb"|\x1d![\x00\x01\x11]"
    rb"|\x1d\(k\x04\x001A2\x00|\x1d\(k\x03\x001C\x06|\x1d\(k\x03\x001E1"
    rb"|\x1d\(k.\x001P0(?:WO|O|Q)-[0-9A-Z-]{1,32}|\x1d\(k.\x001P0G:[0-9A-Za-z-]{1,64}|\x1d\(k\x03\x001Q0"
    rb"|\x1dVB\x00"
    rb"|\x1bp\x00\x19\xfa"
    rb"|\x1d\(H\x06\x0000[\x21-\x7e]{4}\Z"
    rb"|\n"
    rb"|[\x20-\x7e\x80-\xff]+",
    re.DOTALL,
)
# Dots follow, as many as the two measures say.
PICTURE = re.compile(rb"\x1dv0\x00(..)(..)", re.DOTALL)
WORDS = st.text(max_size=60)
CELLS = st.lists(WORDS, max_size=9).map(tuple)
FIELDS = st.builds(Field, WORDS, WORDS)
BLOCKS = st.one_of(
    st.builds(Heading, WORDS),
    st.builds(Subheading, WORDS),
    st.builds(Notice, WORDS),
    st.just(Rule()),
    FIELDS,
    st.builds(FieldPair, FIELDS, FIELDS),
    st.builds(EyeTable, CELLS, st.lists(st.builds(EyeRow, WORDS, CELLS), max_size=3).map(tuple)),
    st.builds(QrCode, st.from_regex(r"(WO|O)-[0-9A-Z-]{1,32}", fullmatch=True), WORDS),
    st.builds(Words, WORDS, st.booleans()),
    st.builds(PricedRow, WORDS, WORDS, st.booleans()),
    st.builds(SumTable, CELLS, st.lists(CELLS.filter(bool), max_size=3).map(tuple)),
    st.builds(SignHere, WORDS),
    st.just(OpenDrawer()),
)


def encoded(*blocks) -> bytes:
    return ENCODER.encode(blocks, job_mark=MARK)


def assert_is_our_language(data: bytes) -> None:
    place = 0
    while place < len(data):
        picture = PICTURE.match(data, place)
        if picture:
            rows_low, rows_high = picture.group(2)
            place = picture.end() + int.from_bytes(picture.group(1), "little") * (
                rows_low + 256 * rows_high
            )
            continue
        match = LANGUAGE.match(data, place)
        assert match, f"byte {place}: {data[place : place + 12].hex(' ')}"
        place = match.end()


def test_the_bytes_of_the_lab_ticket_are_the_golden_ones():
    """If the change is meant: look at the picture test's paper, then copy the bytes over."""
    actual = ENCODER.encode(a_ticket(), job_mark=MARK)
    kept = Path("build") / "golden" / GOLDEN.name
    if not GOLDEN.is_file() or actual != GOLDEN.read_bytes():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(actual)
        pytest.fail(f"the bytes differ from {GOLDEN.name}; they are in {kept}")


def test_a_job_resets_first_then_asks_for_reports_and_locks_the_drawer():
    """Status reports are off after a reset, so the order matters."""
    data = ENCODER.encode(a_ticket(), job_mark=MARK)
    assert data.startswith(b"\x1b@\x1da\xff\x1d(D\x05\x00\x14\x01\x00\x02\x00\x1bt\x13")


def test_the_request_to_confirm_comes_last_after_the_cut():
    assert encoded(Rule()).endswith(b"\x1dVB\x00\x1d(H\x06\x0000" + MARK)


@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_no_words_whatever_become_a_command(blocks):
    data = ENCODER.encode(blocks, job_mark=MARK)
    assert_is_our_language(data)
    assert not REAL_TIME.search(data)


@pytest.mark.parametrize(
    "name", ["Eve\x1bp\x00\x19\xfa", "Eve\x10\x14\x01\x00\x05", "Eve\nR -9.00"]
)
def test_a_hostile_name_leaves_every_other_line_as_it_was(name):
    honest = ENCODER.encode(a_ticket(patient="Eve"), job_mark=MARK).split(b"\n")
    hostile = ENCODER.encode(a_ticket(patient=name), job_mark=MARK).split(b"\n")
    assert len(honest) == len(hostile)
    different = [line for line, other in zip(honest, hostile, strict=True) if line != other]
    # At most the one line that holds the name, and only its visible letters.
    assert len(different) <= 1
    assert all(b"Eve" in line for line in different)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "WO-",
        "wo-lab-26-1",
        "WO-LAB 26",
        "WO-LAB\n26",
        "WO-LAB\x1bp",
        "WO-" + "1" * 33,
        "XX-LAB-1",
        "WO-Ä",
    ],
)
def test_a_code_takes_nothing_but_the_number_of_a_work_order(payload):
    with pytest.raises(QrPayloadIsRefused):
        encoded(QrCode(payload, "x"))


def test_the_code_is_drawn_by_the_printer_as_model_2_with_6_dots_and_correction_m():
    data = encoded(QrCode(PAYLOAD, PAYLOAD))
    assert b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1" in data
    assert b"\x1d(k\x11\x001P0" + PAYLOAD.encode() + b"\x1d(k\x03\x001Q0" in data


@pytest.mark.parametrize("mark", [b"", b"abc", b"abcde", b"ab\x00d", b"ab d", b"abc\x7f"])
def test_a_job_mark_is_four_visible_bytes(mark):
    with pytest.raises(ValueError, match="four visible bytes"):
        confirm_bytes(mark)


def test_a_style_costs_only_the_commands_that_change_it():
    bold, figures = Style(bold=True), Style(bold=True, tall=2)
    assert style_bytes(bold, after=bold) == b""
    assert style_bytes(figures, after=bold) == b"\x1d!\x01"


def test_python_escpos_is_loaded_late_and_leaves_neither_log_handler_nor_folder(tmp_path):
    program = """
import sys
from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.domain.kernel.paper import Rule
assert not [name for name in sys.modules if name.split(".")[0] in {"escpos", "PIL", "qrcode"}]
EscposTicketEncoder(load_profile("tm-t88vii")).encode((Rule(),), job_mark=b"abcd")
assert "escpos" in sys.modules
import logging
assert not logging.getLogger().handlers
"""
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": ".", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    assert list(tmp_path.iterdir()) == []
