"""Obliquely crossed powers: the matrix against the textbook's way of adding cylinders."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.notation import parse_eye
from app.domain.optics.power_matrix import PowerMatrix, crossed, whole_axis
from app.domain.optics.spherocylinder import in_minus_cylinder
from tests.unit.domain.optics.powers import eye_powers


@given(eye_powers(), eye_powers())
def test_which_lens_stands_first_does_not_matter(first, second):
    assert crossed(first, second) == crossed(second, first)


@given(eye_powers())
def test_a_power_comes_back_from_its_matrix(power):
    assert PowerMatrix.of(power).spherocylinder() == in_minus_cylinder(power)


@given(eye_powers(), st.floats(0, 180))
def test_two_meridians_at_a_right_angle_always_add_up_to_the_same(power, meridian_deg):
    matrix = PowerMatrix.of(power)
    total = matrix.along(meridian_deg) + matrix.along(meridian_deg + 90)
    assert total == pytest.approx(2 * power.sphere.dioptres + power.cylinder.dioptres, abs=1e-9)


def test_two_equal_cylinders_at_a_right_angle_make_a_sphere():
    found = crossed(parse_eye("plano -1.00x30"), parse_eye("plano -1.00x120"))
    assert (str(found.sphere), str(found.cylinder), found.axis_deg) == ("-1.00", "0.00", None)


def test_oblique_cylinders_agree_with_thompson_s_construction():
    """Two cylinders at double their angle add as vectors: 2 at 60 and 1.5 at 150 degrees."""
    found = crossed(parse_eye("+1.00 -2.00x30"), parse_eye("-1.00 -1.50x75"))
    x = 2 * math.cos(math.radians(60)) + 1.5 * math.cos(math.radians(150))
    y = 2 * math.sin(math.radians(60)) + 1.5 * math.sin(math.radians(150))
    cylinder, axis = math.hypot(x, y), math.degrees(math.atan2(y, x)) / 2
    assert found.cylinder.dioptres == pytest.approx(-cylinder, abs=0.005)
    assert found.axis_deg == whole_axis(axis)
    assert found.sphere.dioptres == pytest.approx(-1.75 + cylinder / 2, abs=0.005)


@pytest.mark.parametrize(("axis", "whole"), [(0.2, 180), (179.6, 180), (0.5, 1), (90.4, 90)])
def test_a_computed_axis_is_a_whole_degree_and_never_zero(axis, whole):
    assert whole_axis(axis) == whole
