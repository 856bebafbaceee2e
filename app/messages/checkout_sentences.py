"""What the checkout says: of what is owed, of goods sold over the counter, of money given back."""

from collections.abc import Mapping
from types import MappingProxyType

from app.messages.language import msg

CHECKOUT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "orders.order.no_bill": msg(
            "{number} was made before prices were worked out. Make the order anew to sell it."
        ),
        "orders.receipt.rate_too_fine": msg(
            "A tax rate of {percent} % cannot be kept in the journal. Ask head office to correct "
            "it."
        ),
        "payments.checkout.empty": msg("There is nothing to sell. Scan or type an article first."),
        "payments.checkout.gift_card": msg(
            "A gift card is sold under its own number. Use Alt+G for it."
        ),
        "payments.checkout.nothing_due": msg("There is nothing to pay on {number}."),
        "payments.checkout.nothing_to_give_back": msg("There is nothing to give back."),
        "payments.checkout.overpaid": msg(
            "{over} more was paid on {number} than it costs. Give it back first."
        ),
        "payments.checkout.price_changed": msg(
            "The price is {total} now. Look at the lines again, then finish."
        ),
        "payments.checkout.quote": msg("{number} is a quote. Make it an order first."),
        "payments.checkout.return_refunded": msg("The money of this return was given back before."),
    }
)
