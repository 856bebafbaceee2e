"""What the counter shows of a lens agrees with the parts it is reckoned from."""

import pytest

from app.domain.optics.blank import minimum_blank_mm
from app.domain.optics.lens_preview import (
    BLANKS_MM,
    Glazing,
    boxed_shape,
    lens_preview,
    material_of,
    mirrored,
)
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower

BOX = (52.0, 40.0)
MEASURED = EyeMeasurements(monocular_pd_mm=Millimetres(31_00), fitting_height_mm=Millimetres(22_00))
MINUS = EyePower(sphere=Dioptres(-4_000), cylinder=Dioptres(-1_000), axis_deg=90)


def a_preview(eye="right", power=MINUS, measured=MEASURED, index=1600, box=BOX):
    glazing = Glazing(eye=eye, dbl_mm=18.0, box_mm=box)
    return lens_preview(power, measured, glazing, material_of(index), allowance_mm=2.0)


def test_a_rounded_box_fills_its_box_and_stays_within_its_corners():
    shape = boxed_shape("right", *BOX)
    assert (shape.box.a_mm, shape.box.b_mm) == pytest.approx(BOX)
    assert shape.ed_mm < (BOX[0] ** 2 + BOX[1] ** 2) ** 0.5


def test_a_shape_mirrored_twice_is_the_shape():
    shape = boxed_shape("right", *BOX)
    again = mirrored(mirrored(shape))
    assert again.eye == "right"
    assert again.outline.x_mm == pytest.approx(shape.outline.x_mm)


def test_the_blank_is_the_smallest_usual_one_over_what_the_shape_needs():
    found = a_preview()
    shape = boxed_shape("right", *BOX)
    needed = minimum_blank_mm(shape, found.oc, allowance_mm=2.0)
    assert found.needed_mm == needed
    assert found.blank_mm == min(size for size in BLANKS_MM if size >= needed)


def test_both_eyes_alike_come_out_alike_and_mirrored():
    right, left = a_preview("right"), a_preview("left")
    assert right.thickest.mm == pytest.approx(left.thickest.mm, abs=0.01)
    assert right.thickest.x_mm == pytest.approx(-left.thickest.x_mm, abs=0.8)


def test_a_minus_lens_is_thickest_at_its_temple_and_thinner_in_a_higher_index():
    low, high = a_preview(index=1500), a_preview(index=1670)
    assert low.thickest.x_mm < 0
    assert high.thickest.mm < low.thickest.mm
    assert low.section.centre_mm < low.thickest.mm


def test_without_a_pd_or_a_shape_nothing_is_told():
    assert a_preview(measured=EyeMeasurements()) is None
    assert a_preview(box=None) is None


def test_a_shape_beyond_every_blank_says_so():
    assert a_preview(box=(75.0, 65.0)).blank_mm is None
