"""Signing in with a PIN on an enrolled device, with a pause after five wrong ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SessionId, SiteId, UserId
from app.services.ports import Clock, NewId, PinVerifier, Units
from app.services.session import Session
from app.services.views import StaffMember

TRIES_BEFORE_PAUSE = 5
PAUSE = timedelta(seconds=60)
PIN_LENGTH_MIN = 6


class PinIsWrong(DomainError):
    """The PIN is not this person's."""

    code = "sign_in.pin.wrong"


class PinIsTooShort(DomainError):
    """A PIN has at least six digits."""

    code = "sign_in.pin.too_short"


class SignInIsPaused(DomainError):
    """Too many wrong PINs in a row; the device waits."""

    code = "sign_in.paused"


class PersonIsUnknown(DomainError):
    """Nobody with that id works here."""

    code = "sign_in.person.unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInService:
    """Knows who works here and opens sessions."""

    units: Units
    clock: Clock
    new_id: NewId
    pins: PinVerifier

    def members(self) -> tuple[StaffMember, ...]:
        """Return the people to choose from on the lock screen."""
        with self.units() as unit:
            return unit.staff.members()

    def sign_in(self, user_id: UserId, pin: str) -> Session:
        """Open a session.

        Raises:
            PinIsTooShort, PinIsWrong, SignInIsPaused, PersonIsUnknown: see there.
        """
        now = self.clock()
        if len(pin) < PIN_LENGTH_MIN or not pin.isdecimal():
            raise PinIsTooShort(digits=PIN_LENGTH_MIN)
        with self.units() as unit:
            _refuse_while_paused(unit.staff.failures(user_id), now)
            member = member_of(unit.staff.members(), user_id)
            if not self.pins.matches(pin, member.pin_verifier):
                unit.staff.record_failure(user_id, now)
                unit.commit()
                raise PinIsWrong(tries_left=_tries_left(unit.staff.failures(user_id)[0]))
            unit.staff.clear_failures(user_id)
            site_id = unit.sync.identity().site_id
            unit.commit()
        return session_of(member, site_id=site_id, session_id=SessionId(self.new_id()), now=now)


def session_of(
    member: StaffMember, *, site_id: SiteId, session_id: SessionId, now: datetime
) -> Session:
    """Return the session of a person who has proved who they are."""
    return Session(
        session_id=session_id,
        user_id=member.user_id,
        name=member.name,
        roles=member.roles,
        site_id=site_id,
        started_at=now,
    )


def member_of(members: tuple[StaffMember, ...], user_id: UserId) -> StaffMember:
    """Return the person with that id.

    Raises:
        PersonIsUnknown: nobody here has it.
    """
    for member in members:
        if member.user_id == user_id:
            return member
    raise PersonIsUnknown


def _refuse_while_paused(failures: tuple[int, datetime | None], now: datetime) -> None:
    count, last_at = failures
    if last_at is None or count == 0 or count % TRIES_BEFORE_PAUSE:
        return
    waited = now - last_at
    # A clock set back must not lock the shop out for longer than one pause.
    if timedelta(0) <= waited < PAUSE:
        raise SignInIsPaused(seconds=round((PAUSE - waited).total_seconds()))


def _tries_left(count: int) -> int:
    return (TRIES_BEFORE_PAUSE - count % TRIES_BEFORE_PAUSE) % TRIES_BEFORE_PAUSE
