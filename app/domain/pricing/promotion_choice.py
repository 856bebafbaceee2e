"""The promotions a customer gets: of all that hold, those that take most off.

An exclusive promotion stands alone; the others add up, in an order that is fixed: special
prices of bundles, second pairs, percentages, amounts, and by id among equals. Percentages
before amounts is the order that takes more off.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from app.domain.pricing.basket import Basket
from app.domain.pricing.discounts import Discount, DiscountKind, left_after
from app.domain.pricing.promotion_effects import taken_off
from app.domain.pricing.promotions import (
    AmountOff,
    Bundle,
    Circumstances,
    PercentOff,
    Promotion,
    SecondPair,
)

# Up to here every combination is tried; beyond, all of them together and each alone.
COMBINED_MAX = 6
_ORDER = {Bundle: 0, SecondPair: 1, PercentOff: 2, AmountOff: 3}


def best_promotions(
    promotions: Iterable[Promotion], basket: Basket, circumstances: Circumstances
) -> tuple[Discount, ...]:
    """Return what takes most off; of equals the fewest promotions, then the lowest ids.

    The order in which promotions and lines come changes nothing.
    """
    holding = [each for each in promotions if each.holds_for(basket, circumstances)]
    choices = (_together(choice, basket) for choice in _choices(holding))
    return min(choices, key=_worth)


def _choices(holding: Sequence[Promotion]) -> Iterator[tuple[Promotion, ...]]:
    yield ()
    stackable = sorted((each for each in holding if not each.is_exclusive), key=_position)
    for promotion in holding:
        yield (promotion,)
    if len(stackable) <= COMBINED_MAX:
        for size in range(2, len(stackable) + 1):
            yield from combinations(stackable, size)
    else:
        yield tuple(stackable)


def _together(choice: Sequence[Promotion], basket: Basket) -> tuple[Discount, ...]:
    lines = sorted(basket.lines, key=lambda line: line.line_id)
    left = {line.line_id: line.listed_minor for line in lines}
    found: list[Discount] = []
    for promotion in choice:
        off = taken_off(promotion, lines, left)
        if not off:
            continue
        discount = Discount(
            kind=DiscountKind.PROMOTION,
            source_id=promotion.promotion_id,
            words=promotion.name,
            by_line=tuple(sorted(off.items())),
        )
        found.append(discount)
        left = left_after(left, [discount])
    return tuple(found)


def _position(promotion: Promotion) -> tuple[int, str]:
    return _ORDER[type(promotion.benefit)], promotion.promotion_id


def _worth(discounts: Sequence[Discount]) -> tuple[int, int, tuple[str, ...]]:
    ids = tuple(discount.source_id for discount in discounts)
    return -sum(discount.minor for discount in discounts), len(ids), ids
