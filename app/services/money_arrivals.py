"""What arrives from other tills about money, kept beside what was taken here."""

from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import StoredValue
from app.services.payment_ports import PaymentUnit


def keep_money(unit: PaymentUnit, document: Payment | Refund | StoredValue) -> None:
    """Keep a payment, a refund or a line of a card; one that is known changes nothing."""
    match document:
        case Payment():
            unit.payments.add_payment(document)
        case Refund():
            unit.payments.add_refund(document)
        case StoredValue():
            unit.stored_value.add(document)
