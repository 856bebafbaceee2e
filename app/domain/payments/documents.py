"""The fiscal documents of a till: what each says, and how its money moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.kernel.text import require_length
from app.domain.payments.errors import DocumentDoesNotAddUp, PaymentDiffersFromTotal
from app.domain.payments.payment import Payment, Purpose, Refund
from app.domain.payments.tender import Tender, TenderLine, require_amount


class DocumentType(StrEnum):
    """What an entry of the journal is; each type has its own gapless numbers and its own chain."""

    OPENING = "opening"
    SALE = "sale"
    DEPOSIT = "deposit"
    STORED_VALUE = "stored_value"
    REFUND = "refund"
    DEPOSIT_REFUND = "deposit_refund"
    PAY_IN = "pay_in"
    PAY_OUT = "pay_out"
    DRAWER = "drawer"
    COUNT = "count"
    X_REPORT = "x_report"
    Z_REPORT = "z_report"
    REPRINT = "reprint"
    NULL_RECEIPT = "null_receipt"


# The letter that stands for the type in a printed reference such as `LIN-1-S-417`.
LETTERS: Mapping[DocumentType, str] = {
    DocumentType.OPENING: "O",
    DocumentType.SALE: "S",
    DocumentType.DEPOSIT: "D",
    DocumentType.STORED_VALUE: "G",
    DocumentType.REFUND: "R",
    DocumentType.DEPOSIT_REFUND: "E",
    DocumentType.PAY_IN: "I",
    DocumentType.PAY_OUT: "U",
    DocumentType.DRAWER: "N",
    DocumentType.COUNT: "C",
    DocumentType.X_REPORT: "X",
    DocumentType.Z_REPORT: "Z",
    DocumentType.REPRINT: "K",
    DocumentType.NULL_RECEIPT: "L",
}

# Money comes into the till with these, and leaves it with those.
INTO_TILL = frozenset(
    {
        DocumentType.OPENING,
        DocumentType.SALE,
        DocumentType.DEPOSIT,
        DocumentType.STORED_VALUE,
        DocumentType.PAY_IN,
    }
)
OUT_OF_TILL = frozenset({DocumentType.REFUND, DocumentType.DEPOSIT_REFUND, DocumentType.PAY_OUT})
# What a customer takes home; only these are printed again, and then they say COPY.
RECEIPTS = frozenset(
    {
        DocumentType.SALE,
        DocumentType.DEPOSIT,
        DocumentType.STORED_VALUE,
        DocumentType.REFUND,
        DocumentType.DEPOSIT_REFUND,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TillMovement:
    """Money of one tender that a document moves; the document's type says which way."""

    tender: Tender
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAmount:
    """The part of a document under one tax rate; `rate_bp` is in hundredths of a percent."""

    code: str
    rate_bp: int
    net_minor: int
    tax_minor: int

    @property
    def gross_minor(self) -> int:
        """Return net and tax together."""
        return self.net_minor + self.tax_minor


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One line of a receipt as it is printed; `amount_minor` is what the line costs altogether."""

    sku: str
    description: str
    quantity: int
    amount_minor: int
    tax_code: str

    def __post_init__(self) -> None:
        """Refuse words that no server would take; raises TextIsTooLong."""
        require_length("description", self.description)
        require_length("sku", self.sku)

    def to_json(self) -> dict[str, JsonValue]:
        """Return the line as it is sealed."""
        return {
            "sku": self.sku,
            "description": self.description,
            "quantity": self.quantity,
            "amount": self.amount_minor,
            "tax_code": self.tax_code,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalDocument:
    """What is sealed: the total, the money by tender, the tax by rate, and the words around it.

    `details` hold order numbers and goods and never a patient: the journal outlives a record that
    is erased.
    """

    type: DocumentType
    currency: str
    total_minor: int = 0
    movements: tuple[TillMovement, ...] = ()
    taxes: tuple[TaxAmount, ...] = ()
    discount_minor: int = 0
    details: Mapping[str, JsonValue] = field(default_factory=dict)

    @property
    def total(self) -> Money:
        """Return what the document is about."""
        return Money(self.total_minor, self.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContent:
    """What a receipt lists: goods, tax by rate as it was priced, and what was taken off."""

    lines: tuple[ReceiptLine, ...] = ()
    taxes: tuple[TaxAmount, ...] = ()
    discount_minor: int = 0
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse a reference that no server would take; raises TextIsTooLong."""
        require_length("reference", self.reference)

    def require_total(self, expected: Money) -> None:
        """Refuse lines or taxes that do not add up to `expected`, the tenders' side of it.

        Raises:
            DocumentDoesNotAddUp, PaymentDiffersFromTotal: see there.
        """
        lines = sum(line.amount_minor for line in self.lines)
        taxes = sum(tax.gross_minor for tax in self.taxes)
        if lines != taxes:
            raise DocumentDoesNotAddUp(lines=lines, taxes=taxes)
        if lines != expected.minor:
            raise PaymentDiffersFromTotal(total=Money(lines, expected.currency), paid=expected)


def sale_document(payment: Payment, content: ReceiptContent, *, deposits: Money) -> FiscalDocument:
    """Return the receipt of a sale: what was paid now and in advance is what the goods cost.

    Raises:
        DocumentDoesNotAddUp, PaymentDiffersFromTotal, CurrenciesDiffer: see there.
    """
    paid = payment.settled + deposits
    content.require_total(paid)
    return FiscalDocument(
        type=DocumentType.SALE,
        currency=paid.currency,
        total_minor=paid.minor,
        movements=_movements(payment.lines),
        taxes=content.taxes,
        discount_minor=content.discount_minor,
        details={
            **_words(content),
            "order": order_words(payment.order_id),
            "deposits": deposits.minor,
            "rounding": payment.rounding.minor,
            "tenders": [_tender_words(line) for line in payment.lines],
        },
    )


def advance_document(payment: Payment, content: ReceiptContent) -> FiscalDocument:
    """Return the receipt of a deposit, or of value put on a gift card.

    Taxes are as they were priced: some countries tax a deposit when it is taken, others do not,
    so there may be none; what there is must add up.

    Raises:
        DocumentDoesNotAddUp: see there.
    """
    taxed = sum(tax.gross_minor for tax in content.taxes)
    if content.taxes and taxed != payment.settled.minor:
        raise DocumentDoesNotAddUp(lines=payment.settled.minor, taxes=taxed)
    is_deposit = payment.purpose is Purpose.DEPOSIT
    return FiscalDocument(
        type=DocumentType.DEPOSIT if is_deposit else DocumentType.STORED_VALUE,
        currency=payment.rounding.currency,
        total_minor=payment.settled.minor,
        movements=_movements(payment.lines),
        taxes=content.taxes,
        details={
            "reference": content.reference,
            "order": order_words(payment.order_id),
            "rounding": payment.rounding.minor,
            "tenders": [_tender_words(line) for line in payment.lines],
        },
    )


def refund_document(refund: Refund, content: ReceiptContent, *, reason: str) -> FiscalDocument:
    """Return the credit note: for goods if it has a credit, for a deposit if it has none.

    Raises:
        DocumentDoesNotAddUp, PaymentDiffersFromTotal: see there.
    """
    is_for_goods = refund.credit.minor > 0
    if is_for_goods:
        content.require_total(refund.credit)
    return FiscalDocument(
        type=DocumentType.REFUND if is_for_goods else DocumentType.DEPOSIT_REFUND,
        currency=refund.credit.currency,
        total_minor=refund.credit.minor if is_for_goods else refund.settled.minor,
        movements=tuple(
            TillMovement(tender=line.to.tender, amount_minor=line.amount.minor)
            for line in refund.lines
        ),
        taxes=content.taxes,
        details={
            **_words(content),
            "order": order_words(refund.order_id),
            "reason": reason,
            "rounding": refund.rounding.minor,
            "tenders": [
                {
                    "tender": line.to.tender.value,
                    "reference": line.to.reference,
                    "from": line.source.tender.value,
                    "amount": line.amount.minor,
                }
                for line in refund.lines
            ],
        },
    )


def cash_document(
    type_: DocumentType, amount: Money, details: Mapping[str, JsonValue]
) -> FiscalDocument:
    """Return the slip of a float, a pay-in or a pay-out; only a float may be nothing.

    Raises:
        AmountIsNotPositive, AmountIsTooLarge: see there.
    """
    if type_ is not DocumentType.OPENING or amount.minor:
        require_amount(amount, Tender.CASH)
    return FiscalDocument(
        type=type_,
        currency=amount.currency,
        total_minor=amount.minor,
        movements=(TillMovement(tender=Tender.CASH, amount_minor=amount.minor),),
        details=details,
    )


def order_words(order_id: OrderId | None) -> str | None:
    """Return an order's id as text, or None for a sale without an order."""
    return None if order_id is None else str(order_id)


def _movements(lines: Iterable[TenderLine]) -> tuple[TillMovement, ...]:
    return tuple(
        TillMovement(tender=line.key.tender, amount_minor=line.amount.minor) for line in lines
    )


def _words(content: ReceiptContent) -> dict[str, JsonValue]:
    return {
        "reference": content.reference,
        "lines": [line.to_json() for line in content.lines],
    }


def _tender_words(line: TenderLine) -> dict[str, JsonValue]:
    handed = line.amount if line.handed_over is None else line.handed_over
    return {
        "tender": line.key.tender.value,
        "reference": line.key.reference,
        "amount": line.amount.minor,
        "handed_over": handed.minor,
        "change": line.change.minor,
    }
