"""Some lines of a bill as a bill of their own: a second pair is priced with the first."""

from collections.abc import Collection
from dataclasses import replace

from app.domain.pricing.bill import Bill


def bill_part(bill: Bill, line_ids: Collection[str]) -> Bill:
    """Return the bill of these lines alone: what was taken off them, and who pays them."""
    return replace(
        bill,
        lines=tuple(line for line in bill.lines if line.line_id in line_ids),
        discounts=tuple(
            replace(each, by_line=_own(each.by_line, line_ids))
            for each in bill.discounts
            if _own(each.by_line, line_ids)
        ),
        payers=tuple(replace(each, by_line=_own(each.by_line, line_ids)) for each in bill.payers),
    )


def _own(
    by_line: tuple[tuple[str, int], ...], line_ids: Collection[str]
) -> tuple[tuple[str, int], ...]:
    return tuple((line_id, minor) for line_id, minor in by_line if line_id in line_ids)
