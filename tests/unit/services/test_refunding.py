"""Giving back: deposits and returned lines, to where the money came from, never more than that."""

from dataclasses import replace
from uuid import UUID

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.domain.kernel.ids import DeviceId
from app.domain.orders import OrderStatus
from app.domain.orders.returns import Disposition, OrderReturn, ReturnedLine
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import RefundExceedsPaid, RefundRouteIsClosed
from app.domain.payments.ids import PaymentId
from app.domain.payments.payment import Payment, Purpose, Refund
from app.domain.payments.tender import Tender, TenderKey
from app.domain.payments.terminal import Direction
from app.services.auditing import ReasonIsMissing
from app.services.card_payments import AskTerminal
from app.services.changes import NO_CHANGES
from app.services.checkout import PayOrder
from app.services.refunding import (
    GiveMoneyBack,
    NothingToGiveBack,
    RefundAsked,
    ReturnIsRefunded,
    refund_id_of,
)
from tests.factories.checkout import INSURER, CheckoutShop, a_bill, a_billed_order
from tests.factories.moments import NOW
from tests.factories.payments import CASHIER, by, cash, euro
from tests.factories.places import STORE_ID

OTHER_TILL = DeviceId(UUID(int=7))
CREDIT = TenderKey(tender=Tender.STORE_CREDIT, reference="0198a000-0000-7000-8000-0000000000aa")


@pytest.fixture
def shop():
    return CheckoutShop().opened(500_00)


@pytest.fixture
def order(shop):
    return shop.keep(a_billed_order())


def paid(shop, order, *lines):
    whole = sum(line.amount.minor for line in lines)
    command = PayOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        amount=euro(whole),
        lines=lines,
        rounding=euro(0),
    )
    return shop.checkout.pay(shop.optician, command)[0]


def given(shop, asked, *, second=True, **changes):
    command = GiveMoneyBack(command_id=shop.command(), asked=asked, reason="Changed their mind")
    manager = shop.session(Role.MANAGER) if second else None
    return shop.refunding.give(shop.optician, replace(command, **changes), second=manager)


def came_back(shop, order, *numbers, n=1):
    """Let lines of an order come back; the first line has the number 1."""
    lines = tuple(
        ReturnedLine(
            line_id=str(UUID(int=number)),
            sku=f"SKU-{number}",
            pieces=1,
            disposition=Disposition.RESTOCK,
            credit_minor=order.draft.bill.line(str(UUID(int=number))).gross_minor,
        )
        for number in numbers
    )
    back = OrderReturn(
        return_id=UUID(int=900 + n),
        order_id=order.order_id,
        site_id=STORE_ID,
        lines=lines,
        currency="EUR",
        reason="Does not fit",
        at=NOW,
        by=CASHIER,
    )
    shop.unit.memory.orders.add_return(back)
    return RefundAsked(order_id=order.order_id, return_id=back.return_id)


def a_sold_order(shop, *lines, bill=None):
    order = shop.ready(shop.keep(a_billed_order(bill)))
    paid(shop, order, *lines)
    return order


def test_a_deposit_goes_back_the_way_it_came(shop, order):
    paid(shop, order, cash(314_55, handed_over=350_00))
    shop.cancelled(order)
    entry, _ = given(shop, RefundAsked(order_id=order.order_id))
    assert entry.document.type is DocumentType.DEPOSIT_REFUND
    assert entry.document.total == euro(314_55)
    assert shop.expected_cash() == 500_00
    with pytest.raises(NothingToGiveBack):
        given(shop, RefundAsked(order_id=order.order_id))


def test_a_part_of_a_deposit_goes_back_and_no_more_than_was_paid(shop, order):
    paid(shop, order, cash(200_00))
    given(shop, RefundAsked(order_id=order.order_id, amount=euro(50_00)))
    with pytest.raises(RefundExceedsPaid) as caught:
        given(shop, RefundAsked(order_id=order.order_id, amount=euro(150_01)))
    assert caught.value.facts["left"] == euro(150_00)


def test_a_line_that_came_back_is_credited_with_its_tax(shop):
    order = a_sold_order(shop, cash(629_10))
    entry, _ = given(shop, came_back(shop, order, 2))
    assert entry.document.type is DocumentType.REFUND
    assert entry.document.total == euro(214_55)
    assert [each["sku"] for each in entry.document.details["lines"]] == ["SKU-2"]
    assert sum(tax.gross_minor for tax in entry.document.taxes) == 214_55
    assert shop.checkout.tab(shop.optician, order.order_id).account.balance.due == euro(0)


def test_everything_comes_back_in_two_steps_to_the_last_cent(shop):
    order = a_sold_order(shop, cash(629_10))
    given(shop, came_back(shop, order, 1, n=1))
    given(shop, came_back(shop, order, 2, 3, n=2))
    balance = shop.checkout.tab(shop.optician, order.order_id).account.balance
    assert (balance.charged, balance.held) == (euro(0), euro(0))
    assert shop.expected_cash() == 500_00


def test_a_return_is_paid_out_once(shop):
    order = a_sold_order(shop, cash(629_10))
    asked = came_back(shop, order, 1)
    first, _ = given(shop, asked)
    again, changes = given(shop, asked)
    assert (again, changes) == (first, NO_CHANGES)
    with pytest.raises(ReturnIsRefunded):
        shop.refunding.plan(shop.optician, asked)


def test_an_insurer_gets_its_part_back_and_the_patient_theirs(shop):
    order = a_sold_order(shop, cash(549_10), bill=a_bill(covers=(INSURER,)))
    plan = shop.refunding.plan(shop.optician, came_back(shop, order, 1, 2, 3))
    assert [(each.to.tender, each.amount.minor) for each in plan.lines] == [
        (Tender.CASH, 549_10),
        (Tender.INSURER, 80_00),
    ]
    assert plan.given == euro(549_10)


def test_the_card_gets_its_money_first_and_is_asked_through_the_terminal(shop):
    order = shop.ready(shop.keep(a_billed_order()))
    shop.unit.till_payments.add_payment(_card_payment(shop, order))
    plan = shop.refunding.plan(shop.optician, came_back(shop, order, 1))
    assert [line.amount for line in plan.card_lines] == [euro(200_00)]


def _card_payment(shop, order):
    paid(shop, order, cash(29_10))
    first = next(iter(shop.unit.till_payments.taken.values()))
    key = UUID(int=77)
    shop.unit.till_payments.taken[key] = replace(
        first,
        payment_id=key,
        purpose="sale",
        lines=(by(Tender.CARD, 600_00, "A1"),),
    )
    return shop.unit.till_payments.taken[key]


def test_a_store_credit_takes_it_all_instead(shop):
    order = a_sold_order(shop, cash(629_10))
    asked = replace(came_back(shop, order, 1), to=CREDIT)
    entry, _ = given(shop, asked, credit_number="SC-1")
    assert [each.tender for each in entry.document.movements] == [Tender.STORE_CREDIT]
    card = shop.unit.till_values.by_number("SC-1")
    assert card.balance == euro(200_00)


def test_a_closed_route_is_refused_before_anything_moves(shop):
    order = a_sold_order(shop, by(Tender.VOUCHER, 629_10, "V-1"))
    asked = replace(
        came_back(shop, order, 1), to=TenderKey(tender=Tender.TRANSFER, reference="T-1")
    )
    with pytest.raises(RefundRouteIsClosed):
        shop.refunding.plan(shop.optician, asked)


def test_a_sold_order_that_is_cancelled_is_credited_whole_with_its_tax(shop):
    order = a_sold_order(shop, cash(629_10))
    shop.cancelled(shop.unit.memory.orders.get(order.order_id))
    entry, _ = given(shop, RefundAsked(order_id=order.order_id))
    assert entry.document.type is DocumentType.REFUND
    assert entry.document.total == euro(629_10)
    assert shop.expected_cash() == 500_00


def test_an_optician_alone_gives_nothing_back(shop, order):
    paid(shop, order, cash(100_00))
    with pytest.raises(AccessDenied):
        given(shop, RefundAsked(order_id=order.order_id), second=False)


def test_a_refund_without_a_reason_is_refused(shop, order):
    paid(shop, order, cash(100_00))
    with pytest.raises(ReasonIsMissing):
        given(shop, RefundAsked(order_id=order.order_id), reason=" ")


def taken_elsewhere(shop, order, minor):
    """Keep a deposit that another till took while it had no line."""
    payment = Payment(
        payment_id=PaymentId(shop.new_id()),
        purpose=Purpose.DEPOSIT,
        order_id=order.order_id,
        lines=(cash(minor),),
        rounding=euro(0),
        taken_at=NOW,
        taken_by=CASHIER,
        till_id=OTHER_TILL,
    )
    shop.unit.payments.add_payment(payment)


def test_what_another_till_took_after_the_sale_goes_back(shop):
    order = a_sold_order(shop, cash(629_10))
    taken_elsewhere(shop, order, 100_00)
    entry, _ = given(shop, RefundAsked(order_id=order.order_id))
    assert (entry.document.type, entry.document.total) == (
        DocumentType.DEPOSIT_REFUND,
        euro(100_00),
    )
    balance = shop.checkout.tab(shop.optician, order.order_id).account.balance
    assert (balance.due, balance.held) == (euro(0), euro(629_10))
    with pytest.raises(NothingToGiveBack):
        given(shop, RefundAsked(order_id=order.order_id))


def test_an_order_that_costs_less_since_gives_back_the_surplus_and_not_all(shop, order):
    paid(shop, order, cash(629_10))
    less = a_billed_order(a_bill(200_00, 214_55)).draft
    draft = replace(order.draft, bill=less.bill, items=less.items)
    shop.keep(replace(order, version=2, draft=draft))
    entry, _ = given(shop, RefundAsked(order_id=order.order_id))
    assert entry.document.total == euro(214_55)
    assert shop.checkout.tab(shop.optician, order.order_id).account.balance.due == euro(0)


def test_what_came_back_before_it_was_sold_costs_nothing_and_gives_its_deposit_back(shop, order):
    paid(shop, order, cash(314_55))
    asked = came_back(shop, order, 1, 2, 3)
    shop.keep(replace(order, version=2, status=OrderStatus.RETURNED))
    entry, _ = given(shop, asked)
    assert (entry.document.type, entry.document.total) == (
        DocumentType.DEPOSIT_REFUND,
        euro(314_55),
    )
    balance = shop.checkout.tab(shop.optician, order.order_id).account.balance
    assert (balance.charged, balance.held, balance.due) == (euro(0), euro(0), euro(0))


def test_two_tills_that_paid_a_return_out_are_both_in_the_books(shop):
    order = a_sold_order(shop, cash(629_10))
    asked = came_back(shop, order, 1)
    given(shop, asked)
    [own] = [
        e for e in shop.unit.payments.entries_of_order(order.order_id) if isinstance(e, Refund)
    ]
    elsewhere = refund_id_of(asked.return_id, OTHER_TILL)
    assert elsewhere != own.refund_id
    other = replace(own, refund_id=elsewhere, till_id=OTHER_TILL)
    shop.unit.payments.add_refund(other)
    balance = shop.checkout.tab(shop.optician, order.order_id).account.balance
    assert balance.refunded == euro(400_00)


def test_a_return_that_another_till_paid_out_is_not_paid_out_again(shop):
    order = a_sold_order(shop, cash(629_10))
    asked = came_back(shop, order, 1)
    plan = shop.refunding.plan(shop.optician, asked)
    refund = Refund(
        refund_id=refund_id_of(asked.return_id, OTHER_TILL),
        order_id=order.order_id,
        payment_id=None,
        lines=plan.lines,
        credit=plan.credit,
        rounding=euro(0),
        given_at=NOW,
        given_by=CASHIER,
        till_id=OTHER_TILL,
    )
    shop.unit.payments.add_refund(refund)
    with pytest.raises(ReturnIsRefunded):
        given(shop, asked)


def test_a_return_nobody_knows_gives_nothing_back(shop):
    order = a_sold_order(shop, cash(629_10))
    with pytest.raises(NothingToGiveBack):
        given(shop, RefundAsked(order_id=order.order_id, return_id=UUID(int=12345)))


def test_what_arrives_after_a_cancelled_sale_was_given_back_goes_back_too(shop):
    order = a_sold_order(shop, cash(629_10))
    shop.cancelled(order)
    given(shop, RefundAsked(order_id=order.order_id))
    taken_elsewhere(shop, order, 100_00)
    given(shop, RefundAsked(order_id=order.order_id))
    balance = shop.checkout.tab(shop.optician, order.order_id).account.balance
    assert (balance.due, balance.held) == (euro(0), euro(0))


def given_by_terminal(shop, order, minor):
    """Let the terminal give money back, and the power go before the credit note is written."""
    ask = AskTerminal(
        command_id=shop.command(),
        direction=Direction.REFUND,
        amount=euro(minor),
        order_id=order.order_id,
        reason="Does not fit",
        second=shop.session(Role.MANAGER),
    )
    attempt = shop.cards.begin(shop.optician, ask)
    attempt, _ = shop.cards.run(attempt, on_report=lambda _: None, wants_to_stop=lambda: False)
    return attempt.attempt_id


def test_what_the_terminal_gave_back_before_a_power_cut_is_not_asked_for_again(shop):
    one, other = by(Tender.CARD, 314_55, "A1"), by(Tender.CARD, 314_55, "A2")
    order = a_sold_order(shop, one, other)
    asked = came_back(shop, order, 1, 2, 3)
    attempt_id = given_by_terminal(shop, order, 314_55)
    plan = shop.refunding.plan(shop.optician, asked)
    assert plan.already_back == ((one.key, attempt_id),)
    rest = (other.key, given_by_terminal(shop, order, 314_55))
    entry, _ = given(shop, asked, cards=(*plan.already_back, rest))
    assert entry.document.total == euro(629_10)
    assert shop.cards.waiting(shop.optician) == ()


def test_the_terminals_word_for_another_order_or_amount_counts_for_nothing_here(shop):
    order = a_sold_order(shop, by(Tender.CARD, 629_10, "A1"))
    other = shop.keep(a_billed_order(n=418))
    given_by_terminal(shop, other, 200_00)
    given_by_terminal(shop, order, 100_00)
    assert shop.refunding.plan(shop.optician, came_back(shop, order, 1)).already_back == ()
