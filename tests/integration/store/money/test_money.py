"""What is written of money is read back the same, from either store, and added up once."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.kernel.ids import OrderId
from app.domain.payments.balance import balance_of
from app.domain.payments.ids import PaymentId
from app.domain.payments.payment import Purpose
from app.domain.payments.stored_value import StoredValueEntry, ValueMovement
from app.domain.payments.tender import Tender, TenderKey
from app.domain.payments.terminal import (
    Direction,
    TerminalReason,
    TerminalReport,
    TerminalState,
    declined,
)
from tests.factories.moments import NOW
from tests.factories.payments import (
    ORDER,
    TILL,
    a_gift_card,
    a_payment,
    a_refund,
    an_attempt,
    back,
    by,
    cash,
    euro,
)


def test_a_payment_is_read_back_as_it_was_taken(begin):
    payment = a_payment(cash(5_003, handed_over=6_000), by(Tender.CARD, 900), rounding=euro(3))
    with begin() as unit:
        unit.payments.add_payment(payment)
        unit.commit()
    with begin() as unit:
        assert unit.payments.payment(payment.payment_id) == payment
        assert unit.payments.payment(PaymentId(uuid4())) is None


def test_a_sale_paid_in_advance_has_no_lines(begin):
    sale = replace(a_payment(), lines=(), purpose=Purpose.SALE)
    with begin() as unit:
        unit.payments.add_payment(sale)
        assert unit.payments.payment(sale.payment_id) == sale


def test_a_refund_is_read_back_as_it_was_given(begin):
    card = TenderKey(tender=Tender.CARD, reference="4711")
    credit = TenderKey(tender=Tender.STORE_CREDIT, reference=str(uuid4()))
    refund = a_refund(back(4_000), back(1_000, card, credit), credit=euro(5_000))
    with begin() as unit:
        unit.payments.add_refund(refund)
        unit.commit()
    with begin() as unit:
        assert unit.payments.refund(refund.refund_id) == refund


def test_the_same_payment_and_refund_twice_count_once(begin):
    payment, refund = a_payment(cash(10_000)), a_refund(back(2_500))
    with begin() as unit:
        for _ in range(2):
            unit.payments.add_payment(payment)
            unit.payments.add_refund(refund)
        entries = unit.payments.entries_of_order(ORDER)
        assert len(entries) == 2
        assert balance_of(entries, "EUR").held == euro(7_500)


def test_what_belongs_to_another_order_or_sale_is_not_counted(begin):
    other = OrderId(uuid4())
    sale = a_payment(order_id=None, purpose=Purpose.SALE)
    refund = a_refund(order_id=None, payment_id=sale.payment_id)
    with begin() as unit:
        unit.payments.add_payment(a_payment(order_id=other))
        unit.payments.add_payment(sale)
        unit.payments.add_refund(refund)
        assert unit.payments.entries_of_order(ORDER) == ()
        assert unit.payments.entries_of_payment(sale.payment_id) == (sale, refund)


def test_a_card_is_found_by_its_id_and_by_its_number_with_its_ledger(begin):
    card = a_gift_card()
    redeemed = StoredValueEntry(
        entry_id="x:0",
        stored_value_id=card.stored_value_id,
        movement=ValueMovement.REDEEM,
        amount=euro(1_200),
        at=NOW,
        device_id=TILL,
    )
    with begin() as unit:
        unit.stored_value.add(card)
        for _ in range(2):
            unit.stored_value.add_entry(redeemed)
        unit.commit()
    with begin() as unit:
        found = unit.stored_value.get(card.stored_value_id)
        assert found == unit.stored_value.by_number(card.number)
        assert found.entries == (*card.entries, redeemed)
        assert (found.balance, found.expires_on) == (euro(3_800), card.expires_on)
        assert unit.stored_value.by_number("nobody's") is None


def test_the_servers_word_makes_a_balance_the_present_one(begin):
    card = replace(a_gift_card(), confirmed_at=None)
    with begin() as unit:
        unit.stored_value.add(card)
        assert not unit.stored_value.get(card.stored_value_id).is_confirmed(NOW)
        unit.stored_value.confirm(NOW)
        assert unit.stored_value.get(card.stored_value_id).is_confirmed(NOW)


APPROVED = TerminalReport(
    state=TerminalState.APPROVED, authorisation="A1", number="42", card_kind="Debit"
)


@pytest.mark.parametrize(
    "attempt",
    [
        an_attempt(),
        an_attempt(before=None, was_sent=True),
        an_attempt(before=""),
        an_attempt(report=APPROVED, used_by="c"),
        an_attempt(report=declined(TerminalReason.NOT_CHARGED)),
    ],
)
def test_a_card_request_is_read_back_as_it_was_kept(begin, attempt):
    with begin() as unit:
        unit.attempts.save(attempt)
        unit.commit()
    with begin() as unit:
        assert unit.attempts.get(attempt.attempt_id) == attempt


def test_only_what_is_open_or_on_no_receipt_is_unsettled(begin):
    opened, unclaimed = an_attempt(), an_attempt(minute=1, report=APPROVED)
    with begin() as unit:
        for each in (
            unclaimed,
            opened,
            an_attempt(report=APPROVED, used_by="c"),
            an_attempt(report=declined(TerminalReason.DECLINED)),
        ):
            unit.attempts.save(each)
        assert set(unit.attempts.unsettled(TILL)) == {opened, unclaimed}
        unit.attempts.save(opened.reported(declined(TerminalReason.ABANDONED)))
        unit.attempts.save(unclaimed.claimed("c", Direction.CHARGE, unclaimed.request.amount))
        assert unit.attempts.unsettled(TILL) == ()
