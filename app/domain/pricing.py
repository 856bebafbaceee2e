"""What an order costs: priced lines and their total (price lists and tax come with part 3)."""

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


def order_total(lines: Iterable[PricedLine], currency: str) -> Money:
    """Return the sum of the lines."""
    return total((line.amount for line in lines), currency)
