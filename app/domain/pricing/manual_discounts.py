"""Discounts given by hand: on a line or on the whole, each with a reason and a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import UserId
from app.domain.pricing.discounts import Discount, DiscountKind, left_after
from app.domain.pricing.promotion_effects import amount_off, share_off
from app.domain.pricing.promotions import AmountOff, PercentOff, is_possible


class DiscountReasonIsMissing(DomainError):
    """Nobody wrote down why the price was lowered."""

    code = "pricing.discount.reason_missing"


class DiscountIsImpossible(DomainError):
    """A discount takes off nothing, or more than the price."""

    code = "pricing.discount.impossible"


class DiscountedLineIsUnknown(DomainError):
    """A discount is on a line that the basket does not have."""

    code = "pricing.discount.line_unknown"


HandBenefit: TypeAlias = PercentOff | AmountOff


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualDiscount:
    """What somebody took off; a discount without a line is on the whole basket.

    Raises:
        DiscountReasonIsMissing, DiscountIsImpossible: see there.
    """

    discount_id: str
    benefit: HandBenefit
    reason: str
    given_by: UserId
    line_id: str | None = None
    approved_by: UserId | None = None

    def __post_init__(self) -> None:
        """Refuse a discount without a reason, of nothing, or of more than all."""
        if not self.reason.strip():
            raise DiscountReasonIsMissing(discount_id=self.discount_id)
        if not is_possible(self.benefit):
            raise DiscountIsImpossible(discount_id=self.discount_id)


def given_by_hand(
    discounts: Iterable[ManualDiscount], left: Mapping[str, int]
) -> tuple[Discount, ...]:
    """Return what each took off, those on a line before those on the whole, then by id.

    Args:
        discounts: in any order.
        left: what each line costs after the promotions, by line id.

    Raises:
        DiscountIsImpossible: an amount is more than what is left to take it from.
        DiscountedLineIsUnknown: see there.
    """
    found: list[Discount] = []
    for discount in sorted(discounts, key=_position):
        taken = _taken(discount, left_after(left, found))
        found.append(
            Discount(
                kind=DiscountKind.MANUAL,
                source_id=discount.discount_id,
                words=discount.reason.strip(),
                by_line=tuple(sorted(taken.items())),
            )
        )
    return tuple(found)


def on_lines(discounts: Sequence[ManualDiscount], found: Sequence[Discount]) -> dict[str, int]:
    """Return what was taken off single lines, without what was taken off the whole."""
    lines = {each.discount_id: each.line_id for each in discounts}
    sums: dict[str, int] = {}
    for discount in found:
        line_id = lines[discount.source_id]
        if line_id is not None:
            sums[line_id] = sums.get(line_id, 0) + discount.minor
    return sums


def _taken(discount: ManualDiscount, left: Mapping[str, int]) -> dict[str, int]:
    prices = dict(left) if discount.line_id is None else _one_line(discount.line_id, left)
    if isinstance(discount.benefit, PercentOff):
        taken = share_off(discount.benefit.percent, prices)
    elif discount.benefit.minor <= sum(prices.values()):
        taken = amount_off(discount.benefit.minor, prices)
    else:
        raise DiscountIsImpossible(discount_id=discount.discount_id)
    return {line_id: minor for line_id, minor in taken.items() if minor > 0}


def _one_line(line_id: str, left: Mapping[str, int]) -> dict[str, int]:
    if line_id not in left:
        raise DiscountedLineIsUnknown(line_id=line_id)
    return {line_id: left[line_id]}


def _position(discount: ManualDiscount) -> tuple[bool, str]:
    return discount.line_id is None, discount.discount_id
