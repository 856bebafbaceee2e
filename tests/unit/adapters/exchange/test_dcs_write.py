"""A changed value changes nothing else, and what is written reads back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.dcs import parse_dcs
from app.adapters.exchange.dcs_records import Sides
from app.adapters.exchange.dcs_write import (
    LINE_MAX,
    DcsValueCannotBeWritten,
    build_dcs,
    with_value,
)
from app.domain.optics.trace import Trace

OUTLINE = Trace(
    eye="right",
    radii=(2400, 2000, 2400, 2000),
    angles_cdeg=(0, 9000, 18000, 27100),
    heights=(-5, 0, 5, 0),
)
FILE = b"JOB=7\rSPH=+1.00;\n_MAKER=a;b;c\r\nNAME=Ren\xe9\nTRCFMT=5;9;E;R;F\nR=\x01\xff\nend"

LABELS = st.from_regex(r"[A-Z_][A-Z0-9_]{0,7}", fullmatch=True)
VALUES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=15)

LINE_ENDS = st.sampled_from([b"\r\n", b"\n", b"\r"])
ANY_BODY = st.binary(max_size=60).map(lambda data: data.replace(b"\r", b"").replace(b"\n", b""))
ANY_RECORD = st.builds(
    lambda label, body, end: label.encode() + b"=" + body + end, LABELS, ANY_BODY, LINE_ENDS
)
ANY_LINE = st.one_of(ANY_RECORD, st.builds(lambda body, end: body + end, ANY_BODY, LINE_ENDS))
ANY_FILE = st.builds(
    lambda first, lines, last: first + b"".join(lines) + last,
    ANY_RECORD,
    st.lists(ANY_LINE, max_size=12),
    ANY_BODY,
)


@given(ANY_FILE)
def test_what_was_read_is_written_byte_for_byte(data):
    assert parse_dcs(data).to_bytes() == data


@given(st.lists(st.tuples(LABELS, VALUES), min_size=1, max_size=10))
def test_what_was_built_reads_back_the_same(records):
    file = build_dcs(records, [OUTLINE])
    read = parse_dcs(file.to_bytes())
    assert read == file
    assert [(r.label, r.text) for r in read.records][: len(records)] == records


@given(ANY_FILE, VALUES)
def test_a_changed_value_is_read_back_and_all_other_bytes_stay(data, text):
    before = parse_dcs(data)
    label = before.records[0].label
    assert label is not None
    after = with_value(before, label, text)
    changed = [i for i, (a, b) in enumerate(zip(before.lines, after.lines, strict=True)) if a != b]
    assert len(changed) <= 1
    indexes = [i for i, r in enumerate(after.records) if (r.label or "").upper() == label]
    assert after.records[indexes[-1]].text == text


def test_a_value_is_changed_in_place_with_its_line_end():
    file = with_value(parse_dcs(FILE), "SPH", "+1.25;-0.50")
    assert file.to_bytes() == FILE.replace(b"SPH=+1.00;\n", b"SPH=+1.25;-0.50\n")


def test_a_new_record_is_added_before_the_traces_in_the_files_own_line_end():
    file = with_value(parse_dcs(FILE), "DBL", "18.00")
    assert file.to_bytes() == FILE.replace(b"TRCFMT", b"DBL=18.00\rTRCFMT")
    assert file.value("DBL") == Sides("18.00", "18.00")


def test_a_record_added_to_a_last_line_without_an_end_gets_a_line_of_its_own():
    assert with_value(parse_dcs(b"JOB=7"), "DO", "B").to_bytes() == b"JOB=7\r\nDO=B\r\n"


def test_a_new_file_keeps_to_lines_of_80_characters():
    outline = Trace(eye="left", radii=tuple(range(1800, 3000)))
    file = build_dcs([("JOB", "7")], [outline])
    assert max(len(line.rstrip()) for line in file.lines) <= LINE_MAX
    assert file.left == outline
    assert file.right is None


def test_heights_and_angles_are_written_with_the_outline():
    assert build_dcs([], [OUTLINE]).traces == (OUTLINE,)


@pytest.mark.parametrize(
    ("label", "text"),
    [("SPH", "1\r\nCYL=2"), ("SPH", "x" * 80), ("S PH", "1"), ("", "1"), ("NAME", "\ud800")],
)
def test_what_would_break_the_record_is_not_written(label, text):
    with pytest.raises(DcsValueCannotBeWritten):
        build_dcs([(label, text)])


def test_a_file_of_nothing_is_not_written():
    with pytest.raises(DcsValueCannotBeWritten):
        build_dcs([])
