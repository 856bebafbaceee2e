"""Work that was begun and not saved, in the encrypted store; it never leaves the device."""

from sqlalchemy import delete, insert, select

from app.adapters.store.shell_rows import shell_drafts
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import UserId
from app.services.draft_ports import Draft

DRAFTS = shell_drafts.c


class SqlDrafts:
    """Plays `DraftRepository`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def save(self, draft: Draft) -> None:
        """Insert a draft, or replace that person's draft of the same kind and subject."""
        self.discard(draft.by, kind=draft.kind, subject=draft.subject)
        values = {
            "draft_id": draft.draft_id,
            "kind": draft.kind,
            "subject": draft.subject,
            "title": draft.title,
            "json": draft.json,
            "user_id": draft.by,
            "name": draft.name,
            "at": draft.at,
        }
        self._transaction.write(insert(shell_drafts).values(**values))

    def newest(self, *, limit: int) -> tuple[Draft, ...]:
        """Return the drafts of everybody, newest first."""
        query = select(shell_drafts).order_by(DRAFTS.at.desc(), DRAFTS.draft_id.desc()).limit(limit)
        return tuple(_draft(row) for row in self._transaction.read(query))

    def discard(self, by: UserId, *, kind: str, subject: str) -> None:
        """Forget a draft; one that is not there changes nothing."""
        own = (DRAFTS.user_id == by, DRAFTS.kind == kind, DRAFTS.subject == subject)
        self._transaction.write(delete(shell_drafts).where(*own))


def _draft(row: Found) -> Draft:
    return Draft(
        draft_id=row.draft_id,
        kind=row.kind,
        subject=row.subject,
        title=row.title,
        json=row.json,
        by=UserId(row.user_id),
        name=row.name,
        at=row.at,
    )
