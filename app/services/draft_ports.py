"""Work that was begun and not saved: its shape, and where it is kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.domain.kernel.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWork:
    """What a form holds now: which kind of form, whose work it is about, and its fields as JSON."""

    kind: str
    subject: str
    title: str
    json: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Work as it was kept: one for each person, kind and subject."""

    draft_id: UUID
    kind: str
    subject: str
    title: str = field(repr=False)
    json: str = field(repr=False)
    by: UserId
    name: str
    at: datetime


class DraftRepository(Protocol):
    """The drafts of this device; they never leave it."""

    def save(self, draft: Draft) -> None:
        """Insert a draft, or replace that person's draft of the same kind and subject."""

    def newest(self, *, limit: int) -> tuple[Draft, ...]:
        """Return the drafts of everybody, newest first."""

    def discard(self, by: UserId, *, kind: str, subject: str) -> None:
        """Forget a draft; one that is not there changes nothing."""
