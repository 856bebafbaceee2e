"""The powers one blank of a lens is made in, and why a power is not among them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.catalog.verdict import Reason
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyePower
from app.domain.optics.shape import NO_OFFSET, Offset
from app.domain.optics.spherocylinder import in_minus_cylinder
from app.domain.optics.trace import Eye


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerSpan:
    """From one power to another, both of them made."""

    low: Dioptres
    high: Dioptres

    def holds(self, power: Dioptres) -> bool:
        return self.low <= power <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class LensRange:
    """One line of a maker's power table: what is made on a blank of one diameter.

    Powers are told in minus cylinder: `sphere` bounds the meridian with more plus, `combined`
    the other one (sphere plus cylinder). `centre` is where the lens has its reference point
    (the fitting cross of a progressive one), told from the middle of the disc. A `prism_max` or
    `combined` of None is not limited.
    """

    diameter_mm: Millimetres
    sphere: PowerSpan
    cylinder_max: Dioptres
    combined: PowerSpan | None = None
    add: PowerSpan | None = None
    prism_max: Dioptres | None = None
    centre: Offset = NO_OFFSET

    def misses(self, eye: Eye, power: EyePower) -> tuple[Reason, ...]:
        """Return everything about a power that is not made on this blank."""
        if power.is_balance:
            # It only has to look like the other lens, so the lab takes what it has.
            return ()
        return (*self._distance_misses(eye, power), *self._near_and_prism_misses(eye, power))

    def _distance_misses(self, eye: Eye, power: EyePower) -> Iterator[Reason]:
        minus = in_minus_cylinder(power)
        combined = minus.sphere + minus.cylinder
        if not self.sphere.holds(minus.sphere):
            yield _outside("sphere", eye, minus.sphere, self.sphere)
        if abs(minus.cylinder) > self.cylinder_max:
            yield Reason.of("cylinder", eye, power=minus.cylinder, limit=-self.cylinder_max)
        if self.combined is not None and not self.combined.holds(combined):
            yield _outside("combined", eye, combined, self.combined)

    def _near_and_prism_misses(self, eye: Eye, power: EyePower) -> Iterator[Reason]:
        if self.add is not None and power.add is not None and not self.add.holds(power.add):
            yield _outside("add", eye, power.add, self.add)
        prism = _resultant(power)
        if self.prism_max is not None and prism > self.prism_max:
            yield Reason.of("prism", eye, power=_size(prism), limit=_size(self.prism_max))


def _outside(what: str, eye: Eye, power: Dioptres, span: PowerSpan) -> Reason:
    return Reason.of(what, eye, power=power, low=span.low, high=span.high)


def _size(prism: Dioptres) -> str:
    return str(prism).lstrip("+")


def _resultant(power: EyePower) -> Dioptres:
    if power.prism is None:
        return NO_POWER
    along, across = power.prism.base_in.thousandths, power.prism.base_up.thousandths
    # Rounded up, so that no prism slips under a limit it exceeds.
    return Dioptres(math.isqrt(along * along + across * across - 1) + 1 if along or across else 0)
