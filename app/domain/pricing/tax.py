"""Tax of each line and by rate: net and tax sum to gross, lines sum to rates, to the minor unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.rounding import shares
from app.domain.pricing.dispensing import Dispensing, exempt_parts
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import TaxRate, TaxScope, TaxTable


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxPart:
    """What of a line, or of a whole bill, falls under one rate."""

    rate: TaxRate
    net_minor: int
    tax_minor: int

    @property
    def gross_minor(self) -> int:
        """Return net and tax together."""
        return self.net_minor + self.tax_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slice:
    """The part of a line's price under one rate, before tax is told from it."""

    line_id: str
    rate: TaxRate
    minor: int


def taxed(
    amounts: Mapping[str, tuple[TaxClass, int]],
    table: TaxTable,
    day: date,
    dispensing: Dispensing,
) -> dict[str, tuple[TaxPart, ...]]:
    """Return the tax of each line: one part, or two where dispensing is worked out of its price.

    Args:
        amounts: what each line costs after discounts, as the price lists mean it (with tax or
            without, as the table says), and its class.
        table: the jurisdiction's rates.
        day: the day of supply: for spectacles that of the collection.
        dispensing: how the dispensing charge is told.

    Raises:
        TaxRateIsUnknown, ApportionmentIsNotAllowed, DispensingIsChargedTwice: see there.
    """
    slices = _sliced(amounts, table, day, dispensing)
    taxes = _taxes(slices, table)
    found: dict[str, tuple[TaxPart, ...]] = {}
    for part, tax in zip(slices, taxes, strict=True):
        net = part.minor - tax if table.prices_include_tax else part.minor
        taxed_part = TaxPart(rate=part.rate, net_minor=net, tax_minor=tax)
        found[part.line_id] = (*found.get(part.line_id, ()), taxed_part)
    return found


def by_rate(parts: Iterable[TaxPart]) -> tuple[TaxPart, ...]:
    """Return the sums of each rate, in the order of their letters."""
    sums: dict[TaxRate, tuple[int, int]] = {}
    for part in parts:
        net, tax = sums.get(part.rate, (0, 0))
        sums[part.rate] = (net + part.net_minor, tax + part.tax_minor)
    return tuple(
        TaxPart(rate=rate, net_minor=sums[rate][0], tax_minor=sums[rate][1])
        for rate in sorted(sums)
    )


def _sliced(
    amounts: Mapping[str, tuple[TaxClass, int]],
    table: TaxTable,
    day: date,
    dispensing: Dispensing,
) -> list[_Slice]:
    exempt = exempt_parts(amounts, table, dispensing)
    found = []
    for line_id, (tax_class, minor) in amounts.items():
        service = exempt.get(line_id, 0)
        rate = table.rate(tax_class, day)
        found.append(_Slice(line_id=line_id, rate=rate, minor=minor - service))
        if service:
            rate = table.rate(TaxClass.DISPENSING, day)
            found.append(_Slice(line_id=line_id, rate=rate, minor=service))
    return found


def _taxes(slices: Sequence[_Slice], table: TaxTable) -> list[int]:
    if table.scope is TaxScope.LINE:
        return [_tax(part.rate, part.minor, table) for part in slices]
    by_line: dict[tuple[TaxRate, str], int] = {}
    for rate in {part.rate for part in slices}:
        amounts = {part.line_id: part.minor for part in slices if part.rate == rate}
        for line_id, tax in shares(_tax(rate, sum(amounts.values()), table), amounts).items():
            by_line[rate, line_id] = tax
    return [by_line[part.rate, part.line_id] for part in slices]


def _tax(rate: TaxRate, minor: int, table: TaxTable) -> int:
    if table.prices_include_tax:
        return rate.percent.within(minor, table.rounding)
    return rate.percent.of(minor, table.rounding)
