"""Keeping work that was begun, so that a crash or a lock costs nobody what they typed."""

from dataclasses import dataclass

from app.domain.kernel.ids import UserId
from app.services.draft_ports import Draft, DraftWork
from app.services.ports import Clock, NewId, Units
from app.services.session import Session

DRAFTS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftService:
    """The drafts of this device; a person sees their own, the lock screen only their titles."""

    units: Units
    clock: Clock
    new_id: NewId

    def save(self, session: Session, work: DraftWork) -> Draft:
        """Keep work as it stands; the person's earlier draft of the same subject is replaced."""
        draft = Draft(
            draft_id=self.new_id(),
            kind=work.kind,
            subject=work.subject,
            title=work.title,
            json=work.json,
            by=session.user_id,
            name=session.name,
            at=self.clock(),
        )
        with self.units() as unit:
            unit.drafts.save(draft)
            unit.commit()
        return draft

    def of_person(self, session: Session) -> tuple[Draft, ...]:
        """Return a person's drafts, newest first."""
        return tuple(draft for draft in self.of_device() if draft.by == session.user_id)

    def of_device(self) -> tuple[Draft, ...]:
        """Return everybody's drafts on this device, newest first."""
        with self.units() as unit:
            return unit.drafts.newest(limit=DRAFTS_SHOWN)

    def discard(self, by: UserId, *, kind: str, subject: str) -> None:
        """Forget a person's draft, because its work was saved or thrown away."""
        with self.units() as unit:
            unit.drafts.discard(by, kind=kind, subject=subject)
            unit.commit()
