"""What may stand in a code on paper: the number of a work order."""

import re

from app.domain.kernel.errors import DomainError

WORK_ORDER = re.compile(r"WO-[0-9A-Z-]{1,32}")


class QrPayloadIsRefused(DomainError):
    """Only the number of a work order is put into a code."""

    code = "printing.qr.payload_refused"


def checked_payload(payload: str) -> str:
    """Return the payload as it came.

    Raises:
        QrPayloadIsRefused: it is not the number of a work order.
    """
    if not WORK_ORDER.fullmatch(payload):
        raise QrPayloadIsRefused(length=len(payload))
    return payload
