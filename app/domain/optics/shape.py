"""What a shop and a lab ask of a traced shape: its boxed measures, and the lens blank it needs."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.prism import inwards_x
from app.domain.optics.trace import (
    Box,
    Eye,
    Outline,
    Trace,
    box_of_outline,
    circumference_mm,
    effective_diameter_mm,
    outline_of,
)

OFFSET_MAX_MM = 60.0


class OffsetIsImplausible(DomainError):
    """An optical centre lies farther from the box centre than any lens reaches."""

    code = "optics.offset.implausible"


class TraceIsMissing(DomainError):
    """A file holds no outline of the eye that was asked for."""

    code = "optics.trace.missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One traced outline about the centre of its own box, and its boxed measures."""

    eye: Eye
    outline: Outline
    box: Box
    ed_mm: float
    circumference_mm: float

    @property
    def points(self) -> int:
        return len(self.outline.x_mm)

    def about(self, centre: "Offset") -> Outline:
        """Return the outline as told from a point such as the optical centre."""
        return self.outline.moved(inwards_x(self.eye) * centre.in_mm, centre.up_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A point of the lens, told from the box centre; in and up are positive.

    Raises:
        OffsetIsImplausible: see there.
    """

    in_mm: float = 0.0
    up_mm: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what lies outside every lens."""
        if not (abs(self.in_mm) <= OFFSET_MAX_MM and abs(self.up_mm) <= OFFSET_MAX_MM):
            raise OffsetIsImplausible(in_mm=self.in_mm, up_mm=self.up_mm, limit_mm=OFFSET_MAX_MM)

    def less(self, other: "Offset") -> "Offset":
        """Return this point as told from another."""
        return Offset(in_mm=self.in_mm - other.in_mm, up_mm=self.up_mm - other.up_mm)


NO_OFFSET = Offset()


def shape_of(trace: Trace) -> Shape:
    """Measure a trace."""
    raw = outline_of(trace)
    box = box_of_outline(raw)
    outline = raw.moved(box.centre_x_mm, box.centre_y_mm)
    return Shape(
        eye=trace.eye,
        outline=outline,
        box=box,
        ed_mm=effective_diameter_mm(outline),
        circumference_mm=circumference_mm(outline),
    )


def trace_of(traces: Iterable[Trace], eye: Eye) -> Trace:
    """Return the last outline of an eye.

    Raises:
        TraceIsMissing: there is none.
    """
    found = [trace for trace in traces if trace.eye == eye]
    if not found:
        raise TraceIsMissing(eye=eye)
    return found[-1]


def direction_deg(trace: Trace, index: int) -> float:
    """Return where the tracer saw a point: degrees, counter-clockwise from the viewer's right."""
    if trace.angles_cdeg is None:
        return index * 360 / len(trace.radii)
    return trace.angles_cdeg[index] / 100


def farthest_mm(outline: Outline) -> float:
    """Return the longest way from the origin to the outline."""
    return max(map(math.hypot, outline.x_mm, outline.y_mm))
