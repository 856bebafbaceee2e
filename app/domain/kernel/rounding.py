"""Whole minor units: division with a rule for the rest, and sharing without losing a unit."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.kernel.errors import DomainError


class NothingToShareBy(DomainError):
    """An amount has to be shared, and every weight is zero."""

    code = "money.nothing_to_share_by"


class Rounding(StrEnum):
    """What becomes of the part of a minor unit; each mirrors at zero."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


def divided(numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Return the quotient as a whole number; HALF_UP sends a half away from zero.

    Raises:
        ValueError: the denominator is not positive.
    """
    if denominator < 1:
        raise ValueError("only a positive number divides an amount")
    whole, rest = divmod(abs(numerator), denominator)
    if rounding is Rounding.HALF_UP:
        whole += 2 * rest >= denominator
    elif rounding is Rounding.HALF_EVEN:
        whole += 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1)
    return -whole if numerator < 0 else whole


def to_step(amount: int, step: int) -> int:
    """Return the nearest multiple of `step`, a half away from zero."""
    return divided(amount, step) * step


def shares(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share an amount in proportion, by largest remainder; the shares sum to it exactly.

    Equal remainders are served in the order of their names, so the order in which the weights
    come changes nothing. No share exceeds its weight while the amount does not exceed their sum.

    Raises:
        NothingToShareBy: see there.
        ValueError: a weight is negative.
    """
    whole = sum(weights.values())
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a negative weight has no share")
    if amount == 0:
        return dict.fromkeys(weights, 0)
    if whole == 0:
        raise NothingToShareBy(amount=amount)
    size, sign = abs(amount), -1 if amount < 0 else 1
    parts = {name: divmod(size * weight, whole) for name, weight in weights.items()}
    lacking = size - sum(part for part, _ in parts.values())
    first = sorted(parts, key=lambda name: (-parts[name][1], name))[:lacking]
    return {name: sign * (part + (name in first)) for name, (part, _) in parts.items()}
