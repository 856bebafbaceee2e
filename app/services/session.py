"""Who is signed in: the subject of every decision and the actor on every fact."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.kernel.access import Role, Subject
from app.domain.kernel.ids import SessionId, SiteId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person's sign-in on this device."""

    session_id: SessionId
    user_id: UserId
    name: str
    roles: frozenset[Role]
    site_id: SiteId
    started_at: datetime

    @property
    def subject(self) -> Subject:
        """Return the person as `decide` sees them."""
        return Subject(
            user_id=self.user_id,
            session_id=self.session_id,
            site_id=self.site_id,
            roles=self.roles,
        )


def system_session(*, site_id: SiteId, session_id: SessionId, now: datetime) -> Session:
    """Return the session in which the program itself acts on facts it received."""
    return Session(
        session_id=session_id,
        user_id=UserId(session_id),
        name="Dioptre",
        roles=frozenset({Role.SYSTEM}),
        site_id=site_id,
        started_at=now,
    )
