"""What is owed on an order: the fold of its charges, payments and refunds, in any order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.payments.errors import OrderIsNotSold, RefundExceedsPaid, RefundExceedsSold
from app.domain.payments.payment import Charge, Payment, Purpose, Refund
from app.domain.payments.tender import TenderKey

OrderEntry: TypeAlias = Charge | Payment | Refund


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The sums of an order's entries; `due` below zero is money the patient has coming."""

    charged: Money
    paid: Money
    refunded: Money

    @property
    def due(self) -> Money:
        """Return what is still to be paid."""
        return self.charged - self.paid + self.refunded

    @property
    def held(self) -> Money:
        """Return what was paid and not given back."""
        return self.paid - self.refunded


def balance_of(entries: Iterable[OrderEntry], currency: str) -> Balance:
    """Return the fold; an entry that is met twice counts once."""
    charged = paid = refunded = Money(0, currency)
    for entry in _once(entries):
        match entry:
            case Charge():
                charged += entry.amount
            case Payment():
                paid += entry.settled
            case Refund():
                charged -= entry.credit
                refunded += entry.settled
    return Balance(charged=charged, paid=paid, refunded=refunded)


def refundable(entries: Iterable[OrderEntry], currency: str) -> Mapping[TenderKey, Money]:
    """Return how much may still go back to each source of money.

    A rounded cash payment gives back what went into the drawer for it, which may be a coin more
    or less than it settled.
    """
    left: dict[TenderKey, Money] = {}
    nothing = Money(0, currency)
    for entry in _once(entries):
        match entry:
            case Payment():
                for line in entry.lines:
                    left[line.key] = left.get(line.key, nothing) + line.amount
            case Refund():
                for back in entry.lines:
                    left[back.source] = left.get(back.source, nothing) - back.amount
            case Charge():
                continue
    return left


def require_refundable(refund: Refund, entries: Iterable[OrderEntry]) -> None:
    """Refuse a refund of more than came from its sources and is still there.

    Raises:
        RefundExceedsPaid, CurrenciesDiffer: see there.
    """
    left = dict(refundable(entries, refund.credit.currency))
    for line in refund.lines:
        there = left.get(line.source, Money(0, line.amount.currency))
        rest = there - line.amount
        if rest.minor < 0:
            raise RefundExceedsPaid(tender=line.source.tender.value, left=there, wanted=line.amount)
        left[line.source] = rest


def is_sold(entries: Iterable[OrderEntry]) -> bool:
    """Return whether there is a receipt over the goods, whatever was paid before."""
    return any(isinstance(e, Payment) and e.purpose is Purpose.SALE for e in entries)


def require_covered(refund: Refund, entries: Sequence[OrderEntry]) -> None:
    """Refuse to credit more than was sold, or to give back more than is credited.

    Before the sale nothing is credited: then a deposit goes back, and the order costs what it did.

    Raises:
        OrderIsNotSold, RefundExceedsSold: see there.
    """
    balance = balance_of(entries, refund.credit.currency)
    if not is_sold(entries):
        if refund.credit.minor:
            raise OrderIsNotSold
        return
    left = balance.charged - refund.credit
    owed_after = balance.due - refund.credit + refund.settled
    if left.minor < 0 or owed_after.minor > 0:
        raise RefundExceedsSold(sold=balance.charged, credit=refund.credit)


def require_currency(currency: str, *amounts: Money) -> None:
    """Refuse amounts of another currency than the till's.

    Raises:
        CurrenciesDiffer: see there.
    """
    for amount in amounts:
        if amount.currency != currency:
            raise CurrenciesDiffer(first=currency, second=amount.currency)


def _once(entries: Iterable[OrderEntry]) -> Iterable[OrderEntry]:
    return {_identity(entry): entry for entry in entries}.values()


def _identity(entry: OrderEntry) -> tuple[str, UUID]:
    match entry:
        case Charge():
            return "charge", entry.charge_id
        case Payment():
            return "payment", entry.payment_id
        case Refund():
            return "refund", entry.refund_id
