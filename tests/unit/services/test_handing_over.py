"""Handing over: a paid order goes, an unpaid one stays, and money in advance gets its receipt."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.domain.orders import OrderStatus, Proof
from app.domain.orders.errors import OrderIsUnpaid
from app.domain.payments.documents import DocumentType
from app.services.checkout import PayOrder
from app.services.handing_over import HandingOverService, OrderIsOverpaid
from app.services.order_file import OrderFileService
from app.services.order_life.collection import CollectionService, CollectOrder
from app.services.order_life.steps import OrderSteps
from app.services.refunding import GiveMoneyBack, RefundAsked
from tests.factories.checkout import CheckoutShop, a_bill, a_billed_order
from tests.factories.payments import cash, euro


@pytest.fixture
def shop():
    return CheckoutShop().opened()


@pytest.fixture
def handing_over(shop):
    steps = OrderSteps(
        units=lambda: shop.unit, gate=shop.desk.gate, clock=shop.clock, new_id=shop.new_id
    )
    return HandingOverService(checkout=shop.checkout, collection=CollectionService(steps=steps))


@pytest.fixture
def files(shop):
    return OrderFileService(payments=shop.payments)


def paid(shop, order, minor):
    pay = PayOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        amount=euro(minor),
        lines=(cash(minor),),
        rounding=euro(0),
    )
    shop.checkout.pay(shop.optician, pay)


def collecting(shop, order, **changes):
    command = CollectOrder(
        command_id=shop.command(), order_id=order.order_id, proof=Proof.SLIP, mark="C-1"
    )
    return replace(command, **changes)


def receipts(shop):
    return [e.document for e in shop.entries if e.document.type is not DocumentType.OPENING]


def test_what_was_paid_in_advance_is_sold_when_it_goes(shop, handing_over):
    order = shop.keep(a_billed_order())
    paid(shop, order, 629_10)
    shop.ready(order)
    command = collecting(shop, order)
    collected, _ = handing_over.collect(shop.optician, command)
    assert collected.status is OrderStatus.COLLECTED
    assert [each.type for each in receipts(shop)] == [DocumentType.DEPOSIT, DocumentType.SALE]
    again, _ = handing_over.collect(shop.optician, command)
    assert again == collected
    assert len(receipts(shop)) == 2


def test_what_is_sold_already_only_goes(shop, handing_over):
    order = shop.ready(shop.keep(a_billed_order()))
    paid(shop, order, 629_10)
    handing_over.collect(shop.optician, collecting(shop, order))
    assert [each.type for each in receipts(shop)] == [DocumentType.SALE]


def test_what_is_not_paid_stays_here(shop, handing_over):
    order = shop.ready(shop.keep(a_billed_order()))
    paid(shop, order, 600_00)
    with pytest.raises(OrderIsUnpaid) as caught:
        handing_over.collect(shop.optician, collecting(shop, order))
    assert caught.value.facts["due"] == euro(29_10)


def test_the_file_of_an_order_tells_its_money_and_who_opened_it(shop, files):
    order = shop.keep(a_billed_order())
    paid(shop, order, 300_00)
    file, changes = files.find(shop.optician, str(order.number))
    assert file.order == order
    assert file.account.balance.due == euro(329_10)
    assert [each.settled for each in file.moved] == [euro(300_00)]
    assert shop.unit.memory.audit.entries[-1].subject_id == order.order_id
    assert changes is not None


def test_a_quote_owes_nothing(shop, files):
    quote = shop.keep(a_billed_order(status=OrderStatus.QUOTE))
    assert files.open(shop.optician, quote.order_id)[0].account is None


def test_the_bench_opens_no_file(shop, files):
    order = shop.keep(a_billed_order())
    with pytest.raises(AccessDenied):
        files.open(shop.session(Role.TECHNICIAN), order.order_id)


def test_what_was_paid_too_much_goes_back_before_the_goods_go(shop, handing_over):
    order = shop.keep(a_billed_order())
    paid(shop, order, 629_10)
    less = a_billed_order(a_bill(200_00, 214_55)).draft
    draft = replace(order.draft, bill=less.bill, items=less.items)
    shop.ready(replace(order, version=2, draft=draft))
    command = collecting(shop, order)
    with pytest.raises(OrderIsOverpaid) as caught:
        handing_over.collect(shop.optician, command)
    assert caught.value.facts["over"] == euro(214_55)
    back = GiveMoneyBack(
        command_id=shop.command(), asked=RefundAsked(order_id=order.order_id), reason="Costs less"
    )
    shop.refunding.give(shop.optician, back, second=shop.session(Role.MANAGER))
    collected, _ = handing_over.collect(shop.optician, command)
    assert collected.status is OrderStatus.COLLECTED
    assert receipts(shop)[-1].type is DocumentType.SALE
    assert receipts(shop)[-1].total == euro(414_55)
