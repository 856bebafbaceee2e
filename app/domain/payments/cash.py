"""Coins and notes by currency, and a count of what lies in the drawer."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.kernel.money import Money
from app.domain.payments.errors import (
    CurrencyHasNoTable,
    DenominationIsUnknown,
    PiecesAreNegative,
)

# Minor units, largest first, as a drawer is counted.
DENOMINATIONS: Mapping[str, tuple[int, ...]] = {
    "AED": (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25),
    "AUD": (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5),
    "CAD": (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5),
    "CHF": (100_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5),
    "CZK": (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100),
    "DKK": (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50),
    "EUR": (
        *(50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500),
        *(200, 100, 50, 20, 10, 5, 2, 1),
    ),
    "GBP": (5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "HUF": (
        *(2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000),
        *(20_000, 10_000, 5_000, 2_000, 1_000, 500),
    ),
    "JPY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1),
    "NOK": (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 100),
    "PLN": (
        *(50_000, 20_000, 10_000, 5_000, 2_000, 1_000),
        *(500, 200, 100, 50, 20, 10, 5, 2, 1),
    ),
    "SAR": (50_000, 20_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1),
    "SEK": (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100),
    "USD": (10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1),
}


def denominations_of(currency: str) -> tuple[int, ...]:
    """Return the coins and notes of a currency in minor units, largest first.

    Raises:
        CurrencyHasNoTable: they are not known here.
    """
    if currency not in DENOMINATIONS:
        raise CurrencyHasNoTable(currency=currency)
    return DENOMINATIONS[currency]


@dataclass(frozen=True, slots=True, kw_only=True)
class CashCount:
    """How many of each coin and note were counted; what is not named was not there."""

    currency: str
    pieces: Mapping[int, int]

    def __post_init__(self) -> None:
        """Refuse coins that do not exist.

        Raises:
            CurrencyHasNoTable, DenominationIsUnknown, PiecesAreNegative: see there.
        """
        known = set(denominations_of(self.currency))
        for denomination, pieces in self.pieces.items():
            if denomination not in known:
                raise DenominationIsUnknown(denomination=Money(denomination, self.currency))
            if pieces < 0:
                raise PiecesAreNegative(denomination=Money(denomination, self.currency))

    @property
    def total(self) -> Money:
        """Return what the pieces are worth."""
        worth = sum(denomination * pieces for denomination, pieces in self.pieces.items())
        return Money(worth, self.currency)
