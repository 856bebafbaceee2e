"""What the till prints for the shop itself: reports, and slips of cash that moved."""

from collections.abc import Iterator, Mapping, Sequence

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.money import Money
from app.domain.kernel.paper import (
    Field,
    FieldPair,
    Notice,
    PaperBlock,
    PricedRow,
    Rule,
    SignHere,
    SumTable,
    Words,
)
from app.domain.payments.documents import DocumentType
from app.domain.payments.journal import JournalEntry
from app.messages import formats
from app.messages.language import msg, tr, translated
from app.papers.amounts import rate_words, tender_word, whole, written
from app.papers.letterhead import Letterhead, opening

TITLES: Mapping[DocumentType, str] = {
    DocumentType.OPENING: msg("Till opened"),
    DocumentType.PAY_IN: msg("Cash paid in"),
    DocumentType.PAY_OUT: msg("Cash paid out"),
    DocumentType.DRAWER: msg("Drawer opened without a sale"),
    DocumentType.X_REPORT: msg("X report"),
    DocumentType.Z_REPORT: msg("Z report"),
}
TALLY_WORDS: Mapping[DocumentType, str] = {
    DocumentType.SALE: msg("Sales"),
    DocumentType.DEPOSIT: msg("Deposits"),
    DocumentType.STORED_VALUE: msg("Gift cards charged"),
    DocumentType.REFUND: msg("Refunds"),
    DocumentType.DEPOSIT_REFUND: msg("Deposits given back"),
    DocumentType.PAY_IN: msg("Cash paid in"),
    DocumentType.PAY_OUT: msg("Cash paid out"),
    DocumentType.DRAWER: msg("Drawer opened"),
    DocumentType.REPRINT: msg("Copies printed"),
    DocumentType.NULL_RECEIPT: msg("Receipts over nothing"),
}


def cash_slip(shop: Letterhead, entry: JournalEntry, served_by: str) -> tuple[PaperBlock, ...]:
    """Return the slip of a float, a pay-in, a pay-out or a drawer that was opened."""
    document = entry.document
    title = translated(TITLES[document.type])
    amount = () if document.type is DocumentType.DRAWER else (_amount(entry, tr("Amount")),)
    reason = document.details.get("reason")
    return (
        *opening(shop, title),
        *_about(entry, served_by),
        *amount,
        *((Words(tr("Reason: {reason}", reason=reason)),) if reason else ()),
        SignHere(served_by),
    )


def till_report(
    shop: Letterhead, entry: JournalEntry, served_by: str, *, is_blind: bool = False
) -> tuple[PaperBlock, ...]:
    """Return an X or Z report; a blind one leaves out what the drawer should hold."""
    details = entry.document.details
    title = f"{translated(TITLES[entry.document.type])} {entry.type_number}"
    tenders = () if is_blind else _tenders(entry)
    return (
        *opening(shop, title),
        *_about(entry, served_by),
        Field(tr("Business day"), formats.day(entry.stamp.business_day)),
        Rule(),
        _amount(entry, tr("Sales")),
        *_tallies(entry),
        *_discounts(entry),
        *tenders,
        *_taxes(entry),
        Rule(),
        *_range(details),
        *_warnings(details),
        *_explained(details),
    )


def _about(entry: JournalEntry, served_by: str) -> Iterator[PaperBlock]:
    at = entry.stamp.at
    moment = f"{formats.day(at.astimezone().date())} {formats.time_of_day(at)}"
    yield Field(tr("Number"), entry.reference)
    yield Field(tr("Date"), moment)
    yield FieldPair(Field(tr("Till"), entry.till_code), Field(tr("By"), served_by))
    yield Field(tr("Journal"), f"{entry.number}  {entry.seal}")


def _amount(entry: JournalEntry, words: str) -> PricedRow:
    document = entry.document
    return PricedRow(words, written(document.total_minor, document.currency), True)


def _tallies(entry: JournalEntry) -> Iterator[PaperBlock]:
    found = entry.document.details.get("documents")
    if not isinstance(found, Mapping):
        return
    rows = []
    for type_, word in TALLY_WORDS.items():
        tally = found.get(type_.value)
        if isinstance(tally, Mapping):
            total = _bare(whole(tally["total"]), entry)
            rows.append((translated(word), str(whole(tally["count"])), total))
    if rows:
        yield SumTable((tr("Documents"), tr("Count"), tr("Sum")), tuple(rows))


def _discounts(entry: JournalEntry) -> Iterator[PaperBlock]:
    discounts = whole(entry.document.details.get("discounts", 0))
    if discounts:
        yield PricedRow(tr("Discounts given"), written(discounts, entry.document.currency))


def _tenders(entry: JournalEntry) -> Iterator[PaperBlock]:
    rows = []
    for tender in _items(entry.document.details.get("tenders")):
        counted = tender["counted"]
        rows.append(
            (
                tender_word(tender["tender"]),
                _bare(whole(tender["expected"]), entry),
                formats.NOTHING if counted is None else _bare(whole(counted), entry),
                formats.NOTHING if counted is None else _bare(whole(tender["variance"]), entry),
            )
        )
    if rows:
        heads = (tr("Tender"), tr("Expected"), tr("Counted"), tr("Off by"))
        yield SumTable(heads, tuple(rows))


def _taxes(entry: JournalEntry) -> Iterator[PaperBlock]:
    if entry.document.taxes:
        yield SumTable(
            (tr("Tax"), tr("Net"), tr("Tax"), tr("Gross")),
            tuple(
                (
                    f"{tax.code} {rate_words(tax.rate_bp)}",
                    _bare(tax.net_minor, entry),
                    _bare(tax.tax_minor, entry),
                    _bare(tax.gross_minor, entry),
                )
                for tax in entry.document.taxes
            ),
        )


def _range(details: Mapping[str, JsonValue]) -> Iterator[PaperBlock]:
    first, last = details.get("first_receipt"), details.get("last_receipt")
    if first and last:
        yield Field(tr("Receipts"), f"{first} – {last}")
    numbers = f"{details.get('first_number')} – {details.get('last_number')}"
    yield Field(tr("Entries"), numbers)


def _warnings(details: Mapping[str, JsonValue]) -> Iterator[PaperBlock]:
    unsigned = whole(details.get("unsigned", 0))
    if unsigned:
        yield Notice(tr("{count} without a signature", count=unsigned))
    waiting = whole(details.get("open_card_payments", 0))
    if waiting:
        yield Notice(tr("{count} card payments unsettled", count=waiting))
    unclaimed = whole(details.get("unclaimed_card_payments", 0))
    if unclaimed:
        yield Notice(tr("{count} card payments on no receipt", count=unclaimed))
    behind = details.get("clock_behind_at")
    if isinstance(behind, Sequence) and not isinstance(behind, str) and behind:
        numbers = ", ".join(str(number) for number in behind)
        yield Words(tr("The clock stood behind at entry {numbers}.", numbers=numbers))


def _explained(details: Mapping[str, JsonValue]) -> Iterator[PaperBlock]:
    if details.get("reason"):
        yield Words(tr("Reason: {reason}", reason=details["reason"]))


def _bare(minor: int, entry: JournalEntry) -> str:
    return formats.number_of(Money(minor, entry.document.currency))


def _items(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return [item for item in value if isinstance(item, Mapping)]
