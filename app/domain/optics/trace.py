"""The outline of a lens as a tracer saw it, and its boxed measures."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import mul, sub
from typing import Literal, TypeAlias

from app.domain.kernel.errors import DomainError

Eye: TypeAlias = Literal["right", "left"]

POINTS_MIN = 3
POINTS_MAX = 100_000
FULL_TURN_CDEG = 36_000
HUNDREDTHS_PER_MM = 100


class TraceIsMalformed(DomainError):
    """A trace has too few points, sides of different length, or a radius that is none."""

    code = "optics.trace.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One lens outline in polar form, counter-clockwise as seen from the front.

    Radii are hundredths of a millimetre from the tracer's centre. The first radius of an
    equally spaced trace points to 0 degrees, the viewer's right: nasal for the right eye,
    temporal for the left one. `heights` (hundredths of a millimetre) are the depth of each
    point where the tracer measured it.

    Raises:
        TraceIsMalformed: the points cannot be an outline.
    """

    eye: Eye
    radii: tuple[int, ...]
    angles_cdeg: tuple[int, ...] | None = None
    heights: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no outline."""
        count = len(self.radii)
        if not POINTS_MIN <= count <= POINTS_MAX:
            raise TraceIsMalformed(reason="points", count=count)
        if min(self.radii) <= 0:
            raise TraceIsMalformed(reason="radius", radius=min(self.radii))
        for side in (self.angles_cdeg, self.heights):
            if side is not None and len(side) != count:
                raise TraceIsMalformed(reason="lengths", count=count, other=len(side))


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The upright box around a trace; its centre is told from the tracer's centre."""

    a_mm: float
    b_mm: float
    centre_x_mm: float
    centre_y_mm: float


@dataclass(frozen=True, slots=True)
class Outline:
    """The points of a trace in millimetres, x to the viewer's right and y up."""

    x_mm: tuple[float, ...]
    y_mm: tuple[float, ...]

    def moved(self, x_mm: float, y_mm: float) -> "Outline":
        """Return the same outline told from another origin."""
        return Outline(
            tuple([x - x_mm for x in self.x_mm]),
            tuple([y - y_mm for y in self.y_mm]),
        )


def outline_of(trace: Trace) -> Outline:
    """Return the corners of the outline about the tracer's centre."""
    if trace.angles_cdeg is None:
        cosines, sines = _equal_directions(len(trace.radii))
    else:
        cosines, sines = _given_directions(trace.angles_cdeg)
    return Outline(tuple(map(mul, trace.radii, cosines)), tuple(map(mul, trace.radii, sines)))


def box_of(trace: Trace) -> Box:
    """Return the exact extents of the outline."""
    return box_of_outline(outline_of(trace))


def box_of_outline(outline: Outline) -> Box:
    """Return the exact extents of an outline that is at hand already."""
    left, right = min(outline.x_mm), max(outline.x_mm)
    bottom, top = min(outline.y_mm), max(outline.y_mm)
    return Box(
        a_mm=right - left,
        b_mm=top - bottom,
        centre_x_mm=(left + right) / 2,
        centre_y_mm=(bottom + top) / 2,
    )


def boxed_outline(trace: Trace) -> Outline:
    """Return the outline about the centre of its own box."""
    outline = outline_of(trace)
    box = box_of_outline(outline)
    return outline.moved(box.centre_x_mm, box.centre_y_mm)


def effective_diameter_mm(outline: Outline) -> float:
    """Return twice the longest radius of an outline told about its box centre."""
    return 2 * max(map(math.hypot, outline.x_mm, outline.y_mm))


def circumference_mm(outline: Outline) -> float:
    """Return the way around the outline, corner to corner."""
    return sum(map(math.hypot, _steps(outline.x_mm), _steps(outline.y_mm)))


def _steps(values: tuple[float, ...]) -> Iterator[float]:
    return map(sub, chain(islice(values, 1, None), values[:1]), values)


@lru_cache(maxsize=16)
def _equal_directions(count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    turn = math.tau / count
    return _directions([turn * index for index in range(count)])


@lru_cache(maxsize=16)
def _given_directions(angles_cdeg: tuple[int, ...]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    turn = math.tau / FULL_TURN_CDEG
    return _directions([turn * angle for angle in angles_cdeg])


def _directions(angles: list[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    # Scaled here once, so that a radius in hundredths gives millimetres.
    cosines = tuple([math.cos(angle) / HUNDREDTHS_PER_MM for angle in angles])
    sines = tuple([math.sin(angle) / HUNDREDTHS_PER_MM for angle in angles])
    return cosines, sines
