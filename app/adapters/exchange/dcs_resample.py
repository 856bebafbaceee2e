"""An outline told at another number of equally spaced directions, as a device asks for it."""

import math
from bisect import bisect_right
from dataclasses import replace

from app.domain.optics.trace import FULL_TURN_CDEG, POINTS_MAX, POINTS_MIN, Trace

# Beyond a half turn no straight line joins two points in front of the centre.
STRAIGHT_MAX = math.radians(170)


def resampled(trace: Trace, count: int) -> Trace:
    """Return the outline at `count` directions; between two points it is taken as straight.

    An outline that has so many already is returned as it is; heights go along.
    """
    count = min(max(count, POINTS_MIN), POINTS_MAX)
    if trace.angles_cdeg is None and len(trace.radii) == count:
        return trace
    angles = trace.angles_cdeg or _equal_angles(len(trace.radii))
    order = sorted(range(len(angles)), key=lambda index: angles[index] % FULL_TURN_CDEG)
    sorted_angles = [angles[index] % FULL_TURN_CDEG for index in order]
    radii, heights = [], []
    for wanted in range(count):
        angle = wanted * FULL_TURN_CDEG / count
        after = bisect_right(sorted_angles, angle) % len(order)
        before = after - 1
        gap = (sorted_angles[after] - sorted_angles[before]) % FULL_TURN_CDEG
        share = ((angle - sorted_angles[before]) % FULL_TURN_CDEG) / gap if gap else 0.0
        first, second = order[before], order[after]
        radii.append(_straight(trace.radii[first], trace.radii[second], gap, share))
        if trace.heights is not None:
            step = trace.heights[second] - trace.heights[first]
            heights.append(round(trace.heights[first] + share * step))
    return Trace(
        eye=trace.eye,
        radii=tuple(radii),
        heights=None if trace.heights is None else tuple(heights),
    )


def with_angles(trace: Trace) -> Trace:
    """Return the outline with its directions written out."""
    if trace.angles_cdeg is not None:
        return trace
    return replace(trace, angles_cdeg=tuple(map(round, _equal_angles(len(trace.radii)))))


def _equal_angles(count: int) -> tuple[float, ...]:
    return tuple(index * FULL_TURN_CDEG / count for index in range(count))


def _straight(first: int, second: int, gap_cdeg: float, share: float) -> int:
    """Return the radius where a ray meets the line between two points of an outline."""
    whole = math.radians(gap_cdeg / 100)
    if whole >= STRAIGHT_MAX:
        return max(1, round(first + share * (second - first)))
    angle = share * whole
    across = first * second * math.sin(whole)
    return round(across / (first * math.sin(angle) + second * math.sin(whole - angle)))
