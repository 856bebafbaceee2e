"""A card is charged once, whatever happens to the line, to the power or to the person's nerves."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.payments.errors import (
    AttemptDiffers,
    AttemptIsNotApproved,
    AttemptIsSettled,
    AttemptNotFound,
    TerminalOutcomeIsUnknown,
    TillIsClosed,
)
from app.domain.payments.tender import Tender
from app.domain.payments.terminal import (
    Direction,
    TerminalReason,
    TerminalReport,
    TerminalState,
    requested,
    unknown,
)
from app.services.auditing import ReasonIsMissing
from app.services.card_payments import AskTerminal, CardPaymentService
from app.services.desk import Request
from app.services.payment_ports import TerminalIsUnreachable
from tests.factories.payments import back, cash, euro
from tests.factories.till import TillShop


@pytest.fixture
def shop():
    return TillShop().opened()


def ask(shop, minor=10_000, **changes):
    command = AskTerminal(command_id=shop.command(), direction=Direction.CHARGE, amount=euro(minor))
    return replace(command, **changes)


def begin(shop, minor=10_000, **changes):
    return shop.cards.begin(shop.optician, ask(shop, minor, **changes))


def run(shop, attempt, *, wants_to_stop=lambda: False):
    seen: list[TerminalReport] = []
    settled, _ = shop.cards.run(attempt, on_report=seen.append, wants_to_stop=wants_to_stop)
    return settled, [report.state for report in seen]


def test_an_approved_card_pays_a_sale_and_stands_on_it_once(shop):
    attempt, states = run(shop, begin(shop, 6_000))
    assert attempt.state is TerminalState.APPROVED
    assert states == [TerminalState.REQUESTED, TerminalState.APPROVED]
    sale = shop.a_sale(cash(4_000), cards=(attempt.attempt_id,))
    entry, _ = shop.payments.take(shop.optician, sale)
    assert [m.amount_minor for m in entry.document.movements] == [4_000, 6_000]
    assert shop.unit.till_attempts.kept[attempt.attempt_id].used_by == str(sale.command_id)
    assert shop.payments.take(shop.optician, sale)[0] == entry
    again = replace(sale, command_id=shop.command())
    with pytest.raises(AttemptDiffers):
        shop.payments.take(shop.optician, again)


def test_the_attempt_is_kept_before_anything_is_sent(shop):
    attempt = begin(shop)
    assert shop.unit.till_attempts.kept[attempt.attempt_id].state is TerminalState.REQUESTED
    assert shop.terminal.asked == []
    assert attempt.request.before.number == "0"


def test_a_line_that_drops_after_the_charge_is_settled_by_asking(shop):
    shop.terminal.answers = [unknown(TerminalReason.LINE_BROKEN)]
    attempt, _ = run(shop, begin(shop))
    assert attempt.state is TerminalState.APPROVED
    assert shop.terminal.asked == ["start", "poll", "poll"]
    assert len(shop.terminal.charges) == 1


def test_a_line_that_drops_before_the_charge_is_settled_as_not_charged(shop):
    shop.terminal.will_charge = False
    shop.terminal.answers = [unknown(TerminalReason.LINE_BROKEN)]
    attempt, _ = run(shop, begin(shop))
    assert attempt.state is TerminalState.DECLINED
    assert shop.terminal.charges == []


def test_what_stays_unknown_bars_the_next_card_payment_until_it_is_settled(shop):
    shop.terminal.answers = [unknown(TerminalReason.NO_ANSWER), unknown(TerminalReason.NO_ANSWER)]
    attempt, _ = run(shop, begin(shop))
    assert attempt.state is TerminalState.UNKNOWN
    with pytest.raises(TerminalOutcomeIsUnknown) as caught:
        begin(shop)
    assert caught.value.facts == {"amount": euro(10_000)}
    settled, _ = shop.cards.settle(attempt.attempt_id)
    assert settled.state is TerminalState.APPROVED
    assert shop.cards.settle(attempt.attempt_id)[0] == settled
    assert shop.cards.waiting(shop.optician) == (settled,)
    assert len(shop.terminal.charges) == 1


@pytest.mark.parametrize("was_charged", [True, False])
def test_after_a_power_cut_the_attempt_is_asked_about_and_never_sent_again(shop, was_charged):
    attempt = begin(shop)
    shop.terminal.will_charge = was_charged
    shop.terminal.answers = [requested()]

    def cut_the_power(_report):
        raise SystemExit

    with pytest.raises(SystemExit):
        shop.cards.run(attempt, on_report=cut_the_power, wants_to_stop=lambda: False)
    shop.terminal.answers = []
    next_life = CardPaymentService(desk=shop.desk, terminal=shop.terminal)
    [waiting] = next_life.waiting(shop.optician)
    settled, _ = next_life.run(waiting, on_report=lambda _: None, wants_to_stop=lambda: False)
    assert settled.state is (TerminalState.APPROVED if was_charged else TerminalState.DECLINED)
    assert shop.terminal.asked.count("start") == 1
    assert len(shop.terminal.charges) == int(was_charged)


def test_pressing_charge_twice_charges_once(shop):
    command = ask(shop)
    first = shop.cards.begin(shop.optician, command)
    again = shop.cards.begin(shop.optician, command)
    assert again == first
    run(shop, first)
    settled, _ = run(shop, again)
    assert settled.state is TerminalState.APPROVED
    assert len(shop.terminal.charges) == 1
    with pytest.raises(AttemptDiffers):
        shop.cards.begin(shop.optician, replace(command, amount=euro(1)))


def test_a_person_calls_off_once_and_the_card_may_have_been_faster(shop):
    shop.terminal.answers = [requested(), requested()]
    attempt, _ = run(shop, begin(shop), wants_to_stop=lambda: True)
    assert shop.terminal.cancelled == [attempt.attempt_id]
    assert attempt.state is TerminalState.APPROVED


def test_a_terminal_that_is_not_there_is_said_before_anything_is_kept(shop):
    shop.terminal.is_reachable = False
    with pytest.raises(TerminalIsUnreachable):
        begin(shop)
    assert shop.unit.till_attempts.kept == {}


def test_a_terminal_that_vanishes_in_between_has_charged_nothing_or_says_later(shop):
    attempt = begin(shop)
    shop.terminal.is_reachable = False
    settled, _ = run(shop, attempt)
    assert settled.state is TerminalState.DECLINED
    other = TillShop().opened()
    attempt = begin(other)

    def pull_the_plug(_report):
        other.terminal.is_reachable = False

    settled, _ = other.cards.run(attempt, on_report=pull_the_plug, wants_to_stop=lambda: False)
    assert settled.state is TerminalState.UNKNOWN
    other.terminal.is_reachable = True
    assert other.cards.settle(attempt.attempt_id)[0].state is TerminalState.APPROVED


def by_hand(shop, session, **changes):
    return Request(
        session=session,
        command_id=shop.command(),
        action=Action.TERMINAL_SETTLE,
        **{"reason": "the slip says so"} | changes,
    )


def test_what_the_terminal_cannot_tell_a_manager_settles_by_its_slip(shop):
    shop.terminal.answers = [unknown(TerminalReason.NO_ANSWER), unknown(TerminalReason.NO_ANSWER)]
    attempt, _ = run(shop, begin(shop))
    for request, refusal in (
        (by_hand(shop, shop.optician), AccessDenied),
        (by_hand(shop, shop.manager, reason=None), ReasonIsMissing),
    ):
        with pytest.raises(refusal):
            shop.cards.settle_by_hand(request, attempt.attempt_id, authorisation="77")
    request = by_hand(shop, shop.optician, second=shop.session(Role.MANAGER))
    settled, _ = shop.cards.settle_by_hand(request, attempt.attempt_id, authorisation=" 77 ")
    assert (settled.state, settled.report.authorisation) == (TerminalState.APPROVED, "77")
    with pytest.raises(AttemptIsSettled):
        shop.cards.settle_by_hand(request, attempt.attempt_id, authorisation="")


def test_settled_by_hand_without_an_authorisation_it_failed(shop):
    shop.terminal.answers = [unknown(TerminalReason.NO_ANSWER), unknown(TerminalReason.NO_ANSWER)]
    attempt, _ = run(shop, begin(shop))
    request = by_hand(shop, shop.manager)
    settled, _ = shop.cards.settle_by_hand(request, attempt.attempt_id, authorisation=" ")
    assert settled.state is TerminalState.DECLINED


def test_a_card_that_was_not_approved_pays_nothing(shop):
    attempt = begin(shop)
    for card, refusal in (
        (attempt.attempt_id, AttemptIsNotApproved),
        (shop.command(), AttemptNotFound),
    ):
        with pytest.raises(refusal):
            shop.payments.take(shop.optician, shop.a_sale(cards=(card,)))


def test_no_card_is_asked_for_while_the_till_is_closed():
    shop = TillShop()
    with pytest.raises(TillIsClosed):
        begin(shop)
    assert shop.unit.till_attempts.kept == {}


def paid_by_card(shop):
    attempt, _ = run(shop, begin(shop))
    sale = shop.a_sale(cards=(attempt.attempt_id,))
    shop.payments.take(shop.optician, sale)
    return sale, attempt


def test_money_goes_back_to_a_card_only_with_a_manager_and_the_terminals_word(shop):
    sale, charged = paid_by_card(shop)
    with pytest.raises(AccessDenied):
        begin(shop, direction=Direction.REFUND, reason="faulty")
    with pytest.raises(ReasonIsMissing):
        begin(shop, direction=Direction.REFUND, second=shop.session(Role.MANAGER))
    refund_ask = ask(shop, direction=Direction.REFUND, reason="faulty")
    attempt = shop.cards.begin(shop.manager, refund_ask)
    card = charged.tender_key
    refund = shop.a_refund(
        back(10_000, card),
        credit=10_000,
        payment_id=sale.command_id,
        cards=((card, attempt.attempt_id),),
    )
    with pytest.raises(AttemptIsNotApproved):
        shop.payments.refund(shop.manager, refund)
    with pytest.raises(AttemptNotFound):
        shop.payments.refund(shop.manager, replace(refund, cards=()))
    run(shop, attempt)
    entry, _ = shop.payments.refund(shop.manager, refund)
    assert entry.document.movements[0].tender is Tender.CARD
    assert shop.cards.waiting(shop.optician) == ()


def test_the_terminals_word_for_no_line_is_refused(shop):
    sale, charged = paid_by_card(shop)
    card, refunds = charged.tender_key, []
    for _ in range(2):
        attempt = shop.cards.begin(
            shop.manager, ask(shop, direction=Direction.REFUND, reason="faulty")
        )
        refunds.append(run(shop, attempt)[0])
    named = tuple((card, each.attempt_id) for each in refunds)
    other = replace(card, reference="A99")
    refund = shop.a_refund(
        back(10_000, card), credit=10_000, payment_id=sale.command_id, cards=named
    )
    with pytest.raises(AttemptNotFound):
        shop.payments.refund(shop.manager, refund)
    elsewhere = ((other, refunds[0].attempt_id),)
    with pytest.raises(AttemptNotFound):
        shop.payments.refund(shop.manager, replace(refund, cards=elsewhere))
    shop.payments.refund(shop.manager, replace(refund, cards=named[:1]))
    assert [each.attempt_id for each in shop.cards.waiting(shop.optician)] == [
        refunds[1].attempt_id
    ]


def test_an_attempt_that_was_never_sent_is_known_not_to_have_charged(shop):
    attempt = begin(shop)
    shop.terminal.is_reachable = False
    settled, _ = shop.cards.settle(attempt.attempt_id)
    assert settled.report.reason is TerminalReason.NOT_CHARGED
    assert run(shop, attempt)[0] == settled
    assert shop.terminal.asked == []


def test_a_refund_of_another_amount_than_the_terminals_is_refused(shop):
    sale, charged = paid_by_card(shop)
    attempt = shop.cards.begin(
        shop.manager, ask(shop, 9_000, direction=Direction.REFUND, reason="faulty")
    )
    run(shop, attempt)
    card = charged.tender_key
    refund = shop.a_refund(
        back(10_000, card),
        credit=10_000,
        payment_id=sale.command_id,
        cards=((card, attempt.attempt_id),),
    )
    with pytest.raises(AttemptDiffers):
        shop.payments.refund(shop.manager, refund)


def test_a_close_says_what_is_open_and_what_is_paid_and_on_no_receipt(shop):
    run(shop, begin(shop))
    shop.terminal.answers = [unknown(TerminalReason.NO_ANSWER), unknown(TerminalReason.NO_ANSWER)]
    run(shop, begin(shop, 700))
    details = shop.closed().document.details
    assert (details["open_card_payments"], details["unclaimed_card_payments"]) == (1, 1)
