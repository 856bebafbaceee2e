"""A card payment is asked for once; a broken one is settled by the terminal's own last payment."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.payments.errors import (
    AmountIsNotPositive,
    AttemptDiffers,
    AttemptIsNotApproved,
    AttemptIsSettled,
)
from app.domain.payments.ids import AttemptId
from app.domain.payments.tender import Tender
from app.domain.payments.terminal import (
    Direction,
    LastPayment,
    TerminalAttempt,
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    requested,
    settled_by_last,
    unknown,
)
from tests.factories.moments import NOW
from tests.factories.payments import CASHIER, ORDER, TILL, euro

APPROVED = TerminalReport(state=TerminalState.APPROVED, authorisation="A77", number="42")

NOT_APPROVED = [
    requested(),
    unknown(TerminalReason.NO_ANSWER),
    declined(TerminalReason.DECLINED),
]


def a_request(minor=31_455, **changes):
    request = TerminalRequest(
        key=AttemptId(uuid4()),
        direction=Direction.CHARGE,
        amount=euro(minor),
        before=TerminalMark(number="41"),
    )
    return replace(request, **changes)


def an_attempt(**changes):
    attempt = TerminalAttempt.begin(a_request(), till_id=TILL, order_id=ORDER, by=CASHIER, now=NOW)
    return replace(attempt, **changes)


def last(number="42", minor=31_455, report=APPROVED):
    return LastPayment(report=replace(report, number=number), amount_minor=minor)


def test_a_new_payment_of_the_right_amount_is_ours_however_it_ended():
    assert settled_by_last(a_request(), last()) == APPROVED
    refused = replace(declined(TerminalReason.DECLINED), number="42")
    assert settled_by_last(a_request(), last(report=refused)).state is TerminalState.DECLINED


def test_the_same_last_payment_as_before_means_that_nothing_was_charged():
    report = settled_by_last(a_request(), last(number="41"))
    assert report == declined(TerminalReason.NOT_CHARGED)


@pytest.mark.parametrize(
    ("request_changes", "answer"),
    [
        ({}, None),
        ({"before": None}, last()),
        ({}, last(minor=100)),
        ({}, last(minor=None)),
    ],
)
def test_what_the_terminal_cannot_tell_stays_unknown_for_a_person(request_changes, answer):
    assert settled_by_last(a_request(**request_changes), answer).state is TerminalState.UNKNOWN


@given(st.text(max_size=4), st.text(max_size=4), st.integers(1, 9), st.integers(1, 9))
def test_nothing_is_called_approved_that_was_there_before(before, after, wanted, charged):
    request = a_request(wanted, before=TerminalMark(number=before))
    report = settled_by_last(request, last(number=after, minor=charged))
    if report.state is TerminalState.APPROVED:
        assert after != before
        assert charged == wanted


def test_an_attempt_begins_as_requested_and_ends_once():
    attempt = an_attempt()
    assert attempt.is_open
    assert attempt.reported(requested("PIN")).report.display == "PIN"
    settled = attempt.reported(unknown(TerminalReason.NO_ANSWER)).reported(APPROVED)
    assert settled.state is TerminalState.APPROVED
    assert settled.reported(APPROVED) == settled
    for other in NOT_APPROVED:
        with pytest.raises(AttemptIsSettled):
            settled.reported(other)


def test_an_approved_payment_stands_on_one_receipt_of_its_amount():
    attempt = an_attempt(report=APPROVED)
    assert attempt.is_unclaimed
    claimed = attempt.claimed("receipt 1", Direction.CHARGE, euro(31_455))
    assert not claimed.is_unclaimed
    assert claimed.claimed("receipt 1", Direction.CHARGE, euro(31_455)) == claimed
    for command, direction, minor in (
        ("receipt 2", Direction.CHARGE, 31_455),
        ("receipt 1", Direction.REFUND, 31_455),
        ("receipt 1", Direction.CHARGE, 31_454),
    ):
        with pytest.raises(AttemptDiffers):
            claimed.claimed(command, direction, euro(minor))


@pytest.mark.parametrize("report", NOT_APPROVED)
def test_what_is_not_approved_never_stands_on_a_receipt(report):
    attempt = an_attempt(report=report)
    assert not attempt.is_unclaimed
    with pytest.raises(AttemptIsNotApproved):
        attempt.claimed("receipt 1", Direction.CHARGE, euro(31_455))


def test_a_card_line_is_known_by_its_authorisation_or_else_by_what_there_is():
    assert an_attempt(report=APPROVED).tender_key.reference == "A77"
    assert an_attempt(report=replace(APPROVED, authorisation="")).tender_key.reference == "42"
    bare = an_attempt(report=TerminalReport(state=TerminalState.APPROVED))
    assert bare.tender_key.reference == str(bare.attempt_id)
    assert bare.tender_key.tender is Tender.CARD


def test_nothing_is_asked_for_a_payment_of_nothing():
    with pytest.raises(AmountIsNotPositive):
        TerminalAttempt.begin(a_request(0), till_id=TILL, order_id=None, by=CASHIER, now=NOW)
