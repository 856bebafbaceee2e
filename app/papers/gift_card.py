"""The card itself where the shop has no plastic: its number, its code and what is on it."""

from app.domain.kernel.paper import Field, Heading, PaperBlock, PricedRow, QrCode, Rule, Words
from app.domain.payments.stored_value import StoredValue
from app.messages import formats
from app.messages.language import tr
from app.papers.letterhead import Letterhead, closing

SIGNS_TOGETHER = 4


def gift_card(shop: Letterhead, value: StoredValue) -> tuple[PaperBlock, ...]:
    """Return the slip of a gift card; whoever holds it can spend it, and it says so."""
    number = value.number
    spaced = " ".join(
        number[at : at + SIGNS_TOGETHER] for at in range(0, len(number), SIGNS_TOGETHER)
    )
    expiry = (Field(tr("Valid until"), formats.day(value.expires_on)),) if value.expires_on else ()
    return (
        Heading(tr("Gift card")),
        Words(shop.name),
        Rule(),
        PricedRow(tr("On this card"), formats.money(value.balance), True),
        *expiry,
        QrCode(f"G:{number}", spaced),
        Words(tr("Keep this slip like cash."), is_centred=True),
        *closing(shop),
    )
