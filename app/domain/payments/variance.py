"""Who may close a till that does not balance: limits by role, a reason, and a second person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.kernel.access import Role
from app.domain.kernel.ids import UserId
from app.domain.kernel.money import Money
from app.domain.payments.errors import (
    ApprovalIsStale,
    SecondPersonIsMissing,
    SecondPersonIsTheSame,
    VarianceNeedsReason,
)

# Minor units of any currency; head office may set others.
VARIANCE_LIMITS_MINOR: Mapping[Role, int] = {Role.OPTICIAN: 500, Role.MANAGER: 5_000}
# A PIN entered longer ago than this was not entered for this.
APPROVAL_LASTS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a PIN, at the moment they entered it."""

    user_id: UserId
    roles: frozenset[Role]
    entered_at: datetime


def variance_limit(roles: Iterable[Role]) -> int:
    """Return the largest variance these roles may close with alone, in minor units."""
    return max((VARIANCE_LIMITS_MINOR.get(role, 0) for role in roles), default=0)


def require_explained(variance: Money, reason: str) -> None:
    """Refuse a till that does not balance and nobody said why.

    Raises:
        VarianceNeedsReason: see there.
    """
    if variance.minor and not reason.strip():
        raise VarianceNeedsReason(variance=variance)


def needs_second_person(variance: Money, closer: Person) -> bool:
    """Return whether the variance is above what the closing person may close with alone."""
    return abs(variance.minor) > variance_limit(closer.roles)


def require_second_person(first: Person, second: Person | None, now: datetime) -> Person:
    """Return the second person, if there is one, it is another, and the PIN is fresh.

    Whether that person may allow it is a question for `access`.

    Raises:
        SecondPersonIsMissing, SecondPersonIsTheSame, ApprovalIsStale: see there.
    """
    if second is None:
        raise SecondPersonIsMissing
    if second.user_id == first.user_id:
        raise SecondPersonIsTheSame
    if not timedelta(0) <= now - second.entered_at <= APPROVAL_LASTS:
        raise ApprovalIsStale(seconds=int(APPROVAL_LASTS.total_seconds()))
    return second
