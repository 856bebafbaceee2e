"""Promotions as data: what they take off, from which lines, and under which conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, assert_never

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.domain.kernel.percent import EVERYTHING, NOTHING, Percent
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.pricing.basket import Basket, BasketLine


class PromotionIsImpossible(DomainError):
    """A promotion takes off nothing, more than all, or has no parts."""

    code = "pricing.promotion.impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentOff:
    """A share off the lines: off their sum, or once per order off the dearest line."""

    percent: Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountOff:
    """An amount off each piece of the lines, or once per order off their sum."""

    minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPair:
    """A share off the cheaper of two pairs: off every second one, or once per order off one."""

    percent: Percent


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePart:
    """How many pieces of which kinds a bundle asks for."""

    kinds: frozenset[ArticleKind]
    pieces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Pieces that cost a fixed price together: as often as they are there, or once per order."""

    parts: tuple[BundlePart, ...]
    minor: int


Benefit: TypeAlias = PercentOff | AmountOff | SecondPair | Bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """When and where the customer buys, and which voucher codes were handed over.

    Whether a code that works once was used before is the caller's to know.
    """

    day: date
    site_id: SiteId
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When a promotion holds; what is empty holds for all.

    The minimum is asked of the lines the promotion is for, at their listed prices. A promotion
    with a code is a voucher: it holds for those who bring the code.
    """

    validity: Validity = ALWAYS
    sites: frozenset[SiteId] = frozenset()
    kinds: frozenset[ArticleKind] = frozenset()
    skus: frozenset[str] = frozenset()
    minimum_minor: int = 0
    code: str = ""
    is_code_used_once: bool = False

    def hold_in(self, circumstances: Circumstances) -> bool:
        if not self.validity.holds_on(circumstances.day):
            return False
        if self.sites and circumstances.site_id not in self.sites:
            return False
        return not self.code or self.code in circumstances.codes

    def chosen(self, lines: Iterable[BasketLine]) -> tuple[BasketLine, ...]:
        """Return the lines the promotion is for."""
        return tuple(line for line in lines if self._is_for(line))

    def _is_for(self, line: BasketLine) -> bool:
        if self.kinds and line.kind not in self.kinds:
            return False
        return not self.skus or line.line.sku in self.skus


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """One promotion; an exclusive one stands alone, the others add up.

    Raises:
        PromotionIsImpossible: see there.
    """

    promotion_id: str
    name: str
    benefit: Benefit
    currency: str
    is_exclusive: bool
    is_once_per_order: bool
    conditions: Conditions = Conditions()

    def __post_init__(self) -> None:
        """Refuse what cannot be taken off."""
        if not is_possible(self.benefit) or self.conditions.minimum_minor < 0:
            raise PromotionIsImpossible(promotion_id=self.promotion_id)

    def holds_for(self, basket: Basket, circumstances: Circumstances) -> bool:
        """Return whether the conditions are met; what it comes to is another question."""
        if basket.currency != self.currency or not self.conditions.hold_in(circumstances):
            return False
        chosen = self.conditions.chosen(basket.lines)
        listed = sum(line.listed_minor for line in chosen)
        return bool(chosen) and listed >= self.conditions.minimum_minor


def is_possible(benefit: Benefit) -> bool:
    """Return whether the benefit takes something off, and no more than there is."""
    match benefit:
        case PercentOff(percent=percent) | SecondPair(percent=percent):
            return NOTHING < percent <= EVERYTHING
        case AmountOff(minor=minor):
            return minor > 0
        case Bundle(parts=parts, minor=minor):
            return minor >= 0 and bool(parts) and all(part.pieces > 0 for part in parts)
        case _:
            assert_never(benefit)
