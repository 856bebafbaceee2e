"""The checkout without windows: deposits, balances, splits, cards that break, counter sales."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from app.adapters.payments.manual import ManualTerminal
from app.domain.kernel.access import Role
from app.domain.kernel.ids import UserId
from app.domain.kernel.percent import Percent
from app.domain.payments.documents import DocumentType
from app.domain.payments.payment import Purpose
from app.domain.payments.tender import Tender
from app.domain.payments.terminal import Direction, TerminalReason, unknown
from app.domain.pricing import PercentOff
from app.services.card_payments import AskTerminal
from app.services.refunding import RefundAsked
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.refund_view_model import RefundModel
from app.ui.payments.checkout_view_model import CheckoutViewModel
from app.ui.payments.subjects import GoodsSubject, OrderSubject
from tests.factories.checkout import a_billed_order
from tests.factories.payments import euro


@pytest.fixture
def settle(qtbot, store):
    services = store.services

    def calm():
        return services.runner.in_flight == 0 and services.card_runner.in_flight == 0

    def wait():
        qtbot.waitUntil(calm)
        # An answer may have asked again.
        qtbot.wait(5)
        qtbot.waitUntil(calm)

    return wait


@pytest.fixture
def order(store):
    made = a_billed_order()
    store.memory.orders.add(made)
    return made


@pytest.fixture
def model(store, counter_desk, settle):
    services = store.services
    services.till.open(counter_desk.session, services.new_command_id(), euro(200_00))
    made = CheckoutViewModel(counter_desk)
    yield made
    settle()


@pytest.fixture
def opened(model, order, settle):
    model.open_order(order.order_id)
    settle()
    return model


@pytest.fixture
def receipts(store):
    return lambda: [
        entry.document
        for entry in store.unit.till_journal.sealed
        if entry.document.type is not DocumentType.OPENING
    ]


def test_an_order_opens_with_half_of_it_to_pay(opened):
    assert isinstance(opened.subject, OrderSubject)
    assert opened.paying.sheet.amount == euro(314_55)
    assert opened.paying.tender is Tender.CASH


def test_cash_finishes_and_the_change_stays_until_the_next(opened, settle, receipts, order):
    opened.paying.put_cash(euro(350_00))
    opened.finish()
    settle()
    assert opened.done.change == euro(35_45)
    assert opened.subject is None
    assert [(each.type, each.total_minor) for each in receipts()] == [
        (DocumentType.DEPOSIT, 314_55)
    ]
    opened.open_order(order.order_id)
    settle()
    assert opened.done is None
    assert opened.paying.sheet.amount == euro(314_55)


def test_a_second_press_while_saving_takes_nothing_more(opened, settle, receipts):
    opened.paying.pay_exactly()
    opened.finish()
    opened.finish()
    settle()
    assert len(receipts()) == 1


def test_too_little_is_said_and_nothing_is_taken(opened, settle, receipts):
    opened.paying.put_cash(euro(300_00))
    opened.finish()
    settle()
    assert "14.55" in opened.problem
    assert receipts() == []


def test_all_of_it_may_be_paid_at_once(opened, settle, receipts):
    opened.pay_all()
    opened.paying.pay_exactly()
    opened.finish()
    settle()
    assert [each.total_minor for each in receipts()] == [629_10]


def test_a_card_and_cash_split_one_payment(opened, settle, store, receipts):
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(200_00))
    settle()
    assert [line.number for line in opened.paying.sheet.lines] == ["A1"]
    opened.paying.choose(Tender.CASH)
    opened.paying.put_cash(euro(120_00))
    opened.finish()
    settle()
    assert opened.done.change == euro(5_45)
    assert [(m.tender, m.amount_minor) for m in receipts()[0].movements] == [
        (Tender.CASH, 114_55),
        (Tender.CARD, 200_00),
    ]
    assert store.terminal.charges[0][1] == 200_00


def test_a_line_that_breaks_is_asked_about_and_never_charged_again(opened, settle, store):
    opened.paying.choose(Tender.CARD)
    store.terminal.answers = [unknown(TerminalReason.LINE_BROKEN)] * 2
    opened.paying.add("", euro(314_55))
    settle()
    cards = opened.paying.cards
    assert cards.is_unknown
    opened.finish()
    assert "Ask the terminal first" in opened.problem
    opened.paying.add("", euro(314_55))
    settle()
    assert len(store.terminal.charges) == 1
    cards.ask_again()
    settle()
    assert [line.line.amount for line in opened.paying.sheet.lines] == [euro(314_55)]
    assert len(store.terminal.charges) == 1
    opened.finish()
    settle()
    assert opened.done is not None


def test_a_declined_card_leaves_the_amount_open_for_another_way(opened, settle, store):
    store.terminal.will_charge = False
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(314_55))
    settle()
    assert opened.paying.sheet.lines == ()
    assert "not charged" in opened.paying.cards.words
    opened.paying.choose(Tender.CASH)
    assert opened.paying.cards.words == ""


def test_more_than_is_open_is_never_asked_of_a_card(opened, settle, store):
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(400_00))
    settle()
    assert store.terminal.asked == []
    assert "85.45" in opened.paying.problem


def test_a_charged_card_keeps_the_checkout_until_it_is_finished(opened, settle, order):
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(200_00))
    settle()
    opened.clear()
    assert "A card was charged" in opened.problem
    assert opened.subject is not None


def test_a_card_that_a_power_cut_left_is_taken_up_again(opened, settle, order, counter_desk):
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(200_00))
    settle()
    reborn = CheckoutViewModel(counter_desk)
    reborn.open_order(order.order_id)
    settle()
    assert [line.line.amount for line in reborn.paying.sheet.lines] == [euro(200_00)]


def a_manager(desk):
    return replace(desk.session, user_id=UserId(uuid4()), roles=frozenset({Role.MANAGER}))


@pytest.fixture
def given_back(store, counter_desk, order, opened, settle):
    """Pay by card, let the terminal give it back, and let the power go before the credit note."""
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(314_55))
    settle()
    opened.finish()
    settle()
    services = store.services
    ask = AskTerminal(
        command_id=services.new_command_id(),
        direction=Direction.REFUND,
        amount=euro(314_55),
        order_id=order.order_id,
        reason="Changed their mind",
        second=a_manager(counter_desk),
    )
    attempt = services.card_payments.begin(counter_desk.session, ask)
    services.card_payments.run(attempt, on_report=lambda _: None, wants_to_stop=lambda: False)
    return attempt.attempt_id


def test_what_a_terminal_gave_back_is_no_payment(given_back, counter_desk, order, settle):
    reborn = CheckoutViewModel(counter_desk)
    reborn.open_order(order.order_id)
    settle()
    assert reborn.paying.sheet.lines == ()


def test_what_a_terminal_gave_back_is_written_and_not_given_back_again(
    given_back, counter_desk, order, settle, store, receipts
):
    refunds = RefundModel(OrderFileViewModel(counter_desk))
    refunds.begin(RefundAsked(order_id=order.order_id))
    settle()
    asked = len(store.terminal.charges)
    refunds.give("Changed their mind", a_manager(counter_desk))
    settle()
    assert len(store.terminal.charges) == asked
    assert receipts()[-1].type is DocumentType.DEPOSIT_REFUND
    assert store.services.card_payments.waiting(counter_desk.session) == ()


def test_a_gift_card_is_sold_and_spent_by_its_number(model, settle, store, order, receipts):
    model.sell_gift_card("GC-7001", euro(50_00))
    settle()
    model.paying.pay_exactly()
    model.finish()
    settle()
    assert receipts()[0].type is DocumentType.STORED_VALUE
    model.open_order(order.order_id)
    settle()
    model.paying.choose(Tender.GIFT_CARD)
    model.paying.look_up("GC-7001")
    settle()
    assert model.paying.stored.balance == euro(50_00)
    assert model.paying.suggested == euro(50_00)
    model.paying.add("GC-7001", euro(50_00))
    assert model.paying.sheet.open_amount == euro(264_55)
    assert model.paying.sheet.lines[0].number == "****001"


def test_a_gift_card_nobody_knows_is_said(opened, settle):
    opened.paying.choose(Tender.GIFT_CARD)
    opened.paying.look_up("GC-0000")
    settle()
    assert "No card of this number" in opened.paying.problem


def add(model, store, settle, sku="NOR-5567-040-52"):
    model.add_good(store.memory.goods.good(sku))
    settle()


def test_goods_over_the_counter_are_priced_and_sold(model, settle, store, receipts):
    add(model, store, settle)
    add(model, store, settle)
    assert isinstance(model.subject, GoodsSubject)
    assert model.subject.due == euro(578_00)
    model.paying.put_cash(euro(600_00))
    model.finish()
    settle()
    assert model.done.change == euro(22_00)
    assert receipts()[0].details["order"] is None
    assert store.unit.till_payments.taken.popitem()[1].purpose is Purpose.SALE


def test_scans_faster_than_prices_lose_nothing(model, settle, store):
    for sku in ("NOR-5567-040-52", "HAL-204-TOR-50", "NOR-5567-040-52"):
        model.add_good(store.memory.goods.good(sku))
    model.finish()
    settle()
    assert [line.quantity for line in model.subject.basket.lines] == [2, 1]
    assert model.subject.due == euro(767_00)


def test_taking_the_last_line_away_empties_the_counter(model, settle, store):
    add(model, store, settle)
    line_id = model.subject.basket.lines[0].line_id
    model.change_basket(lambda basket: basket.without(line_id))
    assert model.subject is None
    assert model.paying.sheet is None


def test_a_large_discount_asks_for_a_second_pin_and_goes_on_with_it(model, settle, store):
    asked: list[Any] = []
    model.second_wanted.connect(asked.append)
    add(model, store, settle)
    model.give_discount(PercentOff(percent=Percent(20_000)), "A scratch", None)
    settle()
    assert model.subject.due == euro(231_20)
    model.paying.pay_exactly()
    model.finish()
    settle()
    manager = next(each for each in store.memory.staff.members() if each.name == "Jonas Weidner")
    assert asked[0].roles == manager.roles
    asked[0].done(store.services.sign_in.sign_in(manager.user_id, "270384"))
    settle()
    assert model.done.paid == euro(231_20)


def test_a_terminal_without_a_line_is_typed(opened, settle, store, qtbot):
    typed = ManualTerminal()
    service = store.services.card_payments
    object.__setattr__(service, "terminal", typed)
    object.__setattr__(service, "typed", typed)
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(314_55))
    cards = opened.paying.cards
    qtbot.waitUntil(lambda: cards.attempt is not None)
    cards.type_authorisation("?")
    assert "letters and digits" in cards.words
    cards.type_authorisation("A 4711")
    settle()
    assert opened.paying.sheet.lines[0].number == "A4711"


def test_calling_a_typed_card_off_charges_nothing(opened, settle, store, qtbot):
    typed = ManualTerminal()
    service = store.services.card_payments
    object.__setattr__(service, "terminal", typed)
    object.__setattr__(service, "typed", typed)
    opened.paying.choose(Tender.CARD)
    opened.paying.add("", euro(314_55))
    qtbot.waitUntil(lambda: opened.paying.cards.attempt is not None)
    opened.paying.cards.cancel()
    settle()
    assert "called off" in opened.paying.cards.words
    assert opened.paying.sheet.lines == ()
