"""A frame front as a mesh, grown from the traces of its two lenses: for the demo and for tests.

Each rim is the outline of its lens, widened outwards and given a depth; a box joins them at
the bridge. The parts are closed solids that touch and do not overlap.
"""

import math
import struct
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Outline, Trace, box_of_outline, boxed_outline

Point: TypeAlias = tuple[float, float, float]
Triangle: TypeAlias = tuple[Point, Point, Point]

RIM_WIDTH_MM = 3.0
DEPTH_MM = 4.0
BRIDGE_HEIGHT_MM = 5.0
BRIDGE_UP_MM = 6.0
HEADER_BYTES = 80
NAME = b"Dioptre frame front, millimetres"


def frame_front_stl(traces: Sequence[Trace], dbl_mm: Millimetres) -> bytes:
    """Return the binary STL of a front with these lens outlines, `dbl_mm` apart."""
    triangles: list[Triangle] = []
    for trace in traces:
        outline = boxed_outline(trace)
        centre = (box_of_outline(outline).a_mm + dbl_mm.hundredths / 100) / 2
        # Seen from the front, the right lens lies to the left.
        triangles += _rim(outline, -centre if trace.eye == "right" else centre)
    half_bridge = dbl_mm.hundredths / 200 - RIM_WIDTH_MM
    if half_bridge > 0:
        triangles += _box((half_bridge, BRIDGE_HEIGHT_MM / 2, DEPTH_MM / 2), up=BRIDGE_UP_MM)
    body = b"".join(_record(triangle) for triangle in triangles)
    return NAME.ljust(HEADER_BYTES) + struct.pack("<I", len(triangles)) + body


def _rim(outline: Outline, centre_x: float) -> Iterator[Triangle]:
    inner = list(zip(outline.x_mm, outline.y_mm, strict=True))
    outer = [_widened(x, y) for x, y in inner]
    count = len(inner)
    # Four rings of points, in the order of a walk around the cross section.
    rings = [
        [(x + centre_x, y, z) for x, y in points]
        for points, z in ((inner, 0.0), (outer, 0.0), (outer, DEPTH_MM), (inner, DEPTH_MM))
    ]
    for ring, following in zip(rings, [*rings[1:], rings[0]], strict=True):
        for i in range(count):
            j = (i + 1) % count
            yield from _quad(ring[j], following[j], following[i], ring[i])


def _widened(x: float, y: float) -> tuple[float, float]:
    radius = math.hypot(x, y)
    factor = (radius + RIM_WIDTH_MM) / radius
    return x * factor, y * factor


def _box(half: Point, *, up: float) -> Iterator[Triangle]:
    x, y, z = half
    front, back = DEPTH_MM / 2 + z, DEPTH_MM / 2 - z
    low = [(-x, up - y), (x, up - y), (x, up + y), (-x, up + y)]
    bottom, top = [(*point, back) for point in low], [(*point, front) for point in low]
    yield from _quad(bottom[3], bottom[2], bottom[1], bottom[0])
    yield from _quad(*top)
    for i in range(len(low)):
        j = (i + 1) % len(low)
        yield from _quad(bottom[i], bottom[j], top[j], top[i])


def _quad(a: Point, b: Point, c: Point, d: Point) -> Iterator[Triangle]:
    yield a, b, c
    yield a, c, d


def _record(triangle: Triangle) -> bytes:
    a, b, c = triangle
    u = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    v = (c[0] - a[0], c[1] - a[1], c[2] - a[2])
    normal = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    length = math.hypot(*normal) or 1.0
    return struct.pack("<12fH", *[part / length for part in normal], *a, *b, *c, 0)
