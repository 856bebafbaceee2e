"""What papers and mails ask of the store, and what the till asks of whoever prints."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.domain.kernel.paper import PaperBlock
from app.domain.mails import Mail
from app.domain.payments.journal import JournalEntry
from app.services.patient_ports import PatientNotes
from app.services.payment_ports import PaymentUnit
from app.services.print_ports import PageSize, PrintJob
from app.services.session import Session


class MailRepository(Protocol):
    """Mails that wait to be handed over, and what became of them."""

    def add(self, mail: Mail) -> None:
        """Insert a mail; the same one twice is harmless."""

    def get(self, mail_id: UUID) -> Mail | None:
        """Return the mail, or None."""

    def cancel(self, mail_id: UUID, at: datetime) -> None:
        """Record that somebody took it back."""

    def recent(self, *, limit: int) -> tuple[Mail, ...]:
        """Return the mails queued last, newest first."""


class PaperUnit(PaymentUnit, Protocol):
    """The unit of work with papers and mails in it."""

    mails: MailRepository
    people: PatientNotes


PaperUnits = Callable[[], PaperUnit]


class PagePrinter(Protocol):
    """Draws a paper as pages."""

    def __call__(self, blocks: Sequence[PaperBlock], size: PageSize, /) -> bytes:
        """Return a PDF."""


class PaperPicture(Protocol):
    """Draws a job as its printer would."""

    def __call__(self, job: PrintJob, paper_mm: int, /) -> bytes:
        """Return a PNG of the stored document, or nothing if it opens a drawer only."""


class ReceiptPrinting(Protocol):
    """Puts the paper of a sealed document into the queue, in the document's own transaction."""

    def queue_entry(
        self, unit: PaymentUnit, session: Session, entry: JournalEntry, *, is_wanted: bool
    ) -> None:
        """Queue the paper if it is wanted; the drawer opens for cash either way."""
