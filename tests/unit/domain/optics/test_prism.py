"""Prism: what decentration makes, and how components join and split."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.notation import parse_eye
from app.domain.optics.prism import (
    PolarPrism,
    PrismEffect,
    horizontal_imbalance,
    prentice,
    prism_at_pupil,
    resultant,
    split,
    vertical_imbalance,
)
from tests.unit.domain.optics.powers import EYES, eye_powers

PRISMS = st.builds(PrismEffect, base_in=st.floats(-10, 10), base_up=st.floats(-10, 10))
OFFSETS = st.floats(-10, 10)


@pytest.mark.parametrize(
    ("text", "eye", "oc_mm", "prism"),
    [
        ("+2.00 -1.00x26", "right", (1, 3), (0.299, 0.397)),
        ("+2.00 -1.00x26", "left", (1, 3), (0.0625, 0.318)),
        ("plano -2.00x90", "right", (3, 0), (-0.6, 0.0)),
    ],
)
def test_prism_at_the_pupil_follows_the_full_matrix(text, eye, oc_mm, prism):
    """Source: domain.md section 4, prism at an offset of the OC from the pupil."""
    found = prism_at_pupil(parse_eye(text), eye, oc_in_mm=oc_mm[0], oc_up_mm=oc_mm[1])
    assert (found.base_in, found.base_up) == pytest.approx(prism, abs=0.001)


@given(eye_powers(), OFFSETS, OFFSETS)
def test_the_left_eye_is_the_right_one_in_a_mirror(power, oc_in_mm, oc_up_mm):
    """Mirroring turns axis A into 180 - A; in and out do not change by it."""
    right = prism_at_pupil(power, "right", oc_in_mm=oc_in_mm, oc_up_mm=oc_up_mm)
    axis_deg = None if power.axis_deg is None else 180 - power.axis_deg or 180
    mirrored = replace(power, axis_deg=axis_deg)
    left = prism_at_pupil(mirrored, "left", oc_in_mm=oc_in_mm, oc_up_mm=oc_up_mm)
    assert left.base_in == pytest.approx(right.base_in, abs=1e-9)
    assert left.base_up == pytest.approx(right.base_up, abs=1e-9)


@given(eye_powers(), EYES, OFFSETS, OFFSETS)
def test_prism_along_and_across_the_axis_is_prentice_in_each_meridian(
    power, eye, oc_in_mm, oc_up_mm
):
    """The other way round to the same number: turn into the meridians, Prentice, turn back."""
    axis = math.radians(power.axis_deg or 0)
    x = oc_in_mm if eye == "right" else -oc_in_mm
    along = x * math.cos(axis) + oc_up_mm * math.sin(axis)
    across = -x * math.sin(axis) + oc_up_mm * math.cos(axis)
    prism_along = prentice(power.sphere.dioptres, along)
    prism_across = prentice((power.sphere + power.cylinder).dioptres, across)
    up = prism_along * math.sin(axis) + prism_across * math.cos(axis)
    right = prism_along * math.cos(axis) - prism_across * math.sin(axis)
    found = prism_at_pupil(power, eye, oc_in_mm=oc_in_mm, oc_up_mm=oc_up_mm)
    assert found.base_up == pytest.approx(up, abs=1e-9)
    assert found.base_in == pytest.approx(right if eye == "right" else -right, abs=1e-9)


def test_a_minus_lens_decentred_in_has_its_base_out():
    """Prentice: -4 D and 5 mm make 2 prism dioptres; a minus lens is thicker away from its OC."""
    found = prism_at_pupil(parse_eye("-4.00"), "left", oc_in_mm=5, oc_up_mm=0)
    assert (found.base_in, found.base_up) == (-2.0, 0.0)


@pytest.mark.parametrize(
    ("eye", "base_in", "base_up", "magnitude", "base_deg"),
    [
        ("right", 2, 1.5, 2.5, 36.87),
        ("left", 2, -1.5, 2.5, 216.87),
        ("right", 1, 0, 1, 0),
        ("left", 1, 0, 1, 180),
        ("right", 0, -1, 1, 270),
        ("left", 0, 1, 1, 90),
    ],
)
def test_two_prisms_join_to_one_with_its_base_as_seen_from_the_front(
    eye, base_in, base_up, magnitude, base_deg
):
    """Source: domain.md section 4, resultant (the first two), ISO 8429 (the axes themselves)."""
    found = resultant(PrismEffect(base_in=base_in, base_up=base_up), eye)
    assert found.magnitude == pytest.approx(magnitude)
    assert found.base_deg == pytest.approx(base_deg, abs=0.005)


def test_no_prism_has_no_base():
    assert resultant(PrismEffect(base_in=0, base_up=0), "right").base_deg is None


@given(PRISMS, EYES)
def test_what_is_joined_splits_into_the_same_components(prism, eye):
    found = split(resultant(prism, eye), eye)
    assert found.base_in == pytest.approx(prism.base_in, abs=0.001)
    assert found.base_up == pytest.approx(prism.base_up, abs=0.001)


@given(st.floats(0.01, 10), st.floats(0, 359.99), EYES)
def test_what_is_split_joins_to_the_same_prism(magnitude, base_deg, eye):
    found = resultant(split(PolarPrism(magnitude=magnitude, base_deg=base_deg), eye), eye)
    assert found.magnitude == pytest.approx(magnitude)
    assert found.base_deg is not None
    assert abs((found.base_deg - base_deg + 180) % 360 - 180) < 0.001


def test_both_eyes_share_horizontal_prism_and_oppose_vertical_prism():
    right, left = PrismEffect(base_in=1, base_up=1), PrismEffect(base_in=2, base_up=-1)
    assert horizontal_imbalance(right, left) == 3
    assert vertical_imbalance(right, left) == 2
