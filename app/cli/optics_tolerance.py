"""`dioptre optics tolerance`: the verdict on a measured lens, and who accepted a changed file."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.optics_json import Json, answer, verdict_json
from app.cli.optics_options import add_parser
from app.cli.tolerance_files import SHIPPED, accept_set, read_set
from app.domain.optics.explained import TOLERANCE, Explained
from app.domain.optics.notation import parse_measured, parse_target
from app.domain.optics.tolerance import LENSES
from app.domain.optics.verdict import judge_lens, passes


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add the commands that judge a lens."""
    tolerance = add_parser(commands, "tolerance", judge, "judge a measured lens by a standard")
    _add_standard(tolerance)
    tolerance.add_argument("--lens", choices=LENSES, required=True, help="the kind of lens")
    tolerance.add_argument("--ordered", required=True, help="the power ordered, quoted")
    tolerance.add_argument("--measured", required=True, help="the power measured, quoted")
    accept = add_parser(
        commands, "tolerance-accept", accept_file, "accept a changed tolerance file by name"
    )
    _add_standard(accept)
    accept.add_argument("--by", required=True, help="the manager who accepts it")


def judge(arguments: Namespace) -> Json:
    checked = read_set(arguments.tolerances, arguments.standard)
    tolerances = checked.tolerances
    verdicts = judge_lens(
        tolerances,
        arguments.lens,
        parse_target(arguments.ordered),
        parse_measured(arguments.measured),
    )
    found = Explained(
        value=verdicts,
        formula=TOLERANCE,
        inputs=(
            ("standard", tolerances.title),
            ("version", tolerances.version),
            ("source", tolerances.source),
            ("lens", arguments.lens),
        ),
    )
    result: Json = {
        "pass": passes(verdicts),
        "checks": [verdict_json(verdict) for verdict in verdicts],
    }
    if checked.acceptance is not None:
        result["file_accepted_by"] = checked.acceptance.accepted_by
    return answer(result, found)


def accept_file(arguments: Namespace) -> Json:
    acceptance = accept_set(arguments.tolerances, arguments.standard, arguments.by)
    return {
        "result": {
            "standard": acceptance.set_id,
            "sha256": acceptance.sha256,
            "accepted_by": acceptance.accepted_by,
            "accepted_at": acceptance.accepted_at,
        }
    }


def _add_standard(parser: Any) -> None:  # noqa: ANN401
    parser.add_argument("--standard", required=True, help="ansi-z80.1-2015, iso-21987 or gb-13511")
    parser.add_argument(
        "--tolerances", type=Path, default=SHIPPED, help="the folder of the tolerance files"
    )
