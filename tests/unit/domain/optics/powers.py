"""What hypothesis draws for the optics: powers on their steps, axes, outlines."""

import math

from hypothesis import strategies as st

from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from app.domain.optics.trace import Eye, Trace

EYES: st.SearchStrategy[Eye] = st.sampled_from(["right", "left"])
AXES = st.integers(1, 180)


def eighths(low: int, high: int) -> st.SearchStrategy[Dioptres]:
    return st.integers(low * 8, high * 8).map(lambda steps: Dioptres(steps * 125))


def quarters(low: int, high: int) -> st.SearchStrategy[Dioptres]:
    return st.integers(low, high).map(lambda steps: Dioptres(steps * 250))


@st.composite
def eye_powers(draw: st.DrawFn) -> EyePower:
    """Draw an ordered power that stays within the limits either way it is written."""
    cylinder = draw(eighths(-8, 8))
    return EyePower(
        sphere=draw(eighths(-17, 10)),
        cylinder=cylinder,
        axis_deg=draw(AXES) if cylinder.thousandths else None,
        add=draw(st.none() | quarters(1, 18)),
        prism=draw(
            st.none() | st.builds(Prism, base_in=quarters(-40, 40), base_up=quarters(-40, 40))
        ),
    )


@st.composite
def traces(draw: st.DrawFn, *, with_angles: bool = False) -> Trace:
    """Draw a smooth outline, a little off the tracer's centre."""
    count = draw(st.integers(12, 200))
    size, squash = draw(st.integers(1800, 2800)), draw(st.floats(0.0, 0.3))
    turn, lobes = draw(st.floats(0, math.tau)), draw(st.integers(1, 4))
    radii = tuple(
        round(size * (1 - squash * math.cos(lobes * math.tau * index / count + turn) / 2))
        for index in range(count)
    )
    eye = draw(EYES)
    angles = tuple(index * 36_000 // count for index in range(count)) if with_angles else None
    return Trace(eye=eye, radii=radii, angles_cdeg=angles)


def circle(radius_mm: float, count: int = 720, eye: Eye = "right") -> Trace:
    """Return a round outline."""
    return Trace(eye=eye, radii=(round(radius_mm * 100),) * count)
