"""A scanner is heard wherever the cursor is, and none of its signs stays in a field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import Stage
from app.ui.actions import Ask
from app.ui.screens import take_order
from app.ui.sounds import Sound
from tests.fakes.desktop import PIN
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

TICKET = DocumentNumber.parse("W-LAB-26-89").scan_payload()
TOKEN = "k3J9xQ2mV7tR5wYb"


@pytest.fixture
def heard(open_counter, monkeypatch):
    sounds: list[Sound] = []
    monkeypatch.setattr(open_counter.place.sounds, "play", sounds.append)
    return sounds


def give_badge(store, name, token):
    service = store.services.badges
    manager = next(each for each in store.memory.staff.members() if each.name == "Jonas Weidner")
    session = store.services.sign_in.sign_in(manager.user_id, "270384")
    member = next(each for each in store.memory.staff.members() if each.name == name)
    service.give(session, member.user_id, token)


def test_a_scan_into_the_search_leaves_what_was_typed_and_says_what_it_was(open_counter, heard):
    search = open_counter.place.bar.search
    open_counter.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    open_counter.type("kow")
    open_counter.scan_code("ZZ-NOTHING-OF-OURS")
    assert search.text() == "kow"
    assert search.hasFocus()
    assert "ZZ-NOTHING-OF-OURS" in open_counter.place.scan_line.text
    assert open_counter.place.scan_line.property("tone") == "warning"
    assert heard == [Sound.WARN]


def test_an_unknown_code_can_be_searched_for(open_counter):
    open_counter.scan_code("KOWALSKA")
    line = open_counter.place.scan_line
    line.use_button.click()
    search = open_counter.place.bar.search
    open_counter.wait_until(lambda: search.is_offering, "the search was asked")
    assert search.text() == "KOWALSKA"
    assert line.text == ""


def test_the_signs_of_a_scan_call_no_shortcut(open_counter):
    open_counter.place.go(Ask.ORDERS)
    open_counter.scan_code("AB/CD?EF")
    assert not open_counter.place.bar.search.hasFocus()
    assert not open_counter.place.overlay.isVisible()


def test_an_order_s_number_opens_the_orders(open_counter, heard):
    number = take_order(open_counter, SCRIPT)
    open_counter.key(Qt.Key.Key_F1)
    open_counter.scan_code(number)
    open_counter.wait_until(lambda: open_counter.place.area is Ask.ORDERS, "the order is open")
    assert number in open_counter.place.scan_line.text
    assert heard == [Sound.OK]


def test_a_patient_s_card_opens_the_patient(open_counter):
    place = open_counter.place
    open_counter.scan_code("P-1043")
    open_counter.wait_until(lambda: place.patients.open_patient_id, "the record is open")
    assert place.area is Ask.PATIENTS


def test_a_misread_ticket_is_refused_and_stays_on_screen(open_counter, heard):
    open_counter.scan_code(TICKET[:-2] + f"{(int(TICKET[-2:]) + 1) % 100:02d}")
    line = open_counter.place.scan_line
    assert "misread" in line.text
    assert line.property("tone") == "danger"
    assert (line.good, line.failed) == (0, 1)
    assert heard == [Sound.ERROR]


def test_the_same_code_twice_at_once_counts_once(open_counter):
    open_counter.scan_code("ZZ-NOTHING")
    open_counter.scan_code("ZZ-NOTHING")
    assert open_counter.place.scan_line.failed == 1


def test_quick_hands_lose_no_key(open_counter):
    search = open_counter.place.bar.search
    open_counter.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    scans = open_counter.window.scans
    with scans.at_one_moment():
        for sign in "kowal":
            QTest.keyClick(open_counter.window.windowHandle(), ord(sign))
    open_counter.wait_until(lambda: search.text() == "kowal", "the held keys came")
    with scans.at_one_moment():
        for sign in "ska":
            QTest.keyClick(open_counter.window.windowHandle(), ord(sign))
        QTest.keyClick(open_counter.window.windowHandle(), Qt.Key.Key_Left)
    assert search.text() == "kowalska"


def test_a_badge_switches_the_person_and_keeps_the_work(open_counter, store):
    give_badge(store, "Jonas Weidner", TOKEN)
    open_counter.find_patient("kow")
    form = open_counter.place.entry.form
    open_counter.scan_code(f"U:{TOKEN}")
    desk = open_counter.window.desk
    open_counter.wait_until(
        lambda: not desk.is_locked and desk.session.name == "Jonas Weidner", "he is in"
    )
    assert open_counter.place.entry.form.says_the_same_as(form)


def test_a_badge_opens_the_lock_and_an_unknown_one_does_not(counter, store):
    give_badge(store, "Mara Lindqvist", TOKEN)
    counter.wait_until(lambda: counter.window.lock_model.members, "names")
    counter.scan_code("U:0000000000000000")
    counter.wait_until(lambda: "badge" in counter.window.lock_view.message, "it is refused")
    assert not counter.is_open
    counter.scan_code(f"U:{TOKEN}")
    counter.wait_until(lambda: counter.is_open, "she is in")
    assert counter.window.desk.session.name == "Mara Lindqvist"


def test_at_the_lock_any_other_code_does_nothing_but_say_so(counter):
    counter.wait_until(lambda: counter.window.lock_model.members, "names")
    counter.scan_code("2000005567520")
    assert "Sign in first" in counter.window.lock_view.message
    assert counter.window.lock_model.typed == 0


def test_the_pin_still_works_beside_the_scanner(counter):
    counter.sign_in("Mara Lindqvist", PIN)
    assert counter.is_open


def test_cards_at_the_bench_move_the_open_work_order(open_bench):
    model = open_bench.place.model
    open_bench.scan(TICKET)
    open_bench.scan_code("S:EDGE")
    assert "not the next stage" in model.band.text
    open_bench.scan_code("S:PICK")
    open_bench.wait_until(
        lambda: model.detail.work_order.stage is Stage.PICKED, "the card moved it on"
    )
    open_bench.scan_code("CMD:DONE")
    open_bench.wait_until(
        lambda: model.detail.work_order.stage is Stage.FIRST_INSPECTION, "and so did DONE"
    )
    assert open_bench.place.bench.band.edit.text() == ""
    assert open_bench.place.scan_line.text == ""


def test_a_scan_is_heard_although_the_queue_has_the_cursor(open_bench):
    open_bench.place.bench.queue.setFocus()
    open_bench.scan(TICKET)
    assert open_bench.place.bench.card.number == "W-LAB-26-89"
    assert QApplication.activeModalWidget() is None
