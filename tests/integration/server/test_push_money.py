"""What the server keeps of money: each thing once, a journal it can vouch for, balances for all."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from app.adapters.security.device_key import DeviceKey
from app.domain.kernel.ids import DeviceId, OrderId
from app.domain.payments.checkpoints import JournalCheckpointSigned
from app.domain.payments.documents import DocumentType
from app.domain.payments.events import PaymentTaken, RefundGiven, StoredValueMoved
from app.domain.payments.journal import JournalEntrySealed, JournalHead
from app.domain.payments.tender import Tender
from tests.factories import an_order
from tests.factories.payments import (
    a_document,
    a_gift_card,
    a_payment,
    a_refund,
    a_stamp,
    by,
    cash,
    checkpoints_of,
    euro,
)
from tests.factories.places import STORE_ID
from tests.fakes.server_facts import APPLIED, DUPLICATE, count, outcomes, rows, sell


def till_of(device):
    return DeviceId(UUID(device.identity["device_id"]))


def journal_of(device, *minors, start=None):
    """Return entries of a device's own till."""
    head = start or JournalHead(till_id=till_of(device), till_code="LIN-1")
    entries = []
    for minute, minor in enumerate(minors):
        entry = head.append(a_document(DocumentType.SALE, minor), a_stamp(minute))
        entries.append(entry)
        head = head.after(entry)
    return entries


def sealed(entries):
    return [JournalEntrySealed(entry=entry) for entry in entries]


def paid(device, *lines, **changes):
    payment = a_payment(*lines, till_id=till_of(device), **changes)
    return PaymentTaken(payment=payment, reference="LIN-1-D-1")


def trouble(engine):
    found = rows(engine, "SELECT number, kind FROM payments_journal_trouble ORDER BY 1, 2")
    return [tuple(each) for each in found]


def test_a_receipt_is_kept_whole_and_once(engine, store):
    order = an_order()
    sell(store, order)
    lines = (cash(5_003, handed_over=6_000), by(Tender.CARD, 900))
    taken = paid(store, *lines, rounding=euro(3), order_id=order.order_id)
    [entry] = journal_of(store, 5_903)
    store.commit(*sealed([entry]), taken)
    assert outcomes(store.push()) == [APPLIED] * 4
    store.commit(*sealed([entry]), taken)
    assert outcomes(store.push(5)) == [DUPLICATE] * 2
    kept = "SELECT tender, amount_minor, handed_over_minor FROM payments_payment_lines ORDER BY 1"
    assert rows(engine, kept) == [("card", 900, None), ("cash", 5_003, 6_000)]
    assert rows(engine, "SELECT number, hash FROM payments_journal") == [(1, entry.hash)]


def test_another_till_of_the_store_hears_of_payments_and_refunds(store, enrolled):
    order = an_order()
    sell(store, order)
    taken = paid(store, order_id=order.order_id)
    back = a_refund(till_id=till_of(store), order_id=order.order_id)
    store.commit(taken)
    store.commit(RefundGiven(refund=back, reference="LIN-1-E-1"))
    store.push()
    pulled = enrolled(STORE_ID).pull_all()
    assert ("payment", str(taken.payment.payment_id)) in pulled
    assert ("refund", str(back.refund_id)) in pulled


def test_another_store_hears_of_cards_and_of_no_payments(store, second_store):
    card = a_gift_card()
    moved = replace(card.entries[0], device_id=till_of(store), entry_id=f"{uuid4()}:0")
    store.commit(StoredValueMoved(value=card, entry=moved), paid(store))
    assert outcomes(store.push()) == [APPLIED] * 2
    assert second_store.pull_all() == [("stored_value", moved.entry_id)]


@pytest.mark.parametrize("turn", [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]])
def test_entries_that_come_in_any_order_end_without_a_gap(engine, store, turn):
    entries = journal_of(store, 100, 200, 300)
    for at, index in enumerate(turn):
        store.commit(*sealed([entries[index]]))
        assert outcomes(store.push(at + 1)) == [APPLIED]
    assert trouble(engine) == []
    assert count(engine, "payments_journal") == 3


def test_an_entry_that_never_comes_is_seen_as_missing(engine, store):
    first, _, third = journal_of(store, 100, 200, 300)
    store.commit(*sealed([first, third]))
    store.push()
    assert trouble(engine) == [(2, "missing")]


def test_a_till_put_back_from_a_backup_forks_and_both_entries_are_kept(engine, store):
    entries = journal_of(store, 100, 200)
    [other] = journal_of(store, 999)
    store.commit(*sealed([*entries, other]))
    assert outcomes(store.push()) == [APPLIED] * 3
    assert trouble(engine) == [(1, "forked")]


def test_an_entry_built_on_another_past_is_seen(engine, store):
    [first] = journal_of(store, 100)
    start = JournalHead(till_id=till_of(store), till_code="LIN-1")
    other_past = start.after(journal_of(store, 777)[0])
    [second] = journal_of(store, 200, start=other_past)
    store.commit(*sealed([first, second]))
    store.push()
    assert trouble(engine) == [(2, "chain_broken")]


def test_a_changed_entry_is_held_back_and_kept_as_it_came(engine, store):
    [entry] = journal_of(store, 100)
    forged = replace(entry, document=a_document(DocumentType.SALE, 1))
    store.commit(*sealed([forged]))
    assert outcomes(store.push()) == [("quarantined", "sync.payload.rule_broken")]
    assert count(engine, "payments_journal") == 0
    assert count(engine, "sync_dead_letters") == 1


def test_a_till_speaks_for_no_other_till(store):
    other = DeviceId(uuid4())
    store.commit(
        PaymentTaken(payment=a_payment(till_id=other, order_id=OrderId(uuid4())), reference="X")
    )
    [entry] = journal_of(store, 100)
    foreign = JournalHead(till_id=other, till_code="LIN-2").append(entry.document, entry.stamp)
    store.commit(*sealed([foreign]))
    assert outcomes(store.push()) == [("quarantined", "sync.site.foreign")] * 2


def test_a_checkpoint_is_kept_if_the_devices_own_key_signed_it(engine, store):
    entries = journal_of(store, *range(100, 150))
    [good] = checkpoints_of(entries, DeviceKey(store.key.private_bytes_raw().hex()))
    store.commit(JournalCheckpointSigned(checkpoint=good))
    assert outcomes(store.push()) == [APPLIED]
    forged = replace(good, hash="0" * 64)
    store.commit(JournalCheckpointSigned(checkpoint=forged))
    assert outcomes(store.push(2)) == [("quarantined", "sync.payload.rule_broken")]
    assert rows(engine, "SELECT hash FROM payments_checkpoints") == [(good.hash,)]


def test_what_was_told_of_money_is_never_changed_here(engine, store):
    store.commit(paid(store), *sealed(journal_of(store, 100)))
    store.push()
    for statement in ("UPDATE payments_journal SET number = 7", "DELETE FROM payments_payments"):
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.exec_driver_sql(statement)
