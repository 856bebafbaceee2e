"""Power as a symmetric matrix: the form in which obliquely crossed powers simply add."""

import math
from dataclasses import dataclass

from app.domain.optics.power import Dioptres
from app.domain.optics.spherocylinder import HALF_TURN_DEG, SpheroCylinder, Toric

# Below this a computed cylinder is rounding, and an axis would be an accident.
CYLINDER_MIN_D = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerMatrix:
    """Dioptres along x (the viewer's right), along y (up), and across them."""

    xx: float
    xy: float
    yy: float

    @classmethod
    def of(cls, power: Toric) -> "PowerMatrix":
        """Return the matrix of a power, its axis counted as the trade does."""
        axis = math.radians(power.axis_deg or 0.0)
        sine, cosine = math.sin(axis), math.cos(axis)
        sphere, cylinder = power.sphere.dioptres, power.cylinder.dioptres
        return cls(
            xx=sphere + cylinder * sine * sine,
            xy=-cylinder * sine * cosine,
            yy=sphere + cylinder * cosine * cosine,
        )

    def __add__(self, other: "PowerMatrix") -> "PowerMatrix":
        """Return the power of both lenses in contact."""
        return PowerMatrix(xx=self.xx + other.xx, xy=self.xy + other.xy, yy=self.yy + other.yy)

    def deviation(self, x_cm: float, y_cm: float) -> tuple[float, float]:
        """Return what the power makes of an offset: prism dioptres along x and along y."""
        return self.xx * x_cm + self.xy * y_cm, self.xy * x_cm + self.yy * y_cm

    def along(self, meridian_deg: float) -> float:
        """Return the power in one meridian."""
        angle = math.radians(meridian_deg)
        x, y = self.deviation(math.cos(angle), math.sin(angle))
        return x * math.cos(angle) + y * math.sin(angle)

    def principal(self) -> tuple[float, float, float]:
        """Return sphere, minus cylinder and axis (0 to 180, exclusive of 0) as computed."""
        half_cylinder = math.hypot((self.xx - self.yy) / 2, self.xy)
        sphere = (self.xx + self.yy) / 2 + half_cylinder
        axis_deg = math.degrees(math.atan2(2 * self.xy, self.xx - self.yy)) / 2 % HALF_TURN_DEG
        return sphere, -2 * half_cylinder, axis_deg or HALF_TURN_DEG

    def spherocylinder(self) -> SpheroCylinder:
        """Return the power in minus cylinder, to 0.01 D and one degree."""
        sphere, cylinder, axis_deg = self.principal()
        if -cylinder < CYLINDER_MIN_D:
            return SpheroCylinder(sphere=Dioptres.nearest(sphere + cylinder / 2))
        return SpheroCylinder(
            sphere=Dioptres.nearest(sphere),
            cylinder=Dioptres.nearest(cylinder),
            axis_deg=whole_axis(axis_deg),
        )


def whole_axis(axis_deg: float) -> int:
    """Return the axis to one degree, within 1 to 180."""
    return math.floor(axis_deg + 0.5) % HALF_TURN_DEG or HALF_TURN_DEG


def crossed(first: Toric, second: Toric) -> SpheroCylinder:
    """Return the power of two lenses in contact, in minus cylinder."""
    return (PowerMatrix.of(first) + PowerMatrix.of(second)).spherocylinder()
