"""The outline of a lens: its box, its way around, and what no outline is."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.frame_curve import TraceHasNoDepth, frame_curve
from app.domain.optics.shape import (
    Offset,
    OffsetIsImplausible,
    TraceIsMissing,
    direction_deg,
    shape_of,
    trace_of,
)
from app.domain.optics.trace import (
    Trace,
    TraceIsMalformed,
    box_of,
    boxed_outline,
    circumference_mm,
    effective_diameter_mm,
    outline_of,
)
from tests.unit.domain.optics.powers import circle, traces


def test_a_circle_is_as_wide_as_high_as_long_as_geometry_says():
    shape = shape_of(circle(25.0))
    assert shape.box.a_mm == pytest.approx(50)
    assert shape.box.b_mm == pytest.approx(50)
    assert shape.ed_mm == pytest.approx(50)
    assert shape.circumference_mm == pytest.approx(math.pi * 50, abs=0.01)
    assert shape.points == 720


def test_the_first_radius_points_to_the_viewer_s_right():
    """Domain 3.5: right eye, 0 degrees = nasal = the viewer's right from the front."""
    outline = outline_of(Trace(eye="right", radii=(3000, 2000, 2500, 2000)))
    assert (outline.x_mm[0], outline.y_mm[0]) == pytest.approx((30, 0))
    assert (outline.x_mm[1], outline.y_mm[1]) == pytest.approx((0, 20))
    assert box_of(Trace(eye="right", radii=(3000, 2000, 2500, 2000))).centre_x_mm == pytest.approx(
        2.5
    )


@given(traces())
def test_the_box_is_about_its_own_centre(trace):
    outline = boxed_outline(trace)
    assert max(outline.x_mm) == pytest.approx(-min(outline.x_mm))
    assert max(outline.y_mm) == pytest.approx(-min(outline.y_mm))
    box = box_of(trace)
    assert max(box.a_mm, box.b_mm) <= effective_diameter_mm(outline) + 1e-9


@given(traces(), st.integers(0, 400))
def test_rotating_a_trace_does_not_change_its_circumference(trace, steps):
    cut = steps % len(trace.radii)
    rotated = Trace(eye=trace.eye, radii=trace.radii[cut:] + trace.radii[:cut])
    assert circumference_mm(outline_of(rotated)) == pytest.approx(
        circumference_mm(outline_of(trace))
    )


@given(traces(with_angles=True))
def test_angles_that_are_given_mean_the_same_as_equal_spacing(trace):
    equal = Trace(eye=trace.eye, radii=trace.radii)
    assert box_of(trace).a_mm == pytest.approx(box_of(equal).a_mm, abs=0.01)
    assert direction_deg(trace, 1) == pytest.approx(direction_deg(equal, 1), abs=0.01)


@given(traces())
def test_the_outline_goes_around_once_and_is_longer_than_its_box(trace):
    shape = shape_of(trace)
    assert shape.circumference_mm >= shape.box.a_mm + shape.box.b_mm


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"radii": (2000, 2000)}, "points"),
        ({"radii": (2000, 0, 2000)}, "radius"),
        ({"radii": (2000, -5, 2000)}, "radius"),
        ({"radii": (2000, 2000, 2000), "angles_cdeg": (0, 12000)}, "lengths"),
        ({"radii": (2000, 2000, 2000), "heights": (1,)}, "lengths"),
    ],
)
def test_what_is_no_outline_is_refused(facts, reason):
    with pytest.raises(TraceIsMalformed) as caught:
        Trace(eye="right", **facts)
    assert caught.value.facts["reason"] == reason


def test_a_missing_outline_is_told_by_its_eye():
    right = circle(25)
    assert trace_of([right], "right") is right
    with pytest.raises(TraceIsMissing) as caught:
        trace_of([right], "left")
    assert caught.value.facts == {"eye": "left"}


@pytest.mark.parametrize("in_mm", [61, -61, float("nan")])
def test_an_optical_centre_outside_every_lens_is_refused(in_mm):
    with pytest.raises(OffsetIsImplausible):
        Offset(in_mm=in_mm)


def test_depth_tells_the_sphere_the_frame_lies_on():
    """A frame bent on base 6 (530 / 6 = 88.33 mm): depth = R - root(R2 - r2)."""
    radius = 530 / 6
    radii = tuple(round(2500 + 400 * math.cos(2 * math.radians(step))) for step in range(360))
    heights = tuple(
        round(100 * (radius - math.sqrt(radius**2 - (radii[step] / 100) ** 2)))
        for step in range(360)
    )
    found = frame_curve(Trace(eye="left", radii=radii, heights=heights))
    assert found.curve_d == pytest.approx(6, abs=0.02)
    assert found.worst_mm < 0.02


def test_a_frame_that_is_nearly_flat_lies_on_no_sphere():
    radii = (2500,) * 180 + (2000,) * 180
    heights = (1,) * 180 + (0,) * 180
    with pytest.raises(TraceHasNoDepth):
        frame_curve(Trace(eye="left", radii=radii, heights=heights))


@pytest.mark.parametrize("heights", [None, (0,) * 360])
def test_a_trace_without_depth_lies_on_no_sphere(heights):
    trace = Trace(eye="left", radii=(2500,) * 359 + (2600,), heights=heights)
    with pytest.raises(TraceHasNoDepth):
        frame_curve(trace)
