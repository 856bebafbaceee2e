"""What an order costs, worked out once from the basket and the terms of the day, and kept.

Listed prices, promotions, discounts by hand, tax, payers: each stage takes what the one before
it left. Nothing in a bill points to a list or a table that can change, so a later price or rate
never alters it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.discounts import Discount, DiscountKind, left_after
from app.domain.pricing.dispensing import DISCLOSED, Dispensing
from app.domain.pricing.manual_discounts import ManualDiscount, given_by_hand
from app.domain.pricing.payers import Cover, PayerShare, split
from app.domain.pricing.promotion_choice import best_promotions
from app.domain.pricing.promotions import Circumstances, Promotion
from app.domain.pricing.tax import TaxPart, by_rate, taxed
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import TaxTable


class TableIsOfAnotherCurrency(DomainError):
    """The tax table is for another money than the basket's."""

    code = "pricing.tax.other_currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything beside the basket that decides what it costs.

    `supplied_on` is the day whose tax rates hold; `circumstances` say when the price is agreed.
    """

    circumstances: Circumstances
    table: TaxTable
    supplied_on: date
    dispensing: Dispensing = DISCLOSED
    promotions: tuple[Promotion, ...] = ()
    discounts: tuple[ManualDiscount, ...] = ()
    covers: tuple[Cover, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledLine:
    """A line with what was taken off it, the tax in it and who pays it."""

    line: BasketLine
    discount_minor: int
    tax: tuple[TaxPart, ...]
    paid_by: tuple[tuple[str, int], ...]

    @property
    def line_id(self) -> str:
        return self.line.line_id

    @property
    def net_minor(self) -> int:
        return sum(part.net_minor for part in self.tax)

    @property
    def tax_minor(self) -> int:
        return sum(part.tax_minor for part in self.tax)

    @property
    def gross_minor(self) -> int:
        """Return what the line costs, tax included, whoever pays it."""
        return self.net_minor + self.tax_minor

    @property
    def patient_minor(self) -> int:
        """Return what the patient pays of the line."""
        return self.gross_minor - sum(minor for _, minor in self.paid_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """The whole: every total is the sum of its lines.

    `unverified` are the classes whose tax row nobody could check against a public source.
    """

    currency: str
    jurisdiction: str
    prices_include_tax: bool
    lines: tuple[BilledLine, ...]
    discounts: tuple[Discount, ...]
    payers: tuple[PayerShare, ...]
    unverified: frozenset[TaxClass] = frozenset()

    @property
    def rates(self) -> tuple[TaxPart, ...]:
        """Return net and tax by rate."""
        return by_rate(part for line in self.lines for part in line.tax)

    @property
    def listed(self) -> Money:
        """Return what the lines cost before anything is taken off."""
        return self._money(sum(line.line.listed_minor for line in self.lines))

    @property
    def discount(self) -> Money:
        """Return what promotions and people took off."""
        return self._money(sum(line.discount_minor for line in self.lines))

    @property
    def net(self) -> Money:
        return self._money(sum(line.net_minor for line in self.lines))

    @property
    def tax(self) -> Money:
        return self._money(sum(line.tax_minor for line in self.lines))

    @property
    def gross(self) -> Money:
        """Return what is to be paid by all together."""
        return self._money(sum(line.gross_minor for line in self.lines))

    @property
    def patient_due(self) -> Money:
        """Return what the patient pays."""
        return self._money(sum(line.patient_minor for line in self.lines))

    @property
    def disclosed(self) -> tuple[BilledLine, ...]:
        """Return the dispensing charges: they must be on the slip of every patient."""
        return tuple(line for line in self.lines if line.line.tax_class is TaxClass.DISPENSING)

    def line(self, line_id: str) -> BilledLine:
        """Return one line; raises KeyError where there is none."""
        for line in self.lines:
            if line.line_id == line_id:
                return line
        raise KeyError(line_id)

    def by_hand(self) -> tuple[Discount, ...]:
        """Return the discounts that people gave."""
        return tuple(each for each in self.discounts if each.kind is DiscountKind.MANUAL)

    def after_promotions(self) -> dict[str, int]:
        """Return what each line costs before anybody takes something off by hand."""
        promotions = [each for each in self.discounts if each.kind is DiscountKind.PROMOTION]
        listed = {line.line_id: line.line.listed_minor for line in self.lines}
        return left_after(listed, promotions)

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currency)


def bill_of(basket: Basket, terms: Terms) -> Bill:
    """Work out what the basket costs.

    Raises:
        TableIsOfAnotherCurrency: see there.
        DiscountIsImpossible, DiscountedLineIsUnknown: a discount by hand cannot be given.
        TaxRateIsUnknown, ApportionmentIsNotAllowed, DispensingIsChargedTwice: tax is unclear.
        PayerIsTwice: see there.
    """
    if terms.table.currency != basket.currency:
        raise TableIsOfAnotherCurrency(table=terms.table.currency, basket=basket.currency)
    listed = {line.line_id: line.listed_minor for line in basket.lines}
    promotions = best_promotions(terms.promotions, basket, terms.circumstances)
    by_hand = given_by_hand(terms.discounts, left_after(listed, promotions))
    discounts = (*promotions, *by_hand)
    tax = _tax(basket.lines, left_after(listed, discounts), terms)
    gross = {line_id: sum(part.gross_minor for part in parts) for line_id, parts in tax.items()}
    payers = split(basket.lines, gross, terms.covers)
    return Bill(
        currency=basket.currency,
        jurisdiction=terms.table.jurisdiction,
        prices_include_tax=terms.table.prices_include_tax,
        lines=tuple(
            BilledLine(
                line=line,
                discount_minor=sum(each.on(line.line_id) for each in discounts),
                tax=tax[line.line_id],
                paid_by=_paid_by(line.line_id, payers),
            )
            for line in basket.lines
        ),
        discounts=discounts,
        payers=payers,
        unverified=_unverified(tax, basket.lines, terms),
    )


def _unverified(
    tax: Mapping[str, tuple[TaxPart, ...]], lines: Sequence[BasketLine], terms: Terms
) -> frozenset[TaxClass]:
    classes = {line.tax_class for line in lines}
    if any(len(parts) > 1 for parts in tax.values()):
        classes.add(TaxClass.DISPENSING)
    rows = {each: terms.table.row(each, terms.supplied_on) for each in classes}
    return frozenset(each for each, row in rows.items() if not row.is_verified)


def _tax(
    lines: Sequence[BasketLine], left: Mapping[str, int], terms: Terms
) -> dict[str, tuple[TaxPart, ...]]:
    amounts = {line.line_id: (line.tax_class, left[line.line_id]) for line in lines}
    return taxed(amounts, terms.table, terms.supplied_on, terms.dispensing)


def _paid_by(line_id: str, payers: Sequence[PayerShare]) -> tuple[tuple[str, int], ...]:
    shares = ((payer.payer_id, payer.on(line_id)) for payer in payers)
    return tuple((payer_id, minor) for payer_id, minor in shares if minor)
