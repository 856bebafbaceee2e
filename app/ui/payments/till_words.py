"""What the till's screens call things."""

from app.domain.payments.documents import DocumentType
from app.domain.payments.tender import Tender
from app.messages.language import msg, translated

TENDERS = {
    Tender.CASH: msg("Cash"),
    Tender.CARD: msg("Card"),
    Tender.GIFT_CARD: msg("Gift card"),
    Tender.STORE_CREDIT: msg("Store credit"),
    Tender.VOUCHER: msg("Voucher"),
    Tender.TRANSFER: msg("Bank transfer"),
    Tender.ON_ACCOUNT: msg("On account"),
    Tender.INSURER: msg("Insurer"),
}
DOCUMENTS = {
    DocumentType.OPENING: msg("Opening float"),
    DocumentType.SALE: msg("Sale"),
    DocumentType.DEPOSIT: msg("Deposit"),
    DocumentType.STORED_VALUE: msg("Gift card sold"),
    DocumentType.REFUND: msg("Refund"),
    DocumentType.DEPOSIT_REFUND: msg("Deposit given back"),
    DocumentType.PAY_IN: msg("Paid in"),
    DocumentType.PAY_OUT: msg("Paid out"),
    DocumentType.DRAWER: msg("Drawer opened"),
    DocumentType.COUNT: msg("Count"),
    DocumentType.X_REPORT: msg("X report"),
    DocumentType.Z_REPORT: msg("Z report"),
    DocumentType.REPRINT: msg("Printed again"),
    DocumentType.NULL_RECEIPT: msg("Receipt over nothing"),
}


def tender_words(tender: Tender) -> str:
    """Return the name of a way to pay."""
    return translated(TENDERS[tender])


def document_words(type_: DocumentType) -> str:
    """Return the name of a kind of entry."""
    return translated(DOCUMENTS[type_])
