"""Which printer prints what, what stands at the head of papers, and mails, in their tables."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from app.adapters.store.paper_rows import mails_mails, print_letterheads, print_routes
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import OrderId, PatientId, SiteId
from app.domain.mails import Mail, MailKind
from app.papers.kinds import PrinterRole
from app.papers.letterhead import Letterhead

OWN_SITE = "own"
ROUTES = print_routes.c
HEADS = print_letterheads.c
MAILS = mails_mails.c


class SqlPaperSettings:
    """Plays `PaperSettings`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def printer_of(self, role: PrinterRole) -> UUID | None:
        """Return the printer that has a role, or None where nobody gave it to one."""
        query = select(ROUTES.printer_id).where(ROUTES.role == role.value)
        return self._transaction.scalar(query)

    def route(self, role: PrinterRole, printer_id: UUID) -> None:
        """Give a role to a printer."""
        statement = insert(print_routes).values(role=role.value, printer_id=printer_id)
        self._transaction.write(
            statement.on_conflict_do_update(
                index_elements=[ROUTES.role], set_={"printer_id": printer_id}
            )
        )

    def letterhead(self) -> Letterhead | None:
        """Return what stands at the head of this site's papers, or None before it was set."""
        row = self._transaction.first(select(print_letterheads))
        if row is None:
            return None
        return Letterhead(
            name=row.name,
            lines=tuple(json.loads(row.lines)),
            tax_number=row.tax_number,
            footer=row.footer,
        )

    def save_letterhead(self, letterhead: Letterhead) -> None:
        """Keep what stands at the head of this site's papers."""
        fields = {
            "name": letterhead.name,
            "lines": json.dumps(letterhead.lines),
            "tax_number": letterhead.tax_number,
            "footer": letterhead.footer,
        }
        statement = insert(print_letterheads).values(site=OWN_SITE, **fields)
        self._transaction.write(
            statement.on_conflict_do_update(index_elements=[HEADS.site], set_=fields)
        )


class SqlMails:
    """Plays `MailRepository`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, mail: Mail) -> None:
        """Insert a mail; the same one twice is harmless."""
        values = {
            "mail_id": mail.mail_id,
            "kind": mail.kind.value,
            "order_id": mail.order_id,
            "order_number": mail.order_number,
            "patient_id": mail.patient_id,
            "site_id": mail.site_id,
            "language": mail.language,
            "subject": mail.subject,
            "body": mail.body,
            "queued_at": mail.queued_at,
            "send_after": mail.send_after,
            "cancelled_at": mail.cancelled_at,
        }
        self._transaction.write(insert(mails_mails).values(**values).on_conflict_do_nothing())

    def get(self, mail_id: UUID) -> Mail | None:
        """Return the mail, or None."""
        row = self._transaction.first(select(mails_mails).where(MAILS.mail_id == mail_id))
        return None if row is None else _mail(row)

    def cancel(self, mail_id: UUID, at: datetime) -> None:
        """Record that somebody took it back."""
        statement = update(mails_mails).where(MAILS.mail_id == mail_id)
        self._transaction.write(statement.values(cancelled_at=at))

    def recent(self, *, limit: int) -> tuple[Mail, ...]:
        """Return the mails queued last, newest first."""
        query = select(mails_mails).order_by(MAILS.queued_at.desc(), MAILS.mail_id.desc())
        return tuple(_mail(row) for row in self._transaction.read(query.limit(limit)))


def _mail(row: Found) -> Mail:
    return Mail(
        mail_id=row.mail_id,
        kind=MailKind(row.kind),
        order_id=OrderId(row.order_id),
        order_number=row.order_number,
        patient_id=PatientId(row.patient_id),
        site_id=SiteId(row.site_id),
        language=row.language,
        subject=row.subject,
        body=row.body,
        queued_at=row.queued_at,
        send_after=row.send_after,
        cancelled_at=row.cancelled_at,
    )
