"""The till's day with the mouse unplugged: open, move cash, count blindly, explain, close."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.domain.payments.cash import denominations_of
from app.domain.payments.documents import DocumentType
from app.domain.payments.terminal import TerminalReason, TerminalReport, TerminalState, unknown
from app.services.changes import Topic
from app.ui.driver import CounterDriver
from app.ui.payments.till_view import CLOSED, COUNT, COUNTED, MOVE, OPEN, SEALED
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from tests.factories import an_identity
from tests.factories.payments import an_attempt
from tests.fakes.desktop import PIN, a_store_desktop

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MANAGER_PIN = "270384"
KEYS_MOST = 40


class CountingKeys:
    """Presses keys and counts them; a chord is one."""

    def __init__(self, driver):
        self.driver = driver
        self.pressed = 0

    def key(self, *key):
        self.pressed += 1
        self.driver.key(*key)

    def type(self, text):
        self.pressed += len(text)
        self.driver.type(text)


@pytest.fixture
def till(open_counter, store):
    """Return the till's area, shown, as the driver's place sees it."""
    return shown_till(open_counter)


def shown_till(driver):
    driver.key(KEY.Key_F9)
    view = driver.place.till
    driver.wait_until(lambda: view.model.state is not None, "the till was asked how it stands")
    return view


def open_till(driver, view, float_="200"):
    driver.type(float_)
    driver.key(KEY.Key_Return)
    driver.wait_until(lambda: view.shown_page == OPEN, "the till is open")


def sealed(store):
    return [entry.document.type for entry in store.unit.till_journal.sealed]


def words_on(widget):
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def british(qtbot, qapp):
    """Return the driver of a counter whose drawer has twelve coins and notes, and its store."""
    prepare_application(qapp)
    with a_store_desktop(an_identity(currency="GBP")) as desktop:
        window = MainWindow()
        qtbot.addWidget(window)
        window.show()
        window.ready(desktop.services)
        driver = CounterDriver(window)
        driver.sign_in("Mara Lindqvist", PIN)
        yield driver, desktop
        window.close()
        qtbot.waitUntil(lambda: desktop.services.runner.in_flight == 0)


def test_a_till_of_twelve_denominations_is_closed_in_forty_keys(british, capsys):
    driver, store = british
    view = shown_till(driver)
    # One line for each coin and note, the largest first.
    pieces = ("2", "8", "7", "6", "14", "8", "6", "9", "4", "12", "7", "14")
    worth = sum(int(n) * coin for n, coin in zip(pieces, denominations_of("GBP"), strict=True))
    open_till(driver, view, f"{worth / 100:.2f}")
    hands = CountingKeys(driver)
    hands.key(KEY.Key_M, CTRL)
    for n in pieces:
        hands.type(n)
        hands.key(KEY.Key_Return)
    hands.key(KEY.Key_F12)
    driver.wait_until(lambda: view.shown_page == COUNTED, "the count is sealed")
    hands.key(KEY.Key_F12)
    driver.wait_until(lambda: view.shown_page == SEALED, "the Z is sealed")
    with capsys.disabled():
        print(f"\nclose a till with 12 denominations: {hands.pressed} keys")  # noqa: T201
    assert hands.pressed <= KEYS_MOST
    assert sealed(store)[-2:] == [DocumentType.COUNT, DocumentType.Z_REPORT]
    assert store.unit.till_journal.sealed[-1].document.details["tenders"][0]["variance"] == 0


def test_the_till_opens_with_its_float_and_the_pill_says_so(till, open_counter, store):
    assert open_counter.place.bar.till_text == "Till closed"
    open_till(open_counter, till)
    assert store.unit.till_journal.sealed[0].document.total_minor == 200_00
    assert open_counter.place.bar.till_text.startswith("Till open since")


def test_nothing_on_the_screen_says_what_the_drawer_should_hold_before_the_count(
    till, open_counter
):
    open_till(open_counter, till, "217.43")
    open_counter.key(KEY.Key_M, CTRL)
    assert till.shown_page == COUNT
    for text in (words_on(till), words_on(open_counter.window)):
        assert "217" not in text
    assert till.model.entries == ()
    assert till.entries.isHidden()
    open_counter.key(KEY.Key_Return)
    open_counter.type("1")
    assert "€200.00" in words_on(till.count), "what was counted is said"


def test_cash_moves_with_a_reason_and_not_without(till, open_counter, store):
    open_till(open_counter, till)
    open_counter.key(KEY.Key_I, ALT)
    assert till.shown_page == MOVE
    open_counter.type("50")
    open_counter.key(KEY.Key_Return)
    open_counter.key(KEY.Key_Return)
    assert sealed(store) == [DocumentType.OPENING]
    open_counter.type("change from the bank")
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: till.shown_page == OPEN, "it is paid in")
    open_counter.key(KEY.Key_U, ALT)
    open_counter.type("7.50")
    open_counter.key(KEY.Key_Return)
    open_counter.type("stamps")
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: len(sealed(store)) == 3, "it is paid out")
    moved = [entry.document.total_minor for entry in store.unit.till_journal.sealed]
    assert moved == [200_00, 50_00, 7_50]
    assert sealed(store)[1:] == [DocumentType.PAY_IN, DocumentType.PAY_OUT]


def test_the_drawer_opens_without_a_sale_for_a_reason_and_a_managers_pin(till, open_counter, store):
    open_till(open_counter, till)
    open_counter.key(KEY.Key_D, ALT)
    open_counter.type("a stuck coin")
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: till.second.model.members, "a manager is asked for")
    assert sealed(store) == [DocumentType.OPENING]
    open_counter.type(MANAGER_PIN)
    open_counter.wait_until(lambda: DocumentType.DRAWER in sealed(store), "the drawer is open")


def count_in_twos_hundred(driver, pieces):
    """Count so many notes of 200, which is the second line of a drawer of euros."""
    driver.key(KEY.Key_M, CTRL)
    driver.key(KEY.Key_Return)
    driver.type(pieces)
    driver.key(KEY.Key_F12)


def test_a_variance_wants_a_reason_and_above_the_limit_a_second_person(till, open_counter, store):
    open_till(open_counter, till)
    count_in_twos_hundred(open_counter, "2")
    open_counter.wait_until(lambda: till.shown_page == COUNTED, "the count is sealed")
    assert till.counted.report.variances == ("+€200.00",)
    open_counter.key(KEY.Key_F12)
    assert DocumentType.Z_REPORT not in sealed(store), "nobody said why"
    open_counter.type("found in the safe")
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: till.second.model.members, "a manager is asked for")
    open_counter.type(MANAGER_PIN)
    open_counter.wait_until(lambda: till.shown_page == SEALED, "the Z is sealed")
    details = store.unit.till_journal.sealed[-1].document.details
    assert details["reason"] == "found in the safe"
    assert details["second_person"]


def test_a_pin_that_was_entered_too_long_ago_is_asked_for_again(till, open_counter, store):
    open_till(open_counter, till)
    count_in_twos_hundred(open_counter, "2")
    open_counter.wait_until(lambda: till.shown_page == COUNTED, "the count is sealed")
    open_counter.type("found in the safe")
    wanted: list[Any] = []
    till.model.second_wanted.connect(wanted.append)
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: wanted, "a manager is asked for")
    manager = next(each for each in store.memory.staff.members() if each.name == "Jonas Weidner")
    stale = replace(
        till.model.desk.session,
        user_id=manager.user_id,
        roles=manager.roles,
        started_at=store.clock() - timedelta(seconds=61),
    )
    wanted[0].done(stale)
    open_counter.wait_until(lambda: len(wanted) > 1, "the PIN is asked for again")
    assert "Enter it again" in wanted[1].why
    assert DocumentType.Z_REPORT not in sealed(store)


def test_after_the_z_the_report_stands_there_until_it_is_put_away(till, open_counter, store):
    open_till(open_counter, till)
    count_in_twos_hundred(open_counter, "1")
    open_counter.wait_until(lambda: till.shown_page == COUNTED, "the count is sealed")
    assert len(till.model.entries) == 2
    open_counter.key(KEY.Key_F12)
    open_counter.wait_until(lambda: till.shown_page == SEALED, "the Z is sealed")
    assert store.unit.till_journal.sealed[-1].seal in words_on(till.sealed)
    open_counter.key(KEY.Key_Escape)
    open_counter.wait_until(lambda: till.shown_page == CLOSED, "the till can be opened again")
    assert open_counter.place.bar.till_text == "Till closed"


def test_an_x_is_read_without_what_the_drawer_should_hold(till, open_counter, store):
    open_till(open_counter, till, "217.43")
    open_counter.key(KEY.Key_X, ALT)
    open_counter.wait_until(lambda: till.shown_page == SEALED, "the X is sealed")
    assert sealed(store)[-1] is DocumentType.X_REPORT
    assert "217" not in words_on(till)
    open_counter.key(KEY.Key_F12)
    open_counter.wait_until(lambda: till.shown_page == OPEN, "the till goes on")


def test_a_till_without_a_line_to_the_server_is_closed_all_the_same(till, open_counter, store):
    assert store.services.sync_status() is None
    open_till(open_counter, till)
    count_in_twos_hundred(open_counter, "1")
    open_counter.wait_until(lambda: till.shown_page == COUNTED, "the count is sealed")
    open_counter.key(KEY.Key_F12)
    open_counter.wait_until(lambda: till.shown_page == SEALED, "the Z is sealed")


def state_of(store, attempt):
    return store.unit.till_attempts.kept[attempt.attempt_id].state


def keep(store, attempt):
    store.unit.till_attempts.save(replace(attempt, till_id=store.identity.device_id))
    store.hub.publish(frozenset({Topic.PAYMENTS}))


def test_a_card_payment_nobody_answered_is_decided_by_its_slip_and_a_manager(
    till, open_counter, store
):
    attempt = an_attempt(report=unknown(TerminalReason.NO_ANSWER), was_sent=True)
    keep(store, attempt)
    waiting = open_counter.place.waiting_cards
    open_counter.wait_until(lambda: waiting.attempts, "it is said to wait")
    assert open_counter.place.bar.till_text == "1 card payment waits"
    till.waiting.authorisation.setFocus()
    open_counter.type("971382")
    open_counter.key(KEY.Key_Return)
    open_counter.type("the slip says approved")
    open_counter.key(KEY.Key_Return)
    open_counter.wait_until(lambda: till.second.model.members, "a manager is asked for")
    open_counter.type(MANAGER_PIN)
    open_counter.wait_until(
        lambda: state_of(store, attempt) is TerminalState.APPROVED, "it is settled"
    )
    open_counter.wait_until(lambda: "checkout" in words_on(till.waiting), "what to do is said")


def test_the_terminal_is_asked_how_it_ended_and_nothing_is_charged(till, open_counter, store):
    attempt = an_attempt(report=unknown(TerminalReason.NO_ANSWER), was_sent=True)
    keep(store, attempt)
    open_counter.wait_until(lambda: open_counter.place.waiting_cards.attempts, "it waits")
    till.waiting.ask_button.setFocus()
    open_counter.key(KEY.Key_Space)
    open_counter.wait_until(
        lambda: not open_counter.place.waiting_cards.attempts, "the terminal has said"
    )
    assert store.terminal.charges == []


def test_what_an_earlier_life_left_open_is_asked_about_after_the_start(counter, store):
    attempt = an_attempt(
        was_sent=True,
        report=TerminalReport(state=TerminalState.REQUESTED),
        till_id=store.identity.device_id,
    )
    store.unit.till_attempts.kept[attempt.attempt_id] = attempt
    counter.sign_in("Mara Lindqvist", PIN)
    counter.wait_until(
        lambda: state_of(store, attempt) is TerminalState.DECLINED, "it was asked about"
    )
    assert "start" not in store.terminal.asked
