"""The amount field: keys in, money out, and a word inside it where that cannot be."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.kernel.money import Money
from app.ui.theme.theme import Theme
from app.ui.widgets.layouts import column
from app.ui.widgets.money_edit import MoneyEdit


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def edit(qtbot, window):
    made = MoneyEdit(Theme(), "Cash", "EUR")
    window.setLayout(column(made, QLineEdit()))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.setFocus()
    return made


def test_each_keystroke_tells_the_amount(qtbot, edit):
    told: list[object] = []
    edit.changed.connect(told.append)
    qtbot.keyClicks(edit, "12,5")
    assert told == [Money(100, "EUR"), Money(1200, "EUR"), Money(1200, "EUR"), Money(1250, "EUR")]
    assert edit.amount == Money(12_50, "EUR")


def test_letters_do_not_get_in(qtbot, edit):
    qtbot.keyClicks(edit, "1x2y-")
    assert edit.text() == "12"


def test_too_many_decimals_are_marked_and_said(qtbot, edit):
    qtbot.keyClicks(edit, "1.234")
    assert edit.is_junk
    assert edit.amount is None
    assert edit.property("tone") == "red"
    assert "2 decimals" in edit.accessibleDescription()


def test_enter_is_told_only_for_what_can_be_read(qtbot, edit):
    entered: list[bool] = []
    edit.entered.connect(lambda: entered.append(True))
    qtbot.keyClicks(edit, "1.234")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert entered == []
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(edit, "1.2")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert entered == [True]


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier])
def test_equals_asks_for_the_exact_amount(qtbot, edit, held):
    with qtbot.waitSignal(edit.exact_asked):
        qtbot.keyClick(edit, Qt.Key.Key_Equal, held)
    assert edit.text() == ""


def test_the_amount_is_written_out_when_the_cursor_leaves(qtbot, edit):
    qtbot.keyClicks(edit, "7")
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "7.00"


@pytest.mark.parametrize(("currency", "text"), [("JPY", "1500"), ("BHD", "1.500")])
def test_the_decimals_are_the_currencys(edit, currency, text):
    edit.use_currency(currency)
    edit.display(Money(1500, currency))
    assert edit.text() == text
    assert edit.amount == Money(1500, currency)


def test_it_has_a_name_and_can_be_emptied(edit):
    assert edit.accessibleName() == "Cash"
    edit.display(Money(5, "EUR"))
    edit.display(None)
    assert (edit.text(), edit.amount, edit.is_junk) == ("", None, False)
