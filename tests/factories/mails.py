"""Mails to patients."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.kernel.ids import OrderId, PatientId
from app.domain.mails import UNDO_FOR, Mail, MailKind
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID


def a_mail(**changes: Any) -> Mail:
    mail = Mail(
        mail_id=uuid4(),
        kind=MailKind.READY,
        order_id=OrderId(uuid4()),
        order_number="O-LIN-26-417",
        patient_id=PatientId(uuid4()),
        site_id=STORE_ID,
        language="en",
        subject="Your order O-LIN-26-417 is ready",
        body="Dear Rosalind Achterberg, your order O-LIN-26-417 is ready at Lindenstraße.",
        queued_at=NOW,
        send_after=NOW + UNDO_FOR,
    )
    return replace(mail, **changes)
