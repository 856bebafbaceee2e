"""The checkout and the order page with the mouse unplugged, every keystroke counted."""

from PySide6.QtCore import Qt

from app.domain.orders import OrderStatus, Proof
from app.domain.payments.documents import DocumentType
from app.domain.payments.tender import Tender
from app.domain.payments.terminal import TerminalReason, unknown
from app.services.order_life.collection import CollectOrder
from app.ui.actions import Ask
from app.ui.screens import fill_in
from tests.factories.checkout import INSURER, a_bill, a_billed_order, arrived
from tests.factories.payments import by, cash, euro
from tests.integration.ui.test_accessible import check
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
MANAGERS_PIN = "270384"


def test_a_deposit_in_cash_after_a_new_order(hands, open_counter):
    fill_in(open_counter, SCRIPT)
    open_counter.create_order()
    hands.presses = 0
    hands.key(Qt.Key.Key_F5)
    tab, sheet = (
        hands.place.checkout.model.subject.tab,
        hands.place.checkout.model.paying.sheet,
    )
    assert sheet.amount.minor == -(-tab.order.total.minor // 2)
    hands.key(Qt.Key.Key_Equal)
    hands.key(Qt.Key.Key_F12)
    assert hands.presses == 3
    (receipt,) = hands.receipts()
    assert receipt.type is DocumentType.DEPOSIT
    assert receipt.total == sheet.amount
    assert hands.is_at(Ask.CHECKOUT)


def test_cash_gives_change_in_big_digits_that_stay(hands):
    order = hands.keep(a_billed_order())
    hands.place.pay_order(order.order_id)
    hands.settle()
    hands.type("350")
    payment = hands.place.checkout.payment
    assert payment.big == "€35.45"
    hands.key(Qt.Key.Key_Return)
    assert payment.big == "€35.45"
    assert "is finished" in hands.place.checkout.subject.words
    assert hands.place.checkout.entry.hasFocus()


def test_a_split_over_card_and_cash_and_the_insurers_part(hands):
    order = hands.keep(arrived(a_billed_order(a_bill(covers=(INSURER,)))))
    hands.place.pay_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_2, ALT)
    hands.type("500")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_1, ALT)
    hands.key(Qt.Key.Key_Equal)
    hands.key(Qt.Key.Key_F12)
    (receipt,) = hands.receipts()
    assert receipt.type is DocumentType.SALE
    assert sorted((m.tender.value, m.amount_minor) for m in receipt.movements) == [
        ("card", 500_00),
        ("cash", 49_10),
        ("insurer", 80_00),
    ]


def test_a_line_drop_at_a_card_is_asked_about_and_never_charged_again(hands, store):
    order = hands.keep(a_billed_order())
    hands.place.pay_order(order.order_id)
    hands.settle()
    store.terminal.answers = [unknown(TerminalReason.LINE_BROKEN)] * 2
    hands.key(Qt.Key.Key_2, ALT)
    hands.key(Qt.Key.Key_Return)
    panel = hands.place.checkout.payment.cards
    assert "do not charge again" in panel.text
    assert panel.ask.hasFocus()
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_F12)
    assert len(store.terminal.charges) == 1
    assert [each.total_minor for each in hands.receipts()] == [314_55]


def test_goods_are_typed_counted_discounted_and_sold(hands, store):
    hands.key(Qt.Key.Key_F5)
    checkout = hands.place.checkout
    for _ in range(2):
        hands.type("nord")
        hands.counter.wait_until(lambda: checkout.entry.is_offering, "an article is offered")
        hands.key(Qt.Key.Key_Return)
    assert checkout.subject.sums["Due"] == "€578.00"
    hands.key(Qt.Key.Key_D, CTRL)
    hands.type("20%")
    hands.key(Qt.Key.Key_Return)
    hands.type("Scratch")
    hands.key(Qt.Key.Key_Return)
    assert checkout.subject.sums["Due"] == "€462.40"
    hands.key(Qt.Key.Key_1, ALT)
    hands.key(Qt.Key.Key_Equal)
    hands.key(Qt.Key.Key_F12)
    assert checkout.second.isVisible()
    hands.type(MANAGERS_PIN)
    assert [each.total_minor for each in hands.receipts()] == [462_40]


def test_a_total_explains_itself(hands):
    order = hands.keep(a_billed_order(a_bill(covers=(INSURER,))))
    hands.place.pay_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_W, ALT)
    explain = hands.place.checkout.explain
    assert explain.isVisible()
    assert "Patient pays" in explain.words
    assert "Vita pays, claim C-77" in explain.words


def test_a_gift_card_is_sold_and_then_spent(hands):
    hands.key(Qt.Key.Key_F5)
    hands.key(Qt.Key.Key_G, ALT)
    hands.type("GC-7001-4455")
    hands.key(Qt.Key.Key_Return)
    hands.type("50")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Equal)
    hands.key(Qt.Key.Key_F12)
    order = hands.keep(a_billed_order())
    hands.place.pay_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_3, ALT)
    hands.type("GC-7001-4455")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return)
    assert hands.place.checkout.model.paying.sheet.open_amount == euro(264_55)


def test_the_checkout_is_reached_by_tab_and_every_control_has_a_name(hands):
    order = hands.keep(a_billed_order())
    hands.place.pay_order(order.order_id)
    hands.settle()
    check(hands.counter)
    hands.key(Qt.Key.Key_4, ALT)
    check(hands.counter)


def test_a_parcel_of_the_lab_makes_its_order_ready_and_the_patient_is_told(hands):
    order = hands.keep(a_billed_order())
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_G, ALT)
    assert hands.now(order).status is OrderStatus.AT_STORE
    assert hands.place.orders.page.order.state == "Ready to collect"
    hands.key(Qt.Key.Key_N, ALT)
    assert hands.now(order).status is OrderStatus.NOTIFIED


def test_printing_without_a_printer_says_so(hands):
    order = hands.keep(a_billed_order())
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "No printer is set" in hands.place.orders.page.notice.text


def test_a_paid_order_is_collected_in_few_keys(hands):
    order = hands.keep(a_billed_order())
    hands.paid(order, cash(629_10))
    hands.keep(arrived(order))
    hands.place.orders.open_number(str(order.number))
    hands.place.go(Ask.ORDERS)
    hands.settle()
    hands.presses = 1  # The scan itself.
    hands.key(Qt.Key.Key_C, ALT)
    hands.key(Qt.Key.Key_F12)
    assert hands.presses <= 6
    collected = hands.now(order)
    assert collected.status is OrderStatus.COLLECTED
    assert (collected.handover.proof, collected.handover.mark) == (Proof.SLIP, str(order.number))
    assert [each.type for each in hands.receipts()] == [DocumentType.DEPOSIT, DocumentType.SALE]


def test_what_is_owed_is_taken_first_and_then_one_comes_back(hands):
    order = hands.keep(a_billed_order())
    hands.paid(order, cash(314_55))
    hands.keep(arrived(order))
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_C, ALT)
    hands.key(Qt.Key.Key_F12)
    assert hands.is_at(Ask.CHECKOUT)
    hands.key(Qt.Key.Key_Equal)
    hands.key(Qt.Key.Key_F12)
    assert hands.is_at(Ask.ORDERS)
    hands.key(Qt.Key.Key_C, ALT)
    hands.key(Qt.Key.Key_F12)
    assert hands.now(order).status is OrderStatus.COLLECTED


def test_a_cancelled_order_gives_its_deposit_back_with_a_second_pin(hands):
    order = hands.keep(a_billed_order())
    hands.paid(order, cash(314_55))
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    hands.key(Qt.Key.Key_X, ALT)
    hands.type("Moved away")
    hands.key(Qt.Key.Key_F12)
    assert hands.now(order).status is OrderStatus.CANCELLED
    page = hands.place.orders.page
    assert page.step is Ask.REFUND_ORDER
    assert page.refund.big == "€314.55"
    hands.type("Moved away")
    hands.key(Qt.Key.Key_F12)
    assert page.second.isVisible()
    hands.type(MANAGERS_PIN)
    assert hands.receipts()[-1].type is DocumentType.DEPOSIT_REFUND
    assert page.money.due == "€0.00"


def collected(hands, *lines):
    order = hands.keep(arrived(a_billed_order()))
    hands.paid(order, *lines)
    services, desk = hands.store.services, hands.counter.window.desk
    services.handing_over.collect(
        desk.session,
        CollectOrder(
            command_id=services.new_command_id(),
            order_id=order.order_id,
            proof=Proof.SLIP,
            mark="S-1",
        ),
    )
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    return order


def test_a_line_comes_back_and_its_money_goes_where_it_came_from(hands, store):
    order = collected(hands, by(Tender.TRANSFER, 400_00, "T-1"), cash(229_10))
    hands.key(Qt.Key.Key_T, ALT)
    hands.type("+")
    hands.key(Qt.Key.Key_Tab)
    hands.type("Does not fit")
    hands.key(Qt.Key.Key_F12)
    page = hands.place.orders.page
    assert page.step is Ask.REFUND_ORDER
    assert page.refund.big == "€200.00"
    hands.type("Does not fit")
    hands.key(Qt.Key.Key_F12)
    hands.type(MANAGERS_PIN)
    credit = hands.receipts()[-1]
    assert credit.type is DocumentType.REFUND
    assert [(m.tender, m.amount_minor) for m in credit.movements] == [(Tender.TRANSFER, 200_00)]
    assert store.memory.orders.returns_of(order.order_id)[0].credit == euro(200_00)


def test_money_may_go_onto_a_store_credit(hands, store):
    collected(hands, cash(629_10))
    hands.key(Qt.Key.Key_T, ALT)
    hands.type("+")
    hands.key(Qt.Key.Key_Tab)
    hands.type("Does not fit")
    hands.key(Qt.Key.Key_F12)
    panel = hands.place.orders.page.refund
    panel.as_credit.click()
    hands.settle()
    hands.type("Does not fit")
    panel.reason.setText("Does not fit")
    hands.key(Qt.Key.Key_F12)
    hands.type(MANAGERS_PIN)
    (card,) = store.unit.till_values.cards.values()
    assert card.kind is Tender.STORE_CREDIT
    assert card.balance == euro(200_00)


def test_an_order_is_made_again_at_no_price_and_opens(hands, store):
    fill_in(hands.counter, SCRIPT)
    number = hands.counter.create_order()
    first = next(iter(store.memory.orders.kept.values()))
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_number(number)
    hands.settle()
    hands.key(Qt.Key.Key_M, ALT)
    check(hands.counter)
    hands.place.orders.page.panels[Ask.REMAKE_ORDER].begin()
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_F12)
    child = hands.place.orders.file.file.order
    assert child.remake.parent == first.order_id
    assert child.total == euro(0)
    assert hands.place.orders.page.step is None


def test_the_order_page_is_reached_by_tab_and_every_control_has_a_name(hands):
    order = hands.keep(arrived(a_billed_order()))
    hands.paid(order, cash(100_00))
    hands.place.go(Ask.ORDERS)
    hands.place.orders.open_order(order.order_id)
    hands.settle()
    check(hands.counter)
    for key in (Qt.Key.Key_C, Qt.Key.Key_R, Qt.Key.Key_X):
        hands.key(key, ALT)
        check(hands.counter)
        hands.key(Qt.Key.Key_Escape)
    assert hands.place.orders.is_page_shown
    hands.key(Qt.Key.Key_Escape)
    assert not hands.place.orders.is_page_shown


def test_the_first_page_shows_what_waits_and_what_is_owed_on_it(hands):
    order = hands.keep(a_billed_order())
    hands.paid(order, cash(314_55))
    hands.keep(arrived(order))
    home = hands.place.home
    model = home.ready.table.model()
    texts = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert texts[0] == str(order.number)
    assert texts[2] == "€314.55"
    home.ready.table.selectRow(0)
    home.ready.table.setFocus()
    hands.key(Qt.Key.Key_Return)
    assert hands.is_at(Ask.ORDERS)
    assert hands.place.orders.file.file.order.order_id == order.order_id
