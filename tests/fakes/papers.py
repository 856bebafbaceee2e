"""Which printer prints what, the letterhead, and mails, in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from app.domain.mails import Mail
from app.papers.kinds import PrinterRole
from app.papers.letterhead import Letterhead


@dataclass(kw_only=True)
class FakePaperSettings:
    """Plays PaperSettings."""

    routes: dict[PrinterRole, UUID] = field(default_factory=dict)
    heads: list[Letterhead] = field(default_factory=list)

    def printer_of(self, role: PrinterRole) -> UUID | None:
        return self.routes.get(role)

    def route(self, role: PrinterRole, printer_id: UUID) -> None:
        self.routes[role] = printer_id

    def letterhead(self) -> Letterhead | None:
        return self.heads[-1] if self.heads else None

    def save_letterhead(self, letterhead: Letterhead) -> None:
        self.heads.append(letterhead)


@dataclass(kw_only=True)
class FakeMails:
    """Plays MailRepository."""

    mails: dict[UUID, Mail] = field(default_factory=dict)

    def add(self, mail: Mail) -> None:
        self.mails.setdefault(mail.mail_id, mail)

    def get(self, mail_id: UUID) -> Mail | None:
        return self.mails.get(mail_id)

    def cancel(self, mail_id: UUID, at: datetime) -> None:
        self.mails[mail_id] = replace(self.mails[mail_id], cancelled_at=at)

    def recent(self, *, limit: int) -> tuple[Mail, ...]:
        newest = sorted(self.mails.values(), key=lambda mail: mail.queued_at, reverse=True)
        return tuple(newest[:limit])
