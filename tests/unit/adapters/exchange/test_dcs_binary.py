"""Binary rows of points mean what they say, in each of the standard's binary formats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.dcs import parse_dcs
from app.adapters.exchange.dcs_binary import (
    RESERVED,
    RowIsCutError,
    escaped,
    read_differences,
    read_packed,
    read_words,
    unescaped,
    write_differences,
    write_packed,
    write_words,
)
from app.adapters.exchange.dcs_points import DcsPointIsMalformed
from app.adapters.exchange.dcs_traces import DcsPointsDiffer
from app.adapters.exchange.dcs_write import trace_lines
from app.domain.optics.trace import Trace

NUMBERS = st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=60)


def test_words_have_their_low_byte_first():
    assert read_words([b"\x5d\x09\x66\x09"], 2) == [2397, 2406]


def test_differences_add_to_the_number_before_until_a_new_word_is_announced():
    row = b"\x5d\x09\x09\xff\x80\x10\x27"
    assert read_differences([row], 4) == [2397, 2406, 2405, 10000]


def test_packed_numbers_step_down_from_words_to_bytes_to_nibbles():
    """Annex B: 0x8000 leads to first differences, 0x80 to second ones, high nibble first."""
    row = b"\x5d\x09\x00\x80\x09\x80\x1f\xf0"
    assert read_packed([row], 5) == [2397, 2406, 2416, 2425, 2433]
    assert write_packed([2397, 2406, 2416, 2425, 2433]) == row


def test_packed_numbers_step_back_up_in_mid_byte():
    """Annex B: nibble 8 leads back to bytes, byte 0x81 from there to words."""
    numbers = [2000, 2001, 2002, 2010, 2030, 3000]
    assert write_packed(numbers).hex() == "d007008001800781481b80b0"
    assert read_packed([write_packed(numbers)], len(numbers)) == numbers


@given(NUMBERS)
def test_every_row_reads_back_as_it_was_written(numbers):
    assert read_words([write_words(numbers)], len(numbers)) == numbers
    assert read_differences([write_differences(numbers)], len(numbers)) == numbers
    assert read_packed([write_packed(numbers)], len(numbers)) == numbers


@given(st.binary(max_size=80))
def test_no_reserved_byte_but_the_escape_is_left_in_a_record(data):
    body = escaped(data)
    assert RESERVED.isdisjoint(body.replace(b"\x1b", b""))
    assert unescaped(body) == data


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_an_outline_in_each_format_is_the_same_outline(kind):
    outline = Trace(eye="left", radii=(2397, 2406, 2416, 2425, 2433, 2200, 4000, 2333))
    lines = trace_lines(outline, kind=kind)
    assert parse_dcs(b"".join(lines)).traces == (outline,)


@pytest.mark.parametrize("reader", [read_words, read_differences, read_packed])
def test_a_row_that_ends_in_mid_number_is_noticed(reader):
    with pytest.raises(RowIsCutError):
        reader([b"\x5d"], 2)


def test_a_cut_binary_trace_is_refused_with_its_line():
    with pytest.raises(DcsPointIsMalformed) as caught:
        parse_dcs(b"JOB=1\r\nTRCFMT=4;5;E;R;F\r\nR=\x5d\x09\x00\x80\x09\r\n").traces  # noqa: B018
    assert caught.value.facts["reason"] == "cut"
    assert caught.value.facts["line"] == 3


def test_a_binary_trace_with_too_many_points_is_refused():
    with pytest.raises(DcsPointsDiffer):
        parse_dcs(b"TRCFMT=2;3;E;R;F\r\nR=\x5d\x09\x66\x09\x5d\x09\x66\x09\r\n").traces  # noqa: B018
