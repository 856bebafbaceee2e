"""The identities of the till: payments, refunds, sessions, stored value and card attempts."""

from typing import NewType
from uuid import UUID

PaymentId = NewType("PaymentId", UUID)
RefundId = NewType("RefundId", UUID)
ChargeId = NewType("ChargeId", UUID)
TillSessionId = NewType("TillSessionId", UUID)
StoredValueId = NewType("StoredValueId", UUID)
AttemptId = NewType("AttemptId", UUID)
