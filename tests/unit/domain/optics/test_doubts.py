"""Doubts ask for a name and never block; hard limits refuse."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from app.domain.kernel.ids import UserId
from app.domain.optics.comparison import doubts_since
from app.domain.optics.doubts import (
    Confirmation,
    Doubt,
    DoubtIsUnconfirmed,
    FittingHeightIsOutOfLimits,
    Wearer,
    blank_doubt,
    doubts_within,
    edge_doubt,
    require_confirmed,
    require_progressive_height,
    unconfirmed,
)
from app.domain.optics.notation import parse_rx
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import (
    AxisIsOutOfRange,
    AxisNeedsCylinder,
    CylinderNeedsAxis,
    EyeMeasurements,
    EyePower,
    PdIsOutOfLimits,
    PowerIsOutOfLimits,
)
from app.domain.optics.spherocylinder import transposed_eye
from tests.unit.domain.optics.powers import eye_powers

MARTA = UserId(UUID(int=7))
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def a_wearer(rx, *, pd_right=None, pd_left=None):
    pair = parse_rx(rx)
    return Wearer(
        right=pair.right,
        left=pair.left,
        right_measured=pd_right and EyeMeasurements(monocular_pd_mm=Millimetres.parse(pd_right)),
        left_measured=pd_left and EyeMeasurements(monocular_pd_mm=Millimetres.parse(pd_left)),
    )


def codes(doubts):
    return [(doubt.code.removeprefix("optics.doubt."), doubt.eye) for doubt in doubts]


@pytest.mark.parametrize(
    ("rx", "wanted"),
    [
        ("R -2.25 -0.75x95; L -2.75 -1.50x80", []),
        ("R -1.00; L +1.00", [("opposite_signs", None)]),
        ("R plano; L +1.00", []),
        ("R -1.00; L -3.00", []),
        ("R -1.00; L -3.25", [("anisometropia", None)]),
        ("R -1.00 add 2.00; L -1.00", [("unequal_adds", None)]),
        ("R -1.00; L BAL", []),
        ("R -1.00; L N/A", []),
        (
            "R -1.50; L +1.00 add 1.00",
            [("opposite_signs", None), ("anisometropia", None), ("unequal_adds", None)],
        ),
    ],
)
def test_a_pair_raises_the_doubts_of_the_table(rx, wanted):
    """Source: domain.md section 6, limits."""
    assert codes(doubts_within(a_wearer(rx))) == wanted


LAST = "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"


@pytest.mark.parametrize(
    ("rx", "wanted"),
    [
        (LAST, []),
        ("R -3.00 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00", []),
        ("R -3.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00", [("changed", "right")]),
        ("R -2.25 -1.75x95 add 2.00; L -2.75 -1.50x80 add 2.00", [("changed", "right")]),
        ("R -2.25 -0.75x105 add 2.00; L -2.75 -1.50x80 add 2.00", []),
        ("R -2.25 -0.75x106 add 2.00; L -2.75 -1.50x80 add 2.00", [("axis_turned", "right")]),
        ("R -2.25 -0.75x95 add 3.00; L -2.75 -1.50x80 add 2.00", [("changed", "right")]),
        (
            "R +2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00",
            [("sign_flipped", "right"), ("changed", "right")],
        ),
        (
            "L -2.75 +1.50x80 add 2.00",
            [("sign_flipped", "left"), ("changed", "left"), ("axis_turned", "left")],
        ),
        ("R -2.75 -1.50x80 add 2.00", [("axis_turned", "right"), ("eyes_swapped", "right")]),
        ("R BAL; L -2.75 -1.50x80 add 2.00", []),
    ],
)
def test_a_change_since_the_last_prescription_raises_its_doubt(rx, wanted):
    """Source: domain.md section 6: > 0.75 D, axis > 10 at cylinder 0.75, sign flip, swapped."""
    assert codes(doubts_since(a_wearer(LAST), a_wearer(rx))) == wanted


def test_swapped_eyes_are_told_for_both():
    swapped = "R -2.75 -1.50x80 add 2.00; L -2.25 -0.75x95 add 2.00"
    found = codes(doubts_since(a_wearer(LAST), a_wearer(swapped)))
    assert ("eyes_swapped", "right") in found
    assert ("eyes_swapped", "left") in found


def test_a_weak_cylinder_may_turn_without_a_question():
    last, now = a_wearer("R -1.00 -0.50x90"), a_wearer("R -1.00 -0.50x30")
    assert doubts_since(last, now) == ()


def test_an_axis_turned_across_180_has_turned_the_short_way():
    last, now = a_wearer("R -1.00 -1.00x176"), a_wearer("R -1.00 -1.00x6")
    assert doubts_since(last, now) == ()


@pytest.mark.parametrize(("pd", "wanted"), [("33.5", []), ("33.6", [("pd_jumped", "right")])])
def test_a_pd_that_jumped_is_measured_again(pd, wanted):
    last = a_wearer("R -1.00; L -1.00", pd_right="31.5", pd_left="32")
    now = a_wearer("R -1.00; L -1.00", pd_right=pd, pd_left="32")
    assert codes(doubts_since(last, now)) == wanted


@given(eye_powers(), eye_powers())
def test_writing_the_same_lenses_the_other_way_is_no_change(right, left):
    other = Wearer(right=transposed_eye(right), left=transposed_eye(left))
    assert doubts_since(Wearer(right=right, left=left), other) == ()


def test_a_pd_that_was_never_measured_cannot_jump():
    last = a_wearer("R -1.00; L -1.00", pd_right="31.5", pd_left="32")
    now = replace(last, right_measured=EyeMeasurements())
    assert doubts_since(last, now) == ()


def test_a_first_prescription_has_nothing_to_be_compared_with():
    assert doubts_since(Wearer(), a_wearer(LAST)) == ()


def test_a_doubt_stands_until_a_named_person_confirms_these_very_values():
    doubts = doubts_within(a_wearer("R -1.00; L +1.00"))
    with pytest.raises(DoubtIsUnconfirmed):
        require_confirmed(doubts, [])
    said = Confirmation(doubt=doubts[0], confirmed_by=MARTA, confirmed_at=NOON)
    require_confirmed(doubts, [said])
    assert unconfirmed(doubts, [said]) == ()
    changed = doubts_within(a_wearer("R -1.00; L +0.75"))
    assert unconfirmed(changed, [said]) == changed


def test_a_blank_or_an_edge_beyond_the_limit_is_a_doubt():
    assert blank_doubt("left", needed_mm=70, largest_mm=70) is None
    assert blank_doubt("left", needed_mm=71.25, largest_mm=70) == Doubt(
        code="optics.doubt.blank_too_small",
        eye="left",
        facts=(("needed_mm", "71.2"), ("largest_mm", "70.0")),
    )
    assert edge_doubt("right", thickest_mm=5, house_limit_mm=5) is None
    found = edge_doubt("right", thickest_mm=5.1, house_limit_mm=5)
    assert found is not None
    assert found.code == "optics.doubt.edge_too_thick"


@pytest.mark.parametrize("height", ["13.9", "30.1"])
def test_a_progressive_lens_below_14_mm_or_above_the_frame_is_refused(height):
    with pytest.raises(FittingHeightIsOutOfLimits):
        require_progressive_height(Millimetres.parse(height), Millimetres.parse("30"))


def test_a_progressive_lens_within_the_frame_is_taken():
    require_progressive_height(Millimetres.parse("14"), Millimetres.parse("30"))


@pytest.mark.parametrize(
    ("field", "value"), [("sphere", -25_125), ("sphere", 18_125), ("add", 125), ("add", 4_750)]
)
def test_what_no_lens_can_be_is_refused_whatever_anyone_confirms(field, value):
    changes: dict[str, Any] = {field: Dioptres(value)}
    with pytest.raises(PowerIsOutOfLimits):
        replace(EyePower(sphere=Dioptres(0)), **changes)


@pytest.mark.parametrize(
    ("cylinder", "axis_deg", "refusal"),
    [(-1000, 0, AxisIsOutOfRange), (-1000, None, CylinderNeedsAxis), (0, 90, AxisNeedsCylinder)],
)
def test_a_cylinder_and_its_axis_come_together(cylinder, axis_deg, refusal):
    with pytest.raises(refusal):
        EyePower(sphere=Dioptres(0), cylinder=Dioptres(cylinder), axis_deg=axis_deg)


@pytest.mark.parametrize("pd", ["19.99", "42.01"])
def test_a_pd_no_face_has_is_refused(pd):
    with pytest.raises(PdIsOutOfLimits):
        EyeMeasurements(monocular_pd_mm=Millimetres.parse(pd))
