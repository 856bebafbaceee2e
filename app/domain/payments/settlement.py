"""How an amount is settled at the counter: by other tenders first, the rest in cash, and change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.kernel.currency import CashAmount, in_cash
from app.domain.kernel.money import Money, total
from app.domain.payments.errors import PaymentExceedsDue, RefundExceedsPaid
from app.domain.payments.payment import RefundLine
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine

# What can be given back without opening the drawer goes first; cash, which rounds, is the last.
_BACK_FIRST = (
    Tender.CARD,
    Tender.TRANSFER,
    Tender.GIFT_CARD,
    Tender.VOUCHER,
    Tender.STORE_CREDIT,
    Tender.ON_ACCOUNT,
    Tender.CASH,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """An amount, what was given for it besides cash, and the cash that lies on the counter.

    `cash_step` is the least amount cash is paid in, in minor units.

    Raises:
        PaymentExceedsDue: more was given besides cash than is to be settled.
    """

    amount: Money
    lines: tuple[TenderLine, ...] = ()
    cash_step: int = 1
    handed_over: Money | None = None

    def __post_init__(self) -> None:
        """Refuse tenders without change that come to more than the amount."""
        if self.rest.minor < 0:
            over = Money(-self.rest.minor, self.amount.currency)
            raise PaymentExceedsDue(due=self.amount, over=over)

    @property
    def rest(self) -> Money:
        """Return what the other tenders leave open."""
        return self.amount - total((line.amount for line in self.lines), self.amount.currency)

    @property
    def cash(self) -> CashAmount:
        """Return the rest as cash can pay it."""
        return in_cash(self.rest, step=self.cash_step)

    @property
    def missing(self) -> Money:
        """Return what is still to be given, as cash would pay it once some lies there."""
        if self.handed_over is None:
            return self.rest
        short = self.cash.payable - self.handed_over
        return Money(max(0, short.minor), short.currency)

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is missing; a rest that no coin can pay is not."""
        if self.rest.minor == 0:
            return True
        return self.handed_over is not None and not self.missing.minor and self._pays_cash

    @property
    def change(self) -> Money:
        """Return what goes back over the counter once it is complete."""
        nothing = Money(0, self.amount.currency)
        if self.handed_over is None or not self.is_complete:
            return nothing
        return self.handed_over - (self.cash.payable if self._pays_cash else nothing)

    @property
    def rounding(self) -> Money:
        """Return what cash pays above or, negative, below the rest."""
        return self.cash.rounding if self._pays_cash else Money(0, self.amount.currency)

    def tender_lines(self) -> tuple[TenderLine, ...]:
        """Return all lines of the payment, that of the cash last."""
        if not self._pays_cash:
            return self.lines
        cash = TenderLine(key=CASH_DRAWER, amount=self.cash.payable, handed_over=self.handed_over)
        return (*self.lines, cash)

    @property
    def _pays_cash(self) -> bool:
        return self.handed_over is not None and self.cash.payable.minor > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBack:
    """The lines of a refund, and what the rounding of its cash adds or takes off."""

    lines: tuple[RefundLine, ...]
    rounding: Money


def give_back(
    amount: Money,
    left: Mapping[TenderKey, Money],
    *,
    to: TenderKey | None = None,
    cash_step: int = 1,
) -> GiveBack:
    """Share a refund among the sources it came from, each to where it came from.

    Args:
        amount: what goes back.
        left: what may still go back to each source; an insurer's money is not the patient's.
        to: a store credit or a transfer that takes all of it instead.
        cash_step: the least amount cash is paid in.

    Raises:
        RefundExceedsPaid: less than that is left.
        RefundRouteIsClosed: money of one of the sources may not go to `to`.
    """
    rest = amount.minor
    lines: list[RefundLine] = []
    for source in _in_order(left):
        is_cash = source.tender is Tender.CASH
        if rest > 0 and not is_cash:
            part = min(rest, left[source].minor)
            lines.append(_line(source, to, part, amount.currency))
            rest -= part
    if rest == 0:
        return GiveBack(lines=tuple(lines), rounding=Money(0, amount.currency))
    return _with_cash(lines, Money(rest, amount.currency), left, to, cash_step)


def _with_cash(
    lines: list[RefundLine],
    rest: Money,
    left: Mapping[TenderKey, Money],
    to: TenderKey | None,
    cash_step: int,
) -> GiveBack:
    there = left.get(CASH_DRAWER, Money(0, rest.currency))
    # What goes elsewhere than into a hand is not rounded for coins.
    payable = rest if to is not None else in_cash(rest, step=cash_step).payable
    # Payments that were each rounded down left less cash than they settled, by a coin or so.
    if cash_step > 1 and to is None and 0 < payable.minor - there.minor <= cash_step <= there.minor:
        payable = there
    if payable.minor > there.minor:
        raise RefundExceedsPaid(tender=Tender.CASH.value, left=there, wanted=payable)
    if payable.minor == 0:
        return GiveBack(lines=tuple(lines), rounding=Money(0, rest.currency))
    cash = _line(CASH_DRAWER, to, payable.minor, rest.currency)
    return GiveBack(lines=(*lines, cash), rounding=payable - rest)


def _in_order(left: Mapping[TenderKey, Money]) -> Iterable[TenderKey]:
    own = (key for key, there in left.items() if key.tender in _BACK_FIRST and there.minor > 0)
    return sorted(own, key=lambda key: (_BACK_FIRST.index(key.tender), key.reference))


def _line(source: TenderKey, to: TenderKey | None, minor: int, currency: str) -> RefundLine:
    return RefundLine(source=source, to=to or source, amount=Money(minor, currency))
