"""What is said when an order cannot go the way somebody wants it to."""

from collections.abc import Mapping
from types import MappingProxyType

ORDER_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "lab.work_order.cancelled": "The store has cancelled the order of {number}. Put the tray "
        "aside.",
        "orders.amendment.nothing_changed": "Nothing was changed. Change something, or close the "
        "form.",
        "orders.amendment.other_patient": "An order stays with its patient. Cancel it and take a "
        "new one.",
        "orders.collection.proof_missing": "Let the patient sign, or enter the number of the slip.",
        "orders.collection.unpaid": "{due} is still owed. Take the payment first, or let a manager "
        "put it on account.",
        "orders.exchange.eye_without_lens": "The order made no lens for the {eye} eye.",
        "orders.line.unknown": "The order has no such line. Open it again.",
        "orders.order.amended_too_late": "The lab had begun before this change reached it. Call "
        "the lab.",
        "orders.order.moved_on": "{number} was changed by somebody else. Open it again and look.",
        "orders.order.step_impossible": "{number} is {status}. Open it to see what can be done "
        "with it now.",
        "orders.order.taken_by_lab": "The lab has begun with {number} ({stage}). Call the lab, or "
        "cancel the order.",
        "orders.order.version_conflict": "A colleague changed this order first. Look at it and "
        "change it again if need be.",
        "orders.parked.not_found": "This form is no longer waiting: a colleague has taken it up.",
        "orders.parked.too_long": "The form is too long to be put aside. Use at most {most} signs.",
        "orders.quote.expired": "The prices of this quote held until {valid_until}. Make a new "
        "one.",
        "orders.remake.cost_impossible": "Enter what it costs to make it again, zero or more.",
        "orders.return.empty": "Choose what comes back, each line once.",
        "orders.return.too_many_pieces": "At most {left} of this line can still come back.",
        "orders.spectacles.incomplete": "The lens needs a {missing} before it can be made.",
    }
)
