"""A power as sphere, cylinder and axis, and the turn from one way of writing it to the other."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower

HALF_TURN_DEG = 180
QUARTER_TURN_DEG = 90


class Toric(Protocol):
    """Anything that has a sphere, a cylinder and an axis: ordered, measured or derived."""

    @property
    def sphere(self) -> Dioptres: ...
    @property
    def cylinder(self) -> Dioptres: ...
    @property
    def axis_deg(self) -> float | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SpheroCylinder:
    """A derived power; unlike an ordered one it has no limits of making and no steps."""

    sphere: Dioptres
    cylinder: Dioptres = NO_POWER
    axis_deg: float | None = None


def transposed(power: Toric) -> SpheroCylinder:
    """Return the same power written with the other sign of cylinder."""
    return SpheroCylinder(
        sphere=power.sphere + power.cylinder,
        cylinder=-power.cylinder,
        axis_deg=None if power.axis_deg is None else crossed_axis(power.axis_deg),
    )


def transposed_eye(power: EyePower) -> EyePower:
    """Return an eye's power with the other sign of cylinder; add and prism stay.

    Raises:
        PowerIsOutOfLimits: the other way of writing has a sphere beyond the limits.
    """
    other = transposed(power)
    axis_deg = None if power.axis_deg is None else int(crossed_axis(power.axis_deg))
    return replace(power, sphere=other.sphere, cylinder=other.cylinder, axis_deg=axis_deg)


def in_minus_cylinder(power: Toric) -> SpheroCylinder:
    """Return the power with a cylinder that is not positive."""
    if power.cylinder > NO_POWER:
        return transposed(power)
    return SpheroCylinder(sphere=power.sphere, cylinder=power.cylinder, axis_deg=power.axis_deg)


def in_sign_of(power: Toric, model: Toric) -> SpheroCylinder:
    """Return the power with its cylinder in the sign of the model's."""
    minus = in_minus_cylinder(power)
    return transposed(minus) if model.cylinder > NO_POWER else minus


def spherical_equivalent(power: Toric) -> Dioptres:
    """Return the sphere plus half the cylinder, to 0.01 D where it is no eighth."""
    return Dioptres.nearest((2 * power.sphere.thousandths + power.cylinder.thousandths) / 2000)


def crossed_axis(axis_deg: float) -> float:
    """Return the axis at a right angle, within 1 to 180."""
    if axis_deg > QUARTER_TURN_DEG:
        return axis_deg - QUARTER_TURN_DEG
    return axis_deg + QUARTER_TURN_DEG


def axis_difference_deg(axis_deg: float, other_deg: float) -> float:
    """Return the shorter signed turn from one axis to another, between -90 and +90."""
    turn = (other_deg - axis_deg) % HALF_TURN_DEG
    return turn - HALF_TURN_DEG if turn > QUARTER_TURN_DEG else turn
