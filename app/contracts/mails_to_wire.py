"""From the facts of mail to payloads of schema 1."""

from app.domain.kernel.canonical import JsonValue
from app.domain.mails import MailCancelled, MailQueued


def mail_to_wire(event: MailQueued) -> dict[str, JsonValue]:
    """Return the form of a mail."""
    mail = event.mail
    return {
        "mail_id": str(mail.mail_id),
        "kind": mail.kind.value,
        "order_id": str(mail.order_id),
        "order_number": mail.order_number,
        "patient_id": str(mail.patient_id),
        "site_id": str(mail.site_id),
        "language": mail.language,
        "subject": mail.subject,
        "body": mail.body,
        "queued_at": mail.queued_at.isoformat(),
        "send_after": mail.send_after.isoformat(),
    }


def cancelled_mail_to_wire(event: MailCancelled) -> dict[str, JsonValue]:
    """Return the form of a mail taken back."""
    return {
        "mail_id": str(event.mail.mail_id),
        "site_id": str(event.mail.site_id),
        "cancelled_at": event.cancelled_at.isoformat(),
    }
