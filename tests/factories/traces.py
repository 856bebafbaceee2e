"""The outline of a lens, as a tracer would have read it."""

import math
from typing import Any

from app.domain.optics.trace import Trace


def a_trace(**changes: Any) -> Trace:
    """Return an ellipse of 50 by 38.5 mm in 1.8 degree steps."""
    fields: dict[str, Any] = {"eye": "right", "radii": _ellipse(25_00, 19_25, points=200)}
    return Trace(**{**fields, **changes})


def _ellipse(half_width: int, half_height: int, *, points: int) -> tuple[int, ...]:
    angles = (math.tau * step / points for step in range(points))
    return tuple(
        round(
            half_width
            * half_height
            / math.hypot(half_height * math.cos(angle), half_width * math.sin(angle))
        )
        for angle in angles
    )
