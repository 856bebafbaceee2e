"""Signing in with a badge: a second way in for whoever has one, beside the PIN."""

from dataclasses import dataclass
from hashlib import sha256

from app.domain.kernel.access import Action
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SessionId, UserId
from app.services.auditing import Access, Gate
from app.services.ports import Clock, NewId, Units
from app.services.session import Session
from app.services.sign_in import member_of, session_of

# Sixteen signs of 64 hold 96 bits: nobody guesses one at a till.
TOKEN_LENGTH_MIN = 16


class BadgeIsUnknown(DomainError):
    """The badge is nobody's on this device."""

    code = "sign_in.badge.unknown"


class BadgeIsTooShort(DomainError):
    """The token of a badge is short enough to be guessed."""

    code = "sign_in.badge.too_short"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeService:
    """Knows badges by the hash of their random token."""

    units: Units
    gate: Gate
    clock: Clock
    new_id: NewId

    def sign_in(self, token: str) -> Session:
        """Open a session for the owner of a badge.

        Raises:
            BadgeIsUnknown, PersonIsUnknown: see there.
        """
        with self.units() as unit:
            owner = unit.badges.owner(_hash_of(token))
            if owner is None:
                raise BadgeIsUnknown
            member = member_of(unit.staff.members(), owner)
            site_id = unit.sync.identity().site_id
        return session_of(
            member, site_id=site_id, session_id=SessionId(self.new_id()), now=self.clock()
        )

    def give(self, session: Session, user_id: UserId, token: str) -> None:
        """Let a person sign in with this badge on this device, and with no other.

        Raises:
            AccessDenied: only a manager gives badges.
            BadgeIsTooShort, PersonIsUnknown: see there.
        """
        if len(token) < TOKEN_LENGTH_MIN:
            raise BadgeIsTooShort(signs=TOKEN_LENGTH_MIN)
        with self.units() as unit:
            access = Access(
                action=Action.BADGE_GIVE,
                subject_type="staff_member",
                subject_id=user_id,
                correlation_id=self.new_id(),
            )
            self.gate.pass_through(unit, session, access)
            member_of(unit.staff.members(), user_id)
            unit.badges.give(user_id, _hash_of(token))
            unit.commit()


def _hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
