"""Frames, lenses and edging of an order as the JSON documents that stand in its row."""

import json
from typing import Any

from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Trace
from app.domain.orders import (
    BevelPlacement,
    EdgeType,
    EdgingParameters,
    FrameSnapshot,
    LensSnapshot,
)

NOTHING = "null"


def frame_to_text(frame: FrameSnapshot | None) -> str:
    """Return the frozen frame with its traces; null where the order is for other goods."""
    if frame is None:
        return NOTHING
    return _text(
        {
            "sku": frame.sku,
            "brand": frame.brand,
            "model": frame.model,
            "colour": frame.colour,
            "size": frame.size,
            "a_hundredths_mm": frame.a_mm.hundredths,
            "b_hundredths_mm": frame.b_mm.hundredths,
            "dbl_hundredths_mm": frame.dbl_mm.hundredths,
            "traces": [_trace_to_json(trace) for trace in frame.traces],
        }
    )


def frame_or_none(text: str) -> FrameSnapshot | None:
    """Return the frame of an order, or None where it is for other goods."""
    return None if text == NOTHING else frame_from_text(text)


def frame_from_text(text: str) -> FrameSnapshot:
    """Return the frame that `frame_to_text` wrote."""
    fields = json.loads(text)
    return FrameSnapshot(
        sku=fields["sku"],
        brand=fields["brand"],
        model=fields["model"],
        colour=fields["colour"],
        size=fields["size"],
        a_mm=Millimetres(fields["a_hundredths_mm"]),
        b_mm=Millimetres(fields["b_hundredths_mm"]),
        dbl_mm=Millimetres(fields["dbl_hundredths_mm"]),
        traces=tuple(_trace_from_json(trace) for trace in fields["traces"]),
    )


def lens_to_text(lens: LensSnapshot | None) -> str:
    """Return the frozen lens; null where the order is for other goods."""
    if lens is None:
        return NOTHING
    return _text(
        {
            "sku": lens.sku,
            "name": lens.name,
            "kind": lens.kind,
            "material": lens.material,
            "index_thousandths": lens.index_thousandths,
            "coating": lens.coating,
            "tint": lens.tint,
        }
    )


def lens_or_none(text: str) -> LensSnapshot | None:
    """Return the lens of an order, or None where it is for other goods."""
    return None if text == NOTHING else lens_from_text(text)


def lens_from_text(text: str) -> LensSnapshot:
    """Return the lens that `lens_to_text` wrote."""
    return LensSnapshot(**json.loads(text))


def edging_to_text(edging: EdgingParameters) -> str:
    """Return what the order asks of the edge."""
    return _text(
        {
            "edge_type": edging.edge_type.value,
            "bevel_placement": edging.bevel_placement.value,
            "bevel_percent": edging.bevel_percent,
            "is_polished": edging.is_polished,
            "has_safety_bevel": edging.has_safety_bevel,
        }
    )


def edging_from_text(text: str) -> EdgingParameters:
    """Return the parameters that `edging_to_text` wrote."""
    fields = json.loads(text)
    return EdgingParameters(
        edge_type=EdgeType(fields["edge_type"]),
        bevel_placement=BevelPlacement(fields["bevel_placement"]),
        bevel_percent=fields["bevel_percent"],
        is_polished=fields["is_polished"],
        has_safety_bevel=fields["has_safety_bevel"],
    )


def _trace_to_json(trace: Trace) -> dict[str, Any]:
    return {
        "eye": trace.eye,
        "radii": trace.radii,
        "angles_cdeg": trace.angles_cdeg,
        "heights": trace.heights,
    }


def _trace_from_json(fields: dict[str, Any]) -> Trace:
    angles_cdeg, heights = fields["angles_cdeg"], fields["heights"]
    return Trace(
        eye=fields["eye"],
        radii=tuple(fields["radii"]),
        angles_cdeg=None if angles_cdeg is None else tuple(angles_cdeg),
        heights=None if heights is None else tuple(heights),
    )


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
