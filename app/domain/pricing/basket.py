"""What is on the counter: priced lines with all that promotions, tax and payers ask of them."""

from collections import Counter
from dataclasses import dataclass

from app.domain.catalog.kinds import ArticleKind
from app.domain.kernel.currency import decimals_of
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import CurrenciesDiffer
from app.domain.pricing.lines import PricedLine, PriceVersion
from app.domain.pricing.tax_classes import TaxClass


class LineIsTwice(DomainError):
    """Two lines of a basket have the same id."""

    code = "pricing.line.twice"


class PriceIsNegative(DomainError):
    """A line would pay the customer; money goes back by a refund, never by a price."""

    code = "pricing.price.negative"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketLine:
    """One line; `pair` numbers the pair of spectacles it belongs to, None for goods beside them.

    A line without a price version was priced by hand.

    Raises:
        PriceIsNegative: see there.
    """

    line_id: str
    line: PricedLine
    kind: ArticleKind
    tax_class: TaxClass
    pair: int | None = None
    price_version: PriceVersion | None = None

    def __post_init__(self) -> None:
        """Refuse a price below nothing."""
        if self.line.unit_price.minor < 0:
            raise PriceIsNegative(sku=self.line.sku)

    @property
    def listed_minor(self) -> int:
        """Return the price of the line before anything is taken off."""
        return self.line.amount.minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """The lines of one order or sale, all in one currency.

    Raises:
        LineIsTwice, CurrenciesDiffer, CurrencyIsUnknown: see there.
    """

    lines: tuple[BasketLine, ...]
    currency: str

    def __post_init__(self) -> None:
        """Refuse lines that cannot be summed or told apart."""
        decimals_of(self.currency)
        for line_id, count in Counter(line.line_id for line in self.lines).items():
            if count > 1:
                raise LineIsTwice(line_id=line_id)
        for line in self.lines:
            currency = line.line.unit_price.currency
            if currency != self.currency:
                raise CurrenciesDiffer(first=self.currency, second=currency)

    @property
    def listed_minor(self) -> int:
        """Return the sum of the lines before anything is taken off."""
        return sum(line.listed_minor for line in self.lines)
