"""The smallest blank: by the trace, by the rule of thumb, from the shelf."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.optics.blank import (
    AllowanceIsImplausible,
    LensBlank,
    blank_need,
    covers,
    minimum_blank_mm,
    rule_of_thumb_mm,
    smallest_blank,
)
from app.domain.optics.shape import Offset, shape_of
from tests.unit.domain.optics.powers import circle, traces

OFFSETS = st.builds(Offset, in_mm=st.floats(-8, 8), up_mm=st.floats(-8, 8))


def test_the_rule_of_thumb_is_the_diameter_plus_twice_the_decentration():
    """Source: domain.md section 4: ED 55, A 50, DBL 15, PD 53 (both eyes) = 67."""
    assert rule_of_thumb_mm(55, (50 + 15 - 53) / 2) == 67


def test_a_round_shape_needs_its_diameter_and_twice_the_way_to_the_optical_centre():
    need = blank_need(shape_of(circle(25)), Offset(in_mm=3, up_mm=4), allowance_mm=2)
    assert need.minimum_mm == pytest.approx(50 + 2 * 5 + 2, abs=0.01)
    assert need.rule_of_thumb_mm == pytest.approx(50 + 2 * 3 + 2, abs=0.01)
    assert need.difference_mm == pytest.approx(4, abs=0.01)


@given(traces(), OFFSETS)
def test_in_is_nasal_for_either_eye(trace, oc):
    shape = shape_of(trace)
    about = shape.about(oc)
    moved = shape.outline.x_mm[0] - about.x_mm[0]
    assert moved == pytest.approx(oc.in_mm if trace.eye == "right" else -oc.in_mm)


@given(traces(), OFFSETS, st.floats(50, 90), st.floats(0, 20), OFFSETS)
def test_a_blank_that_fits_still_fits_when_larger(trace, oc, diameter, more, centre):
    shape = shape_of(trace)
    blank = LensBlank(sku="B", diameter_mm=diameter, available=1, centre=centre)
    assume(covers(blank, shape, oc))
    larger = LensBlank(sku="B", diameter_mm=diameter + more, available=1, centre=centre)
    assert covers(larger, shape, oc)


@given(traces(), OFFSETS)
def test_the_smallest_blank_is_exactly_enough(trace, oc):
    shape = shape_of(trace)
    needed = minimum_blank_mm(shape, oc)
    assert covers(LensBlank(sku="B", diameter_mm=needed, available=1), shape, oc)
    assert not covers(LensBlank(sku="B", diameter_mm=needed - 0.01, available=1), shape, oc)
    assert needed >= shape.ed_mm - 1e-9 or oc != Offset()


def test_the_shelf_gives_the_smallest_that_is_there_and_covers():
    shape = shape_of(circle(27))
    stock = [
        LensBlank(sku="L75", diameter_mm=75, available=4),
        LensBlank(sku="L65", diameter_mm=65, available=2),
        LensBlank(sku="L60", diameter_mm=60, available=0),
        LensBlank(sku="L55", diameter_mm=55, available=9),
    ]
    chosen = smallest_blank(stock, shape, Offset(in_mm=2), allowance_mm=2)
    assert chosen is not None
    assert chosen.sku == "L65"
    assert smallest_blank(stock[3:], shape, Offset(in_mm=2), allowance_mm=2) is None


def test_a_blank_with_its_centre_off_the_middle_saves_diameter():
    shape, oc = shape_of(circle(30)), Offset(in_mm=2.5)
    plain = LensBlank(sku="65", diameter_mm=65, available=1)
    decentred = LensBlank(sku="60D", diameter_mm=60.01, available=1, centre=Offset(in_mm=2.5))
    assert covers(plain, shape, oc)
    assert covers(decentred, shape, oc)
    assert not covers(decentred, shape, Offset(in_mm=-2.5))


@pytest.mark.parametrize("allowance_mm", [-1, 21, float("nan")])
def test_an_allowance_no_edger_needs_is_refused(allowance_mm):
    with pytest.raises(AllowanceIsImplausible):
        minimum_blank_mm(shape_of(circle(25)), Offset(), allowance_mm=allowance_mm)
