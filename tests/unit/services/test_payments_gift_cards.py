"""A gift card is sold, topped up, spent and given back to, and its ledger tells it all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import (
    CommandWasUsedForAnotherPayment,
    PaymentHasNoTender,
    RefundRouteIsClosed,
    StoredValueExists,
    StoredValueHasExpired,
    StoredValueIsNotRefunded,
    StoredValueIsShort,
    StoredValueNotFound,
    TenderNeedsReference,
)
from app.domain.payments.events import StoredValueMoved
from app.domain.payments.grand_totals import Period
from app.domain.payments.ids import StoredValueId
from app.domain.payments.payment import RefundLine
from app.domain.payments.stored_value import ValueMovement
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey
from app.services.changes import NO_CHANGES
from app.services.gift_cards import ChargeGiftCard, masked
from tests.factories.payments import back, by, cash, euro
from tests.factories.till import TillShop

NUMBER = "GC-7001-4455"


@pytest.fixture
def shop():
    return TillShop().opened()


def a_charge(shop, *lines, **changes):
    command = ChargeGiftCard(
        command_id=shop.command(),
        stored_value_id=StoredValueId(shop.new_id()),
        number=NUMBER,
        expires_on=None,
        lines=lines or (cash(5_000),),
        cards=(),
        rounding=euro(0),
    )
    return replace(command, **changes)


@pytest.fixture
def card(shop):
    shop.gift_cards.issue(shop.optician, a_charge(shop))
    return shop.gift_cards.find(shop.optician, NUMBER)


def from_card(card, minor):
    return by(card.kind, minor, str(card.stored_value_id))


def now(shop, card):
    return shop.unit.till_values.cards[card.stored_value_id]


def test_a_card_is_sold_for_what_goes_onto_it_and_that_is_no_turnover(shop, card):
    assert card.balance == euro(5_000)
    entry = shop.entries[-1]
    assert entry.document.type is DocumentType.STORED_VALUE
    sums = entry.totals[Period.PERPETUAL]
    assert (sums.stored_value, sums.turnover) == (5_000, 0)
    assert shop.expected_cash() == 25_000


def test_the_receipt_shows_no_more_of_a_number_than_its_end(shop, card):
    assert masked(NUMBER) == "********4455"
    assert NUMBER not in str(shop.entries[-1].to_json())


def test_issuing_twice_by_pressing_twice_issues_once(shop):
    command = a_charge(shop)
    entry, _ = shop.gift_cards.issue(shop.optician, command)
    assert shop.gift_cards.issue(shop.optician, command) == (entry, NO_CHANGES)
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.gift_cards.issue(shop.optician, replace(command, number="GC-7001-4456"))


def test_a_number_is_issued_once_and_an_unknown_card_is_not_topped_up(shop, card):
    for command, refusal in (
        (a_charge(shop), StoredValueExists),
        (a_charge(shop, number=" "), TenderNeedsReference),
        (a_charge(shop, number="GC-1", lines=()), PaymentHasNoTender),
    ):
        with pytest.raises(refusal):
            shop.gift_cards.issue(shop.optician, command)
    with pytest.raises(StoredValueNotFound):
        shop.gift_cards.top_up(shop.optician, a_charge(shop, number="GC-2"))
    with pytest.raises(StoredValueNotFound):
        shop.gift_cards.find(shop.optician, "GC-2")
    with pytest.raises(AccessDenied):
        shop.gift_cards.issue(shop.session(Role.TECHNICIAN), a_charge(shop, number="GC-3"))


def test_more_is_put_on_a_card(shop, card):
    top_up = a_charge(shop, cash(1_500), stored_value_id=card.stored_value_id)
    shop.gift_cards.top_up(shop.optician, top_up)
    assert now(shop, card).balance == euro(6_500)
    assert [e.movement for e in now(shop, card).entries] == [
        ValueMovement.ISSUE,
        ValueMovement.TOP_UP,
    ]


def test_a_card_pays_a_part_of_a_sale_and_is_never_overdrawn(shop, card):
    sale = shop.a_sale(from_card(card, 3_000), cash(7_000))
    shop.payments.take(shop.optician, sale)
    assert now(shop, card).balance == euro(2_000)
    assert type(shop.unit.memory.outbox.facts[-2].event) is StoredValueMoved
    kept = shop.unit.memory.contents()
    with pytest.raises(StoredValueIsShort):
        shop.payments.take(shop.optician, shop.a_sale(from_card(card, 2_001), cash(7_999)))
    assert shop.unit.memory.contents() == kept


@pytest.mark.parametrize("reference", ["no id", "0198a000-0000-7000-8000-0000000000ff"])
def test_a_card_nobody_knows_pays_nothing(shop, reference):
    with pytest.raises(StoredValueNotFound):
        shop.payments.take(shop.optician, shop.a_sale(by(Tender.GIFT_CARD, 10_000, reference)))


def test_a_gift_card_is_no_store_credit(shop, card):
    line = by(Tender.STORE_CREDIT, 1_000, str(card.stored_value_id))
    with pytest.raises(StoredValueNotFound):
        shop.payments.take(shop.optician, shop.a_sale(line, cash(9_000)))


def test_what_was_put_on_a_card_is_not_paid_out(shop, card):
    bought = next(iter(shop.unit.till_payments.taken))
    for credit in (0, 5_000):
        refund = shop.a_refund(back(5_000), credit=credit, payment_id=bought)
        with pytest.raises(StoredValueIsNotRefunded):
            shop.payments.refund(shop.manager, refund)


def test_an_expired_card_pays_nothing(shop):
    command = a_charge(shop, expires_on=shop.clock().date())
    shop.gift_cards.issue(shop.optician, command)
    card = shop.gift_cards.find(shop.optician, NUMBER)
    shop.later(days=1)
    with pytest.raises(StoredValueHasExpired):
        shop.payments.take(shop.optician, shop.a_sale(from_card(card, 100), total=100))


def test_what_came_from_a_card_goes_back_to_it_and_never_as_cash(shop, card):
    sale = shop.a_sale(from_card(card, 5_000), total=5_000)
    shop.payments.take(shop.optician, sale)
    source = TenderKey(tender=Tender.GIFT_CARD, reference=str(card.stored_value_id))
    with pytest.raises(RefundRouteIsClosed):
        back(1_000, source, CASH_DRAWER)
    refund = shop.a_refund(back(1_000, source), credit=1_000, payment_id=sale.command_id)
    shop.payments.refund(shop.manager, refund)
    assert now(shop, card).balance == euro(1_000)


def test_goods_for_store_credit_open_a_credit_that_pays_the_next_sale(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    credit = TenderKey(tender=Tender.STORE_CREDIT, reference=str(shop.new_id()))
    refund = shop.a_refund(
        back(4_000, CASH_DRAWER, credit), credit=4_000, payment_id=sale.command_id
    )
    with pytest.raises(StoredValueNotFound):
        shop.payments.refund(shop.manager, refund)
    shop.payments.refund(shop.manager, replace(refund, credit_number="SC-12"))
    found = shop.gift_cards.find(shop.optician, " SC-12 ")
    assert (found.kind, found.balance) == (Tender.STORE_CREDIT, euro(4_000))
    assert shop.expected_cash() == 30_000, "no cash left the drawer for it"
    shop.payments.take(shop.optician, shop.a_sale(from_card(found, 4_000), total=4_000))
    assert now(shop, found).balance == euro(0)


def test_a_card_confirmed_by_the_server_pays_above_the_limit_for_being_offline(shop):
    shop.gift_cards.issue(shop.optician, a_charge(shop, cash(30_000)))
    card = shop.gift_cards.find(shop.optician, NUMBER)
    cards = shop.unit.till_values.cards
    cards[card.stored_value_id] = replace(card, confirmed_at=shop.clock() - timedelta(seconds=5))
    sale = shop.a_sale(from_card(card, 25_000), total=25_000)
    shop.payments.take(shop.optician, sale)
    assert now(shop, card).balance == euro(5_000)


def test_one_card_is_not_spent_twice_by_writing_its_name_in_two_ways(shop, card):
    once = from_card(card, 3_000)
    again = by(card.kind, 3_000, str(card.stored_value_id).upper())
    with pytest.raises(StoredValueIsShort):
        shop.payments.take(shop.optician, shop.a_sale(once, again, total=6_000))
    assert now(shop, card).balance == euro(5_000)


def test_a_card_that_is_sold_again_by_the_same_command_for_other_money_is_refused(shop):
    command = a_charge(shop)
    first, _ = shop.gift_cards.issue(shop.optician, command)
    assert shop.gift_cards.issue(shop.optician, command) == (first, NO_CHANGES)
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.gift_cards.issue(shop.optician, replace(command, lines=(cash(8_000),)))


def test_a_number_typed_with_blanks_around_it_is_found_again(shop):
    shop.gift_cards.issue(shop.optician, a_charge(shop, number="  GC-1 "))
    assert shop.gift_cards.find(shop.optician, "GC-1").balance == euro(5_000)


def test_nothing_is_put_on_a_card_that_can_no_longer_be_spent(shop, card):
    ended = shop.clock().date() - timedelta(days=1)
    with pytest.raises(StoredValueHasExpired):
        shop.gift_cards.issue(shop.optician, a_charge(shop, number="GC-2", expires_on=ended))
    shop.unit.till_values.cards[card.stored_value_id] = replace(now(shop, card), expires_on=ended)
    more = a_charge(shop, stored_value_id=card.stored_value_id)
    with pytest.raises(StoredValueHasExpired):
        shop.gift_cards.top_up(shop.optician, more)


def test_a_short_number_is_not_shown_whole_either():
    assert [masked(each) for each in ("7788", "778", "7")] == ["**88", "**8", "*"]


def test_two_store_credits_never_bear_one_number(shop):
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    keys = [
        TenderKey(tender=Tender.STORE_CREDIT, reference=str(StoredValueId(shop.new_id())))
        for _ in range(2)
    ]
    refunds = [
        shop.a_refund(
            RefundLine(source=CASH_DRAWER, to=key, amount=euro(4_000)),
            credit=4_000,
            payment_id=sale.command_id,
            credit_number="SC-1",
        )
        for key in keys
    ]
    shop.payments.refund(shop.manager, refunds[0])
    with pytest.raises(StoredValueExists):
        shop.payments.refund(shop.manager, refunds[1])
    assert shop.gift_cards.find(shop.optician, "SC-1").balance == euro(4_000)
