"""Money crosses the wire to the last coin, and a journal entry to the last byte."""

import pytest

from app.adapters.security.device_key import DeviceKey
from app.contracts import payments_from_wire, payments_v1
from app.contracts.to_wire import payload_of
from app.domain.kernel.canonical import canonical_json
from app.domain.payments.checkpoints import JournalCheckpointSigned
from app.domain.payments.errors import JournalEntryIsDamaged
from app.domain.payments.events import PaymentTaken, RefundGiven, StoredValueMoved
from app.domain.payments.journal import JournalEntrySealed
from app.domain.payments.tender import Tender
from tests.factories.payments import (
    a_gift_card,
    a_payment,
    a_refund,
    a_shift,
    back,
    by,
    cash,
    checkpoints_of,
    euro,
)


def wire(model, event):
    return model.model_validate_json(canonical_json(payload_of(event)))


def test_a_payment_arrives_as_it_was_taken():
    payment = a_payment(cash(5_003, handed_over=6_000), by(Tender.CARD, 900), rounding=euro(3))
    sent = wire(payments_v1.PaymentV1, PaymentTaken(payment=payment, reference="LIN-1-D-1"))
    assert payments_from_wire.payment_from_wire(sent) == payment


def test_a_refund_arrives_as_it_was_given():
    refund = a_refund(back(4_000), credit=euro(4_000), order_id=None)
    sent = wire(payments_v1.RefundV1, RefundGiven(refund=refund, reference="LIN-1-R-1"))
    assert payments_from_wire.refund_from_wire(sent) == refund


def test_a_line_of_a_card_arrives_with_its_card():
    card = a_gift_card(confirmed_at=None)
    event = StoredValueMoved(value=card, entry=card.entries[0])
    sent = wire(payments_v1.StoredValueEntryV1, event)
    assert payments_from_wire.stored_value_from_wire(sent) == card


def test_every_entry_of_a_shift_arrives_with_the_hash_it_was_sealed_with():
    for entry in a_shift():
        sent = wire(payments_v1.JournalEntryV1, JournalEntrySealed(entry=entry))
        assert payments_from_wire.journal_entry_from_wire(sent) == entry
        assert sent.model_dump(mode="json") == entry.to_json()


def test_an_entry_whose_content_is_not_what_was_sealed_is_refused():
    sent = wire(payments_v1.JournalEntryV1, JournalEntrySealed(entry=a_shift()[1]))
    forged = sent.model_copy(update={"document": {**sent.document, "total": 1}})
    with pytest.raises(JournalEntryIsDamaged):
        payments_from_wire.journal_entry_from_wire(forged)


def test_a_checkpoint_arrives_with_its_signature():
    [checkpoint] = checkpoints_of(a_shift(), DeviceKey.generate())
    sent = wire(payments_v1.CheckpointV1, JournalCheckpointSigned(checkpoint=checkpoint))
    assert payments_from_wire.checkpoint_from_wire(sent) == checkpoint
