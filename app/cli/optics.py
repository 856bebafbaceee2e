"""`dioptre optics`: powers, prism, layout and near PD; shapes and tolerances next door."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from app.cli import optics_shapes, optics_tolerance
from app.cli.optics_json import Json, answer, explanation, number, power_json
from app.cli.optics_options import add_eye, add_number, add_offset, add_parser, number_of
from app.domain.optics import explanations as optics
from app.domain.optics.as_worn import Tilt
from app.domain.optics.boxing import FrameBox, NearTask, decentration_in_own_box_mm
from app.domain.optics.explained import Explained
from app.domain.optics.notation import parse_eye, parse_measured, parse_rx
from app.domain.optics.power_matrix import PowerMatrix
from app.domain.optics.prescription import EyePower, Prism
from app.domain.optics.prism import PrismEffect
from app.domain.optics.rx_values import MeasuredPower

RX_HELP = "a prescription such as '-2.00 -1.50x180 add 2.00' (both eyes as 'R …; L …')"


def add_commands(subparsers: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add `optics` and its commands to the command line."""
    parser = subparsers.add_parser("optics", help="compute with prescriptions, traces and lenses")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=type(parser))
    _add_power_commands(commands)
    _add_prism_commands(commands)
    _add_layout_commands(commands)
    optics_shapes.add_commands(commands)
    optics_tolerance.add_commands(commands)


def _add_power_commands(commands: Any) -> None:  # noqa: ANN401
    _add_rx_command(commands, "transpose", transpose, "write a power with the other cylinder")
    _add_rx_command(commands, "equivalent", equivalent, "compute the spherical equivalent")
    vertex = _add_rx_command(commands, "vertex", at_vertex, "move a lens nearer or farther")
    add_number(vertex, "--from-mm", "the vertex distance the power is for")
    add_number(vertex, "--to-mm", "the vertex distance the lens will have")
    crossed = add_parser(commands, "crossed", crossed_powers, "add two lenses in contact")
    crossed.add_argument("rx", nargs=2, help="two powers, quoted")
    _add_any_power(crossed)
    worn = _add_rx_command(commands, "as-worn", as_worn, "compute what tilt and wrap make of it")
    add_number(worn, "--pantoscopic-deg", "the pantoscopic tilt", default=0.0)
    add_number(worn, "--wrap-deg", "the wrap (face form) angle", default=0.0)
    add_number(worn, "--index", "the refractive index of the lens", default=1.5)
    worn.add_argument(
        "--to-order", action="store_true", help="compute the lens that gives this power as worn"
    )


def _add_prism_commands(commands: Any) -> None:  # noqa: ANN401
    prism = _add_rx_command(commands, "prism", prism_at, "compute the prism before the pupil")
    add_eye(prism)
    add_offset(prism)
    resultant = add_parser(commands, "resultant", join_prism, "join two prisms to one")
    add_eye(resultant)
    add_number(resultant, "--base-in", "prism base in (out is negative)")
    add_number(resultant, "--base-up", "prism base up (down is negative)")


def _add_layout_commands(commands: Any) -> None:  # noqa: ANN401
    layout = add_parser(commands, "layout", lay_out, "place the pupil in the box")
    add_number(layout, "--a-right-mm", "A of the right eye")
    layout.add_argument(
        "--a-left-mm", type=number_of, default=None, help="A of the left eye, if it differs"
    )
    add_number(layout, "--b-mm", "B")
    add_number(layout, "--dbl-mm", "the distance between lenses")
    add_number(layout, "--pd-mm", "the monocular PD")
    add_number(layout, "--height-mm", "the height over the lower box tangent")
    near = add_parser(commands, "near-pd", near_pd, "compute the near PD")
    add_number(near, "--pd-mm", "the PD of both eyes for far")
    add_number(near, "--working-mm", "the working distance from the lens")
    add_number(near, "--stop-mm", "from the lens to the eye's centre of rotation", default=27.0)
    add_number(near, "--power-d", "the power of the lens sideways", default=0.0)


def transpose(arguments: Namespace) -> Json:
    return _for_each_eye(arguments, optics.explain_transposition, power_json)


def equivalent(arguments: Namespace) -> Json:
    return _for_each_eye(
        arguments, optics.explain_equivalent, lambda sphere: {"sphere": str(sphere)}
    )


def at_vertex(arguments: Namespace) -> Json:
    def moved(power: EyePower | MeasuredPower) -> Explained[Any]:
        return optics.explain_vertex(power, from_mm=arguments.from_mm, to_mm=arguments.to_mm)

    return _for_each_eye(arguments, moved, power_json)


def as_worn(arguments: Namespace) -> Json:
    tilt = Tilt(
        pantoscopic_deg=arguments.pantoscopic_deg,
        wrap_deg=arguments.wrap_deg,
        index=arguments.index,
    )
    explain = optics.explain_to_order if arguments.to_order else optics.explain_as_worn
    return _for_each_eye(arguments, lambda power: explain(power, tilt), power_json)


def crossed_powers(arguments: Namespace) -> Json:
    first, second = (_power(text, arguments) for text in arguments.rx)
    found = optics.explain_crossed(first, second)
    result = power_json(found.value)
    if found.value.axis_deg is not None:
        exact = (PowerMatrix.of(first) + PowerMatrix.of(second)).principal()
        # No axis reads 0, not even one that is rounded to it.
        result["axis_exact_deg"] = number(exact[2], 2) or 180.0
    return answer(result, found)


def prism_at(arguments: Namespace) -> Json:
    power = _power(arguments.rx, arguments)
    found = optics.explain_prism(
        power, arguments.eye, oc_in_mm=arguments.oc_in_mm, oc_up_mm=arguments.oc_up_mm
    )
    result = _prism_json(found.value, arguments)
    if power.prism is not None:
        result["with_prescribed"] = _prism_json(_sum(found.value, power.prism), arguments)
    return answer(result, found)


def join_prism(arguments: Namespace) -> Json:
    components = PrismEffect(base_in=arguments.base_in, base_up=arguments.base_up)
    found = optics.explain_resultant(components, arguments.eye)
    base = found.value.base_deg
    return answer(
        {
            "magnitude": number(found.value.magnitude, 3),
            "base_deg": None if base is None else number(base, 2) % 360,
        },
        found,
    )


def lay_out(arguments: Namespace) -> Json:
    a_left = arguments.a_right_mm if arguments.a_left_mm is None else arguments.a_left_mm
    frame = FrameBox(
        a_right_mm=arguments.a_right_mm,
        a_left_mm=a_left,
        b_mm=arguments.b_mm,
        dbl_mm=arguments.dbl_mm,
    )
    found = optics.explain_layout(frame, pd_mm=arguments.pd_mm, height_mm=arguments.height_mm)
    own = {
        eye: number(decentration_in_own_box_mm(a_mm, frame.dbl_mm, pd_mm=arguments.pd_mm), 3)
        for eye, a_mm in (("right", frame.a_right_mm), ("left", frame.a_left_mm))
    }
    return answer(
        {
            "decentration_in_mm": number(found.value.in_mm, 3),
            "decentration_up_mm": number(found.value.up_mm, 3),
            "frame_centre_distance_mm": number(frame.centre_distance_mm, 3),
            "decentration_in_own_box_mm": own,
        },
        found,
    )


def near_pd(arguments: Namespace) -> Json:
    task = NearTask(
        working_mm=arguments.working_mm, stop_mm=arguments.stop_mm, power_d=arguments.power_d
    )
    found = optics.explain_near_pd(task, pd_mm=arguments.pd_mm)
    # A half is cut, as in the published examples of the formula: 59.755 is told as 59.75.
    hundredths = (round(found.value * 1000) + 4) // 10
    return answer({"near_pd_mm": hundredths / 100}, found)


def _add_rx_command(
    commands: Any,  # noqa: ANN401
    name: str,
    handler: Callable[..., Any],
    summary: str,
) -> Any:  # noqa: ANN401
    parser = add_parser(commands, name, handler, summary)
    parser.add_argument("rx", help=RX_HELP)
    _add_any_power(parser)
    return parser


def _add_any_power(parser: Any) -> None:  # noqa: ANN401
    parser.add_argument(
        "--any-power",
        action="store_true",
        help="take powers off the ordered steps, as measured or compensated ones are",
    )


def _power(text: str, arguments: Namespace) -> EyePower | MeasuredPower:
    return parse_measured(text) if arguments.any_power else parse_eye(text)


def _for_each_eye(
    arguments: Namespace,
    explain: Callable[[EyePower | MeasuredPower], Explained[Any]],
    shown: Callable[[Any], Json],
) -> Json:
    """Answer for the one power of the text, or for both eyes of it."""
    if ";" not in arguments.rx:
        found = explain(_power(arguments.rx, arguments))
        return answer(shown(found.value), found)
    pair = parse_rx(arguments.rx)
    eyes = {
        eye: None if power is None else explain(power)
        for eye, power in (("right", pair.right), ("left", pair.left))
    }
    return {
        "result": {eye: found and shown(found.value) for eye, found in eyes.items()},
        "explain": {eye: found and explanation(found) for eye, found in eyes.items()},
    }


def _prism_json(prism: PrismEffect, arguments: Namespace) -> Json:
    polar = optics.explain_resultant(prism, arguments.eye).value
    return {
        "base_in": number(prism.base_in, 3),
        "base_up": number(prism.base_up, 3),
        "magnitude": number(polar.magnitude, 3),
        "base_deg": None if polar.base_deg is None else number(polar.base_deg, 2) % 360,
    }


def _sum(effect: PrismEffect, prescribed: Prism) -> PrismEffect:
    return PrismEffect(
        base_in=effect.base_in + prescribed.base_in.dioptres,
        base_up=effect.base_up + prescribed.base_up.dioptres,
    )
