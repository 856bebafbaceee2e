"""How long a traced job takes: both eyes, 1000 points, from bytes to blank and edge thickness."""

import math
from typing import Any

from app.adapters.exchange.dcs import parse_dcs
from app.domain.optics.blank import blank_need
from app.domain.optics.shape import Offset, shape_of
from app.domain.optics.thickness import LensForm, thickness_profile
from app.domain.optics.trace import Trace
from tests.bench.figures import Figure, times_of

GOAL_P95_MS = 5.0
RUNS = 300
POINTS = 1000
PER_LINE = 10
OC = Offset(in_mm=4.5, up_mm=-6.01)
FORM = LensForm.of_radii(front_mm=91.21, back_mm=(84.13, 68.97), axis_deg=137, centre_mm=2.01)


def run() -> dict[str, Any]:
    """Return the times of the whole job and of its two halves."""
    data = a_traced_job()
    traces = parse_dcs(data).traces
    halves = (
        ("optics: traced job, 2 x 1000 points", lambda: compute(data), GOAL_P95_MS),
        ("optics: parse alone", lambda: parse_dcs(data).traces, None),
        (
            "optics: geometry, blank, thickness alone",
            lambda: [measure(one) for one in traces],
            None,
        ),
    )
    figures = [
        Figure(name=name, times_ms=times_of(work, runs=RUNS), goal_p95_ms=goal)
        for name, work, goal in halves
    ]
    return {figure.name: figure.as_json() for figure in figures}


def compute(data: bytes) -> list[float]:
    """Parse a job and return the thickest edge of each lens."""
    return [measure(trace) for trace in parse_dcs(data).traces]


def measure(trace: Trace) -> float:
    """Measure one outline, find its blank and return its thickest edge."""
    shape = shape_of(trace)
    blank_need(shape, OC)
    return max(thickness_profile(shape.about(OC), FORM).edge_mm)


def a_traced_job() -> bytes:
    """Return a DCS job with the outlines of both eyes."""
    radii = [
        round(2600 - 400 * math.sin(math.tau * index / POINTS) ** 2) for index in range(POINTS)
    ]
    lines = ["JOB=BENCH", "DBL=18.00"]
    for side in "RL":
        lines.append(f"TRCFMT=1;{POINTS};E;{side};F")
        lines += [
            "R=" + ";".join(map(str, radii[start : start + PER_LINE]))
            for start in range(0, POINTS, PER_LINE)
        ]
    return ("\r\n".join(lines) + "\r\n").encode()
