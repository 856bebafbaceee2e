"""How a bill came about, step by step: for the explain panel, receipts and the credit note.

Each step is an amount with a code and facts; `app.messages` has the words under the code. The
steps of a stage sum to that stage's total.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.kernel.currency import CashAmount
from app.domain.kernel.money import Money
from app.domain.pricing.bill import Bill, BilledLine
from app.domain.pricing.discounts import DiscountKind
from app.domain.pricing.tax import TaxPart
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import Treatment


class Stage(StrEnum):
    """The stages of a bill, in their order."""

    LINES = "lines"
    DISCOUNTS = "discounts"
    TAX = "tax"
    PAYERS = "payers"
    CASH = "cash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One amount and the reason for it; `line_id` is set where it concerns one line."""

    stage: Stage
    code: str
    amount: Money
    facts: tuple[tuple[str, str | Money], ...] = ()
    line_id: str | None = None


def explain(bill: Bill) -> tuple[Step, ...]:
    """Return every step from the listed prices to what the patient pays."""
    return (
        *_line_steps(bill),
        *_discount_steps(bill),
        *_tax_steps(bill),
        *_payer_steps(bill),
    )


def explain_cash(cash: CashAmount) -> tuple[Step, ...]:
    """Return the line of its own that rounding for cash is; nothing where nothing is rounded."""
    if cash.rounding.minor == 0:
        return ()
    facts = (("owed", cash.owed), ("payable", cash.payable))
    return (
        Step(
            stage=Stage.CASH, code="pricing.step.cash_rounding", amount=cash.rounding, facts=facts
        ),
    )


def _line_steps(bill: Bill) -> Iterator[Step]:
    for billed in bill.lines:
        line = billed.line.line
        is_disclosed = billed.line.tax_class is TaxClass.DISPENSING
        version = billed.line.price_version
        yield Step(
            stage=Stage.LINES,
            code="pricing.step.dispensing" if is_disclosed else "pricing.step.line",
            amount=line.amount,
            facts=(
                ("quantity", str(line.quantity)),
                ("description", line.description),
                ("unit_price", line.unit_price),
                ("list", "" if version is None else f"{version.list_id}/{version.version}"),
            ),
            line_id=billed.line_id,
        )
    yield Step(stage=Stage.LINES, code="pricing.step.listed", amount=bill.listed)


def _discount_steps(bill: Bill) -> Iterator[Step]:
    for discount in bill.discounts:
        is_promotion = discount.kind is DiscountKind.PROMOTION
        code = "pricing.step.promotion" if is_promotion else "pricing.step.discount"
        for line_id, minor in discount.by_line:
            yield Step(
                stage=Stage.DISCOUNTS,
                code=code,
                amount=Money(-minor, bill.currency),
                facts=(
                    ("words", discount.words),
                    ("description", bill.line(line_id).line.line.description),
                ),
                line_id=line_id,
            )
    if bill.discounts:
        off = Money(-bill.discount.minor, bill.currency)
        yield Step(stage=Stage.DISCOUNTS, code="pricing.step.taken_off", amount=off)


def _tax_steps(bill: Bill) -> Iterator[Step]:
    for line in bill.lines:
        yield from _apportioned(bill, line)
    for part in bill.rates:
        yield Step(
            stage=Stage.TAX,
            code=_tax_code(bill, part),
            amount=Money(part.tax_minor, bill.currency),
            facts=(
                ("label", part.rate.label),
                ("percent", str(part.rate.percent)),
                ("net", Money(part.net_minor, bill.currency)),
                ("gross", Money(part.gross_minor, bill.currency)),
            ),
        )
    for tax_class in sorted(bill.unverified):
        yield Step(
            stage=Stage.TAX,
            code="pricing.step.unverified",
            amount=Money(0, bill.currency),
            facts=(("tax_class", tax_class.value), ("jurisdiction", bill.jurisdiction)),
        )
    facts = (("net", bill.net), ("tax", bill.tax))
    yield Step(stage=Stage.TAX, code="pricing.step.total", amount=bill.gross, facts=facts)


def _apportioned(bill: Bill, line: BilledLine) -> Iterator[Step]:
    """Yield the exempt part of a line whose price holds goods and dispensing."""
    for part in line.tax[1:]:
        yield Step(
            stage=Stage.TAX,
            code="pricing.step.apportioned",
            amount=Money(part.gross_minor, bill.currency),
            facts=(("description", line.line.line.description), ("label", part.rate.label)),
            line_id=line.line_id,
        )


def _tax_code(bill: Bill, part: TaxPart) -> str:
    if part.rate.treatment is not Treatment.TAXED:
        return f"pricing.step.{part.rate.treatment.value}"
    return "pricing.step.tax_within" if bill.prices_include_tax else "pricing.step.tax_added"


def _payer_steps(bill: Bill) -> Iterator[Step]:
    for payer in bill.payers:
        yield Step(
            stage=Stage.PAYERS,
            code="pricing.step.payer",
            amount=Money(-payer.minor, bill.currency),
            facts=(("payer", payer.name), ("claim", payer.claim_number)),
        )
    yield Step(stage=Stage.PAYERS, code="pricing.step.patient", amount=bill.patient_due)
