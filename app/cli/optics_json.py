"""How the answers of `dioptre optics` look: the shapes other programs rely on."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.domain.optics.explained import Explained
from app.domain.optics.shape import Shape, direction_deg
from app.domain.optics.spherocylinder import Toric
from app.domain.optics.trace import Trace
from app.domain.optics.verdict import Verdict
from app.messages.optics_sentences import OPTICS_SENTENCES

Json: TypeAlias = dict[str, Any]

THOUSANDTHS = 1000


def answer(result: Json, reason: Explained[Any]) -> Json:
    """Return the object a command prints."""
    return {"result": result, "explain": explanation(reason)}


def explanation(reason: Explained[Any]) -> Json:
    return {
        "formula": OPTICS_SENTENCES[reason.formula.code],
        "inputs": dict(reason.inputs),
        "source": reason.formula.source,
        "estimate": reason.formula.is_estimate,
    }


def power_json(power: Toric) -> Json:
    return {
        "sphere": str(power.sphere),
        "cylinder": str(power.cylinder),
        "axis_deg": axis_json(power.axis_deg),
    }


def axis_json(axis_deg: float | None) -> float | None:
    """Return a whole axis as a whole number."""
    if axis_deg is None:
        return None
    return int(axis_deg) if axis_deg == int(axis_deg) else round(axis_deg, 2)


def number(value: float, digits: int) -> float:
    """Return a rounded number that never reads -0.0."""
    return round(value, digits) + 0.0


def shape_json(shape: Shape) -> Json:
    return {
        "a_mm": number(shape.box.a_mm, 2),
        "b_mm": number(shape.box.b_mm, 2),
        "ed_mm": number(shape.ed_mm, 2),
        "circumference_mm": number(shape.circumference_mm, 2),
        "points": shape.points,
    }


def edge_json(trace: Trace, edges: tuple[float, ...], index: int) -> Json:
    return {"mm": number(edges[index], 2), "deg": number(direction_deg(trace, index), 2)}


def verdict_json(verdict: Verdict) -> Mapping[str, Any]:
    shown = {
        "name": verdict.check,
        "limit": verdict.limit / THOUSANDTHS,
        "delta": None if verdict.delta is None else verdict.delta / THOUSANDTHS,
        "pass": verdict.passes,
        "verified": verdict.is_verified,
        "unit": verdict.unit,
        "reason": OPTICS_SENTENCES[verdict.reason],
    }
    return shown | ({"note": verdict.note} if verdict.note else {})
