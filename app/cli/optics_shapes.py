"""`dioptre optics shape`, `blank`, `thickness` and `materials`: what a traced shape asks for."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from app.cli.files import read_bytes
from app.cli.optics_json import Json, answer, edge_json, explanation, number, shape_json
from app.cli.optics_options import (
    add_eye,
    add_number,
    add_offset,
    add_parser,
    radii_of,
)
from app.domain.optics import explanations as optics
from app.domain.optics.frame_curve import TraceHasNoDepth, frame_curve
from app.domain.optics.lens_estimate import LensEstimate
from app.domain.optics.notation import parse_eye
from app.domain.optics.shape import Offset, Shape, shape_of, trace_of
from app.domain.optics.thickness import LensForm
from app.domain.optics.trace import Eye, Trace

EYES: tuple[Eye, ...] = ("right", "left")


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add the commands that read a trace."""
    shape = add_parser(commands, "shape", measure, "measure the outlines of a DCS file")
    shape.add_argument("file", type=Path, help="a DCS (OMA) file with a trace")
    blank = _add_lens_command(commands, "blank", need_blank, "compute the smallest blank")
    add_number(blank, "--allowance-mm", "what the edger needs around it", default=0.0)
    thickness = _add_lens_command(commands, "thickness", thicken, "compute the edge thickness")
    add_number(thickness, "--front-radius-mm", "the radius of the front surface")
    thickness.add_argument(
        "--back-radii-mm",
        type=radii_of,
        required=True,
        help="along and across the axis: 84.13,68.97",
    )
    add_number(thickness, "--back-axis-deg", "the axis of the first back radius", default=180.0)
    add_number(thickness, "--centre-mm", "the thickness at the optical centre")
    materials = _add_lens_command(
        commands, "materials", compare, "estimate one lens in every material"
    )
    materials.add_argument("--rx", required=True, help="the power of the lens, quoted")


def measure(arguments: Namespace) -> Json:
    traces = {trace.eye: trace for trace in _traces(arguments.file)}
    found = {eye: optics.explain_shape(trace) for eye, trace in traces.items()}
    return {
        "result": {
            eye: _measured_json(traces[eye], found[eye].value) if eye in found else None
            for eye in EYES
        },
        "explain": {eye: explanation(found[eye]) if eye in found else None for eye in EYES},
    }


def need_blank(arguments: Namespace) -> Json:
    _, shape, oc = _lens(arguments)
    found = optics.explain_blank(shape, oc, allowance_mm=arguments.allowance_mm)
    needed = number(found.value.minimum_mm, 2)
    rule_of_thumb = number(found.value.rule_of_thumb_mm, 2)
    return answer(
        {
            "minimum_blank_mm": needed,
            "rule_of_thumb_mm": rule_of_thumb,
            # Of the rounded figures, so that the three lines add up for whoever reads them.
            "difference_mm": number(needed - rule_of_thumb, 2),
        },
        found,
    )


def thicken(arguments: Namespace) -> Json:
    trace, shape, oc = _lens(arguments)
    form = LensForm.of_radii(
        front_mm=arguments.front_radius_mm,
        back_mm=arguments.back_radii_mm,
        axis_deg=arguments.back_axis_deg,
        centre_mm=arguments.centre_mm,
    )
    found = optics.explain_thickness(shape, oc, form)
    profile = found.value
    return answer(
        {
            "thickest": edge_json(trace, profile.edge_mm, profile.thickest),
            "thinnest": edge_json(trace, profile.edge_mm, profile.thinnest),
        },
        found,
    )


def compare(arguments: Namespace) -> Json:
    _, shape, oc = _lens(arguments)
    found = optics.explain_materials(parse_eye(arguments.rx), shape, oc)
    return answer({"materials": [_estimate_json(estimate) for estimate in found.value]}, found)


def _measured_json(trace: Trace, shape: Shape) -> Json:
    """Return the boxed measures, and the curve of the frame where the tracer gave its depth."""
    measures = shape_json(shape)
    if trace.heights is None:
        return measures
    try:
        curve = frame_curve(trace)
    except TraceHasNoDepth:
        return measures
    return measures | {
        "frame_curve_d": number(curve.curve_d, 2),
        "frame_radius_mm": number(curve.radius_mm, 2),
        "frame_off_curve_mm": number(curve.worst_mm, 2),
    }


def _estimate_json(estimate: LensEstimate) -> Json:
    return {
        "material": estimate.material.code,
        "index": estimate.material.index,
        "front_power_d": estimate.front_power_d,
        "centre_mm": number(estimate.form.centre_mm, 1),
        "thickest_mm": number(estimate.thickest_mm, 1),
        "thinnest_mm": number(estimate.thinnest_mm, 1),
        "weight_g": number(estimate.weight_g, 1),
        "estimate": True,
    }


def _add_lens_command(
    commands: Any,  # noqa: ANN401
    name: str,
    handler: Any,  # noqa: ANN401
    summary: str,
) -> ArgumentParser:
    parser = add_parser(commands, name, handler, summary)
    parser.add_argument("file", type=Path, help="a DCS (OMA) file with a trace")
    add_eye(parser)
    add_offset(parser)
    return parser


def _lens(arguments: Namespace) -> tuple[Trace, Shape, Offset]:
    trace = trace_of(_traces(arguments.file), arguments.eye)
    oc = Offset(in_mm=arguments.oc_in_mm, up_mm=arguments.oc_up_mm)
    return trace, shape_of(trace), oc


def _traces(path: Path) -> tuple[Trace, ...]:
    from app.adapters.exchange.dcs import parse_dcs

    return parse_dcs(read_bytes(path)).traces
