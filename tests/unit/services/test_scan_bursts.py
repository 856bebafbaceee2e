"""A scanner is told from a person by its rhythm, and no key of a person is lost."""

from hypothesis import given
from hypothesis import strategies as st

from app.services.scan_bursts import (
    GAP_MAX_MS,
    NO_BURST,
    Heed,
    KeyKind,
    Stroke,
    follow,
)

SCANNER_MS, PERSON_MS = 12, 140


def typed(text, gap_ms, *, end=KeyKind.END, prefix=False):
    """Play keys and return what reached the field, what was scanned, and what waits."""
    burst, at_ms, field, held, scans = NO_BURST, 1_000, "", "", []
    strokes = [(KeyKind.PREFIX, "")] if prefix else []
    strokes += [(KeyKind.SIGN, sign) for sign in text]
    strokes += [(end, "")] if end else []
    for kind, sign in strokes:
        at_ms += gap_ms
        before = burst
        burst, heed = follow(burst, Stroke(kind=kind, at_ms=at_ms, sign=sign))
        match heed:
            case Heed.PASS:
                field += sign
            case Heed.HOLD:
                held += sign
            case Heed.RELEASE:
                field, held = field + held + sign, ""
            case Heed.SCANNED:
                scans.append(before.text)
                burst, held = NO_BURST, ""
    return field, scans, held


def test_a_burst_ended_by_enter_is_a_scan_of_which_two_signs_at_most_reached_the_field():
    field, scans, held = typed("WO-LIN-26-417-55", SCANNER_MS)
    assert scans == ["WO-LIN-26-417-55"]
    assert field == "WO"
    assert held == ""


def test_the_slowest_gap_of_a_scanner_still_counts_and_one_more_does_not():
    assert typed("2000005567525", GAP_MAX_MS)[1] == ["2000005567525"]
    assert typed("2000005567525", GAP_MAX_MS + 1) == ("2000005567525", [], "")


def test_a_person_types_into_the_field_as_ever():
    assert typed("kowalska", PERSON_MS) == ("kowalska", [], "")


def test_a_short_quick_burst_is_a_person_and_reaches_the_field_whole():
    assert typed("-2.25", SCANNER_MS) == ("-2.25", [], "")


def test_a_burst_without_an_end_waits_to_be_given_up():
    field, scans, held = typed("halden", SCANNER_MS, end=None)
    assert (field + held, scans) == ("halden", [])


def test_a_prefix_lets_no_sign_through_and_takes_short_codes():
    assert typed("T-1", SCANNER_MS, prefix=True) == ("", ["T-1"], "")


@given(
    st.text(alphabet="ABW-0129:", min_size=0, max_size=30),
    st.lists(st.integers(1, 300), min_size=32, max_size=32),
)
def test_whatever_the_rhythm_every_sign_is_in_the_field_or_held_or_scanned(text, gaps):
    burst, at_ms, field, scanned = NO_BURST, 0, "", ""
    held = ""
    for sign, gap in zip(text, gaps, strict=False):
        at_ms += gap
        burst, heed = follow(burst, Stroke(kind=KeyKind.SIGN, at_ms=at_ms, sign=sign))
        if heed is Heed.HOLD:
            held += sign
        elif heed is Heed.RELEASE:
            field, held = field + held + sign, ""
        else:
            field += sign
        assert held == burst.holds
    assert field + held + scanned == text
