"""The till and a real line to a terminal together: whatever breaks, the card pays at most once."""

import pytest

from app.domain.payments.errors import TerminalOutcomeIsUnknown
from app.domain.payments.terminal import Direction, TerminalState
from app.services.card_payments import AskTerminal, CardPaymentService
from tests.devices.payment_terminal import Fault
from tests.factories.payments import cash, euro
from tests.factories.till import TillShop

TOTAL = 31_455
# What the terminal's own book says after each fault.
FAULTS = {
    Fault.NONE: True,
    Fault.SLOW: True,
    Fault.DECLINE: False,
    Fault.ABORT_BY_CUSTOMER: False,
    Fault.REFUSE: False,
    Fault.DROP_BEFORE_CONFIRM: False,
    Fault.NEVER_CONFIRM: False,
    Fault.DROP_AFTER_CONFIRM: False,
    Fault.DROP_AFTER_CHARGE: True,
    Fault.DROP_AFTER_STATUS: True,
    Fault.CHARGE_THEN_SILENCE: True,
}


@pytest.fixture
def shop(zvt, stand_in):
    stand_in.pay(999)
    shop = TillShop().opened()
    with_terminal(shop, zvt)
    return shop


def with_terminal(shop, terminal):
    shop.cards = CardPaymentService(desk=shop.desk, terminal=terminal)


def charge(shop):
    ask = AskTerminal(command_id=shop.command(), direction=Direction.CHARGE, amount=euro(TOTAL))
    attempt = shop.cards.begin(shop.optician, ask)
    settled, _ = shop.cards.run(attempt, on_report=lambda _: None, wants_to_stop=lambda: False)
    return settled


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.lower())
def test_the_patient_pays_once_by_card_or_once_in_cash(shop, stand_in, zvt_for, fault):
    with_terminal(shop, zvt_for(fault))
    stand_in.faults = [fault]
    attempt = charge(shop)
    is_charged = FAULTS[fault]
    assert attempt.state is (TerminalState.APPROVED if is_charged else TerminalState.DECLINED)
    sale = (
        shop.a_sale(total=TOTAL, cards=(attempt.attempt_id,))
        if is_charged
        else shop.a_sale(cash(TOTAL), total=TOTAL)
    )
    shop.payments.take(shop.optician, sale)
    assert stand_in.charged == [999] + [TOTAL] * is_charged
    assert shop.cards.waiting(shop.optician) == ()
    assert shop.entries[-1].document.total == euro(TOTAL)


def test_a_terminal_that_cannot_tell_bars_the_next_card_and_not_the_next_coin(shop, stand_in):
    stand_in.habits.tells_last_payment = False
    stand_in.faults = [Fault.DROP_AFTER_CHARGE]
    attempt = charge(shop)
    assert attempt.state is TerminalState.UNKNOWN
    with pytest.raises(TerminalOutcomeIsUnknown):
        charge(shop)
    shop.payments.take(shop.optician, shop.a_sale(cash(500), total=500))
    assert shop.closed().document.details["open_card_payments"] == 1
    assert stand_in.charged == [999, TOTAL]
