"""What may stand in a code on paper: numbers of ours, each in the form a scanner knows."""

import re

from app.domain.kernel.errors import DomainError

# A work order, an order, a quotation, a gift card.
PAYLOAD = re.compile(r"(?:WO|O|Q)-[0-9A-Z-]{1,32}|G:[0-9A-Za-z-]{1,64}")


class QrPayloadIsRefused(DomainError):
    """Only a number of ours is put into a code."""

    code = "printing.qr.payload_refused"


def checked_payload(payload: str) -> str:
    """Return the payload as it came.

    Raises:
        QrPayloadIsRefused: it is none of our numbers.
    """
    if not PAYLOAD.fullmatch(payload):
        raise QrPayloadIsRefused(length=len(payload))
    return payload
