"""A payment and a refund: facts that are made once, under the id of the command that asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.kernel.ids import DeviceId, OrderId, UserId
from app.domain.kernel.money import Money, total
from app.domain.payments.errors import (
    AmountIsNotPositive,
    PaymentExceedsDue,
    PaymentHasNoTender,
    RefundIsEmpty,
    RefundRouteIsClosed,
    TenderIsTwice,
)
from app.domain.payments.ids import ChargeId, PaymentId, RefundId
from app.domain.payments.tender import (
    Tender,
    TenderKey,
    TenderLine,
    require_amount,
    require_rounding_within,
    settled_by,
)


class Purpose(StrEnum):
    """What a payment is for: a part in advance, a sale, or value put on a gift card."""

    DEPOSIT = "deposit"
    SALE = "sale"
    STORED_VALUE = "stored_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What an order costs; an amendment, a return or a cancellation adds another one."""

    charge_id: ChargeId
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money taken at a till in one go, split over one or more tenders.

    A sale that was paid in advance to the last coin has no tender left to give.
    """

    payment_id: PaymentId
    purpose: Purpose
    order_id: OrderId | None
    lines: tuple[TenderLine, ...]
    rounding: Money
    taken_at: datetime
    taken_by: UserId
    till_id: DeviceId

    def __post_init__(self) -> None:
        """Refuse what settles nothing; the tenders are checked with it.

        Raises:
            PaymentHasNoTender, AmountIsNotPositive, TenderIsTwice, RoundingNeedsCash: see there.
        """
        if not self.lines and self.purpose is not Purpose.SALE:
            raise PaymentHasNoTender
        if self.settled.minor <= 0 and self.lines:
            raise AmountIsNotPositive(tender=self.lines[0].key.tender.value)

    @property
    def settled(self) -> Money:
        """Return what the payment takes off the balance."""
        return settled_by(self.lines, self.rounding)

    @property
    def change(self) -> Money:
        """Return what goes back over the counter."""
        return total((line.change for line in self.lines), self.rounding.currency)

    def require_within(self, due: Money) -> None:
        """Refuse to take more than is owed.

        Raises:
            PaymentExceedsDue, CurrenciesDiffer: see there.
        """
        over = self.settled - due
        if over.minor > 0:
            raise PaymentExceedsDue(due=due, over=over)


# Where money that came one way may go back to. What came from a card never leaves as cash: that
# would turn a stolen card into money. Goods for store credit is always possible.
REFUND_ROUTES: dict[Tender, frozenset[Tender]] = {
    Tender.CASH: frozenset({Tender.CASH, Tender.TRANSFER, Tender.STORE_CREDIT}),
    Tender.CARD: frozenset({Tender.CARD, Tender.TRANSFER, Tender.STORE_CREDIT}),
    Tender.GIFT_CARD: frozenset({Tender.GIFT_CARD, Tender.STORE_CREDIT}),
    Tender.STORE_CREDIT: frozenset({Tender.STORE_CREDIT}),
    Tender.VOUCHER: frozenset({Tender.VOUCHER, Tender.STORE_CREDIT}),
    Tender.TRANSFER: frozenset({Tender.TRANSFER, Tender.STORE_CREDIT}),
    Tender.ON_ACCOUNT: frozenset({Tender.ON_ACCOUNT}),
    Tender.INSURER: frozenset({Tender.INSURER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """Money that came from `source` and goes back to `to`."""

    source: TenderKey
    to: TenderKey
    amount: Money

    def __post_init__(self) -> None:
        """Refuse an empty line and a way that is closed.

        Raises:
            AmountIsNotPositive, AmountIsTooLarge, RefundRouteIsClosed: see there.
        """
        require_amount(self.amount, self.to.tender)
        if self.to.tender not in REFUND_ROUTES[self.source.tender]:
            raise RefundRouteIsClosed(source=self.source.tender.value, to=self.to.tender.value)
        if self.to.tender is self.source.tender and self.to != self.source:
            self._require_new_reference_allowed()

    def _require_new_reference_allowed(self) -> None:
        """Let a transfer or a credit have a number of its own; a card, only the same card."""
        if self.to.tender not in {Tender.TRANSFER, Tender.STORE_CREDIT}:
            raise RefundRouteIsClosed(source=self.source.tender.value, to=self.to.tender.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money given back at a till; `credit` is what the order costs less because of it.

    A refund of a deposit on an order that stays as it is has no credit. `rounding` is what was
    given above (or, negative, below) the exact amount because no smaller coin exists. `payment_id`
    names the sale where there is no order.
    """

    refund_id: RefundId
    order_id: OrderId | None
    payment_id: PaymentId | None
    lines: tuple[RefundLine, ...]
    credit: Money
    rounding: Money
    given_at: datetime
    given_by: UserId
    till_id: DeviceId

    def __post_init__(self) -> None:
        """Refuse a refund without lines, or with a credit that would be a charge.

        Raises:
            RefundIsEmpty, TenderIsTwice, AmountIsNotPositive, RoundingNeedsCash: see there.
        """
        if not self.lines:
            raise RefundIsEmpty
        if len({(line.source, line.to) for line in self.lines}) < len(self.lines):
            raise TenderIsTwice(tender=self.lines[0].to.tender.value)
        if self.credit.minor < 0 or self.settled.minor <= 0:
            raise AmountIsNotPositive(tender=self.lines[0].to.tender.value)
        cash = sum(line.amount.minor for line in self.lines if line.to.tender is Tender.CASH)
        require_rounding_within(cash, self.rounding)

    @property
    def given(self) -> Money:
        """Return what goes back altogether."""
        return total((line.amount for line in self.lines), self.credit.currency)

    @property
    def settled(self) -> Money:
        """Return what the refund puts back onto the balance."""
        return self.given - self.rounding
