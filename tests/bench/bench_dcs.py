"""How fast DCS files are read: split without loss, with their outlines, and record by record."""

import statistics
from dataclasses import replace
from typing import Any

from app.adapters.exchange.dcs import DcsFile, parse_dcs
from app.adapters.exchange.dcs_write import build_dcs, trace_lines
from app.domain.optics.trace import Eye
from tests.bench.figures import times_of
from tests.integration.exchange.make_samples import RECORDS, an_outline

GOAL_MB_PER_S = 20.0
RUNS = 400
POINTS = 1000
BYTES_PER_MB = 1_000_000


def run() -> dict[str, Any]:
    """Return megabytes a second for each way of reading a job with 1000 points for each eye."""
    decimal, deep, packed = a_job(), a_job(has_heights=True), a_job(kind=4)
    readings = {
        "dcs: parse, bytes kept (MB/s)": (decimal, parse_dcs),
        "dcs: parse, outlines decoded (MB/s)": (decimal, lambda data: parse_dcs(data).traces),
        "dcs: parse, outlines and heights (MB/s)": (deep, lambda data: parse_dcs(data).traces),
        "dcs: parse, packed outlines (MB/s)": (packed, lambda data: parse_dcs(data).traces),
        "dcs: parse, every record's sides (MB/s)": (decimal, _all_sides),
    }
    return {name: _speed(data, read) for name, (data, read) in readings.items()}


def a_job(*, kind: int = 1, has_heights: bool = False) -> bytes:
    """Return a job with the outlines of both eyes."""
    eyes: tuple[Eye, ...] = ("right", "left")
    outlines = [an_outline(eye, POINTS) for eye in eyes]
    if not has_heights:
        outlines = [replace(outline, heights=None) for outline in outlines]
    lines = [line for outline in outlines for line in trace_lines(outline, kind=kind)]
    return DcsFile((*build_dcs(RECORDS).lines, *lines)).to_bytes()


def _all_sides(data: bytes) -> list[object]:
    return [(record.label, record.sides) for record in parse_dcs(data).records]


def _speed(data: bytes, read: Any) -> dict[str, object]:
    megabytes = len(data) / BYTES_PER_MB
    times = times_of(lambda: read(data), runs=RUNS)
    speeds = [megabytes * 1000 / time for time in times]
    return {
        "n": len(speeds),
        "best": round(max(speeds), 1),
        "median": round(statistics.median(speeds), 1),
        "goal": GOAL_MB_PER_S,
        "file_kb": round(megabytes * 1000, 1),
    }
