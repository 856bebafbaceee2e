"""Layout in the box, and the near PD."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.boxing import (
    FrameBox,
    FrameIsImplausible,
    NearPointIsImpossible,
    NearTask,
    decentration,
    decentration_in_own_box_mm,
)


def test_the_pupil_lies_in_and_below_the_middle_of_the_box():
    """Source: domain.md section 4, layout: A 51, DBL 20, PD 31, height 16, B 44.01."""
    frame = FrameBox(a_right_mm=51, a_left_mm=51, b_mm=44.01, dbl_mm=20)
    found = decentration(frame, pd_mm=31, height_mm=16)
    assert found.in_mm == pytest.approx(4.50)
    assert found.up_mm == pytest.approx(-6.005)


def test_boxes_that_differ_are_averaged_for_the_centre_distance():
    """Source: domain.md section 4: 53.88 / 53.56 with DBL 15.41 is 69.13."""
    frame = FrameBox(a_right_mm=53.88, a_left_mm=53.56, b_mm=40, dbl_mm=15.41)
    assert frame.centre_distance_mm == pytest.approx(69.13)


def test_each_eye_of_unequal_boxes_can_be_told_from_its_own_box():
    right = decentration_in_own_box_mm(53.88, 15.41, pd_mm=31)
    left = decentration_in_own_box_mm(53.56, 15.41, pd_mm=31)
    assert right == pytest.approx(3.645)
    assert left == pytest.approx(3.485)


@pytest.mark.parametrize("length", [0, -1, 121, float("nan"), float("inf")])
def test_a_length_no_frame_has_is_refused(length):
    with pytest.raises(FrameIsImplausible):
        FrameBox(a_right_mm=51, a_left_mm=51, b_mm=length, dbl_mm=20)


@pytest.mark.parametrize(("power_d", "near_pd_mm"), [(0, 59.02), (-9, 59.755)])
def test_the_near_pd_follows_roberts(power_d, near_pd_mm):
    """Source: domain.md section 4, near PD: 63, 400 mm, stop 27 mm: 59.02 and 59.75 (cut)."""
    task = NearTask(working_mm=400, stop_mm=27, power_d=power_d)
    assert task.near_pd_mm(63) == pytest.approx(near_pd_mm, abs=0.005)


@given(st.floats(50, 75), st.floats(250, 2000), st.floats(-12, 12))
def test_near_pd_is_smaller_than_far_pd_and_grows_with_the_distance(pd_mm, working_mm, power_d):
    near = NearTask(working_mm=working_mm, power_d=power_d).near_pd_mm(pd_mm)
    farther = NearTask(working_mm=working_mm + 100, power_d=power_d).near_pd_mm(pd_mm)
    assert near < farther < pd_mm


@pytest.mark.parametrize(
    ("working_mm", "stop_mm", "power_d"),
    [(0, 27, 0), (400, 0, 0), (400, 27, 38), (400, 27, -31), (float("nan"), 27, 0)],
)
def test_a_task_without_a_near_point_is_refused(working_mm, stop_mm, power_d):
    with pytest.raises(NearPointIsImpossible):
        NearTask(working_mm=working_mm, stop_mm=stop_mm, power_d=power_d)
