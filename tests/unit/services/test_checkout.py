"""The checkout: deposits, balances, sales with insurers, and goods over the counter."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.domain.kernel.percent import Percent
from app.domain.orders import OrderNotFound, OrderStatus
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import (
    CommandWasUsedForAnotherPayment,
    PaymentExceedsDue,
    TillIsClosed,
)
from app.domain.payments.tender import Tender
from app.domain.pricing import ManualDiscount, PercentOff
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.domain.pricing.shared import VoucherCodeUsed
from app.services.changes import NO_CHANGES
from app.services.checkout import (
    NothingIsDue,
    NothingIsSold,
    OrderHasNoBill,
    PayOrder,
    PriceHasChanged,
    QuoteIsNotPaid,
    SellGoods,
)
from app.services.pricing import BasketWish, VoucherWasUsed, WishLine
from tests.factories.catalogue import a_frame
from tests.factories.checkout import INSURER, CheckoutShop, a_bill, a_billed_order
from tests.factories.orders import an_order
from tests.factories.payments import by, cash, euro
from tests.factories.prices import a_promotion


@pytest.fixture
def shop():
    return CheckoutShop().opened()


@pytest.fixture
def order(shop):
    return shop.keep(a_billed_order())


def paid(shop, order, *lines, amount=None, **changes):
    whole = sum(line.amount.minor for line in lines)
    command = PayOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        amount=amount or euro(whole),
        lines=lines,
        rounding=euro(0),
    )
    return shop.checkout.pay(shop.optician, replace(command, **changes))[0]


def sold(shop, *lines, wish=None, second=None, **changes):
    whole = sum(line.amount.minor for line in lines)
    command = SellGoods(
        command_id=shop.command(),
        wish=wish or shop.wish(),
        seen_due=euro(whole),
        lines=lines,
        rounding=euro(0),
    )
    return shop.checkout.sell(shop.optician, replace(command, **changes), second=second)


def test_half_is_suggested_for_a_new_order(shop, order):
    tab = shop.checkout.tab(shop.optician, order.order_id)
    assert tab.patient_due == euro(629_10)
    assert tab.deposit == euro(314_55)
    assert tab.suggested == euro(314_55)
    assert not tab.is_ready


def test_the_share_of_the_deposit_is_a_setting(shop, order):
    third = replace(shop.checkout, deposit_share=Percent.parse("30"))
    assert third.tab(shop.optician, order.order_id).deposit == euro(188_73)


def test_a_deposit_has_its_own_receipt_and_leaves_the_balance(shop, order):
    entry = paid(shop, order, cash(314_55, handed_over=350_00))
    assert entry.document.type is DocumentType.DEPOSIT
    assert entry.document.details["reference"] == str(order.number)
    tab = shop.checkout.tab(shop.optician, order.order_id)
    assert (tab.patient_due, tab.deposit) == (euro(314_55), euro(0))
    assert tab.suggested == euro(314_55)


def test_paying_all_before_the_goods_are_here_is_still_a_deposit(shop, order):
    assert paid(shop, order, cash(629_10)).document.type is DocumentType.DEPOSIT


def test_the_balance_at_collection_is_the_sale_with_lines_and_tax(shop, order):
    paid(shop, order, cash(314_55))
    shop.ready(order)
    entry = paid(shop, order, by(Tender.CARD, 314_55, "A1"))
    assert entry.document.type is DocumentType.SALE
    assert entry.document.total == euro(629_10)
    assert len(entry.document.details["lines"]) == 3
    assert sum(tax.gross_minor for tax in entry.document.taxes) == 629_10
    assert shop.checkout.tab(shop.optician, order.order_id).account.is_sold


def test_what_was_paid_in_advance_to_the_last_coin_is_sold_without_a_tender(shop, order):
    paid(shop, order, cash(629_10))
    shop.ready(order)
    entry = paid(shop, order, amount=euro(0))
    assert entry.document.type is DocumentType.SALE
    assert entry.document.movements == ()


def test_a_part_of_the_balance_of_ready_goods_is_one_more_deposit(shop, order):
    shop.ready(order)
    assert paid(shop, order, cash(100_00)).document.type is DocumentType.DEPOSIT


def test_an_insurer_pays_its_part_on_the_receipt_of_the_sale(shop):
    order = shop.keep(a_billed_order(a_bill(covers=(INSURER,))))
    tab = shop.checkout.tab(shop.optician, order.order_id)
    assert tab.patient_due == euro(549_10)
    assert tab.deposit == euro(274_55)
    shop.ready(order)
    entry = paid(shop, order, cash(549_10))
    assert [(m.tender, m.amount_minor) for m in entry.document.movements] == [
        (Tender.CASH, 549_10),
        (Tender.INSURER, 80_00),
    ]
    assert entry.document.details["tenders"][1]["reference"] == "C-77 Vita"
    assert shop.checkout.tab(shop.optician, order.order_id).account.balance.due == euro(0)


def test_more_than_is_owed_is_not_taken(shop, order):
    with pytest.raises(PaymentExceedsDue):
        paid(shop, order, cash(700_00))


def test_nothing_is_taken_where_nothing_is_due(shop, order):
    paid(shop, order, cash(629_10))
    with pytest.raises(NothingIsDue):
        paid(shop, order, amount=euro(0))


def test_pressing_finish_twice_seals_once_even_for_the_sale_with_its_claims(shop):
    order = shop.ready(shop.keep(a_billed_order(a_bill(covers=(INSURER,)))))
    command = PayOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        amount=euro(549_10),
        lines=(cash(549_10),),
        rounding=euro(0),
    )
    first, _ = shop.checkout.pay(shop.optician, command)
    again, changes = shop.checkout.pay(shop.optician, command)
    assert (again, changes) == (first, NO_CHANGES)


def test_an_order_without_a_bill_takes_deposits_but_is_not_sold(shop):
    order = shop.keep(replace(an_order(), status=OrderStatus.AT_STORE))
    assert paid(shop, order, cash(100_00)).document.type is DocumentType.DEPOSIT
    with pytest.raises(OrderHasNoBill) as caught:
        paid(shop, order, cash(order.total.minor - 100_00))
    assert caught.value.facts == {"number": str(order.number)}


def test_a_quote_is_not_paid(shop):
    quote = shop.keep(a_billed_order(status=OrderStatus.QUOTE))
    with pytest.raises(QuoteIsNotPaid):
        shop.checkout.tab(shop.optician, quote.order_id)


def test_an_order_is_found_by_its_printed_number(shop, order):
    assert shop.checkout.find(shop.optician, str(order.number).lower()).order == order
    with pytest.raises(OrderNotFound):
        shop.checkout.find(shop.optician, "O-LIN-26-999")


def test_a_technician_takes_no_money(shop, order):
    with pytest.raises(AccessDenied):
        shop.checkout.tab(shop.session(Role.TECHNICIAN), order.order_id)


def test_a_closed_till_takes_nothing(order):
    closed = CheckoutShop()
    closed.keep(order)
    with pytest.raises(TillIsClosed):
        paid(closed, order, cash(100_00))


def test_goods_over_the_counter_leave_the_shelf_with_their_receipt(shop):
    entry, _ = sold(shop, cash(189_00, handed_over=200_00))
    assert entry.document.type is DocumentType.SALE
    assert entry.document.details["order"] is None
    assert [each["sku"] for each in entry.document.details["lines"]] == [shop.sku]
    assert shop.on_hand() == 1


def test_a_counter_sale_pressed_twice_moves_stock_once(shop):
    command = SellGoods(
        command_id=shop.command(),
        wish=shop.wish(),
        seen_due=euro(189_00),
        lines=(cash(189_00),),
        rounding=euro(0),
    )
    first, _ = shop.checkout.sell(shop.optician, command)
    again, _ = shop.checkout.sell(shop.optician, command)
    assert again == first
    assert shop.on_hand() == 1


def test_a_price_that_moved_is_told_and_nothing_is_sold(shop):
    with pytest.raises(PriceHasChanged) as caught:
        sold(shop, cash(179_00))
    assert caught.value.facts["total"] == euro(189_00)
    assert shop.on_hand() == 2


def test_an_empty_counter_sells_nothing(shop):
    with pytest.raises(NothingIsSold):
        sold(shop, wish=BasketWish(lines=()))


def a_discount(shop, percent):
    return ManualDiscount(
        discount_id="D1",
        benefit=PercentOff(percent=Percent.parse(percent)),
        reason="A scratch",
        given_by=shop.optician.user_id,
    )


def test_a_discount_within_the_limit_needs_nobody_else(shop):
    wish = shop.wish(discounts=(a_discount(shop, "10"),))
    entry, _ = sold(shop, cash(170_10), wish=wish)
    assert entry.document.discount_minor == 18_90


def test_a_larger_discount_needs_a_second_pin_or_changes_nothing(shop):
    wish = shop.wish(discounts=(a_discount(shop, "20"),))
    with pytest.raises(DiscountNeedsSecondPin):
        sold(shop, cash(151_20), wish=wish)
    assert shop.on_hand() == 2
    second = shop.session(Role.MANAGER)
    entry, _ = sold(shop, cash(151_20), wish=wish, second=second)
    assert entry.document.total == euro(151_20)


def test_the_coins_of_the_site_round_its_cash(shop):
    assert shop.checkout.cash_step(shop.optician) == 1


def test_a_payment_command_that_comes_again_with_other_money_is_refused(shop, order):
    command = PayOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        amount=euro(100_00),
        lines=(cash(100_00),),
        rounding=euro(0),
    )
    first, _ = shop.checkout.pay(shop.optician, command)
    assert shop.checkout.pay(shop.optician, command) == (first, NO_CHANGES)
    other = replace(command, amount=euro(200_00), lines=(cash(200_00),))
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.checkout.pay(shop.optician, other)


def test_a_sale_command_that_comes_again_for_other_goods_is_refused(shop):
    shop.unit.memory.catalogue.save_frame(a_frame(sku="OTHER"))
    command_id = shop.command()
    sold(shop, cash(189_00), command_id=command_id)
    other = shop.wish(lines=(WishLine(line_id="G1", sku="OTHER", quantity=1),))
    with pytest.raises(CommandWasUsedForAnotherPayment):
        sold(shop, cash(189_00), command_id=command_id, wish=other)


def test_a_sale_that_comes_again_finds_its_receipt_although_the_price_is_another_now(shop):
    command_id = shop.command()
    first, _ = sold(shop, cash(189_00), command_id=command_id)
    shop.unit.memory.catalogue.save_frame(replace(a_frame(), price=euro(199_00)))
    assert sold(shop, cash(189_00), command_id=command_id) == (first, NO_CHANGES)
    assert shop.on_hand() == 1


def test_a_voucher_code_of_a_sale_is_told_to_the_chain_in_a_group_of_its_own(shop):
    shop.unit.memory.pricing.save_promotion(a_promotion(), version=1)
    command_id = shop.command()
    wish = shop.wish(codes=frozenset({"WELCOME20"}), owner=command_id)
    sold(shop, cash(169_00), command_id=command_id, wish=wish)
    facts = shop.unit.memory.outbox.facts
    told = [each for each in facts if isinstance(each.event, VoucherCodeUsed)]
    assert [each.event.use.code for each in told] == ["WELCOME20"]
    assert told[0].command_id != command_id
    with pytest.raises(VoucherWasUsed):
        sold(shop, cash(169_00), wish=replace(wish, owner=None))
