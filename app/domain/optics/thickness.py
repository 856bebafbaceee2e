"""Edge thickness by exact sag: a spherical front, a toric back, the real outline.

A toric surface is taken meridian by meridian: along each direction from the optical centre it
is the circle whose curvature Euler's rule gives. No prism is ground in. It is an estimate:
coatings, prism thinning, aspheric and free-form surfaces are not in it.
"""

import math
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.trace import Outline

RADIUS_MIN_MM = 10.0
CENTRE_MAX_MM = 40.0


class RadiusIsImplausible(DomainError):
    """A surface radius is zero or smaller than any lens has."""

    code = "optics.surface.radius_implausible"


class SurfaceDoesNotReach(DomainError):
    """A surface is curved so strongly that it ends before the edge of the shape."""

    code = "optics.surface.does_not_reach"


class CentreIsImplausible(DomainError):
    """A centre thickness is none a lens has."""

    code = "optics.centre.implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class LensForm:
    """Both surfaces and the thickness between them at the optical centre.

    Curvatures are reciprocal radii in 1/mm, positive where the centre of the circle is on the
    eye's side. The first back curvature lies along the axis, the second across it.
    """

    front: float
    back_along: float
    back_across: float
    back_axis_deg: float
    centre_mm: float

    @classmethod
    def of_radii(
        cls, *, front_mm: float, back_mm: tuple[float, float], axis_deg: float, centre_mm: float
    ) -> "LensForm":
        """Return the form of a lens whose radii were measured.

        Raises:
            RadiusIsImplausible, CentreIsImplausible: see there.
        """
        if not 0 < centre_mm <= CENTRE_MAX_MM:
            raise CentreIsImplausible(centre_mm=centre_mm, limit_mm=CENTRE_MAX_MM)
        return cls(
            front=_curvature(front_mm),
            back_along=_curvature(back_mm[0]),
            back_across=_curvature(back_mm[1]),
            back_axis_deg=axis_deg,
            centre_mm=centre_mm,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThicknessProfile:
    """The edge thickness at every point of the trace, in the trace's own order."""

    edge_mm: tuple[float, ...]

    @property
    def thickest(self) -> int:
        """Return the index of the thickest point."""
        return self.edge_mm.index(max(self.edge_mm))

    @property
    def thinnest(self) -> int:
        """Return the index of the thinnest point."""
        return self.edge_mm.index(min(self.edge_mm))


def thickness_profile(about_oc: Outline, form: LensForm) -> ThicknessProfile:
    """Return the edge thickness along an outline that is told from the optical centre.

    Raises:
        SurfaceDoesNotReach: see there.
    """
    try:
        return ThicknessProfile(edge_mm=_edges(about_oc, form))
    except ValueError:
        reach = max(map(math.hypot, about_oc.x_mm, about_oc.y_mm))
        raise SurfaceDoesNotReach(reach_mm=round(reach, 2)) from None


def _edges(about_oc: Outline, form: LensForm) -> tuple[float, ...]:
    front, along, across = form.front, form.back_along, form.back_across
    axis = math.radians(form.back_axis_deg)
    sine, cosine = math.sin(axis), math.cos(axis)
    # x and y weigh in the curvature of each direction as in a power matrix (Euler's rule).
    xx = along * cosine * cosine + across * sine * sine
    yy = along * sine * sine + across * cosine * cosine
    xy = 2 * (along - across) * sine * cosine
    front_squared, centre, sqrt = front * front, form.centre_mm, math.sqrt
    edges: list[float] = []
    keep = edges.append
    for x, y in zip(about_oc.x_mm, about_oc.y_mm, strict=True):
        square = x * x + y * y
        bend = xx * x * x + xy * x * y + yy * y * y
        # Sag as c r2 / (1 + sqrt(1 - c2 r2)): no radius, so a flat surface needs no exception.
        keep(
            centre
            + bend / (1 + sqrt(1 - bend * bend / (square or 1.0)))
            - front * square / (1 + sqrt(1 - front_squared * square))
        )
    return tuple(edges)


def _curvature(radius_mm: float) -> float:
    if math.isinf(radius_mm):
        return 0.0
    if not abs(radius_mm) >= RADIUS_MIN_MM:
        raise RadiusIsImplausible(radius_mm=radius_mm, smallest_mm=RADIUS_MIN_MM)
    return 1 / radius_mm
