"""What the till says: of payments, refunds, gift cards, terminals, counting and the journal."""

from collections.abc import Mapping
from types import MappingProxyType

PAYMENT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "payments.amount.not_positive": "Enter an amount above zero.",
        "payments.amount.too_large": "No amount is larger than {largest}. Enter it again.",
        "payments.attempt.differs": "This card payment was for another amount, or stands on "
        "another receipt. Choose the right one.",
        "payments.attempt.not_approved": "The terminal has not approved this card payment.",
        "payments.attempt.not_found": "This card payment is not on this till.",
        "payments.attempt.settled": "The outcome of this card payment is already known.",
        "payments.cash.denomination_unknown": "There is no coin or note of {denomination}.",
        "payments.cash.pieces_negative": "Count how many pieces of {denomination} there are.",
        "payments.cash.short": "{missing} are missing.",
        "payments.command.reused": "This form was already saved with other content. Open a new "
        "one.",
        "payments.currency.no_number": "This terminal cannot be asked for {currency}. Set up "
        "another one.",
        "payments.currency.no_table": "The coins and notes of {currency} are not known here. Ask "
        "head office.",
        "payments.document.does_not_add_up": "The lines of the receipt and its taxes do not add "
        "up. Call support; nothing was taken.",
        "payments.export.damaged": "This is no journal, or its end was cut off.",
        "payments.fiscal_signer.failed": "The signing device does not answer. The sale goes on; "
        "the receipt says so.",
        "payments.journal.entry_damaged": "Entry {number} of the journal cannot be read. Stop "
        "working here and call support.",
        "payments.journal.entry_not_found": "The journal has no entry {number}.",
        "payments.journal.no_receipt": "Entry {number} is no receipt, so there is nothing to "
        "print again.",
        "payments.journal.text_unsealable": "A text holds a sign that cannot be kept. Type it "
        "again.",
        "payments.order.already_sold": "This order has its receipt. Give money back, or take a new "
        "order.",
        "payments.order.not_sold": "This order has no receipt yet. Give its deposit back instead.",
        "payments.payment.differs_from_total": "The tenders come to {paid}, and the receipt to "
        "{total}. Correct one of them.",
        "payments.payment.exceeds_due": "{over} more than is owed. Owed: {due}.",
        "payments.payment.no_tender": "Choose how it is paid.",
        "payments.payment.not_found": "This sale is not on this till. Scan its receipt.",
        "payments.refund.empty": "Choose what goes back.",
        "payments.refund.exceeds_paid": "No more than {left} may go back this way.",
        "payments.refund.exceeds_sold": "More would go back than is credited. Sold: {sold}.",
        "payments.refund.route_closed": "What was paid this way cannot go back that way. Choose "
        "the way it came, or a store credit.",
        "payments.refund.stored_value": "What was put on a gift card is spent from it. It is not "
        "paid out.",
        "payments.rounding.needs_cash": "Only what is paid in cash is rounded.",
        "payments.second_person.missing": "A manager has to enter a PIN for this.",
        "payments.second_person.same": "Another person has to enter a PIN for this.",
        "payments.second_person.stale": "The PIN was entered more than {seconds} seconds ago. "
        "Enter it again.",
        "payments.stored_value.exists": "This number has been issued before. Take another card.",
        "payments.stored_value.expired": "This card was valid until {expires_on}.",
        "payments.stored_value.not_found": "No card of this number is known here. Scan it again.",
        "payments.stored_value.offline_limit": "Without a line to the server no more than {limit} "
        "may be taken from one card. Take the rest another way.",
        "payments.stored_value.short": "There is {left} on this card.",
        "payments.tender.no_change": "Only cash gives change. Enter the exact amount.",
        "payments.tender.reference_malformed": "This number is longer than {signs} signs, or "
        "cannot be printed.",
        "payments.tender.reference_missing": "Enter the number of the card, voucher or claim.",
        "payments.tender.twice": "The same card, voucher or cash stands there twice. Put it into "
        "one line.",
        "payments.terminal.abandoned": "The payment was called off.",
        "payments.terminal.address_invalid": "{address} is no card terminal. Write manual:, "
        "network://host:port or zvt://host:port into the settings.",
        "payments.terminal.authorisation_malformed": "An authorisation has {least} to {most} "
        "letters and digits, as on the terminal's slip.",
        "payments.terminal.busy": "The terminal is still at work. Ask it again in a moment.",
        "payments.terminal.cannot_tell": "The terminal cannot tell whether it charged the card. "
        "Look at its slip.",
        "payments.terminal.declined": "The card was declined.",
        "payments.terminal.line_broken": "The line to the terminal broke. Ask it how the payment "
        "ended; do not charge again.",
        "payments.terminal.malformed": "The terminal gave an answer that cannot be read. Look at "
        "its slip.",
        "payments.terminal.no_answer": "The terminal does not answer. Ask it how the payment "
        "ended; do not charge again.",
        "payments.terminal.not_charged": "The card was not charged. Try again.",
        "payments.terminal.not_possible": "The terminal refuses this. Ask it for help with its "
        "menu, or take the money another way.",
        "payments.terminal.other_payment": "The terminal was used for something else in between. "
        "Look at its slips.",
        "payments.terminal.outcome_unknown": "An earlier card payment of {amount} is not settled. "
        "Ask the terminal how it ended first.",
        "payments.terminal.settled_by_hand": "The payment was called off after a look at the slip.",
        "payments.terminal.unreachable": "The card terminal cannot be reached. Check its power and "
        "cable; nothing was charged.",
        "payments.terminal.wrong_amount": "The terminal speaks of another amount. Look at its "
        "slip.",
        "payments.till.already_open": "The till is open. Close it with a Z report first.",
        "payments.till.closed": "The till is closed. Open it with its float first.",
        "payments.till.count_missing": "Count the drawer first; money has moved since the last "
        "count.",
        "payments.variance.reason_missing": "The till is off by {variance}. Write down why.",
    }
)
