"""Outlines, heights and thickness are found in a DCS file, each with what belongs to it."""

import pytest

from app.adapters.exchange.dcs import DcsTraceIsForeign, parse_dcs, read_trace
from app.adapters.exchange.dcs_traces import DcsPointsDiffer, EdgeThickness, Heights

OUTLINE = b"TRCFMT=1;4;E;R;F\nR=2400;2000\nR=2400;2000\n"


def test_radii_of_the_thickness_profile_are_not_mixed_into_the_outline():
    file = parse_dcs(b"STHKFMT=1;3;E;R\nR=2100;2200;2300\nT=0210;0220;0230\n" + OUTLINE)
    (outline,) = file.traces
    assert outline.radii == (2400, 2000, 2400, 2000)
    assert tuple(file.points.thicknesses()) == (
        EdgeThickness(eye="right", radii=(2100, 2200, 2300), thicknesses=(210, 220, 230)),
    )


def test_heights_that_fit_the_outline_go_with_it():
    file = parse_dcs(OUTLINE + b"ZFMT=1;4;E;R;F\nZ=-120;0;+35;0\n")
    assert file.traces[0].heights == (-120, 0, 35, 0)


def test_heights_at_other_places_than_the_radii_stay_apart():
    file = parse_dcs(OUTLINE + b"ZFMT=1;2;U;R;F\nZ=-120;15\nZA=0;18000\n")
    assert file.traces[0].heights is None
    assert tuple(file.points.heights()) == (
        Heights(eye="right", heights=(-120, 15), angles_cdeg=(0, 18000)),
    )


def test_a_file_that_says_it_has_no_heights_is_fine():
    assert len(parse_dcs(OUTLINE + b"ZFMT=0\nCRIBFMT=?\n").traces) == 1


def test_rows_under_a_makers_header_belong_to_it():
    file = parse_dcs(OUTLINE + b"CRIBFMT=1;2;E;R\nR=3000;3000\n")
    assert file.traces[0].radii == (2400, 2000, 2400, 2000)


def test_a_trailing_separator_and_spaces_do_not_hurt():
    file = parse_dcs(b"TRCFMT= 1;4 ;e; r;F\r\nR=2400; 2000;\r\nR=2400;2000;\r\n")
    assert file.traces[0].radii == (2400, 2000, 2400, 2000)


def test_a_trace_with_a_foreign_format_only_is_said_to_be_foreign():
    with pytest.raises(DcsTraceIsForeign) as caught:
        read_trace(b"TRCFMT=6;400;E;R;F\r\nR=2400;-1;-1\r\n")
    assert caught.value.facts["format"] == 6


def test_thickness_without_its_radii_is_refused():
    with pytest.raises(DcsPointsDiffer):
        tuple(parse_dcs(b"STHKFMT=1;3;E;R\nT=210;220;230\n").points.thicknesses())
