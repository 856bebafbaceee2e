"""Grand totals of a till: what was sold in the shift, the day, the month, the year and ever."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from app.domain.payments.documents import DocumentType, FiscalDocument
from app.domain.payments.ids import TillSessionId


class Period(StrEnum):
    """How far back a grand total reaches; PERPETUAL never begins again."""

    SHIFT = "shift"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERPETUAL = "perpetual"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTotals:
    """Sums that only ever grow, in minor units; turnover is sales less refunds."""

    sales: int = 0
    refunds: int = 0
    deposits: int = 0
    deposit_refunds: int = 0
    stored_value: int = 0
    documents: int = 0

    @property
    def turnover(self) -> int:
        """Return what was sold and not taken back."""
        return self.sales - self.refunds

    def plus(self, document: FiscalDocument) -> "PeriodTotals":
        """Return the totals with one more document."""
        column = COLUMNS.get(document.type)
        if column is None:
            return self
        grown = {column: getattr(self, column) + document.total_minor}
        return replace(self, **grown, documents=self.documents + 1)

    def to_json(self) -> dict[str, int]:
        """Return the sums as they are sealed."""
        return {name.name: getattr(self, name.name) for name in fields(self)}


COLUMNS: Mapping[DocumentType, str] = {
    DocumentType.SALE: "sales",
    DocumentType.REFUND: "refunds",
    DocumentType.DEPOSIT: "deposits",
    DocumentType.DEPOSIT_REFUND: "deposit_refunds",
    DocumentType.STORED_VALUE: "stored_value",
}

GrandTotals = Mapping[Period, PeriodTotals]


def period_keys(business_day: date, session_id: TillSessionId | None) -> Mapping[Period, str]:
    """Return what tells one period from another of its kind, such as `2026-11` of a month."""
    day = business_day.isoformat()
    return {
        Period.SHIFT: "" if session_id is None else str(session_id),
        Period.DAY: day,
        Period.MONTH: day[:7],
        Period.YEAR: day[:4],
        Period.PERPETUAL: "",
    }


def grown(before: GrandTotals, document: FiscalDocument) -> GrandTotals:
    """Return the totals of every period with one more document."""
    return {period: before.get(period, PeriodTotals()).plus(document) for period in Period}
