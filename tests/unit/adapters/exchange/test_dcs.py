"""A DCS file comes in, is understood, and goes out as it came."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.dcs import (
    LINES_MAX,
    DcsHasNoRecord,
    DcsHasNoTrace,
    DcsIsTooLarge,
    DcsLengthIsMalformed,
    parse_dcs,
    read_trace,
)
from app.adapters.exchange.dcs_points import DcsPointIsMalformed
from app.adapters.exchange.dcs_records import DcsError, Sides
from app.adapters.exchange.dcs_traces import (
    DcsPointsDiffer,
    DcsTraceHasNoHeader,
    DcsTraceHeaderIsMalformed,
)
from app.domain.optics.power import Millimetres

SQUARE = b"TRCFMT=1;4;E;R;F\r\nR=2400;2000\r\nR=2400;2000\r\n"


def test_a_file_goes_out_as_it_came_whatever_is_in_it():
    data = (
        b"REQ=FIL\r\nSPH=;-0.50\nCYL=?\r_VENDOR=a;b;c;d\n\r\nSPH=+1.00;\r\n"
        b"no record\nNAME=Ren\xe9\n" + SQUARE + b"LAST=1"
    )
    assert parse_dcs(data).to_bytes() == data


def test_an_empty_side_is_absent_and_one_value_is_for_both_eyes():
    file = parse_dcs(b"SPH=;-0.50\r\nDBL=18.00\r\nAX=?;15\r\n")
    assert file.value("SPH") == Sides(None, "-0.50")
    assert file.value("DBL") == Sides("18.00", "18.00")
    assert file.value("AX") == Sides("?", "15")
    assert file.value("ADD") == Sides(None, None)


def test_a_repeated_label_keeps_all_its_values():
    file = parse_dcs(b"DRILL=1;2\r\nDRILL=3;4\r\n")
    assert file.values("DRILL") == (Sides("1", "2"), Sides("3", "4"))
    assert file.value("DRILL") == Sides("3", "4")


def test_lengths_are_read_to_a_hundredth_of_a_millimetre():
    file = parse_dcs(b"HBOX=51.00;50.875\r\nIPD=?;31\r\nDBL=18.5\r\n")
    assert file.millimetres("HBOX").right == Millimetres(5100)
    assert file.millimetres("HBOX").left == Millimetres(5088)
    assert file.millimetres("IPD").right is None
    assert file.millimetres("IPD").left == Millimetres(3100)
    assert file.millimetres("DBL").left == Millimetres(1850)
    assert file.millimetres("SEGHT").right is None


def test_a_length_that_is_none_is_refused_with_its_line():
    with pytest.raises(DcsLengthIsMalformed) as caught:
        parse_dcs(b"JOB=1\r\nHBOX=wide\r\n").millimetres("HBOX")
    assert caught.value.facts["position"] == {"line": 2, "byte": 7}


def test_a_trace_is_read_with_its_side():
    (right,) = parse_dcs(SQUARE).traces
    assert right.eye == "right"
    assert right.radii == (2400, 2000, 2400, 2000)
    assert right.angles_cdeg is None


def test_both_traces_are_found_by_their_eye():
    file = parse_dcs(SQUARE + b"TRCFMT=1;3;E;L;F\r\nR=2100\r\nR=2200\r\nR=2300\r\n")
    assert file.left is not None
    assert file.right is not None
    assert file.left.radii == (2100, 2200, 2300)
    assert file.right.radii == (2400, 2000, 2400, 2000)


def test_unequally_spaced_points_carry_their_angles():
    (trace,) = read_trace(
        b"TRCFMT=1;4;U;L;F\nR=2400;2000;2400;2000\nA=0;9000;18000;27050\nDBL=18\n"
    )
    assert trace.angles_cdeg == (0, 9000, 18000, 27050)


def test_a_format_of_a_maker_is_kept_and_not_guessed_at():
    data = b"TRCFMT=5;400;E;R;F\r\nR=\x01\x02\xff;x\r\n"
    file = parse_dcs(data)
    assert file.traces == ()
    assert file.to_bytes() == data


@pytest.mark.parametrize("line_end", [b"\n", b"\r", b"\r\n"])
def test_a_file_of_countless_short_lines_is_refused_before_it_is_split(line_end):
    line = b"A=1" + line_end
    assert len(parse_dcs(line * 1000).lines) == 1000
    with pytest.raises(DcsIsTooLarge):
        parse_dcs(line * (LINES_MAX + 1))


@pytest.mark.parametrize(
    ("data", "error", "position"),
    [
        (b"TRCFMT=1;5;E;R;F\nR=1;2;3;4\n", DcsPointsDiffer, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;E;R;F\nR=1;2;3;4\n", DcsPointsDiffer, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;E;R;F\n", DcsPointsDiffer, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;E;R;F\nR=1;x;3\n", DcsPointIsMalformed, {"line": 2, "byte": 21}),
        (b"TRCFMT=1;3;E;R;F\nR=1\nR=2;-3\n", DcsPointIsMalformed, {"line": 3, "byte": 25}),
        (b"TRCFMT=1;3;E;R;F\nR=1;2;1e3\n", DcsPointIsMalformed, {"line": 2, "byte": 23}),
        (b"TRCFMT=1;3;E;R;F\nR=[1;2;3]\n", DcsPointIsMalformed, {"line": 2, "byte": 19}),
        (b"TRCFMT=1;3;E;R;F\nR=1;2;99999\n", DcsPointIsMalformed, {"line": 2, "byte": 23}),
        (b"R=1;2;3\n", DcsTraceHasNoHeader, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;E;X;F\nR=1;2;3\n", DcsTraceHeaderIsMalformed, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;Q;R;F\nR=1;2;3\n", DcsTraceHeaderIsMalformed, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;many;E;R\nR=1;2;3\n", DcsTraceHeaderIsMalformed, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3\nR=1;2;3\n", DcsTraceHeaderIsMalformed, {"line": 1, "byte": 0}),
        (b"TRCFMT=1;3;U;R;F\nR=1;2;3\nA=0;9\n", DcsPointsDiffer, {"line": 1, "byte": 0}),
        (b"JOB=1\nDBL=18\n", DcsHasNoTrace, {"line": 1, "byte": 0}),
        (b"", DcsHasNoRecord, {"line": 1, "byte": 0}),
        (b"hello\n", DcsHasNoRecord, {"line": 1, "byte": 0}),
    ],
)
def test_a_trace_that_cannot_be_trusted_is_refused_with_its_place(data, error, position):
    with pytest.raises(error) as caught:
        read_trace(data)
    assert caught.value.facts["position"] == position


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_file_or_in_a_named_error(data):
    with contextlib.suppress(DcsError):
        file = parse_dcs(data)
        assert file.to_bytes() == data
        assert isinstance(file.traces, tuple)
