"""Prism: what a decentred lens makes, and how two components join and split.

Directions are told as the trade does: base in and base up are positive. In the frame of
ISO 8429 (counter-clockwise as seen from the front) 0 degrees is nasal for the right eye and
temporal for the left one.
"""

import math
from dataclasses import dataclass

from app.domain.optics.power_matrix import PowerMatrix
from app.domain.optics.spherocylinder import Toric
from app.domain.optics.trace import Eye

MM_PER_CM = 10
FULL_TURN_DEG = 360
# A base is told to 0.01 degrees and a prism to 0.001; smaller ones have no direction.
PRISM_MIN = 0.0005


@dataclass(frozen=True, slots=True, kw_only=True)
class PrismEffect:
    """Prism dioptres at a point of a lens; base out and base down are negative."""

    base_in: float
    base_up: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarPrism:
    """Prism dioptres and the direction of the base; no prism has no direction."""

    magnitude: float
    base_deg: float | None


def inwards_x(eye: Eye) -> int:
    """Return which way along x (the viewer's right) the nose is: +1 right eye, -1 left eye."""
    return 1 if eye == "right" else -1


def prentice(power_d: float, distance_mm: float) -> float:
    """Return the prism of a spherical power at a distance from its optical centre."""
    return power_d * distance_mm / MM_PER_CM


def prism_at_pupil(power: Toric, eye: Eye, *, oc_in_mm: float, oc_up_mm: float) -> PrismEffect:
    """Return the prism before a pupil whose lens has its optical centre off by that much.

    The base of a plus lens lies towards its optical centre, so prism and offset share a sign.
    """
    inwards = inwards_x(eye)
    x, y = PowerMatrix.of(power).deviation(inwards * oc_in_mm / MM_PER_CM, oc_up_mm / MM_PER_CM)
    return PrismEffect(base_in=inwards * x, base_up=y)


def resultant(prism: PrismEffect, eye: Eye) -> PolarPrism:
    """Join the two components to one prism and its base."""
    magnitude = math.hypot(prism.base_in, prism.base_up)
    if magnitude < PRISM_MIN:
        return PolarPrism(magnitude=magnitude, base_deg=None)
    base = math.atan2(prism.base_up, inwards_x(eye) * prism.base_in)
    return PolarPrism(magnitude=magnitude, base_deg=math.degrees(base) % FULL_TURN_DEG)


def split(prism: PolarPrism, eye: Eye) -> PrismEffect:
    """Split a prism into its horizontal and its vertical component."""
    base = math.radians(prism.base_deg or 0.0)
    return PrismEffect(
        base_in=inwards_x(eye) * prism.magnitude * math.cos(base),
        base_up=prism.magnitude * math.sin(base),
    )


def vertical_imbalance(right: PrismEffect, left: PrismEffect) -> float:
    """Return how much more base up stands before the right eye."""
    return right.base_up - left.base_up


def horizontal_imbalance(right: PrismEffect, left: PrismEffect) -> float:
    """Return the base in that both eyes share out between them."""
    return right.base_in + left.base_in
