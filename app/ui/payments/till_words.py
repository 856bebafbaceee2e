"""What the till's screens and its pill call things."""

from datetime import date

from app.domain.payments.documents import DocumentType
from app.domain.payments.tender import Tender
from app.domain.payments.till import TillState
from app.messages import formats
from app.messages.catalogue import tr, trn
from app.messages.language import msg, translated
from app.ui.shell.pill_words import PillWords

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


def till_pill(state: TillState | None, today: date, *, waiting: int) -> PillWords | None:
    """Return how the till stands; None before anybody asked."""
    if state is None:
        return None
    if waiting:
        text = trn("{count} card payment waits", "{count} card payments wait", waiting)
        return PillWords(text=text, icon="triangle-alert", tone="danger")
    if not state.is_open:
        return PillWords(text=tr("Till closed"), icon="banknote", tone="muted")
    if state.needs_closing(today):
        day = formats.day_near(state.business_day, today)
        text = tr("Till open since {day}", day=day)
        return PillWords(text=text, icon="banknote", tone="warning")
    opened = formats.time_of_day(state.entries[0].stamp.at)
    return PillWords(
        text=tr("Till open since {time}", time=opened), icon="banknote", tone="success"
    )
