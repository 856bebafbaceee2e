"""The lens filter: a lens is offered or is out, and always for a reason a person can read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import LensDoesNotFit, LensLimits, Rim, Unchecked, fits
from app.domain.kernel.validity import Validity
from app.domain.optics.blank import minimum_blank_mm
from app.domain.optics.doubts import Wearer
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower, Prism
from app.domain.optics.shape import Offset, shape_of
from app.domain.optics.spherocylinder import in_minus_cylinder, transposed_eye
from app.messages.sentences import SENTENCES
from tests.factories.catalogue import a_frame, a_lens
from tests.unit.domain.catalog.shelves import a_fitting, a_limited_lens, a_range, eyes, span
from tests.unit.domain.optics.powers import circle, eye_powers


def codes(verdict):
    return [reason.code.removeprefix("catalog.reason.") for reason in verdict.reasons]


def test_a_lens_that_is_made_in_that_power_is_available():
    verdict = fits(a_limited_lens(), a_fitting())
    assert verdict.is_available
    assert verdict.unchecked == frozenset()
    verdict.require("SKU")


@pytest.mark.parametrize(
    ("right", "power", "expected"),
    [
        ("-6.25", {}, ["sphere"]),
        ("+4.25", {}, ["sphere", "combined"]),
        ("-2.00", {"cylinder": Dioptres(-4_250), "axis_deg": 90}, ["cylinder"]),
        ("-5.00", {"cylinder": Dioptres(-3_250), "axis_deg": 90}, ["combined"]),
        ("-2.00", {"add": Dioptres(3_750)}, ["add"]),
        ("-2.00", {"add": Dioptres(500)}, ["add"]),
        ("-2.00", {"prism": Prism(base_in=Dioptres(2_500), base_up=Dioptres(2_000))}, ["prism"]),
    ],
)
def test_a_power_beyond_the_table_is_out_for_what_is_beyond(right, power, expected):
    verdict = fits(a_limited_lens(), a_fitting(eyes(right, **power)))
    assert codes(verdict) == expected
    assert verdict.reasons[0].eye == "right"


def test_the_reason_tells_the_power_and_the_limits_as_the_trade_writes_them():
    [reason] = fits(a_limited_lens(), a_fitting(eyes("-7.50"))).reasons
    assert reason.facts == (("power", "-7.50"), ("low", "-6.00"), ("high", "+4.00"))


@pytest.mark.parametrize(("limit", "is_available"), [(3_010, False), (3_011, True)])
def test_prism_is_judged_by_both_components_together(limit, is_available):
    """2.00 in and 2.25 up are 3.0104."""
    prism = Prism(base_in=Dioptres(2_000), base_up=Dioptres(2_250))
    lens = a_limited_lens(a_range(prism_max=Dioptres(limit)))
    assert fits(lens, a_fitting(eyes(prism=prism))).is_available is is_available


@settings(max_examples=100)
@given(eye_powers())
def test_writing_the_power_in_the_other_cylinder_changes_nothing(power):
    other = transposed_eye(power)
    lens = a_limited_lens(kind="progressive")
    measured = eyes().right_measured
    verdicts = [
        fits(lens, a_fitting(Wearer(right=each, right_measured=measured)))
        for each in (power, other)
    ]
    assert verdicts[0] == verdicts[1]


@settings(max_examples=100)
@given(eye_powers())
def test_a_lens_is_in_exactly_when_every_number_is_within_its_limits(power):
    line = a_range()
    minus = in_minus_cylinder(power)
    sphere, other = minus.sphere.dioptres, (minus.sphere + minus.cylinder).dioptres
    prism = power.prism or Prism()
    is_in = (
        -6 <= sphere <= 4
        and minus.cylinder.dioptres >= -4
        and -8 <= other <= 4
        and (power.add is None or 0.75 <= power.add.dioptres <= 3.5)
        and prism.base_in.dioptres**2 + prism.base_up.dioptres**2 <= 9
    )
    assert (line.misses("right", power) == ()) is is_in


def test_a_balance_lens_is_made_in_any_power():
    assert fits(a_limited_lens(), a_fitting(eyes("-20.00", is_balance=True))).is_available


def test_both_eyes_are_judged_and_each_reason_names_its_eye():
    both = replace(eyes("-7.00"), left=EyePower(sphere=Dioptres(5_000)))
    verdict = fits(a_limited_lens(a_range(combined=None)), a_fitting(both))
    assert [(reason.eye, reason.facts[0][1]) for reason in verdict.reasons] == [
        ("right", "-7.00"),
        ("left", "+5.00"),
    ]


def test_the_smaller_blank_reaches_the_higher_power():
    small = a_range(diameter_mm=Millimetres(65_00), sphere=span("-8.00", "+6.00"))
    lens = a_limited_lens(a_range(), small)
    assert fits(lens, a_fitting(eyes("-7.00"))).is_available


def test_the_reasons_are_those_of_the_line_that_comes_closest():
    far = a_range(sphere=span("-2.00", "+2.00"), cylinder_max=Dioptres(1_000))
    near = a_range(diameter_mm=Millimetres(65_00))
    wearer = eyes("-6.25", cylinder=Dioptres(-2_000), axis_deg=10)
    verdict = fits(a_limited_lens(far, near), a_fitting(wearer))
    assert codes(verdict) == ["sphere", "combined"]
    assert dict(verdict.reasons[0].facts)["low"] == "-6.00"


def test_a_design_with_a_near_part_needs_an_addition_and_a_height():
    plain = EyeMeasurements(monocular_pd_mm=Millimetres(31_50))
    lens = a_limited_lens(kind="progressive")
    assert codes(fits(lens, a_fitting(eyes(measured=plain)))) == ["add_missing", "height_missing"]
    assert fits(lens, a_fitting(eyes(add=Dioptres(2_000)))).is_available


def test_an_office_lens_needs_the_near_pd():
    lens = a_limited_lens(kind="office", needs_near_pd=True)
    measured = EyeMeasurements(
        monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(20_00)
    )
    verdict = fits(lens, a_fitting(eyes(measured=measured, add=Dioptres(2_000))))
    assert codes(verdict) == ["near_pd_missing"]


@pytest.mark.parametrize(
    ("height", "expected"),
    [(17_90, ["height_too_low"]), (18_00, []), (28_50, []), (28_60, ["height_too_high"])],
)
def test_the_height_must_leave_the_corridor_and_some_room_above(height, expected):
    """The frame is 38.5 mm high: with 10 mm above the cross it may sit at 28.5 at the most."""
    lens = a_limited_lens(
        kind="progressive",
        least_height_mm=Millimetres(18_00),
        least_above_mm=Millimetres(10_00),
    )
    measured = EyeMeasurements(
        monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(height)
    )
    fitting = a_fitting(eyes(measured=measured, add=Dioptres(2_000)))
    assert codes(fits(lens, fitting)) == expected


def test_a_bifocal_is_judged_by_its_segment_height():
    lens = a_limited_lens(kind="bifocal", least_height_mm=Millimetres(15_00))
    measured = EyeMeasurements(
        monocular_pd_mm=Millimetres(31_50), segment_height_mm=Millimetres(14_00)
    )
    verdict = fits(lens, a_fitting(eyes(measured=measured, add=Dioptres(2_000))))
    assert codes(verdict) == ["height_too_low"]


def test_a_material_that_breaks_when_drilled_is_out_for_a_rimless_frame():
    lens = a_limited_lens(rims=frozenset({Rim.FULL, Rim.GROOVED}))
    assert codes(fits(lens, a_fitting(frame=a_frame(rim=Rim.RIMLESS)))) == ["rim"]
    assert fits(lens, a_fitting(frame=a_frame(rim=Rim.GROOVED))).is_available


def test_a_lens_is_offered_on_the_days_it_is_sold():
    lens = replace(a_limited_lens(), validity=Validity(valid_until=date(2026, 11, 23)))
    assert codes(fits(lens, a_fitting())) == ["not_sold"]


def test_the_blank_is_judged_by_the_trace_about_the_optical_centre():
    """A circle of 50 mm, box 50 by 50 with a 19 mm bridge and a PD of 31.5: 3 in, 5 down.

    Twice the way to the rim is 50 + 2 * 5.83, plus 2 for edging: 63.7.
    """
    fitting = a_fitting(shapes=(shape_of(circle(25)),))
    small, enough = Millimetres(63_50), Millimetres(64_00)
    [reason] = fits(a_limited_lens(a_range(diameter_mm=small)), fitting).reasons
    assert reason.code == "catalog.reason.blank_too_small"
    assert reason.facts == (("needed_mm", "63.7"), ("largest_mm", "63.5"))
    assert fits(a_limited_lens(a_range(diameter_mm=enough)), fitting).is_available


@settings(max_examples=60)
@given(st.integers(20_00, 28_00), st.integers(28_00, 36_00), st.integers(16_00, 34_00))
def test_what_is_offered_can_be_cut(radius, pd, height):
    measured = EyeMeasurements(
        monocular_pd_mm=Millimetres(pd), fitting_height_mm=Millimetres(height)
    )
    shape = shape_of(circle(radius / 100))
    frame = a_frame()
    fitting = a_fitting(eyes(measured=measured), frame=frame, shapes=(shape,))
    oc = Offset(in_mm=(2 * radius / 100 + 19) / 2 - pd / 100, up_mm=(height - radius) / 100)
    needed = minimum_blank_mm(shape, oc, allowance_mm=2.0)
    assert fits(a_limited_lens(), fitting).is_available is (needed <= 70)


def test_a_blank_whose_cross_is_off_its_middle_covers_less_on_that_side():
    fitting = a_fitting(shapes=(shape_of(circle(25)),))
    centre = Offset(up_mm=4.0)
    lens = a_limited_lens(a_range(diameter_mm=Millimetres(70_00), centre=centre))
    # 3 in and 9 down from the middle of the disc: 50 + 2 * 9.49 + 2 = 71.
    assert codes(fits(lens, fitting)) == ["blank_too_small"]


def test_without_a_trace_the_rule_of_thumb_judges_by_the_effective_diameter():
    """ED 52, 3 mm in (A 50, bridge 19, PD 31.5), 2 for edging: 60."""
    small = a_limited_lens(a_range(diameter_mm=Millimetres(59_00)))
    enough = a_limited_lens(a_range(diameter_mm=Millimetres(60_00)))
    assert codes(fits(small, a_fitting())) == ["blank_too_small"]
    assert fits(enough, a_fitting()).is_available


def test_what_was_not_measured_is_neither_for_nor_against_and_is_said():
    nothing_known = a_fitting(frame=None)
    verdict = fits(a_lens(limits=LensLimits()), nothing_known)
    assert codes(verdict) == ["add_missing"]
    assert verdict.unchecked == {Unchecked.POWERS, Unchecked.BLANK, Unchecked.FRAME}
    no_ed = fits(a_limited_lens(), a_fitting(frame=a_frame()))
    assert no_ed.is_available
    assert no_ed.unchecked == {Unchecked.BLANK}


def test_the_shape_of_one_eye_stands_for_the_other():
    left = Wearer(left=eyes().right, left_measured=eyes().right_measured)
    fitting = a_fitting(left, shapes=(shape_of(circle(25)),))
    verdict = fits(a_limited_lens(a_range(diameter_mm=Millimetres(63_00))), fitting)
    assert [(reason.eye, reason.facts[0]) for reason in verdict.reasons] == [
        ("left", ("needed_mm", "63.7"))
    ]


def test_choosing_a_lens_that_is_out_is_refused_with_the_reason():
    with pytest.raises(LensDoesNotFit) as caught:
        fits(a_limited_lens(), a_fitting(eyes("-9.00"))).require("VAL-PRO")
    assert caught.value.facts["reason"] == "catalog.reason.sphere"
    assert caught.value.facts["sku"] == "VAL-PRO"


@settings(max_examples=60)
@given(eye_powers(), st.booleans())
def test_every_reason_has_a_sentence_with_all_its_facts(power, is_progressive):
    lens = a_limited_lens(
        kind="progressive" if is_progressive else "single_vision",
        least_height_mm=Millimetres(21_00),
        needs_near_pd=True,
    )
    measured = EyeMeasurements(fitting_height_mm=Millimetres(20_00))
    fitting = a_fitting(Wearer(right=power, right_measured=measured))
    for reason in fits(lens, fitting).reasons:
        assert "{" not in SENTENCES[reason.code].format(**dict(reason.facts))
