"""The written prescription: every word of the trade, and refusals that point at the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.errors import DomainError
from app.domain.optics.notation import (
    RxPair,
    format_eye,
    format_rx,
    parse_eye,
    parse_measured,
    parse_rx,
    parse_target,
)
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from tests.unit.domain.optics.powers import eye_powers


def test_both_eyes_are_read_with_their_adds():
    pair = parse_rx("R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00")
    assert pair.right == EyePower(
        sphere=Dioptres(-2250), cylinder=Dioptres(-750), axis_deg=95, add=Dioptres(2000)
    )
    assert pair.left == EyePower(
        sphere=Dioptres(-2750), cylinder=Dioptres(-1500), axis_deg=80, add=Dioptres(2000)
    )


def test_a_job_for_the_left_eye_alone_leaves_the_right_one_out():
    assert parse_rx("L -0.50") == RxPair(left=EyePower(sphere=Dioptres(-500)))
    assert parse_rx("R N/A; L -0.50 DS") == RxPair(left=EyePower(sphere=Dioptres(-500)))


@pytest.mark.parametrize("text", ["plano", "PL", "0.00", "plano DS"])
def test_plano_and_zero_are_powers_and_not_missing(text):
    assert parse_eye(text) == EyePower(sphere=Dioptres(0))


def test_a_balance_lens_needs_no_power_but_may_have_one():
    assert parse_eye("BAL") == EyePower(sphere=Dioptres(0), is_balance=True)
    assert parse_eye("BAL -2.00") == EyePower(sphere=Dioptres(-2000), is_balance=True)
    assert parse_eye("-2.00 bal") == EyePower(sphere=Dioptres(-2000), is_balance=True)


def test_prism_is_read_by_its_bases_in_either_order():
    wanted = Prism(base_in=Dioptres(1000), base_up=Dioptres(500))
    assert parse_eye("-2.00 prism 0.5 up 1.0 in").prism == wanted
    assert parse_eye("-2.00 prism 1.0 in 0.5 up").prism == wanted
    assert parse_eye("plano prism 2 down").prism == Prism(base_up=Dioptres(-2000))
    assert parse_eye("plano prism 2 out").prism == Prism(base_in=Dioptres(-2000))


def test_polar_prism_is_split_by_the_eye_it_stands_before():
    """Domain 4: 1.5 up + 2 in, right eye = 2.50 @ 36.87; 1.5 down + 2 in, left = 2.50 @ 216.87."""
    pair = parse_rx("R plano prism 2.5 @ 36.87; L plano prism 2.5@216.87")
    assert pair.right is not None
    assert pair.left is not None
    assert pair.right.prism == Prism(base_in=Dioptres(2000), base_up=Dioptres(1500))
    assert pair.left.prism == Prism(base_in=Dioptres(2000), base_up=Dioptres(-1500))


@pytest.mark.parametrize(
    "text",
    [
        "-2.25 -0.75x95",
        "-2.25/-0.75x95",
        "-2.25 -0.75 X 95",
        "\u22122,25 \u22120,75\u00d795",
        "-2.25-0.75ax095",
        "OD: -2.25 -0.75 axis 95",
    ],
)
def test_the_trade_s_ways_of_writing_one_power_are_one_power(text):
    assert parse_eye(text) == EyePower(sphere=Dioptres(-2250), cylinder=Dioptres(-750), axis_deg=95)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "optics.rx.empty", 0),
        ("  ;  ", "optics.rx.empty", 0),
        ("R", "optics.rx.empty", 1),
        ("N/A", "optics.rx.empty", 0),
        ("-2.25 -0.75x0", "optics.axis.out_of_range", 12),
        ("-2.25 -0.75x181", "optics.axis.out_of_range", 12),
        ("-2.25 -0.75x-5", "optics.axis.malformed", 12),
        ("-2.25 -0.75x95.5", "optics.axis.malformed", 12),
        ("-2.25 -0.75", "optics.cylinder.needs_axis", 11),
        ("-2.25 x95", "optics.axis.needs_cylinder", 7),
        ("-2.25 0.00x95", "optics.axis.needs_cylinder", 11),
        ("-2.07", "optics.power.off_step", 0),
        ("-2.25 -0.70x95", "optics.power.off_step", 6),
        ("2.25", "optics.rx.sign_missing", 0),
        ("-2.25 0.75x95", "optics.rx.sign_missing", 6),
        ("-25.25", "optics.power.out_of_limits", 0),
        ("+18.25", "optics.power.out_of_limits", 0),
        ("-1.00 -8.25x90", "optics.power.out_of_limits", 6),
        ("-1.00 add 5.00", "optics.power.out_of_limits", 10),
        ("-1.00 add -2.00", "optics.power.out_of_limits", 10),
        ("-1.00 add 2.12", "optics.power.off_step", 10),
        ("-1.00 add 2.00 add 2.00", "optics.rx.misplaced_word", 15),
        ("-1.00 add", "optics.rx.incomplete", 9),
        ("-1.00 add up", "optics.rx.incomplete", 10),
        ("-1.00 prism 2.00", "optics.rx.incomplete", 16),
        ("-1.00 prism 2.00 x", "optics.rx.incomplete", 17),
        ("-1.00 prism 11 up", "optics.power.out_of_limits", 12),
        ("-1.00 prism 1 up 1 down", "optics.rx.misplaced_word", 19),
        ("-1.00 prism 1 up prism 1 in", "optics.rx.misplaced_word", 17),
        ("-1.00 prism 2 @ 45", "optics.rx.eye_missing", 16),
        ("R -1.00 prism 2 @ 361", "optics.prism.base_out_of_range", 18),
        ("-1.00 -1.00x90 DS", "optics.rx.misplaced_word", 15),
        ("-1.00 foo", "optics.rx.unknown_word", 6),
        ("-1.00 #", "optics.rx.unknown_word", 6),
        ("x 90", "optics.rx.misplaced_word", 0),
        ("N/A -1.00", "optics.rx.misplaced_word", 4),
        ("-1.00 -1.00x90 -1.00", "optics.rx.misplaced_word", 15),
        ("R -1.00; L -1.00", "optics.rx.one_eye_expected", 9),
        ("-1.00 " + "DS " * 200, "optics.rx.too_long", 400),
        ("-12345.00", "optics.power.malformed", 0),
    ],
)
def test_a_wrong_text_is_refused_with_reason_and_place(text, code, position):
    with pytest.raises(DomainError) as caught:
        parse_eye(text)
    assert caught.value.code == code
    assert caught.value.facts["position"] == position


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("R -2.00; R -3.00", "optics.rx.eye_twice", 9),
        ("-2.00", "optics.rx.eye_missing", 0),
        ("R -2.00; -3.00", "optics.rx.eye_missing", 9),
        ("-2.00; -3.00", "optics.rx.eye_twice", 7),
    ],
)
def test_a_pair_names_its_eyes_once_each(text, code, position):
    with pytest.raises(DomainError) as caught:
        parse_rx(text)
    assert caught.value.code == code
    assert caught.value.facts["position"] == position


def test_a_measured_power_takes_any_hundredth_and_an_axis_with_decimals():
    measured = parse_measured("-2.21 -0.97x93.5 add 2.03 prism 0.31 up")
    assert measured.sphere == Dioptres(-2210)
    assert measured.cylinder == Dioptres(-970)
    assert measured.axis_deg == 93.5
    assert measured.add == Dioptres(2030)
    assert measured.prism == Prism(base_up=Dioptres(310))
    assert parse_measured("-2.21 0.00x12").axis_deg is None


def test_a_measured_cylinder_needs_its_axis_too():
    with pytest.raises(DomainError) as caught:
        parse_measured("-2.21 -0.97")
    assert caught.value.code == "optics.cylinder.needs_axis"


def test_a_measured_axis_has_no_sign():
    with pytest.raises(DomainError) as caught:
        parse_measured("-2.21 -0.97x-90")
    assert caught.value.code == "optics.axis.malformed"


def test_a_target_reads_eighths_as_ordered_and_compensated_powers_as_they_are():
    assert parse_target("-0.12").sphere == Dioptres(-125)
    assert parse_target("-0.47 -1.15x137.3").cylinder == Dioptres(-1150)


@given(eye_powers())
def test_a_power_reads_back_what_it_writes(power):
    assert parse_eye(format_eye(power)) == power


@given(st.none() | eye_powers(), eye_powers())
def test_a_pair_reads_back_what_it_writes(right, left):
    pair = RxPair(right=right, left=left)
    assert parse_rx(format_rx(pair)) == pair


@pytest.mark.parametrize(
    "text",
    ["-2.25 DS", "plano", "BAL", "plano -2.00x90", "-2.25 -0.75x95 add 2.00 prism 0.50 up 1.00 in"],
)
def test_the_written_form_is_the_trade_s(text):
    assert format_eye(parse_eye(text)) == text


@given(st.text(alphabet="RLODSPlanoBAaddprismupinx@;:/+-., 0123456789\u2212\u00d7#", max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text):
    for read in (parse_rx, parse_eye, parse_measured, parse_target):
        try:
            read(text)
        except DomainError as refusal:
            position = refusal.facts["position"]
            assert isinstance(position, int)
            assert 0 <= position <= len(text)
