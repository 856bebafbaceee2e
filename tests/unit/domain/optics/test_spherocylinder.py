"""One power, two ways of writing it, and what both have in common."""

import pytest
from hypothesis import given

from app.domain.optics.notation import parse_eye
from app.domain.optics.power import Dioptres
from app.domain.optics.power_matrix import PowerMatrix
from app.domain.optics.prescription import EyePower, PowerIsOutOfLimits
from app.domain.optics.spherocylinder import (
    axis_difference_deg,
    in_minus_cylinder,
    in_sign_of,
    spherical_equivalent,
    transposed,
    transposed_eye,
)
from tests.unit.domain.optics.powers import AXES, eye_powers


@pytest.mark.parametrize(
    ("text", "sphere", "cylinder", "axis_deg"),
    [
        ("-2.00 -1.50x180", "-3.50", "+1.50", 90),
        ("-3.00 +1.50x180", "-1.50", "-1.50", 90),
        ("-2.00 -1.00x90", "-3.00", "+1.00", 180),
        ("-2.12 -1.25x1", "-3.37", "+1.25", 91),
    ],
)
def test_transposition_is_exact_and_never_writes_axis_zero(text, sphere, cylinder, axis_deg):
    """Source: domain.md section 4, transposition (the last one: eighths, our own)."""
    found = transposed(parse_eye(text))
    assert (str(found.sphere), str(found.cylinder), found.axis_deg) == (sphere, cylinder, axis_deg)


def test_a_sphere_has_no_axis_after_transposition_either():
    found = transposed(parse_eye("-2.00"))
    assert (str(found.sphere), str(found.cylinder), found.axis_deg) == ("-2.00", "0.00", None)


@given(eye_powers())
def test_transposition_is_its_own_inverse(power):
    assert transposed_eye(transposed_eye(power)) == power


@given(eye_powers())
def test_transposition_changes_neither_the_equivalent_nor_the_power_in_any_meridian(power):
    other = transposed_eye(power)
    assert spherical_equivalent(other) == spherical_equivalent(power)
    here, there = PowerMatrix.of(power), PowerMatrix.of(other)
    assert here.along(33) == pytest.approx(there.along(33), abs=1e-9)


def test_transposition_beyond_the_limits_is_refused_as_an_order():
    with pytest.raises(PowerIsOutOfLimits):
        transposed_eye(parse_eye("-20.00 -6.00x90"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("+3.00 -2.00x90", "+2.00"), ("-2.00 -0.25x90", "-2.12"), ("plano -0.12x90", "-0.06")],
)
def test_the_equivalent_is_sphere_plus_half_the_cylinder(text, shown):
    assert str(spherical_equivalent(parse_eye(text))) == shown


@given(eye_powers(), eye_powers())
def test_a_power_can_be_written_in_the_sign_of_another(power, model):
    written = in_sign_of(power, model)
    assert written.cylinder.thousandths * model.cylinder.thousandths >= 0
    assert in_minus_cylinder(written) == in_minus_cylinder(power)


@given(AXES, AXES)
def test_two_axes_are_never_more_than_a_right_angle_apart(first, second):
    turn = axis_difference_deg(first, second)
    assert -90 < turn <= 90
    assert (first + turn - second) % 180 == 0


def test_axis_179_and_axis_2_are_three_degrees_apart():
    assert axis_difference_deg(179, 2) == 3
    assert axis_difference_deg(2, 179) == -3


def test_a_measured_axis_below_one_degree_turns_like_any_other():
    power = EyePower(sphere=Dioptres(0), cylinder=Dioptres(-1000), axis_deg=90)
    assert transposed(power).axis_deg == 180
