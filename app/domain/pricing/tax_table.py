"""The tax rates of one jurisdiction as data: what each class of goods pays, and from when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.kernel.errors import DomainError
from app.domain.kernel.percent import NOTHING, Percent
from app.domain.kernel.rounding import Rounding
from app.domain.kernel.validity import Validity
from app.domain.pricing.tax_classes import TaxClass


class TaxRateIsUnknown(DomainError):
    """No row of the table says how something is taxed on that day."""

    code = "pricing.tax.rate_unknown"


class Treatment(StrEnum):
    """How the law treats a supply; zero-rated, exempt and outside all mean no tax, and differ."""

    TAXED = "taxed"
    ZERO_RATED = "zero_rated"
    EXEMPT = "exempt"
    OUTSIDE = "outside"


class TaxScope(StrEnum):
    """What tax is rounded on: each line, or all lines of one rate together."""

    LINE = "line"
    RATE = "rate"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TaxRate:
    """A rate with the letter it has on a receipt."""

    label: str
    treatment: Treatment
    percent: Percent = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRow:
    """One rate, the classes it is for and the days it holds.

    `is_verified` is False where nobody could check the row against a public source; `source`
    names that source, `note` what to look out for.
    """

    classes: frozenset[TaxClass]
    rate: TaxRate
    validity: Validity
    is_verified: bool
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxTable:
    """All rates of one jurisdiction, and how it rounds.

    `apportionable` are the classes whose price may hold an exempt dispensing charge.
    `cash_step_minor` is the least amount paid in cash where the jurisdiction has one of its own.
    """

    jurisdiction: str
    name: str
    currency: str
    prices_include_tax: bool
    scope: TaxScope
    rounding: Rounding
    rows: tuple[TaxRow, ...]
    apportionable: frozenset[TaxClass] = frozenset()
    cash_step_minor: int | None = None

    def row(self, tax_class: TaxClass, day: date) -> TaxRow:
        """Return the row that holds on the day of supply (not of the order or the payment).

        Raises:
            TaxRateIsUnknown: see there.
        """
        for row in self.rows:
            if tax_class in row.classes and row.validity.holds_on(day):
                return row
        raise TaxRateIsUnknown(jurisdiction=self.jurisdiction, tax_class=tax_class.value, day=day)

    def rate(self, tax_class: TaxClass, day: date) -> TaxRate:
        """Return the rate of a class on the day of supply; raises TaxRateIsUnknown."""
        return self.row(tax_class, day).rate
