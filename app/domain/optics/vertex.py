"""The power that does the same from another distance to the eye."""

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER
from app.domain.optics.spherocylinder import SpheroCylinder, Toric

DISTANCE_MAX_MM = 50.0
MM_PER_M = 1000


class VertexIsImpossible(DomainError):
    """A lens cannot be moved that far: its focus would be passed, or no face is that deep."""

    code = "optics.vertex.impossible"


def at_vertex(power: Toric, *, from_mm: float, to_mm: float) -> SpheroCylinder:
    """Return the power for another vertex distance, each principal meridian on its own.

    Raises:
        VertexIsImpossible: a distance is no vertex distance, or the focus would be passed.
    """
    for distance in (from_mm, to_mm):
        if not 0 <= distance <= DISTANCE_MAX_MM:
            raise VertexIsImpossible(from_mm=from_mm, to_mm=to_mm)
    towards_eye_m = (from_mm - to_mm) / MM_PER_M
    first = _moved(power.sphere.dioptres, towards_eye_m)
    second = _moved((power.sphere + power.cylinder).dioptres, towards_eye_m)
    cylinder = Dioptres.nearest(second - first)
    return SpheroCylinder(
        sphere=Dioptres.nearest(first),
        cylinder=cylinder,
        axis_deg=power.axis_deg if cylinder != NO_POWER else None,
    )


def _moved(power_d: float, towards_eye_m: float) -> float:
    remaining = 1 - towards_eye_m * power_d
    if remaining <= 0:
        raise VertexIsImpossible(power=power_d, towards_eye_mm=towards_eye_m * MM_PER_M)
    return power_d / remaining
