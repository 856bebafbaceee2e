"""How amounts, rates and tenders are written on paper."""

from collections.abc import Mapping
from decimal import Decimal

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.money import Money
from app.domain.payments.tender import Tender
from app.messages import formats
from app.messages.language import msg, translated

BASIS_POINTS = 100

TENDER_WORDS: Mapping[Tender, str] = {
    Tender.CASH: msg("Cash"),
    Tender.CARD: msg("Card"),
    Tender.GIFT_CARD: msg("Gift card"),
    Tender.STORE_CREDIT: msg("Store credit"),
    Tender.VOUCHER: msg("Voucher"),
    Tender.TRANSFER: msg("Bank transfer"),
    Tender.ON_ACCOUNT: msg("On account"),
    Tender.INSURER: msg("Insurer"),
}


def written(minor: int, currency: str) -> str:
    """Return an amount in the shop's language."""
    return formats.money(Money(minor, currency))


def rate_words(rate_bp: int) -> str:
    """Return a tax rate as a percentage without needless zeros."""
    percent = Decimal(rate_bp) / BASIS_POINTS
    return f"{percent.normalize():f} %"


def tender_word(value: JsonValue) -> str:
    """Return what people call a way to pay."""
    return translated(TENDER_WORDS[Tender(str(value))])


def whole(value: JsonValue) -> int:
    """Return a number of minor units as a document holds it."""
    return int(str(value))
