"""From the facts of the till to payloads of schema 1."""

from app.domain.kernel.canonical import JsonValue
from app.domain.payments.events import PaymentTaken, RefundGiven, StoredValueMoved
from app.domain.payments.payment import RefundLine
from app.domain.payments.tender import TenderLine


def payment_to_wire(event: PaymentTaken) -> dict[str, JsonValue]:
    """Return the form of a payment."""
    payment = event.payment
    return {
        "payment_id": str(payment.payment_id),
        "purpose": payment.purpose.value,
        "order_id": _text(payment.order_id),
        "currency": payment.rounding.currency,
        "lines": [_line(line) for line in payment.lines],
        "rounding_minor": payment.rounding.minor,
        "taken_at": payment.taken_at.isoformat(),
        "taken_by": str(payment.taken_by),
        "till_id": str(payment.till_id),
        "reference": event.reference,
    }


def refund_to_wire(event: RefundGiven) -> dict[str, JsonValue]:
    """Return the form of a refund."""
    refund = event.refund
    return {
        "refund_id": str(refund.refund_id),
        "order_id": _text(refund.order_id),
        "payment_id": _text(refund.payment_id),
        "currency": refund.credit.currency,
        "lines": [_refund_line(line) for line in refund.lines],
        "credit_minor": refund.credit.minor,
        "rounding_minor": refund.rounding.minor,
        "given_at": refund.given_at.isoformat(),
        "given_by": str(refund.given_by),
        "till_id": str(refund.till_id),
        "reference": event.reference,
    }


def stored_value_to_wire(event: StoredValueMoved) -> dict[str, JsonValue]:
    """Return the form of a line of a gift card's ledger, with the card it belongs to."""
    value, entry = event.value, event.entry
    return {
        "entry_id": entry.entry_id,
        "stored_value_id": str(value.stored_value_id),
        "kind": value.kind.value,
        "number": value.number,
        "currency": value.currency,
        "expires_on": None if value.expires_on is None else value.expires_on.isoformat(),
        "movement": entry.movement.value,
        "amount_minor": entry.amount.minor,
        "at": entry.at.isoformat(),
        "device_id": str(entry.device_id),
    }


def _line(line: TenderLine) -> dict[str, JsonValue]:
    return {
        "tender": line.key.tender.value,
        "reference": line.key.reference,
        "amount_minor": line.amount.minor,
        "handed_over_minor": None if line.handed_over is None else line.handed_over.minor,
    }


def _refund_line(line: RefundLine) -> dict[str, JsonValue]:
    return {
        "from_tender": line.source.tender.value,
        "from_reference": line.source.reference,
        "to_tender": line.to.tender.value,
        "to_reference": line.to.reference,
        "amount_minor": line.amount.minor,
    }


def _text(identity: object | None) -> str | None:
    return None if identity is None else str(identity)
