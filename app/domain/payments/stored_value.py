"""Gift cards and store credit: ledgers that are only ever added to, and what may be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.kernel.ids import DeviceId
from app.domain.kernel.money import Money
from app.domain.payments.errors import (
    AmountIsNotPositive,
    StoredValueHasExpired,
    StoredValueIsShort,
    StoredValueOfflineLimit,
)
from app.domain.payments.ids import StoredValueId
from app.domain.payments.tender import Tender

# How long the server's word on a balance counts as its present state.
FRESH_FOR = timedelta(seconds=60)
# Two tills without a line may take the same money twice; this bounds the loss per card and till.
OFFLINE_LIMIT_MINOR = 10_000


class ValueMovement(StrEnum):
    """Why the value of a card changed."""

    ISSUE = "issue"
    TOP_UP = "top_up"
    REDEEM = "redeem"
    REFUND = "refund"


# A redemption takes away; everything else adds.
SIGNS = {
    ValueMovement.ISSUE: 1,
    ValueMovement.TOP_UP: 1,
    ValueMovement.REFUND: 1,
    ValueMovement.REDEEM: -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValueEntry:
    """One line of a card's ledger; `entry_id` is known by its command and place, so it is once."""

    entry_id: str
    stored_value_id: StoredValueId
    movement: ValueMovement
    amount: Money
    at: datetime
    device_id: DeviceId

    def __post_init__(self) -> None:
        """Refuse a line that moves nothing."""
        if self.amount.minor <= 0:
            raise AmountIsNotPositive(tender=self.movement.value)

    @property
    def change_minor(self) -> int:
        """Return what the line adds to the card."""
        return SIGNS[self.movement] * self.amount.minor


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValue:
    """A gift card or a credit with its ledger as far as this device knows it.

    `confirmed_at` is when the server last said that this is all; None is never.
    """

    stored_value_id: StoredValueId
    kind: Tender
    number: str
    currency: str
    entries: tuple[StoredValueEntry, ...]
    confirmed_at: datetime | None = None
    expires_on: date | None = None

    @property
    def balance(self) -> Money:
        """Return the fold; below zero means spent twice without a line, shown, never hidden."""
        return Money(sum(each.change_minor for each in _once(self.entries)), self.currency)

    @property
    def is_overdrawn(self) -> bool:
        """Return whether two tills took the same money."""
        return self.balance.minor < 0

    def has_expired(self, today: date) -> bool:
        """Return whether its last day is over."""
        return self.expires_on is not None and today > self.expires_on

    def is_confirmed(self, now: datetime) -> bool:
        """Return whether the balance is the server's present word, by a clock that went on."""
        said_at = self._confirmed_before(now)
        return said_at is not None and now - said_at <= FRESH_FOR

    def taken_unconfirmed(self, device_id: DeviceId, now: datetime) -> int:
        """Return what this device has taken since the server last confirmed the balance."""
        said_at = self._confirmed_before(now)
        return sum(
            each.amount.minor
            for each in _once(self.entries)
            if each.movement is ValueMovement.REDEEM
            and each.device_id == device_id
            and (said_at is None or each.at > said_at)
        )

    def _confirmed_before(self, now: datetime) -> datetime | None:
        """Return the server's last word, or None where the clock was set back behind it."""
        is_past = self.confirmed_at is not None and self.confirmed_at <= now
        return self.confirmed_at if is_past else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """The wish to take value off a card, at a moment, on a device."""

    amount: Money
    now: datetime
    today: date
    device_id: DeviceId


def require_redeemable(value: StoredValue, wish: Redemption) -> None:
    """Refuse to take what is not there, or more than may be taken without a line.

    With a line the balance never goes below zero. Without one, what this device knows of the
    balance is the limit too, and so is a fixed sum per card until the server has been asked: the
    same card may be lying on another counter.

    Raises:
        StoredValueHasExpired, StoredValueIsShort, StoredValueOfflineLimit, CurrenciesDiffer:
            see there.
    """
    if value.has_expired(wish.today):
        raise StoredValueHasExpired(expires_on=value.expires_on)
    rest = value.balance - wish.amount
    if rest.minor < 0:
        raise StoredValueIsShort(left=value.balance)
    if value.is_confirmed(wish.now):
        return
    taken = value.taken_unconfirmed(wish.device_id, wish.now) + wish.amount.minor
    if taken > OFFLINE_LIMIT_MINOR:
        raise StoredValueOfflineLimit(limit=Money(OFFLINE_LIMIT_MINOR, value.currency))


def _once(entries: Iterable[StoredValueEntry]) -> Iterable[StoredValueEntry]:
    return {each.entry_id: each for each in entries}.values()
