"""Taking and giving back money keeps everything or nothing, once, and only what is there."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.kernel.text import TextIsTooLong
from app.domain.orders import OrderNotFound, OrderStatus
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import (
    ApprovalIsStale,
    CommandWasUsedForAnotherPayment,
    DocumentDoesNotAddUp,
    OrderIsAlreadySold,
    OrderIsNotSold,
    PaymentDiffersFromTotal,
    PaymentExceedsDue,
    PaymentNotFound,
    RefundExceedsPaid,
    RefundExceedsSold,
    SecondPersonIsTheSame,
    TillIsClosed,
)
from app.domain.payments.events import PaymentTaken, RefundGiven
from app.domain.payments.journal import JournalEntrySealed
from app.domain.payments.payment import Purpose
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine
from app.services.auditing import ReasonIsMissing
from app.services.changes import NO_CHANGES, Topic
from tests.factories.orders import an_order
from tests.factories.payments import a_content, back, by, cash, euro
from tests.factories.till import TillShop


@pytest.fixture
def shop():
    return TillShop().opened()


@pytest.fixture
def order(shop):
    return shop.an_order()


def before(shop):
    return shop.unit.memory.contents()


def test_a_sale_is_kept_with_its_receipt_its_audit_and_its_facts(shop):
    command = shop.a_sale(cash(6_000, handed_over=10_000), by(Tender.CARD, 4_000, "A1"))
    entry, changes = shop.payments.take(shop.optician, command)
    assert entry.reference == "LIN-1-S-1"
    assert entry.document.total == euro(10_000)
    payment = shop.unit.till_payments.taken[command.command_id]
    assert payment.settled == euro(10_000)
    facts = [type(fact.event) for fact in shop.unit.memory.outbox.facts]
    assert facts[-2:] == [JournalEntrySealed, PaymentTaken]
    assert {fact.command_id for fact in shop.unit.memory.outbox.facts[-2:]} == {command.command_id}
    assert shop.unit.memory.audit.entries[-1].action is Action.PAYMENT_TAKE
    assert {Topic.PAYMENTS, Topic.TILL, Topic.OUTBOX} <= changes


def test_pressing_twice_takes_the_money_once(shop):
    command = shop.a_sale(cash(10_000))
    first, _ = shop.payments.take(shop.optician, command)
    kept = before(shop)
    again, changes = shop.payments.take(shop.optician, command)
    assert again == first
    assert changes == NO_CHANGES
    assert before(shop) == kept


def test_a_form_reused_for_another_order_is_refused_and_changes_nothing(shop, order):
    command = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, command)
    kept = before(shop)
    for change in (
        {"order_id": order.order_id},
        {"lines": (cash(9_000), by(Tender.VOUCHER, 1_000))},
        {"cards": (shop.command(),)},
    ):
        with pytest.raises(CommandWasUsedForAnotherPayment):
            shop.payments.take(shop.optician, replace(command, **change))
    assert before(shop) == kept


def test_a_deposit_a_second_one_and_the_balance_make_an_order_paid(shop, order):
    total = order.total.minor
    for minor in (10_000, 5_000):
        shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(minor)))
    account = shop.payments.account(shop.optician, order.order_id)
    assert (account.balance.due, account.is_sold) == (euro(total - 15_000), False)
    sale = shop.a_sale(by(Tender.TRANSFER, total - 15_000), total=total, order_id=order.order_id)
    entry, _ = shop.payments.take(shop.optician, sale)
    assert entry.document.total == order.total
    assert entry.document.details["deposits"] == 15_000
    account = shop.payments.account(shop.optician, order.order_id)
    assert (account.balance.due, account.is_sold) == (euro(0), True)


def test_an_order_paid_in_advance_is_sold_without_a_tender(shop, order):
    total = order.total.minor
    shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(total)))
    sale = shop.a_sale(total=total, order_id=order.order_id)
    entry, _ = shop.payments.take(shop.optician, sale)
    assert (entry.document.total, entry.document.movements) == (order.total, ())
    with pytest.raises(OrderIsAlreadySold):
        shop.payments.take(shop.optician, replace(sale, command_id=shop.command()))


def test_an_insurer_and_the_patient_share_a_sale(shop, order):
    total = order.total.minor
    sale = shop.a_sale(
        by(Tender.INSURER, 8_000, "CL-77"),
        cash(total - 8_000),
        total=total,
        order_id=order.order_id,
    )
    entry, _ = shop.payments.take(shop.optician, sale)
    assert [move.tender for move in entry.document.movements] == [Tender.INSURER, Tender.CASH]


def refused_sales(shop, order):
    total = order.total.minor
    francs = TenderLine(key=CASH_DRAWER, amount=Money(10_000, "CHF"))
    return [
        (shop.a_sale(cash(9_999)), PaymentDiffersFromTotal),
        (shop.a_sale(cash(10_001)), PaymentDiffersFromTotal),
        (
            shop.a_sale(
                cash(10_000), content=replace(a_content(10_000), taxes=a_content(9_999).taxes)
            ),
            DocumentDoesNotAddUp,
        ),
        (shop.a_sale(francs, rounding=Money(0, "CHF")), CurrenciesDiffer),
        (shop.a_deposit(order.order_id, cash(total + 1)), PaymentExceedsDue),
        (
            shop.a_sale(cash(total - 1), total=total - 1, order_id=order.order_id),
            PaymentDiffersFromTotal,
        ),
        (shop.a_deposit(an_order().order_id, cash(1)), OrderNotFound),
    ]


def test_what_does_not_add_up_is_refused_and_nothing_is_half_written(shop, order):
    for command, refusal in refused_sales(shop, order):
        kept = before(shop)
        with pytest.raises(refusal):
            shop.payments.take(shop.optician, command)
        assert before(shop) == kept


def test_nothing_is_taken_while_the_till_is_closed(shop):
    for closed in (TillShop(), shop):
        if closed is shop:
            shop.closed()
        with pytest.raises(TillIsClosed):
            closed.payments.take(closed.optician, closed.a_sale(cash(10_000)))


def test_a_technician_takes_no_money(shop):
    with pytest.raises(AccessDenied):
        shop.payments.take(shop.session(Role.TECHNICIAN), shop.a_sale(cash(10_000)))


def test_a_cancelled_order_costs_nothing_and_its_deposit_goes_back(shop):
    order = shop.an_order()
    shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(4_000)))
    shop.unit.memory.orders.add(replace(order, status=OrderStatus.CANCELLED, version=2))
    assert shop.payments.account(shop.optician, order.order_id).balance.due == euro(-4_000)
    refund = shop.a_refund(back(4_000), order_id=order.order_id)
    entry, _ = shop.payments.refund(shop.manager, refund)
    assert entry.document.type is DocumentType.DEPOSIT_REFUND
    assert shop.payments.account(shop.optician, order.order_id).balance.due == euro(0)


def test_a_refund_is_kept_with_its_credit_note_its_reason_and_its_facts(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(4_000), credit=4_000, payment_id=sale.command_id)
    entry, _ = shop.payments.refund(shop.manager, refund)
    assert entry.reference == "LIN-1-R-1"
    assert entry.document.details["reason"] == "changed their mind"
    assert type(shop.unit.memory.outbox.facts[-1].event) is RefundGiven
    audit = shop.unit.memory.audit.entries[-1]
    assert (audit.action, audit.reason) == (Action.PAYMENT_REFUND, "changed their mind")
    assert shop.payments.refund(shop.manager, refund) == (entry, NO_CHANGES)
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.payments.refund(shop.manager, replace(refund, lines=(back(3_999),)))


def test_refunds_of_one_sale_never_exceed_it_together(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    for minor, refusal in ((6_000, None), (4_001, RefundExceedsPaid), (4_000, None)):
        refund = shop.a_refund(back(minor), credit=minor, payment_id=sale.command_id)
        if refusal is None:
            shop.payments.refund(shop.manager, refund)
            continue
        kept = before(shop)
        with pytest.raises(refusal) as caught:
            shop.payments.refund(shop.manager, refund)
        assert caught.value.facts["left"] == euro(4_000)
        assert before(shop) == kept


def refused_refunds(shop, order, sale):
    voucher = TenderKey(tender=Tender.VOUCHER, reference="V9")
    own = {"payment_id": sale.command_id}
    return [
        (shop.a_refund(back(1, voucher), credit=1, **own), RefundExceedsPaid),
        (shop.a_refund(back(200), credit=100, **own), RefundExceedsSold),
        (shop.a_refund(back(1_000), credit=20_000, **own), RefundExceedsSold),
        (shop.a_refund(back(100), **own), RefundExceedsSold),
        (shop.a_refund(back(100)), PaymentNotFound),
        (shop.a_refund(back(100), payment_id=shop.command()), PaymentNotFound),
        (shop.a_refund(back(100), credit=100, order_id=order.order_id), OrderIsNotSold),
        (shop.a_refund(back(100), credit=100, reason=" ", **own), ReasonIsMissing),
        (
            shop.a_refund(back(100), credit=100, content=a_content(99), **own),
            PaymentDiffersFromTotal,
        ),
    ]


def test_what_may_not_go_back_is_refused_and_nothing_is_half_written(shop, order):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(5_000)))
    for command, refusal in refused_refunds(shop, order, sale):
        kept = before(shop)
        with pytest.raises(refusal):
            shop.payments.refund(shop.manager, command)
        assert before(shop) == kept


def test_an_optician_refunds_with_a_managers_fresh_pin_and_not_without(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(100), credit=100, payment_id=sale.command_id)
    manager = shop.session(Role.MANAGER)
    other_optician = shop.session(Role.OPTICIAN)
    for second, refusal in (
        (None, AccessDenied),
        (other_optician, AccessDenied),
        (shop.session(Role.MANAGER, user_id=shop.optician.user_id), SecondPersonIsTheSame),
    ):
        with pytest.raises(refusal):
            shop.payments.refund(shop.optician, refund, second=second)
    shop.later(seconds=61)
    with pytest.raises(ApprovalIsStale):
        shop.payments.refund(shop.optician, refund, second=manager)
    entry, _ = shop.payments.refund(
        shop.optician, refund, second=shop.session(Role.MANAGER, user_id=manager.user_id)
    )
    assert entry.stamp.actor == shop.optician.user_id
    assert shop.unit.memory.audit.entries[-1].user_id == manager.user_id


def test_what_was_paid_on_an_order_goes_back_on_that_order_and_not_once_more(shop, order):
    deposit = shop.a_deposit(order.order_id, cash(5_000))
    shop.payments.take(shop.optician, deposit)
    aside = shop.a_refund(back(5_000), payment_id=deposit.command_id)
    with pytest.raises(PaymentNotFound):
        shop.payments.refund(shop.manager, aside)
    shop.payments.refund(shop.manager, shop.a_refund(back(5_000), order_id=order.order_id))
    with pytest.raises(RefundExceedsPaid):
        shop.payments.refund(shop.manager, shop.a_refund(back(1), order_id=order.order_id))


def test_a_reason_of_ten_thousand_signs_is_refused(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(100), credit=100, payment_id=sale.command_id, reason="x" * 10_000)
    with pytest.raises(TextIsTooLong):
        shop.payments.refund(shop.manager, refund)


def test_one_lens_is_exchanged_by_a_credit_and_a_new_sale(shop, order):
    total = order.total.minor
    shop.payments.take(
        shop.optician, shop.a_sale(cash(total), total=total, order_id=order.order_id)
    )
    one_lens = 15_000
    refund = shop.a_refund(back(one_lens), credit=one_lens, order_id=order.order_id)
    shop.payments.refund(shop.manager, refund)
    shop.payments.take(shop.optician, shop.a_sale(cash(one_lens), total=one_lens))
    sums = shop.entries[-1].totals
    assert {each.turnover for each in sums.values()} == {total}


def test_a_rounded_sale_leaves_the_order_paid_and_the_coin_in_the_drawer(shop):
    sale = shop.a_sale(cash(1_005), total=1_003, rounding=euro(2))
    entry, _ = shop.payments.take(shop.optician, sale)
    assert entry.document.total == euro(1_003)
    assert shop.expected_cash() == 21_005


def test_a_purpose_of_its_own_is_never_mistaken_for_another(shop, order):
    command = shop.a_deposit(order.order_id, cash(100))
    entry, _ = shop.payments.take(shop.optician, command)
    assert entry.document.type is DocumentType.DEPOSIT
    assert shop.unit.till_payments.taken[command.command_id].purpose is Purpose.DEPOSIT
