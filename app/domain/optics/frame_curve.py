"""The sphere on which a traced frame lies, where the tracer measured depth."""

import math
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.trace import HUNDREDTHS_PER_MM, Trace, outline_of

# Frame and base curves are told in dioptres of this index, whatever the lens is made of.
TRADE_INDEX = 1.530
RADIUS_MAX_MM = 10_000.0
UNKNOWNS = 4
PIVOT_MIN = 1e-12


class TraceHasNoDepth(DomainError):
    """A trace carries no depth, or the same everywhere: it lies on no sphere."""

    code = "optics.trace.no_depth"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCurve:
    """The best sphere through the points; `worst_mm` is the farthest any point lies off it."""

    radius_mm: float
    worst_mm: float

    @property
    def curve_d(self) -> float:
        """Return the curve as frames are stamped."""
        return 1000 * (TRADE_INDEX - 1) / self.radius_mm


def frame_curve(trace: Trace) -> FrameCurve:
    """Fit a sphere to the points by least squares.

    Raises:
        TraceHasNoDepth: see there.
    """
    if trace.heights is None:
        raise TraceHasNoDepth(reason="heights")
    outline = outline_of(trace)
    depths = [height / HUNDREDTHS_PER_MM for height in trace.heights]
    points = list(zip(outline.x_mm, outline.y_mm, depths, strict=True))
    # x2 + y2 + z2 = 2ax + 2by + 2cz + d is linear in the centre (a, b, c) and in d.
    rows = [(x, y, z, 1.0) for x, y, z in points]
    squares = [x * x + y * y + z * z for x, y, z in points]
    solved = _least_squares(rows, squares)
    centre = [value / 2 for value in solved[:3]]
    square = solved[3] + sum(value * value for value in centre)
    if not 0 < square <= RADIUS_MAX_MM**2:
        raise TraceHasNoDepth(reason="flat")
    radius = math.sqrt(square)
    worst = max(abs(math.dist(point, centre) - radius) for point in points)
    return FrameCurve(radius_mm=radius, worst_mm=worst)


def _least_squares(
    rows: list[tuple[float, float, float, float]], values: list[float]
) -> list[float]:
    normal = [
        [sum(row[i] * row[j] for row in rows) for j in range(UNKNOWNS)]
        + [sum(row[i] * value for row, value in zip(rows, values, strict=True))]
        for i in range(UNKNOWNS)
    ]
    for column in range(UNKNOWNS):
        pivot = max(range(column, UNKNOWNS), key=lambda row: abs(normal[row][column]))
        normal[column], normal[pivot] = normal[pivot], normal[column]
        head = normal[column][column]
        if abs(head) < PIVOT_MIN * len(rows):
            raise TraceHasNoDepth(reason="flat")
        normal[column] = [value / head for value in normal[column]]
        for row in range(UNKNOWNS):
            if row != column:
                factor = normal[row][column]
                normal[row] = [
                    value - factor * lead
                    for value, lead in zip(normal[row], normal[column], strict=True)
                ]
    return [row[UNKNOWNS] for row in normal]
