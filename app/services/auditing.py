"""Asking `decide` and paying what it obliges to, the same way in every use case."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.access import Action, Obligation, Resource, require
from app.domain.kernel.audit import AuditEntry
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.services.ports import Clock, NewId, UnitOfWork
from app.services.session import Session


class ReasonIsMissing(DomainError):
    """This action is only allowed with a reason."""

    code = "access.reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One access to one record: what is done to what, and why."""

    action: Action
    subject_type: str
    subject_id: UUID
    correlation_id: UUID
    site_id: SiteId | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Lets a session through or raises, and writes the audit row inside the transaction."""

    clock: Clock
    new_id: NewId

    def check(self, session: Session, action: Action, site_id: SiteId | None = None) -> None:
        """Refuse before anything is read.

        Raises:
            AccessDenied: the session may not do this.
        """
        require(session.subject, action, Resource(site_id=site_id))

    def pass_through(self, unit: UnitOfWork, session: Session, access: Access) -> None:
        """Check an access and append its audit row where the decision obliges to.

        Raises:
            AccessDenied: the session may not do this.
            ReasonIsMissing: it may, but only with a reason.
        """
        decision = require(session.subject, access.action, Resource(site_id=access.site_id))
        if Obligation.GIVE_REASON in decision.obligations and not (access.reason or "").strip():
            raise ReasonIsMissing(action=access.action.value)
        if Obligation.WRITE_AUDIT in decision.obligations:
            unit.audit.add(self._entry(session, access))

    def _entry(self, session: Session, access: Access) -> AuditEntry:
        return AuditEntry(
            audit_id=self.new_id(),
            at=self.clock(),
            user_id=session.user_id,
            session_id=session.session_id,
            site_id=session.site_id,
            action=access.action,
            subject_type=access.subject_type,
            subject_id=access.subject_id,
            correlation_id=access.correlation_id,
            reason=access.reason,
        )
