"""What a till session adds up to: the X report while it is open, the Z report when it closes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.money import Money
from app.domain.payments.documents import (
    INTO_TILL,
    OUT_OF_TILL,
    RECEIPTS,
    DocumentType,
    FiscalDocument,
    TaxAmount,
)
from app.domain.payments.fiscal_signing import SignerFailure
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import Tender
from app.domain.payments.till import TillState


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderRow:
    """One tender in a report, in minor units; `counted` is None where nobody counted."""

    tender: Tender
    received: int
    given: int
    counted: int | None

    @property
    def expected(self) -> int:
        """Return what should be there."""
        return self.received - self.given

    @property
    def variance(self) -> int:
        """Return what is there too much (or, negative, too little)."""
        return 0 if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many documents of a type there were, and their sum."""

    count: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TillReport:
    """What an X or Z says of a session; the order is that of the numbers, whatever the clock."""

    till_code: str
    session_id: TillSessionId
    business_day: date
    currency: str
    opened_at: datetime
    first_number: int
    last_number: int
    tenders: tuple[TenderRow, ...]
    tallies: Mapping[DocumentType, Tally]
    taxes: tuple[TaxAmount, ...]
    discounts: int
    first_receipt: str | None
    last_receipt: str | None
    clock_behind_at: tuple[int, ...]
    unsigned: int

    @property
    def variance(self) -> int:
        """Return the sum of all tenders' variances."""
        return sum(row.variance for row in self.tenders)

    @property
    def largest_variance(self) -> Money:
        """Return the largest variance: a plus in one tender makes up for no minus in another."""
        return Money(max((abs(row.variance) for row in self.tenders), default=0), self.currency)

    def blinded(self) -> "TillReport":
        """Return the report without what the drawer should hold, for whoever is yet to count it."""
        return replace(self, tenders=())

    def tally(self, type_: DocumentType) -> Tally:
        """Return count and sum of a type of document; zeros if there was none."""
        return self.tallies.get(type_, Tally(count=0, total=0))

    def row(self, tender: Tender) -> TenderRow:
        """Return the row of a tender; zeros if it was not used."""
        for row in self.tenders:
            if row.tender is tender:
                return row
        return TenderRow(tender=tender, received=0, given=0, counted=None)


def report_of(state: TillState) -> TillReport:
    """Return what the session adds up to so far.

    Raises:
        TillIsClosed: there is no open session.
    """
    state.require_open()
    opening = state.entries[0]
    receipts = [e.reference for e in state.entries if e.document.type in RECEIPTS]
    return TillReport(
        till_code=opening.till_code,
        session_id=state.session_id,
        business_day=state.business_day,
        currency=state.currency,
        opened_at=opening.stamp.at,
        first_number=opening.number,
        last_number=state.entries[-1].number,
        tenders=_tenders(state),
        tallies=_tallies(state.entries),
        taxes=_taxes(state.entries),
        discounts=sum(e.document.discount_minor for e in state.entries),
        first_receipt=receipts[0] if receipts else None,
        last_receipt=receipts[-1] if receipts else None,
        clock_behind_at=tuple(e.number for e in state.entries if e.is_clock_behind),
        unsigned=sum(_is_unsigned(e) for e in state.entries),
    )


def report_document(
    type_: DocumentType, report: TillReport, details: Mapping[str, JsonValue]
) -> FiscalDocument:
    """Return the report as it is sealed; `details` say what only a close knows."""
    return FiscalDocument(
        type=type_,
        currency=report.currency,
        total_minor=report.tally(DocumentType.SALE).total,
        taxes=report.taxes,
        details={**_report_json(report), **details},
    )


def _tenders(state: TillState) -> tuple[TenderRow, ...]:
    received: dict[Tender, int] = {Tender.CASH: 0}
    given: dict[Tender, int] = {}
    for entry in state.entries:
        side = received if entry.document.type in INTO_TILL else given
        if entry.document.type in INTO_TILL | OUT_OF_TILL:
            for move in entry.document.movements:
                side[move.tender] = side.get(move.tender, 0) + move.amount_minor
    counted = _counted(state.last_count())
    return tuple(
        TenderRow(
            tender=tender,
            received=received.get(tender, 0),
            given=given.get(tender, 0),
            counted=counted.get(tender),
        )
        for tender in Tender
        if tender in received or tender in given or tender in counted
    )


def _counted(count: JournalEntry | None) -> dict[Tender, int]:
    if count is None:
        return {}
    others = count.document.details["others"]
    found = {Tender.CASH: count.document.total_minor}
    if isinstance(others, Mapping):
        found |= {Tender(name): int(str(amount)) for name, amount in others.items()}
    return found


def _tallies(entries: Iterable[JournalEntry]) -> Mapping[DocumentType, Tally]:
    tallies: dict[DocumentType, Tally] = {}
    for entry in entries:
        so_far = tallies.get(entry.document.type, Tally(count=0, total=0))
        tallies[entry.document.type] = Tally(
            count=so_far.count + 1, total=so_far.total + entry.document.total_minor
        )
    return tallies


def _taxes(entries: Iterable[JournalEntry]) -> tuple[TaxAmount, ...]:
    """Return tax by code and rate, what was refunded taken off."""
    sums: dict[tuple[str, int], tuple[int, int]] = {}
    for entry in entries:
        if entry.document.type not in RECEIPTS:
            continue
        sign = -1 if entry.document.type in OUT_OF_TILL else 1
        for tax in entry.document.taxes:
            net, amount = sums.get((tax.code, tax.rate_bp), (0, 0))
            sums[tax.code, tax.rate_bp] = (
                net + sign * tax.net_minor,
                amount + sign * tax.tax_minor,
            )
    return tuple(
        TaxAmount(code=code, rate_bp=rate_bp, net_minor=net, tax_minor=tax)
        for (code, rate_bp), (net, tax) in sorted(sums.items())
    )


def _is_unsigned(entry: JournalEntry) -> bool:
    return isinstance(entry.fiscal_mark, SignerFailure)


def _report_json(report: TillReport) -> dict[str, JsonValue]:
    tenders: list[JsonValue] = [
        {
            "tender": row.tender.value,
            "received": row.received,
            "given": row.given,
            "expected": row.expected,
            "counted": row.counted,
            "variance": row.variance,
        }
        for row in report.tenders
    ]
    return {
        "opened_at": report.opened_at.isoformat(),
        "first_number": report.first_number,
        "last_number": report.last_number,
        "tenders": tenders,
        "documents": {
            type_.value: {"count": tally.count, "total": tally.total}
            for type_, tally in report.tallies.items()
        },
        "discounts": report.discounts,
        "first_receipt": report.first_receipt,
        "last_receipt": report.last_receipt,
        "clock_behind_at": list(report.clock_behind_at),
        "unsigned": report.unsigned,
    }
