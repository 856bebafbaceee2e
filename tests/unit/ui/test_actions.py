"""Every action has its key, and no key asks for two things at the same place."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.kernel.access import Role
from app.ui.actions import ACTIONS, BENCH_RAIL, COUNTER_RAIL, Area, Ask, Condition, action, clashes
from app.ui.theme.icons import ICONS
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from tests.fakes.desktop import PIN


def test_every_action_is_in_the_table_once():
    assert sorted(each.ask for each in ACTIONS) == sorted(Ask)


def test_no_key_asks_for_two_things_at_the_same_place():
    assert clashes(ACTIONS) == []


@pytest.mark.parametrize(
    ("area", "is_clash"),
    [(Area.EVERYWHERE, True), (Area.ORDER_ENTRY, True), (Area.COUNTER, True), (Area.BENCH, False)],
)
def test_a_planted_clash_is_found_where_both_would_be_heard(area, is_clash):
    planted = replace(action(Ask.THEME), keys=("F12",), area=area)
    found = clashes((action(Ask.CREATE_ORDER), planted))
    assert bool(found) is is_clash


@pytest.mark.parametrize("entry", ACTIONS, ids=lambda entry: entry.ask)
def test_every_key_and_every_icon_exists(qapp, entry):
    assert (ICONS / f"{entry.icon}.svg").exists()
    for key in entry.keys:
        assert QKeySequence(key).toString() == key


def test_the_keys_are_the_ones_decided_upon():
    assert action(Ask.SEARCH).keys == ("Ctrl+K", "/")
    areas = ["F1", "F2", "F3", "F4", "F5", "F7", "F8", "F9"]
    assert [action(ask).keys[0] for ask in COUNTER_RAIL] == areas
    assert [action(ask).keys[0] for ask in BENCH_RAIL] == ["Ctrl+1"]
    asks = (Ask.LOCK, Ask.CREATE_ORDER, Ask.STAGE_DONE, Ask.REPRINT, Ask.CHANGE_LENS)
    assert [action(ask).keys[0] for ask in asks] == ["Ctrl+L", "F12", "F12", "F7", "Ctrl+E"]


def test_an_action_is_offered_to_whom_it_is_allowed_and_when_it_applies(qtbot, store):
    screen = QWidget()
    qtbot.addWidget(screen)
    actions = ActionSet(Theme(), screen)
    actions.hear(Ask.CREATE_ORDER, Ask.LOCK, Ask.LAB)
    buttons = {ask: actions.button(ask) for ask in (Ask.CREATE_ORDER, Ask.LOCK, Ask.LAB)}
    for button in buttons.values():
        qtbot.addWidget(button)
    optician = next(each for each in store.memory.staff.members() if Role.OPTICIAN in each.roles)
    session = store.services.sign_in.sign_in(optician.user_id, PIN)
    actions.allow(session, frozenset())
    assert [buttons[ask].isEnabled() for ask in buttons] == [False, True, False]
    actions.allow(session, frozenset({Condition.FORM_IS_OPEN}))
    assert [buttons[ask].isEnabled() for ask in buttons] == [True, True, False]


def test_a_button_prints_its_key_and_does_what_the_action_does(qtbot):
    screen = QWidget()
    qtbot.addWidget(screen)
    actions = ActionSet(Theme(), screen)
    heard: list[Ask] = []
    actions.asked.connect(heard.append)
    actions.hear(Ask.LOCK)
    button = actions.button(Ask.LOCK)
    qtbot.addWidget(button)
    button.click()
    assert heard == [Ask.LOCK]
    assert (button.accessibleName(), button.accessibleDescription()) == ("Lock", "Ctrl+L")
