"""Doubts about a prescription: what a person has to look at again, and who did.

A doubt never blocks. It asks for a confirmation with a name, and a confirmation counts only
for the very values it was given for. What is beyond a hard limit is refused elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import UserId
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyeMeasurements, EyePower
from app.domain.optics.spherocylinder import spherical_equivalent
from app.domain.optics.trace import Eye

ANISOMETROPIA_MAX = Dioptres(2_000)
PROGRESSIVE_HEIGHT_MIN_MM = Millimetres(14_00)


class FittingHeightIsOutOfLimits(DomainError):
    """A progressive lens does not work at that height in that frame."""

    code = "optics.height.out_of_limits"


class DoubtIsUnconfirmed(DomainError):
    """A doubt was raised and nobody said that the value is meant."""

    code = "optics.doubt.unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing to look at again; `eye` is None where it concerns both."""

    code: str
    eye: Eye | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A named person said at a time that this doubt's values are meant."""

    doubt: Doubt
    confirmed_by: UserId
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wearer:
    """What was prescribed and measured for a pair of eyes."""

    right: EyePower | None = None
    left: EyePower | None = None
    right_measured: EyeMeasurements | None = None
    left_measured: EyeMeasurements | None = None

    def eyes(self) -> Iterable[tuple[Eye, EyePower | None, EyeMeasurements | None]]:
        """Yield both eyes, the right one first."""
        yield "right", self.right, self.right_measured
        yield "left", self.left, self.left_measured


def doubts_within(wearer: Wearer) -> tuple[Doubt, ...]:
    """Return what looks odd about a pair of powers taken by itself."""
    right, left = wearer.right, wearer.left
    if right is None or left is None or right.is_balance or left.is_balance:
        return ()
    checks = (_opposite_signs, _anisometropia, _unequal_adds)
    return tuple(doubt for check in checks if (doubt := check(right, left)) is not None)


def unconfirmed(
    doubts: Iterable[Doubt], confirmations: Iterable[Confirmation]
) -> tuple[Doubt, ...]:
    """Return the doubts for whose exact values nobody has put a name yet."""
    confirmed = {confirmation.doubt for confirmation in confirmations}
    return tuple(doubt for doubt in doubts if doubt not in confirmed)


def require_confirmed(doubts: Iterable[Doubt], confirmations: Iterable[Confirmation]) -> None:
    """Refuse to go on while a doubt stands.

    Raises:
        DoubtIsUnconfirmed: the first one that stands.
    """
    for doubt in unconfirmed(doubts, confirmations):
        raise DoubtIsUnconfirmed(doubt=doubt.code, eye=doubt.eye or "both")


def require_progressive_height(height_mm: Millimetres, b_mm: Millimetres) -> None:
    """Refuse a fitting height at which no progressive lens works, or outside the frame.

    Raises:
        FittingHeightIsOutOfLimits: see there.
    """
    if not PROGRESSIVE_HEIGHT_MIN_MM <= height_mm <= b_mm:
        raise FittingHeightIsOutOfLimits(
            height_mm=str(height_mm), low=str(PROGRESSIVE_HEIGHT_MIN_MM), high=str(b_mm)
        )


def blank_doubt(eye: Eye, *, needed_mm: float, largest_mm: float) -> Doubt | None:
    """Return a doubt where even the largest blank is too small for the shape."""
    if needed_mm <= largest_mm:
        return None
    facts = (("needed_mm", f"{needed_mm:.1f}"), ("largest_mm", f"{largest_mm:.1f}"))
    return Doubt(code="optics.doubt.blank_too_small", eye=eye, facts=facts)


def edge_doubt(eye: Eye, *, thickest_mm: float, house_limit_mm: float) -> Doubt | None:
    """Return a doubt where the edge comes out thicker than the house likes to sell."""
    if thickest_mm <= house_limit_mm:
        return None
    facts = (("thickest_mm", f"{thickest_mm:.1f}"), ("limit_mm", f"{house_limit_mm:.1f}"))
    return Doubt(code="optics.doubt.edge_too_thick", eye=eye, facts=facts)


def _opposite_signs(right: EyePower, left: EyePower) -> Doubt | None:
    if right.sphere.thousandths * left.sphere.thousandths >= 0:
        return None
    facts = (("right", str(right.sphere)), ("left", str(left.sphere)))
    return Doubt(code="optics.doubt.opposite_signs", facts=facts)


def _anisometropia(right: EyePower, left: EyePower) -> Doubt | None:
    difference = abs(spherical_equivalent(right) - spherical_equivalent(left))
    if difference <= ANISOMETROPIA_MAX:
        return None
    return Doubt(code="optics.doubt.anisometropia", facts=(("difference", str(difference)),))


def _unequal_adds(right: EyePower, left: EyePower) -> Doubt | None:
    if right.add == left.add:
        return None
    facts = (("right", str(right.add or NO_POWER)), ("left", str(left.add or NO_POWER)))
    return Doubt(code="optics.doubt.unequal_adds", facts=facts)
