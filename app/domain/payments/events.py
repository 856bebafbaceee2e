"""The facts of money: a payment taken, a refund given, value moved on a card, a terminal's word."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import StoredValue, StoredValueEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTaken(DomainEvent):
    """Money was taken at a till; `reference` is the receipt it stands on."""

    topic: ClassVar[str] = "payments.payment.taken"
    payment: Payment
    reference: str

    @property
    def aggregate(self) -> Aggregate:
        """Return the payment."""
        return Aggregate(type="payment", id=self.payment.payment_id)

    @property
    def dedupe_key(self) -> str:
        """Return the command's id: one command takes one payment."""
        return str(self.payment.payment_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundGiven(DomainEvent):
    """Money was given back at a till; `reference` is the credit note it stands on."""

    topic: ClassVar[str] = "payments.refund.given"
    refund: Refund
    reference: str

    @property
    def aggregate(self) -> Aggregate:
        """Return the refund."""
        return Aggregate(type="refund", id=self.refund.refund_id)

    @property
    def dedupe_key(self) -> str:
        """Return the command's id: one command gives one refund."""
        return str(self.refund.refund_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValueMoved(DomainEvent):
    """A line was added to the ledger of a gift card or a credit."""

    topic: ClassVar[str] = "payments.stored_value.moved"
    value: StoredValue
    entry: StoredValueEntry

    @property
    def aggregate(self) -> Aggregate:
        """Return the card."""
        return Aggregate(type="stored_value", id=self.value.stored_value_id)

    @property
    def dedupe_key(self) -> str:
        """Return the line's id."""
        return self.entry.entry_id
