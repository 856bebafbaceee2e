"""Commands by their words, the overlay of keys, toasts and their drawer, and the lock by itself."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView

from app.ui.actions import Ask

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def offered(driver):
    (list_view,) = driver.place.window().findChildren(QListView, "choices")
    model = list_view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_search_offers_commands_and_does_them(open_counter):
    search = open_counter.place.bar.search
    open_counter.key(Qt.Key.Key_K, CTRL)
    open_counter.type("orde")
    open_counter.wait_until(lambda: search.is_offering, "a command is offered")
    assert offered(open_counter)[0] == "Orders"
    open_counter.key(Qt.Key.Key_Return)
    assert open_counter.place.area is Ask.ORDERS


def test_a_command_that_cannot_be_done_now_is_not_offered(open_counter):
    open_counter.key(Qt.Key.Key_F3)
    titles = [choice.title for choice in open_counter.place.commands_for("tra")]
    assert "Transpose" not in titles
    open_counter.find_patient("kow")
    titles = [choice.title for choice in open_counter.place.commands_for("tra")]
    assert titles[0] == "Transpose"


def test_the_bench_finds_commands_too(open_bench):
    search = open_bench.place.bar.search
    open_bench.key(Qt.Key.Key_K, CTRL)
    open_bench.type("light")
    open_bench.wait_until(lambda: search.is_offering, "a command is offered")
    before = open_bench.window.theme.tokens.name
    open_bench.key(Qt.Key.Key_Return)
    assert open_bench.window.theme.tokens.name != before
    assert open_bench.place.bench.band.edit.hasFocus()


def test_the_question_mark_shows_the_keys_of_here_and_any_key_puts_them_away(open_counter):
    overlay = open_counter.place.overlay
    open_counter.find_patient("kow")
    open_counter.place.rail.buttons[0].setFocus()
    open_counter.type("?")
    assert overlay.isVisible()
    assert overlay.lines["Transpose"] == "Ctrl+T"
    assert overlay.lines["Lock"] == "Ctrl+L"
    open_counter.key(Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    open_counter.key(Qt.Key.Key_F4)
    open_counter.key(Qt.Key.Key_F1, SHIFT)
    assert "Transpose" not in overlay.lines


def test_what_was_said_in_passing_is_kept_in_the_drawer(open_counter):
    place = open_counter.place
    place.toast.say("Order O-LIN-26-1 is made")
    place.toast.fail("The printer is out of paper")
    open_counter.key(Qt.Key.Key_N, CTRL | SHIFT)
    assert place.drawer.isVisible()
    assert [line[7:] for line in place.drawer.lines] == [
        "The printer is out of paper",
        "Order O-LIN-26-1 is made",
    ]
    open_counter.key(Qt.Key.Key_Escape)
    assert not place.drawer.isVisible()


def test_a_toast_can_be_taken_back_and_never_takes_the_cursor(open_counter):
    undone = []
    before = QApplication.focusWidget()
    toast = open_counter.place.toast
    toast.offer("Order parked", "Undo", lambda: undone.append(True))
    assert QApplication.focusWidget() is before
    (card,) = toast.cards
    button = next(each for each in card.children() if hasattr(each, "click"))
    button.click()
    assert undone == [True]
    assert toast.text == ""


def test_the_sounds_can_be_switched_off(open_counter):
    open_counter.key(Qt.Key.Key_M, CTRL | SHIFT)
    assert open_counter.place.sounds.is_muted
    assert open_counter.place.toast.text == "Sounds are off"


def test_a_desk_that_nobody_touches_locks_itself_with_its_work(open_counter):
    open_counter.find_patient("kow")
    form = open_counter.place.entry.form
    open_counter.window.idle.lock_after(timedelta(milliseconds=30))
    open_counter.wait_until(lambda: not open_counter.is_open, "it locked")
    assert open_counter.place.entry.form.says_the_same_as(form)


def test_work_that_takes_long_is_shown_and_short_work_is_not(open_counter):
    busy = open_counter.place.busy
    runner = open_counter.window.desk.services.runner
    open_counter.settle()
    runner.began.emit()
    assert busy.isHidden()
    open_counter.wait_until(lambda: not busy.isHidden(), "it shows after a while")
    runner.ended.emit()
    assert busy.isHidden()
