"""Selling a gift card or putting more on it: money in now, goods another day."""

from dataclasses import dataclass
from datetime import date

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.balance import require_currency
from app.domain.payments.documents import FiscalDocument, ReceiptContent, advance_document
from app.domain.payments.errors import (
    StoredValueExists,
    StoredValueHasExpired,
    StoredValueNotFound,
)
from app.domain.payments.events import PaymentTaken
from app.domain.payments.ids import AttemptId, PaymentId, StoredValueId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Payment, Purpose
from app.domain.payments.stored_value import StoredValue, ValueMovement
from app.domain.payments.tender import Tender, TenderKey, TenderLine
from app.domain.payments.terminal import Direction
from app.services.card_claims import card_line, claim
from app.services.changes import Changes
from app.services.desk import Desk, Request, Work
from app.services.payment_ports import PaymentUnit
from app.services.session import Session
from app.services.stored_values import Move, StoredValues

# How many signs of a card's number are shown at most.
SIGNS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeGiftCard:
    """A gift card, new or known, and how what goes onto it is paid."""

    command_id: CommandId
    stored_value_id: StoredValueId
    number: str
    expires_on: date | None
    lines: tuple[TenderLine, ...]
    cards: tuple[AttemptId, ...]
    rounding: Money
    wants_paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCardService:
    """The use cases of gift cards."""

    desk: Desk
    stored_values: StoredValues

    def issue(self, session: Session, command: ChargeGiftCard) -> tuple[JournalEntry, Changes]:
        """Sell a new gift card.

        Raises:
            AccessDenied, TillIsClosed, StoredValueExists, TenderNeedsReference and what a payment
            itself refuses: see there.
        """
        return self._charge(session, command, ValueMovement.ISSUE)

    def top_up(self, session: Session, command: ChargeGiftCard) -> tuple[JournalEntry, Changes]:
        """Put more on a gift card.

        Raises:
            AccessDenied, TillIsClosed, StoredValueNotFound and what a payment itself refuses:
            see there.
        """
        return self._charge(session, command, ValueMovement.TOP_UP)

    def find(self, session: Session, number: str) -> StoredValue:
        """Return the card with that number, as far as this device knows it.

        Raises:
            AccessDenied, StoredValueNotFound: see there.
        """
        self.desk.gate.check(session, Action.PAYMENT_READ)
        with self.desk.units() as unit:
            value = unit.stored_value.by_number(number.strip())
        if value is None:
            raise StoredValueNotFound
        return value

    def _charge(
        self, session: Session, command: ChargeGiftCard, movement: ValueMovement
    ) -> tuple[JournalEntry, Changes]:
        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.STORED_VALUE_ISSUE,
            wants_paper=command.wants_paper,
        )
        return self.desk.carry_out(
            request,
            lambda unit: self._work(unit, session, command, movement),
            is_same=lambda entry: _is_charge_of(command, entry.document),
        )

    def _work(
        self,
        unit: PaymentUnit,
        session: Session,
        command: ChargeGiftCard,
        movement: ValueMovement,
    ) -> Work:
        place = self.desk.sealer.open_place(unit)
        value = _value(unit, command, movement)
        if value.has_expired(self.stored_values.today()):
            raise StoredValueHasExpired(expires_on=value.expires_on)
        payment = Payment(
            payment_id=PaymentId(command.command_id),
            purpose=Purpose.STORED_VALUE,
            order_id=None,
            lines=(
                *command.lines,
                *(card_line(unit, each, command.command_id) for each in command.cards),
            ),
            rounding=command.rounding,
            taken_at=self.desk.clock(),
            taken_by=session.user_id,
            till_id=place.till_id,
        )
        require_currency(self.desk.sealer.state(unit).currency, payment.settled)
        self.stored_values.require(unit, payment)
        document = advance_document(payment, ReceiptContent(reference=masked(command.number)))

        def write(unit: PaymentUnit, entry: JournalEntry) -> None:
            unit.payments.add_payment(payment)
            self.stored_values.redeem(unit, session, payment)
            move = Move(
                value=value,
                movement=movement,
                amount=payment.settled,
                command_id=command.command_id,
                place=len(payment.lines),
            )
            self.stored_values.write(unit, session, move)
            claim(unit, command.cards, command.command_id, Direction.CHARGE)
            unit.outbox.add(
                PaymentTaken(payment=payment, reference=entry.reference),
                actor=session.user_id,
                session_id=session.session_id,
                command_id=command.command_id,
            )

        return Work(document=document, place=place, write=write)


def masked(number: str) -> str:
    """Return what a receipt says of a card: whoever knows the whole number can spend it."""
    shown = min(SIGNS_SHOWN, len(number) // 2)
    return number[len(number) - shown :].rjust(len(number), "*")


def _is_charge_of(command: ChargeGiftCard, document: FiscalDocument) -> bool:
    moved = [(each.tender, each.amount_minor) for each in document.movements]
    asked = [(line.key.tender, line.amount.minor) for line in command.lines]
    return (
        moved[: len(asked)] == asked
        and len(moved) == len(asked) + len(command.cards)
        and document.details.get("reference") == masked(command.number)
    )


def _value(unit: PaymentUnit, command: ChargeGiftCard, movement: ValueMovement) -> StoredValue:
    there = unit.stored_value.get(command.stored_value_id)
    if movement is ValueMovement.TOP_UP:
        if there is None:
            raise StoredValueNotFound
        return there
    number = command.number.strip()
    TenderKey(tender=Tender.GIFT_CARD, reference=number)
    if there is not None or unit.stored_value.by_number(number) is not None:
        raise StoredValueExists
    return StoredValue(
        stored_value_id=command.stored_value_id,
        kind=Tender.GIFT_CARD,
        number=number,
        currency=command.rounding.currency,
        entries=(),
        expires_on=command.expires_on,
    )
