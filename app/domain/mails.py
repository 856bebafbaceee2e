"""A mail to a patient: it waits half an hour, in which whoever sent it may think again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import OrderId, PatientId, SiteId

UNDO_FOR = timedelta(minutes=30)


class MailKind(StrEnum):
    """What a mail is about."""

    READY = "ready"


class MailState(StrEnum):
    """Where a mail stands; handed over is the server's to send, whatever becomes of it there."""

    QUEUED = "queued"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"


class MailIsNotWanted(DomainError):
    """The patient has no address for mail, or has not agreed to be written to."""

    code = "mails.mail.not_wanted"


class MailNotFound(DomainError):
    """No mail of this device has that id."""

    code = "mails.mail.not_found"


class MailHasGone(DomainError):
    """The time to take a mail back has gone by."""

    code = "mails.mail.gone"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Mail:
    """One mail; its address is looked up when it is sent, and so is the patient's consent."""

    mail_id: UUID
    kind: MailKind
    order_id: OrderId
    order_number: str
    patient_id: PatientId
    site_id: SiteId
    language: str
    subject: str
    body: str
    queued_at: datetime
    send_after: datetime
    cancelled_at: datetime | None = None

    def state(self, now: datetime) -> MailState:
        """Return where the mail stands at a moment."""
        if self.cancelled_at is not None:
            return MailState.CANCELLED
        return MailState.QUEUED if now < self.send_after else MailState.HANDED_OVER

    def require_undoable(self, now: datetime) -> None:
        """Refuse to take back what may have been sent.

        Raises:
            MailHasGone: see there.
        """
        if self.state(now) is MailState.HANDED_OVER:
            raise MailHasGone(minutes=UNDO_FOR // timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MailQueued(DomainEvent):
    """A mail waits for its hour; the server sends it then, unless it was taken back."""

    topic: ClassVar[str] = "mails.mail.queued"
    mail: Mail

    @property
    def aggregate(self) -> Aggregate:
        """Return the mail."""
        return Aggregate(type="mail", id=self.mail.mail_id)

    @property
    def dedupe_key(self) -> str:
        """Return the mail's id: it is queued once."""
        return str(self.mail.mail_id)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MailCancelled(DomainEvent):
    """A mail was taken back before its hour."""

    topic: ClassVar[str] = "mails.mail.cancelled"
    mail: Mail
    cancelled_at: datetime

    @property
    def aggregate(self) -> Aggregate:
        """Return the mail."""
        return Aggregate(type="mail", id=self.mail.mail_id)

    @property
    def dedupe_key(self) -> str:
        """Return the mail's id: it is taken back once."""
        return str(self.mail.mail_id)

    @property
    def version(self) -> int:
        """Return the second version: the mail was queued before."""
        return 2
