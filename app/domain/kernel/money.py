"""Money in integer minor units of one ISO 4217 currency."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError


class CurrenciesDiffer(DomainError):
    """Amounts of two currencies were put together."""

    code = "money.currencies_differ"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, pence) of `currency`, an ISO 4217 code."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Return the sum of two amounts of the same currency."""
        self._require_same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Return the difference of two amounts of the same currency."""
        self._require_same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def times(self, quantity: int) -> "Money":
        """Return the amount for `quantity` pieces."""
        return Money(self.minor * quantity, self.currency)

    def _require_same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrenciesDiffer(first=self.currency, second=other.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of `amounts`; nothing sums to zero of `currency`."""
    result = Money(0, currency)
    for amount in amounts:
        result += amount
    return result
