"""What tilt and wrap make of a lens, and what to order so that the eye gets what it needs.

For a sphere this is Martin's rule. For a toric lens the same rule is applied to the power
matrix, which is exact to the same (third) order only where the axes lie along the tilt: an
estimate otherwise.
"""

import math
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.power_matrix import PowerMatrix
from app.domain.optics.spherocylinder import Toric

TILT_MAX_DEG = 30.0
INDEX_MIN, INDEX_MAX = 1.3, 2.0


class TiltIsImplausible(DomainError):
    """No frame tilts or wraps that far, or no lens has that index."""

    code = "optics.tilt.implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tilt:
    """How the lens stands before the eye, and the index it is made of.

    Raises:
        TiltIsImplausible: see there.
    """

    pantoscopic_deg: float = 0.0
    wrap_deg: float = 0.0
    index: float = 1.5

    def __post_init__(self) -> None:
        """Refuse what no frame does."""
        for angle in (self.pantoscopic_deg, self.wrap_deg):
            if not -TILT_MAX_DEG <= angle <= TILT_MAX_DEG:
                raise TiltIsImplausible(angle_deg=angle, limit_deg=TILT_MAX_DEG)
        if not INDEX_MIN <= self.index <= INDEX_MAX:
            raise TiltIsImplausible(index=self.index)


def power_as_worn(power: Toric, tilt: Tilt) -> PowerMatrix:
    """Return the power the eye gets from a lens that is tilted and wrapped."""
    return _scaled(PowerMatrix.of(power), tilt, direction=1)


def power_to_order(wanted: Toric, tilt: Tilt) -> PowerMatrix:
    """Return the power to make, so that the tilted lens gives the eye what it needs."""
    return _scaled(PowerMatrix.of(wanted), tilt, direction=-1)


def _scaled(power: PowerMatrix, tilt: Tilt, *, direction: int) -> PowerMatrix:
    """Multiply the power as Martin does, or divide it where `direction` is -1."""
    panto, wrap = math.radians(tilt.pantoscopic_deg), math.radians(tilt.wrap_deg)
    sphere = (_sphere_gain(panto, tilt.index) * _sphere_gain(wrap, tilt.index)) ** direction
    # Pantoscopic tilt turns about 180 degrees and works along y; wrap turns about 90.
    along_y = (1 / math.cos(panto)) ** direction
    along_x = (1 / math.cos(wrap)) ** direction
    return PowerMatrix(
        xx=power.xx * sphere * along_x * along_x,
        xy=power.xy * sphere * along_x * along_y,
        yy=power.yy * sphere * along_y * along_y,
    )


def _sphere_gain(angle: float, index: float) -> float:
    return 1 + math.sin(angle) ** 2 / (2 * index)
