"""Vertex compensation per meridian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.notation import parse_eye
from app.domain.optics.vertex import VertexIsImpossible, at_vertex
from tests.unit.domain.optics.powers import eye_powers


@pytest.mark.parametrize(
    ("text", "from_mm", "to_mm", "sphere"),
    [("-10.00", 12, 14, "-10.20"), ("-6.00", 12, 0, "-5.60"), ("+10.00", 12, 0, "+11.36")],
)
def test_a_sphere_moves_by_the_effective_power_formula(text, from_mm, to_mm, sphere):
    """Source: domain.md section 4, vertex (the plus lens is our own: 10 / (1 - 0.12))."""
    assert str(at_vertex(parse_eye(text), from_mm=from_mm, to_mm=to_mm).sphere) == sphere


def test_each_principal_meridian_moves_on_its_own():
    """-8 and -10 from 12 to 0 mm: -7.30 and -8.93 (F / (1 + 0.012 F))."""
    found = at_vertex(parse_eye("-8.00 -2.00x35"), from_mm=12, to_mm=0)
    assert (str(found.sphere), str(found.cylinder), found.axis_deg) == ("-7.30", "-1.63", 35)


@given(eye_powers(), st.floats(8, 16))
def test_a_lens_that_stays_where_it_is_keeps_its_power(power, distance):
    found = at_vertex(power, from_mm=distance, to_mm=distance)
    assert (found.sphere, found.cylinder, found.axis_deg) == (
        power.sphere,
        power.cylinder,
        power.axis_deg,
    )


@given(eye_powers(), st.floats(8, 16), st.floats(8, 16))
def test_there_and_back_is_the_same_power(power, start, end):
    there = at_vertex(power, from_mm=start, to_mm=end)
    back = at_vertex(there, from_mm=end, to_mm=start)
    assert back.sphere.dioptres == pytest.approx(power.sphere.dioptres, abs=0.011)


@pytest.mark.parametrize(("from_mm", "to_mm"), [(-1, 0), (12, 51), (float("nan"), 0)])
def test_a_distance_no_face_has_is_refused(from_mm, to_mm):
    with pytest.raises(VertexIsImpossible):
        at_vertex(parse_eye("-2.00"), from_mm=from_mm, to_mm=to_mm)


def test_a_lens_cannot_be_moved_past_its_own_focus():
    with pytest.raises(VertexIsImpossible):
        at_vertex(parse_eye("+18.00 +7.00x90"), from_mm=50, to_mm=0)
