"""The kinds of paper, and which kind of printer each is for."""

from collections.abc import Mapping
from enum import StrEnum

from app.messages.language import msg, translated


class PaperKind(StrEnum):
    """Every paper that is printed; a print job keeps the value."""

    LAB_TICKET = "lab_ticket"
    RECEIPT = "receipt"
    TILL_REPORT = "till_report"
    CASH_SLIP = "cash_slip"
    GIFT_CARD = "gift_card"
    ORDER_CONFIRMATION = "order_confirmation"
    QUOTATION = "quotation"
    PRESCRIPTION = "prescription"
    COLLECTION_SLIP = "collection_slip"


class PrinterRole(StrEnum):
    """What a printer is set up for; one printer may have more than one role."""

    TICKET = "ticket"
    RECEIPT = "receipt"


KIND_WORDS: Mapping[PaperKind, str] = {
    PaperKind.LAB_TICKET: msg("Lab ticket"),
    PaperKind.RECEIPT: msg("Receipt"),
    PaperKind.TILL_REPORT: msg("Till report"),
    PaperKind.CASH_SLIP: msg("Cash slip"),
    PaperKind.GIFT_CARD: msg("Gift card"),
    PaperKind.ORDER_CONFIRMATION: msg("Order confirmation"),
    PaperKind.QUOTATION: msg("Quotation"),
    PaperKind.PRESCRIPTION: msg("Prescription"),
    PaperKind.COLLECTION_SLIP: msg("Collection slip"),
}


def kind_words(kind: PaperKind) -> str:
    """Return what people call a paper."""
    return translated(KIND_WORDS[kind])


def role_of(kind: PaperKind) -> PrinterRole:
    """Return what kind of printer a paper goes to."""
    return PrinterRole.TICKET if kind is PaperKind.LAB_TICKET else PrinterRole.RECEIPT
