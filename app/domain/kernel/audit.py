"""The words of the access audit: who did what to whose record, when, and why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.domain.kernel.access import Action
from app.domain.kernel.ids import SessionId, SiteId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One access; it names records by id and never holds their content."""

    audit_id: UUID
    at: datetime
    user_id: UserId
    session_id: SessionId
    site_id: SiteId
    action: Action
    subject_type: str
    subject_id: UUID
    correlation_id: UUID
    reason: str | None = None
