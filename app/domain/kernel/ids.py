"""One type per identity, and UUIDv7 so that ids sort by the time they were made."""

from typing import NewType
from uuid import UUID

ChainId = NewType("ChainId", UUID)
SiteId = NewType("SiteId", UUID)
DeviceId = NewType("DeviceId", UUID)
UserId = NewType("UserId", UUID)
SessionId = NewType("SessionId", UUID)
CommandId = NewType("CommandId", UUID)
EventId = NewType("EventId", UUID)
PatientId = NewType("PatientId", UUID)
PrescriptionId = NewType("PrescriptionId", UUID)
OrderId = NewType("OrderId", UUID)
OrderItemId = NewType("OrderItemId", UUID)
WorkOrderId = NewType("WorkOrderId", UUID)
ReservationId = NewType("ReservationId", UUID)
MovementId = NewType("MovementId", UUID)

RANDOM_BITS = 74


def uuid7(*, unix_ms: int, randomness: int) -> UUID:
    """Return the UUIDv7 of a moment (RFC 9562, 5.7).

    Args:
        unix_ms: milliseconds since 1970, 48 bits.
        randomness: 74 random bits from the caller, so that this stays pure.

    Raises:
        ValueError: an argument does not fit its bits.
    """
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError("unix_ms does not fit 48 bits")
    if not 0 <= randomness < 1 << RANDOM_BITS:
        raise ValueError("randomness does not fit 74 bits")
    high, low = randomness >> 62, randomness & ((1 << 62) - 1)
    return UUID(int=unix_ms << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
