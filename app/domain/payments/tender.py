"""How money is given: in cash, by card, from a gift card, by somebody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.kernel.money import Money, total
from app.domain.payments.errors import (
    AmountIsNotPositive,
    AmountIsTooLarge,
    CashIsShort,
    OnlyCashGivesChange,
    ReferenceIsMalformed,
    RoundingNeedsCash,
    TenderIsTwice,
    TenderNeedsReference,
)

REFERENCE_SIGNS_MAX = 64
# A terminal takes twelve digits; a slip of the finger is found long before.
AMOUNT_MINOR_MAX = 999_999_999


class Tender(StrEnum):
    """Every way to pay; only CASH gives change, and only CASH needs no number."""

    CASH = "cash"
    CARD = "card"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    VOUCHER = "voucher"
    TRANSFER = "transfer"
    ON_ACCOUNT = "on_account"
    INSURER = "insurer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderKey:
    """One source of money: the cash drawer, or one card, voucher, claim or account."""

    tender: Tender
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse a source that could not be found again.

        Raises:
            TenderNeedsReference, ReferenceIsMalformed: see there.
        """
        if self.tender is not Tender.CASH and not self.reference.strip():
            raise TenderNeedsReference(tender=self.tender.value)
        if len(self.reference) > REFERENCE_SIGNS_MAX or not self.reference.isprintable():
            raise ReferenceIsMalformed(signs=REFERENCE_SIGNS_MAX)


CASH_DRAWER = TenderKey(tender=Tender.CASH)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderLine:
    """A part of a payment: `amount` is what it settles, `handed_over` what lay on the counter."""

    key: TenderKey
    amount: Money
    handed_over: Money | None = None

    def __post_init__(self) -> None:
        """Refuse a line that settles nothing, or gives change for anything but cash.

        Raises:
            AmountIsNotPositive, AmountIsTooLarge, CashIsShort, OnlyCashGivesChange,
            CurrenciesDiffer: see there.
        """
        require_amount(self.amount, self.key.tender)
        over = self.change
        if over.minor < 0:
            raise CashIsShort(missing=Money(-over.minor, over.currency))
        if over.minor > 0 and self.key.tender is not Tender.CASH:
            raise OnlyCashGivesChange(tender=self.key.tender.value)

    @property
    def change(self) -> Money:
        """Return what goes back over the counter."""
        if self.handed_over is None:
            return Money(0, self.amount.currency)
        return self.handed_over - self.amount


def require_amount(amount: Money, tender: Tender) -> None:
    """Refuse an amount of nothing or less, and one of more digits than a terminal has.

    Raises:
        AmountIsNotPositive, AmountIsTooLarge: see there.
    """
    if amount.minor <= 0:
        raise AmountIsNotPositive(tender=tender.value)
    if amount.minor > AMOUNT_MINOR_MAX:
        raise AmountIsTooLarge(largest=Money(AMOUNT_MINOR_MAX, amount.currency))


def settled_by(lines: tuple[TenderLine, ...], rounding: Money) -> Money:
    """Return what the lines settle together, the rounding of the cash part taken off.

    The rounding is what was paid above (or, negative, below) the exact amount because no smaller
    coin exists; whoever prices decides it, here it is only bounded.

    Raises:
        TenderIsTwice, RoundingNeedsCash, CurrenciesDiffer: see there.
    """
    _refuse_twice(line.key for line in lines)
    paid = total((line.amount for line in lines), rounding.currency)
    cash = sum(line.amount.minor for line in lines if line.key.tender is Tender.CASH)
    require_rounding_within(cash, rounding)
    return paid - rounding


def require_rounding_within(cash_minor: int, rounding: Money) -> None:
    """Refuse to round what is not cash, or to round all of it away.

    Raises:
        RoundingNeedsCash: see there.
    """
    if abs(rounding.minor) >= max(cash_minor, 1):
        raise RoundingNeedsCash(rounding=rounding)


def _refuse_twice(keys: Iterable[TenderKey]) -> None:
    seen: set[TenderKey] = set()
    for key in keys:
        if key in seen:
            raise TenderIsTwice(tender=key.tender.value)
        seen.add(key)
