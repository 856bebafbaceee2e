"""The options that commands of the optics share, and how their texts become numbers."""

import math
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from typing import Any, cast

from app.domain.optics.trace import Eye

EYES: dict[str, Eye] = {
    "right": "right", "r": "right", "od": "right", "left": "left", "l": "left", "os": "left"
}  # fmt: skip
NUMBER_MAX = 1e6
RADII = 2

# argparse takes `-2.00DS` for an option unless it is told that every word like this is a value.
STARTS_LIKE_A_POWER = re.compile(r"-[.,]?[0-9]")


def add_parser(
    commands: Any,  # noqa: ANN401 - argparse keeps the type of its sub-commands to itself
    name: str,
    handler: Callable[..., Any],
    summary: str,
) -> ArgumentParser:
    """Add a command whose values may begin with a minus."""
    parser = cast("ArgumentParser", commands.add_parser(name, help=summary, description=summary))
    parser._negative_number_matcher = STARTS_LIKE_A_POWER  # noqa: SLF001 - argparse has no public way
    parser.add_argument("--json", action="store_true", help="print the answer on one line")
    parser.set_defaults(handler=handler)
    return parser


def add_number(
    parser: ArgumentParser, option: str, summary: str, *, default: float | None = None
) -> None:
    """Add an option that takes one number; without a default it has to be given."""
    parser.add_argument(
        option, type=number_of, required=default is None, default=default, help=summary
    )


def add_eye(parser: ArgumentParser) -> None:
    parser.add_argument("--eye", type=eye_of, required=True, help="right or left")


def add_offset(parser: ArgumentParser) -> None:
    """Add where the optical centre lies."""
    add_number(parser, "--oc-in-mm", "how far nasal the optical centre lies (out is negative)")
    add_number(parser, "--oc-up-mm", "how far up the optical centre lies (down is negative)")


def number_of(text: str) -> float:
    """Return the number of a text; a comma is a point.

    Raises:
        ArgumentTypeError: it is none.
    """
    try:
        value = float(text.replace(",", ".").replace("\u2212", "-"))
    except ValueError:
        raise ArgumentTypeError(f"{text[:20]} is not a number") from None
    if not math.isfinite(value) or abs(value) > NUMBER_MAX:
        raise ArgumentTypeError(f"{text[:20]} is out of bounds")
    return value


def radii_of(text: str) -> tuple[float, float]:
    """Return two radii written as `84.13,68.97`; one alone is that of a sphere.

    Raises:
        ArgumentTypeError: the text is something else.
    """
    parts = [number_of(part) for part in text.split(",")]
    if len(parts) > RADII:
        raise ArgumentTypeError("write one radius or two, with a comma between them")
    return parts[0], parts[-1]


def eye_of(text: str) -> Eye:
    """Return which eye a text names.

    Raises:
        ArgumentTypeError: none.
    """
    try:
        return EYES[text.lower()]
    except KeyError:
        raise ArgumentTypeError("write right or left") from None
