"""Money: every fact is kept as it was said, told to whoever may meet it again, never judged twice.

Payments and refunds go to the tills of their store, a card's ledger to every till of the chain.
The journal goes nowhere: this server is its witness.
"""

from uuid import UUID

from app.contracts.payments_from_wire import (
    checkpoint_from_wire,
    journal_entry_from_wire,
    payment_from_wire,
    refund_from_wire,
    stored_value_from_wire,
)
from app.contracts.payments_v1 import (
    CheckpointV1,
    JournalEntryV1,
    PaymentV1,
    RefundV1,
    StoredValueEntryV1,
)
from app.contracts.pull import DocumentType
from app.domain.payments.checkpoints import checkpoint_signing_input
from sync_server.services.devices import CHAIN_STREAM, Device, SiteKind, site_stream
from sync_server.services.effects import Document, Effects, HeldCode, MoneyEffects, Quarantined
from sync_server.services.handlers.topic import Subject, document_text, topic
from sync_server.services.signatures import is_signed_by
from sync_server.services.world import Needs, World


def _take_payment(payment: PaymentV1, world: World, device: Device) -> Effects:
    _require_own_till(payment.till_id, device)
    documents = [
        Document(
            stream=stream,
            type=DocumentType.PAYMENT,
            id=str(payment.payment_id),
            payload=document_text(payment),
        )
        for stream in _streams(payment.order_id, world, device)
    ]
    return Effects(money=MoneyEffects(payments=[payment]), documents=documents)


def _give_refund(refund: RefundV1, world: World, device: Device) -> Effects:
    _require_own_till(refund.till_id, device)
    documents = [
        Document(
            stream=stream,
            type=DocumentType.REFUND,
            id=str(refund.refund_id),
            payload=document_text(refund),
        )
        for stream in _streams(refund.order_id, world, device)
    ]
    return Effects(money=MoneyEffects(refunds=[refund]), documents=documents)


def _move_value(entry: StoredValueEntryV1, _: World, device: Device) -> Effects:
    _require_own_till(entry.device_id, device)
    document = Document(
        stream=CHAIN_STREAM,
        type=DocumentType.STORED_VALUE,
        id=entry.entry_id,
        payload=document_text(entry),
    )
    return Effects(money=MoneyEffects(stored_values=[entry]), documents=[document])


def _seal(entry: JournalEntryV1, _: World, device: Device) -> Effects:
    _require_own_till(entry.till, device)
    return Effects(money=MoneyEffects(entries=[entry]))


def _sign(checkpoint: CheckpointV1, _: World, device: Device) -> Effects:
    _require_own_till(checkpoint.till, device)
    claims = checkpoint.model_dump(mode="json", exclude={"signature"})
    signed = checkpoint_signing_input(claims)
    is_own = checkpoint.public_key == device.public_key
    if not is_own or not is_signed_by(device.public_key, checkpoint.signature, signed):
        raise Quarantined(HeldCode.RULE_BROKEN)
    return Effects(money=MoneyEffects(checkpoints=[checkpoint]))


def _require_own_till(till_id: UUID, device: Device) -> None:
    if till_id != device.device_id:
        raise Quarantined(HeldCode.SITE_FOREIGN)


def _streams(order_id: UUID | None, world: World, device: Device) -> tuple[str, ...]:
    """Return the till's own store, and the order's store where it is another."""
    place = None if order_id is None else world.order_places.get(order_id)
    own = device.stream
    if place is None:
        return (own,)
    return tuple(dict.fromkeys((own, site_stream(SiteKind.STORE, place.store_site_id))))


def _orders(order_id: UUID | None) -> Needs:
    return Needs(orders=() if order_id is None else (order_id,))


PAYMENT_TAKEN = topic(
    PaymentV1,
    subject=lambda payment: Subject(type="payment", id=payment.payment_id),
    read=payment_from_wire,
    needs=lambda payment: _orders(payment.order_id),
    apply=_take_payment,
)

REFUND_GIVEN = topic(
    RefundV1,
    subject=lambda refund: Subject(type="refund", id=refund.refund_id),
    read=refund_from_wire,
    needs=lambda refund: _orders(refund.order_id),
    apply=_give_refund,
)

STORED_VALUE_MOVED = topic(
    StoredValueEntryV1,
    subject=lambda entry: Subject(type="stored_value", id=entry.stored_value_id),
    read=stored_value_from_wire,
    apply=_move_value,
)

JOURNAL_SEALED = topic(
    JournalEntryV1,
    subject=lambda entry: Subject(type="journal", id=entry.till),
    read=journal_entry_from_wire,
    apply=_seal,
)

JOURNAL_SIGNED = topic(
    CheckpointV1,
    subject=lambda checkpoint: Subject(type="journal_checkpoint", id=checkpoint.till),
    read=checkpoint_from_wire,
    apply=_sign,
)
