"""Edge thickness by exact sag, materials side by side, and weight."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.lens_estimate import (
    MATERIALS,
    IndexIsImplausible,
    LensMaterial,
    base_curve_d,
    compare_materials,
    estimate,
    lens_form,
    volume_mm3,
)
from app.domain.optics.notation import parse_eye
from app.domain.optics.shape import Offset, shape_of
from app.domain.optics.thickness import (
    CentreIsImplausible,
    LensForm,
    RadiusIsImplausible,
    SurfaceDoesNotReach,
    thickness_profile,
)
from tests.unit.domain.optics.powers import circle, traces

PLASTIC = MATERIALS[0]


def a_form(**changes):
    facts = {"front_mm": 100.0, "back_mm": (80.0, 80.0), "axis_deg": 180.0, "centre_mm": 2.0}
    return LensForm.of_radii(**{**facts, **changes})


def test_the_edge_is_the_centre_plus_the_difference_of_both_sags():
    """The sag is R - root(R2 - r2): at r 25, R 100 sags 3.1754 and R 80 sags 4.0066."""
    edges = thickness_profile(shape_of(circle(25)).outline, a_form()).edge_mm
    wanted = 2.0 + (80 - math.sqrt(80**2 - 25**2)) - (100 - math.sqrt(100**2 - 25**2))
    assert min(edges) == pytest.approx(wanted, abs=1e-6)
    assert max(edges) == pytest.approx(wanted, abs=1e-6)


def test_a_toric_back_is_its_first_radius_along_the_axis_and_its_second_across():
    profile = thickness_profile(
        shape_of(circle(25, count=360)).outline, a_form(back_mm=(84.13, 68.97), axis_deg=30)
    )
    along = 2.0 + (84.13 - math.sqrt(84.13**2 - 625)) - (100 - math.sqrt(10_000 - 625))
    across = 2.0 + (68.97 - math.sqrt(68.97**2 - 625)) - (100 - math.sqrt(10_000 - 625))
    assert profile.edge_mm[30] == pytest.approx(along, abs=1e-6)
    assert profile.edge_mm[120] == pytest.approx(across, abs=1e-6)
    assert profile.thickest in (120, 300)
    assert profile.thinnest in (30, 210)


def test_a_flat_surface_needs_no_exception():
    edges = thickness_profile(
        shape_of(circle(25)).outline, a_form(front_mm=math.inf, back_mm=(math.inf, math.inf))
    ).edge_mm
    assert set(edges) == {2.0}


@given(traces(), st.floats(-6, 6), st.integers(1, 180))
def test_surfaces_that_are_parallel_leave_the_thickness_as_it_is(trace, in_mm, axis_deg):
    form = a_form(back_mm=(100.0, 100.0), axis_deg=axis_deg)
    edges = thickness_profile(shape_of(trace).about(Offset(in_mm=in_mm)), form).edge_mm
    assert max(edges) == pytest.approx(2.0, abs=1e-9)
    assert min(edges) == pytest.approx(2.0, abs=1e-9)


@pytest.mark.parametrize("radius", [0, 5, -9, float("nan")])
def test_a_radius_no_lens_has_is_refused(radius):
    with pytest.raises(RadiusIsImplausible):
        a_form(front_mm=radius)


@pytest.mark.parametrize("centre", [0, -1, 41, float("nan")])
def test_a_centre_no_lens_has_is_refused(centre):
    with pytest.raises(CentreIsImplausible):
        a_form(centre_mm=centre)


def test_a_surface_that_ends_before_the_edge_is_refused():
    with pytest.raises(SurfaceDoesNotReach):
        thickness_profile(shape_of(circle(25)).outline, a_form(front_mm=20))


@pytest.mark.parametrize(
    ("text", "front"),
    [("-4.00", 4.0), ("+4.00", 10.0), ("plano", 6.0), ("-14.00", 0.5), ("+9.00", 12.0)],
)
def test_the_base_curve_follows_vogel_within_what_is_made(text, front):
    assert base_curve_d(parse_eye(text)) == front


def test_both_surfaces_together_have_the_back_vertex_power():
    """F2 = F'v - F1 / (1 - t F1 / n), domain.md 3.3 for the radius: R = 1000 (n - 1) / F."""
    form = lens_form(parse_eye("+3.00 -1.00x40"), PLASTIC, front_power_d=8.0, centre_mm=5.0)
    front = 1000 * 0.498 * form.front
    arriving = front / (1 - 0.005 / 1.498 * front)
    assert front == pytest.approx(8.0)
    assert arriving - 1000 * 0.498 * form.back_along == pytest.approx(3.0)
    assert arriving - 1000 * 0.498 * form.back_across == pytest.approx(2.0)
    assert form.back_axis_deg == 40


def test_plus_cylinder_is_made_in_minus():
    plus = lens_form(parse_eye("+2.00 +1.00x130"), PLASTIC, front_power_d=8.0, centre_mm=5.0)
    minus = lens_form(parse_eye("+3.00 -1.00x40"), PLASTIC, front_power_d=8.0, centre_mm=5.0)
    assert plus == minus


def test_a_minus_lens_has_the_least_centre_and_a_plus_lens_the_least_edge():
    outline = shape_of(circle(25)).outline
    minus = estimate(parse_eye("-4.00"), PLASTIC, outline)
    assert minus.form.centre_mm == PLASTIC.least_centre_mm
    assert minus.thinnest_mm > PLASTIC.least_edge_mm
    plus = estimate(parse_eye("+4.00"), PLASTIC, outline)
    assert plus.form.centre_mm > PLASTIC.least_centre_mm
    assert plus.thinnest_mm == pytest.approx(PLASTIC.least_edge_mm, abs=0.01)


def test_a_higher_index_makes_a_thinner_edge():
    outline = shape_of(circle(25)).about(Offset(in_mm=3))
    plastics = [
        found
        for found in compare_materials(parse_eye("-6.00"), outline)
        if found.material.code.startswith("plastic")
    ]
    thick = [found.thickest_mm for found in plastics]
    assert thick == sorted(thick, reverse=True)
    assert len(thick) == 4


def test_a_material_the_lens_cannot_be_made_of_is_left_out():
    outline = shape_of(circle(27)).outline
    found = compare_materials(parse_eye("-25.00"), outline)
    assert "plastic-1.50" not in {estimate.material.code for estimate in found}
    assert "plastic-1.74" in {estimate.material.code for estimate in found}


def test_a_plano_slab_weighs_its_area_times_its_thickness():
    flat = LensForm(front=0, back_along=0, back_across=0, back_axis_deg=0, centre_mm=2)
    volume = volume_mm3(shape_of(circle(25)).about(Offset(in_mm=4, up_mm=-3)), flat)
    assert volume == pytest.approx(math.pi * 625 * 2, rel=1e-3)


def test_a_plano_convex_lens_has_the_volume_of_its_cap():
    """A cap of height h on a sphere R holds pi h2 (R - h / 3)."""
    height = 100 - math.sqrt(100**2 - 25**2)
    form = LensForm(front=1 / 100, back_along=0, back_across=0, back_axis_deg=0, centre_mm=height)
    volume = volume_mm3(shape_of(circle(25)).outline, form)
    assert volume == pytest.approx(math.pi * height**2 * (100 - height / 3), rel=1e-3)


@pytest.mark.parametrize(("index", "density"), [(1.2, 1.3), (1.5, 0.5), (float("nan"), 1.3)])
def test_a_material_no_lens_is_made_of_is_refused(index, density):
    with pytest.raises(IndexIsImplausible):
        LensMaterial(code="x", index=index, density_g_cm3=density, least_centre_mm=2)
