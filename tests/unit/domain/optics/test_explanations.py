"""Every derived number tells its formula, its inputs and its source."""

from typing import Any

import pytest

from app.domain.optics import explanations
from app.domain.optics.as_worn import Tilt
from app.domain.optics.boxing import FrameBox, NearTask
from app.domain.optics.explained import Explained
from app.domain.optics.notation import parse_eye
from app.domain.optics.prism import PrismEffect
from app.domain.optics.shape import Offset, shape_of
from app.domain.optics.thickness import LensForm
from app.messages.optics_sentences import OPTICS_SENTENCES
from tests.unit.domain.optics.powers import circle

POWER = parse_eye("-2.00 -1.00x90")
SHAPE, OC = shape_of(circle(25)), Offset(in_mm=2)
FORM = LensForm.of_radii(front_mm=100, back_mm=(80, float("inf")), axis_deg=90, centre_mm=2)

EXPLAINED: list[Explained[Any]] = [
    explanations.explain_transposition(POWER),
    explanations.explain_equivalent(POWER),
    explanations.explain_vertex(POWER, from_mm=12, to_mm=14),
    explanations.explain_prism(POWER, "left", oc_in_mm=1, oc_up_mm=2),
    explanations.explain_resultant(PrismEffect(base_in=1, base_up=1), "left"),
    explanations.explain_crossed(POWER, POWER),
    explanations.explain_layout(
        FrameBox(a_right_mm=51, a_left_mm=51, b_mm=40, dbl_mm=18), pd_mm=31, height_mm=20
    ),
    explanations.explain_near_pd(NearTask(working_mm=400), pd_mm=63),
    explanations.explain_shape(circle(25)),
    explanations.explain_blank(SHAPE, OC, allowance_mm=2),
    explanations.explain_thickness(SHAPE, OC, FORM),
    explanations.explain_as_worn(POWER, Tilt(wrap_deg=8)),
    explanations.explain_to_order(POWER, Tilt(wrap_deg=8)),
    explanations.explain_materials(POWER, SHAPE, OC),
]


@pytest.mark.parametrize("explained", EXPLAINED, ids=lambda explained: explained.formula.code)
def test_a_derived_number_carries_its_reasons(explained):
    assert OPTICS_SENTENCES[explained.formula.code]
    assert explained.formula.source
    assert explained.inputs
    assert all(isinstance(value, str) for _, value in explained.inputs)


def test_inputs_are_shown_as_they_were_given():
    shown = dict(explanations.explain_vertex(POWER, from_mm=12, to_mm=13.5).inputs)
    assert shown == {
        "sphere": "-2.00",
        "cylinder": "-1.00",
        "axis_deg": "90",
        "from_mm": "12",
        "to_mm": "13.5",
    }


def test_an_estimate_is_called_one():
    estimates = {one.formula.code for one in EXPLAINED if one.formula.is_estimate}
    assert estimates == {
        "optics.formula.thickness",
        "optics.formula.as_worn",
        "optics.formula.materials",
    }


def test_a_flat_surface_is_shown_as_flat():
    shown = dict(explanations.explain_thickness(SHAPE, OC, FORM).inputs)
    assert shown["back_radius_across_mm"] == "flat"
