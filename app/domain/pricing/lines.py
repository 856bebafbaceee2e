"""Priced lines, which version of which price list priced them, and their total."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money, total


class QuantityIsNotPositive(DomainError):
    """A line sells nothing or less."""

    code = "pricing.quantity.not_positive"


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """One article, how many, and the price of one at the moment of the order."""

    sku: str
    description: str
    quantity: int
    unit_price: Money

    def __post_init__(self) -> None:
        """Refuse a line that sells nothing."""
        if self.quantity < 1:
            raise QuantityIsNotPositive(sku=self.sku, quantity=self.quantity)

    @property
    def amount(self) -> Money:
        """Return the price of the line."""
        return self.unit_price.times(self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PriceVersion:
    """Which price list priced a line, and in which version: kept with the line for good."""

    list_id: str
    version: int


def order_total(lines: Iterable[PricedLine], currency: str) -> Money:
    """Return the sum of the lines."""
    return total((line.amount for line in lines), currency)
