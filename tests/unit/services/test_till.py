"""A till's day: opened, moved, counted blindly, read and closed, each step sealed and numbered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.money import CurrenciesDiffer, Money
from app.domain.payments.cash import CashCount
from app.domain.payments.checkpoints import CHECKPOINT_EVERY, JournalCheckpointSigned
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import (
    AmountIsNotPositive,
    ApprovalIsStale,
    CommandWasUsedForAnotherPayment,
    CountIsMissing,
    CurrencyHasNoTable,
    SecondPersonIsMissing,
    SecondPersonIsTheSame,
    TillIsAlreadyOpen,
    TillIsClosed,
    VarianceNeedsReason,
)
from app.domain.payments.tender import Tender
from app.domain.payments.till import Counted
from app.services.auditing import ReasonIsMissing
from app.services.changes import NO_CHANGES, Topic
from app.services.till import MoveCash
from app.services.till_reports import CloseTill
from tests.factories.payments import by, cash, euro
from tests.factories.till import TillShop


@pytest.fixture
def shop():
    return TillShop().opened()


def a_move(shop, minor=5_000, reason="bank"):
    return MoveCash(command_id=shop.command(), amount=euro(minor), reason=reason)


def close(shop, session=None, reason="", second=None):
    command = CloseTill(command_id=shop.command(), reason=reason)
    return shop.reports.z_report(session or shop.optician, command, second=second)


def count(shop, minor=None, **others):
    return shop.reports.count(shop.optician, shop.command(), shop.counted(minor, **others))


def test_a_till_opens_with_its_float_on_the_shops_own_day():
    shop = TillShop()
    command_id = shop.command()
    entry, changes = shop.till.open(shop.optician, command_id, euro(20_000))
    state = shop.till.state(shop.optician)
    assert state.is_open
    assert str(state.session_id) == str(command_id)
    assert state.business_day == shop.clock().date()
    assert entry.document.total == euro(20_000)
    assert Topic.TILL in changes
    assert shop.till.open(shop.optician, command_id, euro(20_000)) == (entry, NO_CHANGES)
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.till.open(shop.optician, command_id, euro(1))


def test_a_till_is_not_opened_twice_nor_with_less_than_nothing_nor_in_unknown_coins(shop):
    with pytest.raises(TillIsAlreadyOpen):
        shop.till.open(shop.optician, shop.command(), euro(1))
    for float_, refusal in (
        (euro(-1), AmountIsNotPositive),
        (Money(1, "XTS"), CurrencyHasNoTable),
    ):
        closed = TillShop()
        with pytest.raises(refusal):
            closed.till.open(closed.optician, closed.command(), float_)
        assert closed.entries == []


def test_cash_goes_in_and_out_with_a_reason_and_is_counted_in_both_reports(shop):
    shop.till.pay_in(shop.optician, a_move(shop, 3_000, "change from the bank"))
    shop.till.pay_out(shop.optician, a_move(shop, 1_200, "window cleaner"))
    report, _ = shop.reports.x_report(shop.manager, shop.command())
    assert report.report.row(Tender.CASH).expected == 20_000 + 3_000 - 1_200
    assert report.report.tally(DocumentType.PAY_IN).total == 3_000
    assert report.report.tally(DocumentType.PAY_OUT).total == 1_200
    assert [e.document.details["reason"] for e in shop.entries[1:3]] == [
        "change from the bank",
        "window cleaner",
    ]


def test_cash_is_not_moved_without_a_reason_an_amount_or_an_open_till(shop):
    for command, refusal in (
        (a_move(shop, reason="  "), ReasonIsMissing),
        (a_move(shop, 0), AmountIsNotPositive),
        (a_move(shop, -100), AmountIsNotPositive),
        (replace(a_move(shop), amount=Money(100, "CHF")), CurrenciesDiffer),
    ):
        for move in (shop.till.pay_in, shop.till.pay_out):
            with pytest.raises(refusal):
                move(shop.optician, command)
    shop.closed()
    with pytest.raises(TillIsClosed):
        shop.till.pay_in(shop.optician, a_move(shop))


def test_moving_cash_twice_by_pressing_twice_moves_it_once(shop):
    command = a_move(shop)
    entry, _ = shop.till.pay_out(shop.optician, command)
    assert shop.till.pay_out(shop.optician, command) == (entry, NO_CHANGES)
    with pytest.raises(CommandWasUsedForAnotherPayment):
        shop.till.pay_in(shop.optician, command)


def test_the_drawer_opens_without_a_sale_for_a_manager_with_a_reason_and_is_counted(shop):
    for second, reason, refusal in (
        (None, "a coin roll", AccessDenied),
        (shop.manager, " ", ReasonIsMissing),
    ):
        with pytest.raises(refusal):
            shop.till.open_drawer(shop.optician, shop.command(), reason=reason, second=second)
    command_id = shop.command()
    entry, _ = shop.till.open_drawer(
        shop.optician, command_id, reason="a coin roll", second=shop.session(Role.MANAGER)
    )
    assert shop.till.open_drawer(
        shop.optician, command_id, reason="a coin roll", second=shop.session(Role.MANAGER)
    ) == (entry, NO_CHANGES)
    assert shop.unit.memory.audit.entries[-1].action is Action.DRAWER_OPEN
    report, _ = shop.reports.x_report(shop.manager, shop.command())
    assert report.report.tally(DocumentType.DRAWER).count == 1
    sealed = shop.closed()
    assert sealed.document.details["documents"]["drawer"] == {"count": 1, "total": 0}


def test_a_count_is_sealed_before_anybody_is_told_what_was_expected(shop):
    shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    report, _ = count(shop, 29_900)
    entry = shop.entries[-1]
    assert entry.document.type is DocumentType.COUNT
    assert "expected" not in str(entry.document.details)
    assert (report.row(Tender.CASH).expected, report.variance) == (30_000, -100)


def test_a_count_in_other_coins_is_refused(shop):
    count_ = Counted(cash=CashCount(currency="GBP", pieces={}), others={})
    with pytest.raises(CurrenciesDiffer):
        shop.reports.count(shop.optician, shop.command(), count_)


def test_reading_the_till_shows_an_optician_nothing_of_the_drawer_before_the_count(shop):
    shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    blind, _ = shop.reports.x_report(shop.optician, shop.command())
    assert blind.report.tenders == ()
    assert blind.report.tally(DocumentType.SALE).total == 10_000
    seeing, _ = shop.reports.x_report(shop.manager, shop.command())
    assert seeing.report.row(Tender.CASH).expected == 30_000
    count(shop)
    after, _ = shop.reports.x_report(shop.optician, shop.command())
    assert after.report.row(Tender.CASH).expected == 30_000
    assert [each.reference for each in shop.entries if "-X-" in each.reference] == [
        *("LIN-1-X-1", "LIN-1-X-2", "LIN-1-X-3")
    ]


def test_a_till_that_balances_closes_and_its_sums_stay(shop):
    shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    shop.payments.take(shop.optician, shop.a_sale(by(Tender.VOUCHER, 500), total=500))
    count(shop)
    sealed, changes = close(shop)
    assert sealed.report.variance == 0
    assert sealed.entry.reference == "LIN-1-Z-1"
    assert sealed.entry.document.total == euro(10_500)
    assert not shop.till.state(shop.optician).is_open
    assert Topic.TILL in changes
    signed = [type(f.event) for f in shop.unit.memory.outbox.facts]
    assert signed[-1] is JournalCheckpointSigned
    assert shop.unit.till_journal.signed[-1].hash == sealed.entry.hash


def test_pressing_close_twice_closes_once_and_shows_the_same_report(shop):
    count(shop)
    command = CloseTill(command_id=shop.command())
    first, _ = shop.reports.z_report(shop.optician, command)
    shop.opened(100)
    again, changes = shop.reports.z_report(shop.optician, command)
    assert (again, changes) == (first, NO_CHANGES)


def test_nobody_closes_what_was_not_counted_or_was_moved_since(shop):
    with pytest.raises(CountIsMissing):
        close(shop)
    count(shop)
    shop.till.pay_in(shop.optician, a_move(shop))
    with pytest.raises(CountIsMissing):
        close(shop)
    assert shop.till.state(shop.optician).is_open


@pytest.mark.parametrize("off", [-500, 500, -1])
def test_within_ones_limit_a_variance_needs_a_reason_alone(shop, off):
    count(shop, 20_000 + off)
    with pytest.raises(VarianceNeedsReason) as caught:
        close(shop)
    assert caught.value.facts == {"variance": euro(abs(off))}
    sealed, _ = close(shop, reason="wrong change given")
    assert sealed.report.variance == off
    assert sealed.entry.document.details["reason"] == "wrong change given"
    assert sealed.entry.document.details["second_person"] is None


def test_above_the_limit_a_second_person_approves_and_is_named(shop):
    count(shop, 20_000 - 501)
    manager = shop.session(Role.MANAGER)
    for second, refusal in (
        (None, SecondPersonIsMissing),
        (shop.session(Role.OPTICIAN), AccessDenied),
        (shop.session(Role.MANAGER, user_id=shop.optician.user_id), SecondPersonIsTheSame),
    ):
        with pytest.raises(refusal):
            close(shop, reason="a note is gone", second=second)
    sealed, _ = close(shop, reason="a note is gone", second=manager)
    assert sealed.entry.document.details["second_person"] == str(manager.user_id)
    approval = [e for e in shop.unit.memory.audit.entries if e.user_id == manager.user_id]
    assert [e.action for e in approval] == [Action.TILL_APPROVE_VARIANCE]


def test_a_manager_above_the_managers_limit_needs_another_manager(shop):
    count(shop, 20_000 + 5_001)
    with pytest.raises(SecondPersonIsMissing):
        close(shop, shop.manager, reason="found")
    stale = shop.session(Role.MANAGER)
    shop.later(seconds=61)
    with pytest.raises(ApprovalIsStale):
        close(shop, shop.manager, reason="found", second=stale)
    close(shop, shop.manager, reason="found", second=shop.session(Role.MANAGER))


def test_one_tender_too_much_does_not_hide_another_too_little(shop):
    shop.payments.take(shop.optician, shop.a_sale(by(Tender.VOUCHER, 5_000), total=5_000))
    count(shop, 20_600, voucher=4_400)
    with pytest.raises(SecondPersonIsMissing):
        close(shop, reason="swapped")


def test_reports_are_numbered_without_a_gap_over_days():
    shop = TillShop()
    for _ in range(3):
        shop.opened()
        shop.reports.x_report(shop.manager, shop.command())
        shop.closed()
        shop.later(days=1)
    reports = [e.reference for e in shop.entries if e.document.type is DocumentType.Z_REPORT]
    assert reports == ["LIN-1-Z-1", "LIN-1-Z-2", "LIN-1-Z-3"]
    assert [e.number for e in shop.entries] == list(range(1, len(shop.entries) + 1))
    second, first = shop.entries[-1], shop.entries[-5]
    assert second.type_prev_hash == first.hash, "a Z report bears the hash of the one before"


def test_a_session_past_midnight_counts_for_the_day_it_was_opened(shop):
    shop.later(hours=20)
    assert shop.till.state(shop.optician).needs_closing(shop.clock().date())
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    assert entry.stamp.business_day == shop.clock().date() - timedelta(days=1)
    assert shop.closed().stamp.business_day == entry.stamp.business_day
    shop.opened()
    assert shop.entries[-1].stamp.business_day == shop.clock().date()


def test_a_clock_set_back_a_day_between_reading_and_closing_is_said_and_loses_nothing(shop):
    shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    shop.reports.x_report(shop.manager, shop.command())
    shop.later(days=-1)
    shop.payments.take(shop.optician, shop.a_sale(cash(700), total=700))
    shop.reports.count(shop.optician, shop.command(), shop.counted())
    sealed, _ = close(shop)
    assert sealed.report.clock_behind_at == (4,)
    assert sealed.entry.document.details["clock_behind_at"] == [4]
    assert sealed.report.tally(DocumentType.SALE).total == 10_700
    assert sealed.report.last_receipt == "LIN-1-S-2"
    assert [e.number for e in shop.entries] == list(range(1, len(shop.entries) + 1))
    assert sealed.entry.stamp.business_day == shop.entries[0].stamp.business_day


def test_a_close_asks_nothing_outside_the_device(shop):
    shop.terminal.is_reachable = False
    shop.closed()
    assert shop.terminal.asked == []


def test_a_long_day_is_signed_on_the_way(shop):
    for _ in range(CHECKPOINT_EVERY):
        shop.till.pay_in(shop.optician, a_move(shop, 1))
    assert [each.number for each in shop.unit.till_journal.signed] == [CHECKPOINT_EVERY]
