"""Frames, lenses and edging survive as JSON in the row of their order."""

from dataclasses import replace

import pytest

from app.adapters.store.order_documents import (
    edging_from_text,
    edging_to_text,
    frame_from_text,
    frame_to_text,
    lens_from_text,
    lens_to_text,
)
from app.domain.orders import BevelPlacement, EdgeType, EdgingParameters, FrameSnapshot
from tests.factories import a_frame, a_trace, an_order_draft


@pytest.mark.parametrize(
    "traces",
    [
        (),
        (a_trace(), a_trace(eye="left")),
        (a_trace(radii=(1, 2, 3), angles_cdeg=(0, 9_000, 18_000), heights=(-5, 0, 5)),),
    ],
)
def test_a_frame_keeps_its_measures_and_traces(traces):
    frame = FrameSnapshot.of(a_frame(colour="Schildpatt \u2013 gr\u00fcn"), traces=traces)
    assert frame_from_text(frame_to_text(frame)) == frame


def test_a_lens_keeps_its_design_and_tint():
    lens = replace(an_order_draft().lens, tint="Grey 75 %")
    assert lens_from_text(lens_to_text(lens)) == lens


@pytest.mark.parametrize("edge_type", list(EdgeType))
@pytest.mark.parametrize("placement", list(BevelPlacement))
@pytest.mark.parametrize("percent", [None, 0, 33])
def test_edging_keeps_every_choice(edge_type, placement, percent):
    edging = EdgingParameters(
        edge_type=edge_type,
        bevel_placement=placement,
        bevel_percent=percent,
        is_polished=True,
        has_safety_bevel=False,
    )
    assert edging_from_text(edging_to_text(edging)) == edging
