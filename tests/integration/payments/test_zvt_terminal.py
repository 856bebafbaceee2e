"""A ZVT terminal on the network: every broken line is settled by asking, and no card pays twice."""

from dataclasses import replace

import pytest

from app.adapters.payments.zvt_terminal import CurrencyIsNotSpoken, ZvtAddress, ZvtTerminal
from app.domain.payments.terminal import (
    Direction,
    TerminalReason,
    TerminalState,
)
from app.messages.catalogue import sentence_of
from app.services.payment_ports import TerminalIsUnreachable
from tests.devices.payment_terminal import LOOPBACK, Fault
from tests.devices.printers import closed_port
from tests.factories.payments import euro
from tests.integration.payments.conftest import PATIENT

APPROVED, DECLINED = TerminalState.APPROVED, TerminalState.DECLINED
REQUESTED, UNKNOWN = TerminalState.REQUESTED, TerminalState.UNKNOWN
LOOK_S = 0.3
LOOKS_MAX = 100


def outcome(terminal, request):
    """Ask once and look until it is no longer at work, as the till does."""
    report = terminal.start(request)
    for _ in range(LOOKS_MAX):
        if report.state is not REQUESTED:
            return report
        report = terminal.poll(request, wait_s=LOOK_S)
    raise AssertionError("the terminal never ended")


@pytest.fixture
def paid_before(stand_in):
    """Let somebody have paid before, so that the terminal has a last payment."""
    return stand_in.pay(999)


def test_a_payment_is_approved_with_the_words_of_the_slip(stand_in, zvt, a_request):
    report = outcome(zvt, a_request(zvt))
    assert report.state is APPROVED
    assert (report.authorisation, report.card_kind) == ("971382", "debit")
    assert report.number == "0341/000731"
    assert stand_in.charged == [31_455]


def test_nothing_of_the_card_is_kept(zvt, a_request):
    report = outcome(zvt, a_request(zvt))
    assert "4567" not in repr(report)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.DECLINE, TerminalReason.DECLINED),
        (Fault.ABORT_BY_CUSTOMER, TerminalReason.ABANDONED),
        (Fault.REFUSE, TerminalReason.NOT_POSSIBLE),
    ],
)
def test_a_no_is_final_and_says_why(stand_in, zvt, a_request, fault, reason):
    stand_in.faults = [fault]
    report = outcome(zvt, a_request(zvt))
    assert (report.state, report.reason) == (DECLINED, reason)
    assert stand_in.charged == []
    assert sentence_of(report.reason)


# What goes wrong, what the till knows at once, and what the terminal's own book says.
BROKEN = [
    (Fault.DROP_BEFORE_CONFIRM, TerminalReason.LINE_BROKEN, False),
    (Fault.NEVER_CONFIRM, TerminalReason.NO_ANSWER, False),
    (Fault.DROP_AFTER_CONFIRM, TerminalReason.LINE_BROKEN, False),
    (Fault.DROP_AFTER_CHARGE, TerminalReason.LINE_BROKEN, True),
    (Fault.DROP_AFTER_STATUS, TerminalReason.LINE_BROKEN, True),
    (Fault.CHARGE_THEN_SILENCE, TerminalReason.NO_ANSWER, True),
    (Fault.SUCCESS_THEN_ABORT, TerminalReason.CANNOT_TELL, True),
    (Fault.NO_RESULT, TerminalReason.MALFORMED, True),
    (Fault.OTHER_AMOUNT, TerminalReason.WRONG_AMOUNT, True),
]


@pytest.mark.parametrize(("fault", "reason", "was_charged"), BROKEN)
def test_a_broken_payment_is_unknown_and_then_settled_by_the_terminals_own_book(
    stand_in, zvt_for, a_request, paid_before, fault, reason, was_charged
):
    zvt = zvt_for(fault)
    request = a_request(zvt)
    stand_in.faults = [fault]
    report = outcome(zvt, request)
    assert (report.state, report.reason) == (UNKNOWN, reason)
    settled = zvt.poll(request, wait_s=0)
    assert settled.state is (APPROVED if was_charged else DECLINED)
    assert stand_in.charged == [999] + [31_455] * was_charged
    assert stand_in.heard.count("0601") == 1


def test_a_declined_payment_on_a_broken_line_is_settled_as_declined(
    stand_in, zvt, a_request, paid_before
):
    request = a_request(zvt)
    stand_in.faults = [Fault.DROP_AFTER_CONFIRM]
    assert outcome(zvt, request).state is UNKNOWN
    stand_in.pay(31_455, result=0x6C)
    settled = zvt.poll(request, wait_s=0)
    assert (settled.state, settled.reason) == (DECLINED, TerminalReason.DECLINED)


def test_after_a_power_cut_another_life_of_the_till_settles_it(
    stand_in, zvt, zvt_for, a_request, paid_before
):
    request = a_request(zvt)
    stand_in.faults = [Fault.DROP_AFTER_CHARGE]
    outcome(zvt, request)
    next_life = zvt_for()
    settled = next_life.poll(request, wait_s=0)
    assert (settled.state, settled.authorisation) == (APPROVED, "971382")
    assert stand_in.charged == [999, 31_455]


def test_starting_again_only_tells_how_it_stands(stand_in, zvt, a_request, paid_before):
    request = a_request(zvt)
    first = zvt.start(request)
    again = zvt.start(request)
    assert first.state is REQUESTED
    assert again.state in {REQUESTED, APPROVED}
    while again.state is REQUESTED:
        again = zvt.poll(request, wait_s=LOOK_S)
    assert zvt.start(request).state is APPROVED
    assert stand_in.charged == [999, 31_455]


def test_somebody_who_used_the_terminal_in_between_leaves_it_to_a_person(
    stand_in, zvt, a_request, paid_before
):
    request = a_request(zvt)
    stand_in.faults = [Fault.DROP_AFTER_CONFIRM]
    outcome(zvt, request)
    stand_in.pay(100)
    settled = zvt.poll(request, wait_s=0)
    assert (settled.state, settled.reason) == (UNKNOWN, TerminalReason.OTHER_PAYMENT)


def test_a_model_that_does_not_tell_of_its_last_payment_leaves_it_to_a_person(
    stand_in, zvt, a_request, paid_before
):
    stand_in.habits.tells_last_payment = False
    request = a_request(zvt)
    assert request.before is None
    stand_in.faults = [Fault.DROP_AFTER_CHARGE]
    outcome(zvt, request)
    settled = zvt.poll(request, wait_s=0)
    assert (settled.state, settled.reason) == (UNKNOWN, TerminalReason.CANNOT_TELL)


def test_a_terminal_at_work_is_asked_again_later(stand_in, zvt, a_request, paid_before):
    request = a_request(zvt)
    stand_in.faults = [Fault.DROP_AFTER_CHARGE]
    outcome(zvt, request)
    stand_in.habits.busy_answers = 1
    busy = zvt.poll(request, wait_s=0)
    assert (busy.state, busy.reason) == (UNKNOWN, TerminalReason.BUSY)
    assert zvt.poll(request, wait_s=0).state is APPROVED


def test_a_terminal_that_is_not_ready_is_not_believed(stand_in, zvt, a_request, paid_before):
    request = a_request(zvt)
    stand_in.faults = [Fault.DROP_AFTER_CONFIRM]
    outcome(zvt, request)
    stand_in.habits.needs_initialisation = True
    assert zvt.poll(request, wait_s=0).reason is TerminalReason.BUSY


def test_a_busy_terminal_is_asked_for_nothing(stand_in, zvt, a_request):
    request = a_request(zvt)
    stand_in.habits.busy_answers = 1
    report = zvt.start(request)
    assert (report.state, report.reason) == (DECLINED, TerminalReason.NOT_POSSIBLE)
    assert "0601" not in stand_in.heard


def test_a_terminal_that_is_not_there_was_asked_nothing(a_request):
    nowhere = ZvtTerminal(ZvtAddress(host=LOOPBACK, port=closed_port()), PATIENT)
    with pytest.raises(TerminalIsUnreachable):
        nowhere.last_mark()
    report = nowhere.start(a_request())
    assert (report.state, report.reason) == (DECLINED, TerminalReason.UNREACHABLE)
    with pytest.raises(TerminalIsUnreachable):
        nowhere.poll(a_request(), wait_s=0)
    with pytest.raises(TerminalIsUnreachable):
        nowhere.reconcile()


def test_a_slow_customer_is_waited_for(stand_in, zvt, a_request):
    stand_in.faults = [Fault.SLOW]
    request = a_request(zvt)
    zvt.start(request)
    shown = []
    while (report := zvt.poll(request, wait_s=0.02)).state is REQUESTED:
        shown.append(report.display)
    assert report.state is APPROVED
    assert "0a" in shown or "0e" in shown


def test_a_payment_called_off_in_time_is_not_charged(stand_in, zvt, a_request):
    stand_in.faults = [Fault.SLOW]
    request = a_request(zvt)
    zvt.start(request)
    zvt.cancel(request)
    report = zvt.poll(request, wait_s=LOOK_S)
    while report.state is REQUESTED:
        report = zvt.poll(request, wait_s=LOOK_S)
    assert (report.state, report.reason) == (DECLINED, TerminalReason.ABANDONED)
    assert stand_in.charged == []
    zvt.cancel(request)


def test_long_blocks_and_single_bytes_are_understood(stand_in, zvt, a_request):
    stand_in.habits.pads_status_with = 700
    stand_in.habits.sends_byte_by_byte = True
    stand_in.habits.gives_version = False
    assert outcome(zvt, a_request(zvt)).state is APPROVED


def test_money_goes_back_by_a_refund_or_by_reversing_the_payment(stand_in, zvt, a_request):
    charged = outcome(zvt, a_request(zvt))
    back = a_request(zvt, 5_000, direction=Direction.REFUND)
    assert outcome(zvt, back).state is APPROVED
    whole = a_request(zvt, direction=Direction.REFUND, reverses=charged.number)
    assert outcome(zvt, whole).state is APPROVED
    assert stand_in.charged == [31_455, -5_000, -31_455]


def test_a_reversal_of_another_amount_is_not_believed(stand_in, zvt, a_request):
    charged = outcome(zvt, a_request(zvt))
    wrong = a_request(zvt, 100, direction=Direction.REFUND, reverses=charged.number)
    report = outcome(zvt, wrong)
    assert (report.state, report.reason) == (UNKNOWN, TerminalReason.WRONG_AMOUNT)


def test_the_terminals_day_is_closed_with_its_total(stand_in, zvt, a_request):
    outcome(zvt, a_request(zvt))
    outcome(zvt, a_request(zvt, 545))
    assert zvt.reconcile() == euro(32_000)


def test_a_currency_without_a_number_is_refused_when_it_is_set_up():
    with pytest.raises(CurrencyIsNotSpoken):
        ZvtTerminal(ZvtAddress(host=LOOPBACK, currency="XTS"))


def test_two_payments_follow_each_other_and_each_counts_once(stand_in, zvt, a_request):
    for minor in (100, 100, 100):
        assert outcome(zvt, a_request(zvt, minor)).state is APPROVED
    assert stand_in.charged == [100, 100, 100]
    assert replace(a_request(zvt)).before.number == "0343/000733"
