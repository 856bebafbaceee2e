"""A printer's replies: told apart by their fixed bits, however they arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.printing.status import (
    AutomaticStatus,
    BlockReply,
    FlowControl,
    PlainReply,
    RealTimeReply,
    Reply,
    automatic_reason,
    job_answer,
    keeps_from_printing,
    real_time_reason,
    split_replies,
)
from app.services.print_ports import PrinterReason

# Free bits of each kind of byte: 0xx1xx10, 0xx1xx00, 0xx0xxxx.
FREE = st.sampled_from([0, 0x04, 0x08, 0x0C, 0x20, 0x40, 0x60, 0x6C])
REAL_TIME = FREE.map(lambda free: RealTimeReply(0x12 | free))
AUTOMATIC_TAIL = st.integers(0, 0x7F).map(lambda byte: byte & 0x6F)
AUTOMATIC = st.tuples(FREE.map(lambda free: 0x10 | free), *[AUTOMATIC_TAIL] * 3).map(
    lambda data: AutomaticStatus(bytes(data))
)
TEXT = st.text("ABCabc0123 -.", max_size=20).map(str.encode)
BLOCK = st.one_of(
    st.tuples(st.sampled_from([b"\x5f", b"\x3d"]), TEXT).map(lambda two: BlockReply(b"".join(two))),
    st.binary(min_size=4, max_size=4)
    .map(lambda mark: bytes(0x21 + byte % 94 for byte in mark))
    .map(job_answer),
)
PLAIN = st.integers(0, 0x7F).map(lambda byte: PlainReply(byte & 0x6F))
FLOW = st.sampled_from([FlowControl(0x11), FlowControl(0x13)])


def wire(reply: Reply) -> bytes:
    match reply:
        case BlockReply(data):
            return data + b"\x00"
        case AutomaticStatus(data):
            return data
        case RealTimeReply(value) | PlainReply(value) | FlowControl(value):
            return bytes([value])


@given(st.lists(st.one_of(REAL_TIME, AUTOMATIC, BLOCK, PLAIN, FLOW), max_size=12), st.data())
def test_replies_are_the_same_however_their_bytes_are_cut(replies, data):
    stream = b"".join(map(wire, replies))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=10)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    read: list[Reply] = []
    pending = b""
    for piece in pieces:
        whole, pending = split_replies(pending, piece)
        read += whole
    assert read == replies
    assert pending == b""


@given(AUTOMATIC, st.lists(st.tuples(st.integers(1, 3), st.one_of(REAL_TIME, FLOW)), max_size=5))
def test_an_answer_between_the_bytes_of_a_report_spoils_neither(report, answers):
    stream = b"".join(
        bytes([byte]) + b"".join(wire(answer) for place, answer in answers if place == index + 1)
        for index, byte in enumerate(report.data)
    )
    read, pending = split_replies(b"", stream)
    assert read[-1] == report
    assert sorted(map(repr, read[:-1])) == sorted(repr(answer) for _, answer in answers)
    assert pending == b""


@given(BLOCK, FLOW, st.data())
def test_flow_control_inside_a_block_does_not_spoil_it(block, flow, data):
    whole = wire(block)
    place = data.draw(st.integers(0, len(whole) - 1))
    read, _ = split_replies(b"", whole[:place] + wire(flow) + whole[place:])
    assert read == (flow, block)


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4))
def test_noise_is_survived_and_the_word_of_the_printer_is_heard_after_it(noise, mark):
    answer = job_answer(bytes(0x21 + byte % 94 for byte in mark))
    # A zero ends whatever block the noise may have begun.
    _, pending = split_replies(b"", noise + b"\x00")
    read, pending = split_replies(pending, wire(answer))
    assert answer in read
    assert pending == b""


def test_a_block_that_never_ends_is_given_up():
    read, pending = split_replies(b"", b"\x5f" + b"A" * 200)
    assert not [each for each in read if isinstance(each, BlockReply)]
    assert len(pending) < 97


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (b"\x10\x00\x00\x00", None),
        (b"\x14\x00\x00\x00", None),  # only the drawer
        (b"\x38\x00\x00\x00", PrinterReason.COVER_OPEN),
        (b"\x38\x00\x0f\x00", PrinterReason.COVER_OPEN),  # an open cover lifts the paper off too
        (b"\x18\x00\x0f\x00", PrinterReason.PAPER_OUT),
        (b"\x18\x08\x00\x00", PrinterReason.CUTTER_JAM),
        (b"\x18\x04\x00\x00", PrinterReason.PRINTER_ERROR),
        (b"\x18\x20\x00\x00", PrinterReason.PRINTER_ERROR),
        (b"\x18\x40\x00\x00", PrinterReason.PRINTER_ERROR),
        (b"\x18\x00\x00\x00", PrinterReason.OFFLINE),
        (b"\x10\x00\x03\x00", PrinterReason.PAPER_LOW),
    ],
)
def test_a_report_is_read_as_what_to_do_about_it(report, reason):
    assert automatic_reason(AutomaticStatus(report)) == reason


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ((0x12, 0x12, 0x12, 0x12), None),
        ((0x1A, 0x16, 0x12, 0x12), PrinterReason.COVER_OPEN),
        ((0x1A, 0x32, 0x12, 0x7E), PrinterReason.PAPER_OUT),
        ((0x1A, 0x12, 0x1A, 0x12), PrinterReason.CUTTER_JAM),
        ((0x1A, 0x52, 0x32, 0x12), PrinterReason.PRINTER_ERROR),
        ((0x1A, 0x12, 0x12, 0x12), PrinterReason.OFFLINE),
        ((0x12, 0x12, 0x12, 0x1E), PrinterReason.PAPER_LOW),
    ],
)
def test_the_four_answers_are_read_the_same_way(answers, reason):
    assert real_time_reason(answers) == reason


def test_low_paper_is_a_warning_and_no_paper_is_not():
    assert not keeps_from_printing(None)
    assert not keeps_from_printing(PrinterReason.PAPER_LOW)
    assert keeps_from_printing(PrinterReason.PAPER_OUT)
