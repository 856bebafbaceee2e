"""From wire models of money to domain values; a document that breaks a rule is refused."""

from app.contracts.payments_v1 import (
    CheckpointV1,
    JournalEntryV1,
    PaymentV1,
    RefundLineV1,
    RefundV1,
    StoredValueEntryV1,
    TenderLineV1,
)
from app.domain.kernel.canonical import canonical_sha256
from app.domain.kernel.ids import DeviceId, OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.payments.checkpoints import Checkpoint
from app.domain.payments.errors import JournalEntryIsDamaged
from app.domain.payments.ids import PaymentId, RefundId, StoredValueId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.journal_json import checkpoint_from_json, entry_from_json
from app.domain.payments.payment import Payment, Purpose, Refund, RefundLine
from app.domain.payments.stored_value import StoredValue, StoredValueEntry, ValueMovement
from app.domain.payments.tender import Tender, TenderKey, TenderLine


def payment_from_wire(wire: PaymentV1) -> Payment:
    """Return the payment."""
    return Payment(
        payment_id=PaymentId(wire.payment_id),
        purpose=Purpose(wire.purpose),
        order_id=OrderId(wire.order_id) if wire.order_id else None,
        lines=tuple(_line(line, wire.currency) for line in wire.lines),
        rounding=Money(wire.rounding_minor, wire.currency),
        taken_at=wire.taken_at,
        taken_by=UserId(wire.taken_by),
        till_id=DeviceId(wire.till_id),
    )


def refund_from_wire(wire: RefundV1) -> Refund:
    """Return the refund."""
    return Refund(
        refund_id=RefundId(wire.refund_id),
        order_id=OrderId(wire.order_id) if wire.order_id else None,
        payment_id=PaymentId(wire.payment_id) if wire.payment_id else None,
        lines=tuple(_refund_line(line, wire.currency) for line in wire.lines),
        credit=Money(wire.credit_minor, wire.currency),
        rounding=Money(wire.rounding_minor, wire.currency),
        given_at=wire.given_at,
        given_by=UserId(wire.given_by),
        till_id=DeviceId(wire.till_id),
    )


def stored_value_from_wire(wire: StoredValueEntryV1) -> StoredValue:
    """Return the card with this one line of its ledger."""
    stored_value_id = StoredValueId(wire.stored_value_id)
    entry = StoredValueEntry(
        entry_id=wire.entry_id,
        stored_value_id=stored_value_id,
        movement=ValueMovement(wire.movement),
        amount=Money(wire.amount_minor, wire.currency),
        at=wire.at,
        device_id=DeviceId(wire.device_id),
    )
    return StoredValue(
        stored_value_id=stored_value_id,
        kind=Tender(wire.kind),
        number=wire.number,
        currency=wire.currency,
        entries=(entry,),
        expires_on=wire.expires_on,
    )


def journal_entry_from_wire(wire: JournalEntryV1) -> JournalEntry:
    """Return the entry, held against its own hash.

    Raises:
        JournalEntryIsDamaged: its content is not what the till sealed.
    """
    stored = wire.model_dump(mode="json")
    claimed = stored.pop("hash")
    if canonical_sha256(stored) != claimed:
        raise JournalEntryIsDamaged(number=wire.number)
    return entry_from_json({**stored, "hash": claimed})


def checkpoint_from_wire(wire: CheckpointV1) -> Checkpoint:
    """Return the checkpoint; its signature is for whoever knows the till's key."""
    return checkpoint_from_json(wire.model_dump(mode="json"))


def _line(line: TenderLineV1, currency: str) -> TenderLine:
    handed_over = line.handed_over_minor
    return TenderLine(
        key=TenderKey(tender=Tender(line.tender), reference=line.reference),
        amount=Money(line.amount_minor, currency),
        handed_over=None if handed_over is None else Money(handed_over, currency),
    )


def _refund_line(line: RefundLineV1, currency: str) -> RefundLine:
    return RefundLine(
        source=TenderKey(tender=Tender(line.from_tender), reference=line.from_reference),
        to=TenderKey(tender=Tender(line.to_tender), reference=line.to_reference),
        amount=Money(line.amount_minor, currency),
    )
