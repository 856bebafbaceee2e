"""Our own controls: they say what they are told, and tell what was asked of them."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.theme.tokens import LIGHT
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.hint_bar import HintBar
from app.ui.widgets.labels import ElidedLabel, chip, say
from app.ui.widgets.layouts import column
from app.ui.widgets.notice import Notice
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.toast import Toast
from app.ui.widgets.type_ahead import TypeAhead

FRAMES = (
    Choice(title="Nordlys 5567", detail="52", value="N"),
    Choice(title="Halden 204", detail="50", value="H"),
)


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(500, 400)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def ahead(qtbot, window):
    edit = TypeAhead(Theme(), "Frame", icon="search")
    other = TypeAhead(Theme(), "Lens", icon="search")
    window.setLayout(column(edit, other))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    edit.setFocus()
    return edit


def test_typing_asks_once_it_pauses(qtbot, ahead):
    with qtbot.waitSignal(ahead.asked) as asked:
        qtbot.keyClicks(ahead, "nord")
    assert asked.args == ["nord"]
    ahead.clear()


def test_enter_takes_the_choice_that_is_lit(qtbot, ahead):
    chosen: list[str] = []
    ahead.chosen.connect(chosen.append)
    qtbot.keyClicks(ahead, "n")
    ahead.offer("n", FRAMES)
    qtbot.keyClick(ahead, Qt.Key.Key_Down)
    qtbot.keyClick(ahead, Qt.Key.Key_Return)
    assert chosen == ["H"]
    assert not ahead.is_offering


def test_a_scanners_enter_waits_for_the_one_answer(qtbot, ahead):
    chosen: list[str] = []
    ahead.chosen.connect(chosen.append)
    qtbot.keyClicks(ahead, "2000005567525")
    qtbot.keyClick(ahead, Qt.Key.Key_Return)
    assert chosen == []
    ahead.offer("2000005567525", FRAMES[:1])
    assert chosen == ["N"]


def test_enter_before_several_answers_lets_the_person_look(qtbot, ahead):
    chosen: list[str] = []
    ahead.chosen.connect(chosen.append)
    qtbot.keyClicks(ahead, "n")
    qtbot.keyClick(ahead, Qt.Key.Key_Return)
    ahead.offer("n", FRAMES)
    assert (chosen, ahead.is_offering) == ([], True)
    ahead.close_choices()


def test_an_answer_to_an_older_question_is_not_shown(qtbot, ahead):
    qtbot.keyClicks(ahead, "nor")
    ahead.offer("no", FRAMES)
    assert not ahead.is_offering
    ahead.close_choices()


def test_leaving_the_field_shows_what_was_chosen_and_not_what_was_typed(qtbot, ahead):
    ahead.rest_at("Nordlys 5567")
    qtbot.keyClicks(ahead, "hal")
    ahead.rest_at("Nordlys 5567")
    assert ahead.text() == "hal"
    qtbot.keyClick(ahead, Qt.Key.Key_Tab)
    assert ahead.text() == "Nordlys 5567"


def test_a_choice_is_taken_with_the_mouse_too(qtbot, ahead, window):
    chosen: list[str] = []
    ahead.chosen.connect(chosen.append)
    qtbot.keyClicks(ahead, "n")
    ahead.offer("n", FRAMES)
    popup = window.findChild(QWidget, "popup")
    choices = popup.findChild(QWidget, "choices")
    qtbot.mouseClick(
        choices.viewport(),
        Qt.MouseButton.LeftButton,
        pos=choices.visualRect(choices.model().index(1)).center(),
    )
    assert chosen == ["H"]


def test_a_day_tells_what_was_typed_when_it_is_left_and_escape_takes_it_back(qtbot, window):
    edit = DayEdit(Theme(), "Promised for")
    window.setLayout(column(edit))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    typed: list[str] = []
    turned: list[int] = []
    edit.was_typed.connect(typed.append)
    edit.turned.connect(turned.append)
    edit.display("Thu 26 Nov")
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_PageDown)
    qtbot.keyClicks(edit, "+3")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "Thu 26 Nov"
    qtbot.keyClicks(edit, "+3")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert (typed, turned) == (["+3"], [1, -7])


def test_segments_are_chosen_by_the_arrows_and_told_once(qtbot, window):
    edge = Segmented("Edge", ("Bevel", "Groove", "Rimless"))
    window.setLayout(column(edge))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    changed: list[int] = []
    edge.changed.connect(changed.append)
    edge.buttons[0].setFocus()
    qtbot.keyClick(edge.buttons[0], Qt.Key.Key_Right)
    assert (changed, edge.current) == ([1], 1)
    edge.choose(2)
    assert (changed, edge.current) == ([1], 2)


def test_a_notice_takes_no_room_when_it_has_nothing_to_say(qtbot, window):
    notice = Notice(Theme())
    window.setLayout(column(notice))
    notice.say("The axis is missing.", tone="danger")
    assert (notice.text, notice.property("tone")) == ("The axis is missing.", "danger")
    notice.hush()
    assert (notice.text, notice.isHidden()) == ("", True)


def test_a_toast_stands_in_its_window_and_takes_no_focus(qtbot, window):
    window.show()
    toast = Toast(Theme(), window)
    toast.say("Order O-LIN-26-1 is made")
    assert toast.text == "Order O-LIN-26-1 is made"
    (card,) = toast.cards
    assert window.rect().contains(card.geometry())
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
    toast.dismiss()
    assert toast.text == ""


def test_three_toasts_at_most_are_shown_and_an_error_stays(qtbot, window):
    window.show()
    toast = Toast(Theme(), window)
    toast.fail("The printer is out of paper")
    for number in (1, 2, 3):
        toast.say(f"Order {number}")
    assert [card.said.text for card in toast.cards] == ["Order 1", "Order 2", "Order 3"]
    tops = [card.y() for card in toast.cards]
    assert tops == sorted(tops)
    toast.dismiss()
    toast.fail("The printer is out of paper")
    assert not toast.cards[0].findChildren(QTimer)[0].isActive()


def test_a_name_too_long_for_its_place_ends_in_dots_and_is_told_in_full(qtbot):
    label = ElidedLabel("Anna-Magdalena Kowalska-Brandt-Wiśniewska")
    qtbot.addWidget(label)
    label.resize(120, 24)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(900, 24)
    label.grab()
    assert label.toolTip() == ""


def test_a_chip_without_words_is_hidden(qtbot, window):
    late = chip()
    window.setLayout(column(late))
    say(late, "2 late", tone="danger")
    assert (late.text(), late.property("chip"), late.isHidden()) == ("2 late", "danger", False)
    say(late, "", tone="danger")
    assert late.isHidden()


def test_hints_give_way_when_it_gets_narrow(qtbot):
    bar = HintBar(("↑ ↓ ±0.25", "* sign", "P plano"))
    qtbot.addWidget(bar)
    bar.resize(600, 24)
    bar.show()
    shown = [each.isHidden() for each in bar.findChildren(QWidget)]
    assert shown == [False, False, False]
    bar.resize(120, 24)
    assert [each.isHidden() for each in bar.findChildren(QWidget)] == [False, False, True]


def test_a_button_drops_its_key_before_its_words(qtbot):
    theme = Theme(LIGHT)
    button = ActionButton(theme, "Copy R→L", icon="copy", key="Ctrl+D")
    qtbot.addWidget(button)
    theme.dress(button)
    wide, narrow = button.sizeHint().width(), button.minimumSizeHint().width()
    assert narrow < wide
    button.resize(wide, 36)
    whole = button.grab().toImage()
    button.resize(narrow, 36)
    assert button.grab().toImage().width() == narrow
    assert whole.width() == wide
