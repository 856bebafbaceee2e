"""Gift cards and store credit as a payment moves them: required, redeemed, put back."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.errors import StoredValueExists, StoredValueNotFound
from app.domain.payments.events import StoredValueMoved
from app.domain.payments.ids import StoredValueId
from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import (
    Redemption,
    StoredValue,
    StoredValueEntry,
    ValueMovement,
    require_redeemable,
)
from app.domain.payments.tender import Tender, TenderKey
from app.services.payment_ports import PaymentUnit
from app.services.ports import Clock, Today
from app.services.session import Session

STORED = frozenset({Tender.GIFT_CARD, Tender.STORE_CREDIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One line for a card's ledger, on its way into the transaction."""

    value: StoredValue
    movement: ValueMovement
    amount: Money
    command_id: CommandId
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValues:
    """Looks at cards before a document is made, and writes their ledgers with it."""

    clock: Clock
    today: Today

    def require(self, unit: PaymentUnit, payment: Payment) -> None:
        """Refuse a payment from a card that does not hold it.

        Raises:
            StoredValueNotFound, StoredValueIsShort, StoredValueOfflineLimit,
            StoredValueHasExpired: see there.
        """
        for value, amount in _taken_from_each(unit, payment):
            wish = Redemption(
                amount=amount,
                now=self.clock(),
                today=self.today(),
                device_id=payment.till_id,
            )
            require_redeemable(value, wish)

    def redeem(self, unit: PaymentUnit, session: Session, payment: Payment) -> None:
        """Take what a payment takes off its cards."""
        for place, line in enumerate(payment.lines):
            if line.key.tender in STORED:
                move = Move(
                    value=known(unit, line.key),
                    movement=ValueMovement.REDEEM,
                    amount=line.amount,
                    command_id=CommandId(payment.payment_id),
                    place=place,
                )
                self.write(unit, session, move)

    def require_targets(self, unit: PaymentUnit, refund: Refund, new_credit: str) -> None:
        """Refuse to put money back onto a card nobody knows; a credit may be a new one.

        Raises:
            StoredValueNotFound, StoredValueExists: see there.
        """
        number = new_credit.strip()
        required = {Tender.GIFT_CARD} if number else STORED
        for line in refund.lines:
            if line.to.tender in required:
                known(unit, line.to)
            elif line.to.tender in STORED and found(unit, line.to) is None:
                # Two credits with one number would be one that is found, and one that is lost.
                _require_free(unit, number)

    def put_back(
        self, unit: PaymentUnit, session: Session, refund: Refund, new_credit: str
    ) -> None:
        """Put what a refund gives back onto its cards."""
        for place, line in enumerate(refund.lines):
            if line.to.tender not in STORED:
                continue
            value = found(unit, line.to) or StoredValue(
                stored_value_id=identity_of(line.to),
                kind=Tender.STORE_CREDIT,
                number=new_credit.strip(),
                currency=line.amount.currency,
                entries=(),
            )
            move = Move(
                value=value,
                movement=ValueMovement.REFUND,
                amount=line.amount,
                command_id=CommandId(refund.refund_id),
                place=place,
            )
            self.write(unit, session, move)

    def write(self, unit: PaymentUnit, session: Session, move: Move) -> None:
        """Append one line to a card's ledger, and the card itself if it is new."""
        entry = StoredValueEntry(
            entry_id=f"{move.command_id}:{move.place}",
            stored_value_id=move.value.stored_value_id,
            movement=move.movement,
            amount=move.amount,
            at=self.clock(),
            device_id=unit.sync.identity().device_id,
        )
        if unit.stored_value.get(move.value.stored_value_id) is None:
            unit.stored_value.add(move.value)
        unit.stored_value.add_entry(entry)
        unit.outbox.add(
            StoredValueMoved(value=move.value, entry=entry),
            actor=session.user_id,
            session_id=session.session_id,
            command_id=move.command_id,
        )


def _taken_from_each(unit: PaymentUnit, payment: Payment) -> Iterable[tuple[StoredValue, Money]]:
    """Return each card once, however often and in whatever writing the lines name it."""
    taken: dict[StoredValueId, tuple[StoredValue, Money]] = {}
    for line in payment.lines:
        if line.key.tender in STORED:
            value = known(unit, line.key)
            _, before = taken.get(value.stored_value_id, (value, Money(0, line.amount.currency)))
            taken[value.stored_value_id] = (value, before + line.amount)
    return taken.values()


def _require_free(unit: PaymentUnit, number: str) -> None:
    if unit.stored_value.by_number(number) is not None:
        raise StoredValueExists


def known(unit: PaymentUnit, key: TenderKey) -> StoredValue:
    """Return the card a tender names; raises StoredValueNotFound."""
    value = found(unit, key)
    if value is None or value.kind is not key.tender:
        raise StoredValueNotFound
    return value


def found(unit: PaymentUnit, key: TenderKey) -> StoredValue | None:
    """Return the card a tender names, or None."""
    return unit.stored_value.get(identity_of(key))


def identity_of(key: TenderKey) -> StoredValueId:
    """Return the id a tender's reference is; raises StoredValueNotFound if it is none."""
    try:
        return StoredValueId(UUID(key.reference))
    except ValueError:
        raise StoredValueNotFound from None
