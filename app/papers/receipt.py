"""What a customer takes home of a sale, a deposit, a gift card's charge or a refund."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.money import Money
from app.domain.kernel.paper import (
    Field,
    FieldPair,
    PaperBlock,
    PricedRow,
    QrCode,
    Rule,
    SumTable,
    Words,
)
from app.domain.payments.documents import OUT_OF_TILL, DocumentType, FiscalDocument
from app.domain.payments.fiscal_signing import FiscalSignature, SignerFailure
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import Tender
from app.messages import formats
from app.messages.language import msg, tr, translated
from app.papers.amounts import rate_words, tender_word, whole, written
from app.papers.letterhead import Letterhead, closing, opening

TITLES: Mapping[DocumentType, str] = {
    DocumentType.SALE: msg("Receipt"),
    DocumentType.DEPOSIT: msg("Deposit receipt"),
    DocumentType.STORED_VALUE: msg("Gift card receipt"),
    DocumentType.REFUND: msg("Credit note"),
    DocumentType.DEPOSIT_REFUND: msg("Deposit given back"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A sealed receipt with what its entry does not hold.

    `order_number` is empty where there is no order; `dispensing` is the exempt charge for
    dispensing within the total, which must be told to every patient where it is charged.
    """

    entry: JournalEntry
    served_by: str
    order_number: str = ""
    dispensing: Money | None = None


def receipt(shop: Letterhead, paper: Receipt) -> tuple[PaperBlock, ...]:
    """Return the paper of a receipt."""
    entry = paper.entry
    document = entry.document
    return (
        *opening(shop, translated(TITLES[document.type])),
        *_about(paper),
        Rule(),
        *_goods(document),
        *_total(document, paper.dispensing),
        Rule(),
        *_tenders(document),
        *_taxes(document),
        Rule(),
        *_witnesses(paper),
        *_code(paper.order_number),
        *closing(shop),
    )


def _about(paper: Receipt) -> Iterator[PaperBlock]:
    at = paper.entry.stamp.at
    moment = f"{formats.day(at.astimezone().date())} {formats.time_of_day(at)}"
    yield Field(tr("Number"), paper.entry.reference)
    yield Field(tr("Date"), moment)
    if paper.order_number:
        yield Field(tr("Order"), paper.order_number)
    words = paper.entry.document.details.get("reference")
    if words and str(words) != paper.order_number:
        label = tr("Card") if _is_stored_value(paper) else tr("Reference")
        yield Field(label, str(words))
    reason = paper.entry.document.details.get("reason")
    if reason:
        yield Words(tr("Reason: {reason}", reason=reason))


def _is_stored_value(paper: Receipt) -> bool:
    return paper.entry.document.type is DocumentType.STORED_VALUE


def _goods(document: FiscalDocument) -> Iterator[PaperBlock]:
    for line in _items(document.details.get("lines")):
        quantity = whole(line["quantity"])
        words = str(line["description"])
        text = f"{quantity} × {words}" if quantity > 1 else words
        amount = written(whole(line["amount"]), document.currency)
        yield PricedRow(text, f"{amount} {line['tax_code']}".rstrip())
    if document.discount_minor:
        taken_off = written(document.discount_minor, document.currency)
        yield Words(tr("{amount} of discounts are taken off above.", amount=taken_off))


def _total(document: FiscalDocument, dispensing: Money | None) -> Iterator[PaperBlock]:
    currency = document.currency
    is_refund = document.type in OUT_OF_TILL
    yield PricedRow(
        tr("Credit") if is_refund else tr("Total"), written(document.total_minor, currency), True
    )
    if dispensing is not None and dispensing.minor:
        yield PricedRow(
            tr("of which dispensing charge, exempt from tax"), formats.money(dispensing)
        )
    deposits = whole(document.details.get("deposits", 0))
    rounding = whole(document.details.get("rounding", 0))
    if deposits:
        yield PricedRow(tr("Deposits paid before"), written(-deposits, currency))
    if rounding:
        yield PricedRow(tr("Rounding to coins"), written(rounding, currency))
    if deposits or rounding:
        due = document.total_minor - deposits + rounding
        yield PricedRow(tr("Paid back") if is_refund else tr("To pay"), written(due, currency))


def _tenders(document: FiscalDocument) -> Iterator[PaperBlock]:
    for tender in _items(document.details.get("tenders")):
        handed = whole(tender.get("handed_over", tender["amount"]))
        yield PricedRow(_tender_words(tender), written(handed, document.currency))
        change = whole(tender.get("change", 0))
        if change:
            yield PricedRow(tr("Change"), written(-change, document.currency))


def _tender_words(tender: Mapping[str, JsonValue]) -> str:
    word, reference = tender_word(tender["tender"]), str(tender["reference"])
    if not reference:
        return word
    if Tender(str(tender["tender"])) in {Tender.GIFT_CARD, Tender.STORE_CREDIT}:
        # Whoever knows the whole number of a card can spend what is on it.
        reference = f"…{reference[-4:]}"
    if Tender(str(tender["tender"])) is Tender.INSURER:
        return tr("Insurer's share, claim {number}", number=reference)
    return f"{word} {reference}"


def _taxes(document: FiscalDocument) -> Iterator[PaperBlock]:
    if not document.taxes:
        return
    rows = tuple(
        (
            f"{tax.code} {rate_words(tax.rate_bp)}",
            _bare(tax.net_minor, document.currency),
            _bare(tax.tax_minor, document.currency),
            _bare(tax.gross_minor, document.currency),
        )
        for tax in document.taxes
    )
    yield SumTable((tr("Tax"), tr("Net"), tr("Tax"), tr("Gross")), rows)


def _bare(minor: int, currency: str) -> str:
    return formats.number_of(Money(minor, currency))


def _witnesses(paper: Receipt) -> Iterator[PaperBlock]:
    entry = paper.entry
    yield FieldPair(Field(tr("Till"), entry.till_code), Field(tr("By"), paper.served_by))
    yield Field(tr("Journal"), f"{entry.number}  {entry.seal}")
    match entry.fiscal_mark:
        case FiscalSignature() as mark:
            yield Field(tr("Signing device"), mark.serial)
            yield Field(tr("Signature"), f"{mark.counter}  {mark.logged_at}")
            yield Words(mark.signature)
        case SignerFailure():
            yield Words(tr("Signing device out of order: this receipt has no signature."))
        case None:
            pass


def _code(order_number: str) -> tuple[PaperBlock, ...]:
    return (QrCode(order_number, order_number),) if order_number else ()


def _items(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return [item for item in value if isinstance(item, Mapping)]
