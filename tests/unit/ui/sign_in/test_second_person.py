"""A second person's PIN: somebody else, with the role, checked as at the lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.kernel.access import Role
from app.services.session import Session
from app.ui.sign_in.second_person_view import SecondPersonView
from app.ui.theme.theme import Theme
from app.ui.widgets.layouts import column
from tests.factories import a_staff_member

MANAGERS = frozenset({Role.MANAGER})
MANAGERS_PIN = "270384"


class Host(QWidget):
    """A screen with one field, below the panel."""

    def __init__(self):
        super().__init__()
        self.field = QLineEdit()


@pytest.fixture
def host(qtbot):
    window = Host()
    window.resize(900, 700)
    window.setLayout(column(window.field))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.field.setFocus()
    return window


@pytest.fixture
def settle(qtbot, store):
    return lambda: qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


@pytest.fixture
def allowed():
    return []


@pytest.fixture
def panel(host, counter_desk, settle, allowed):
    view = SecondPersonView(Theme(), counter_desk, host)
    view.ask("Discount of 30 %", MANAGERS, allowed.append)
    settle()
    yield view
    settle()


def typed(qtbot, panel, digits):
    qtbot.keyClicks(panel.window().focusWidget(), digits)


def names(panel):
    return [each.name for each in panel.model.members]


def test_only_others_with_the_role_are_offered(panel):
    assert names(panel) == ["Jonas Weidner"]


def test_nobody_allows_something_to_themselves(panel, settle, allowed):
    panel.ask("A refund", frozenset({Role.OPTICIAN}), allowed.append)
    settle()
    assert names(panel) == []
    assert "Nobody else" in panel.message


def test_the_right_pin_gives_that_persons_fresh_session(qtbot, panel, settle, allowed, host, store):
    typed(qtbot, panel, MANAGERS_PIN)
    settle()
    session = allowed[0]
    assert isinstance(session, Session)
    assert session.name == "Jonas Weidner"
    assert session.started_at == store.clock()
    assert not panel.isVisible()
    assert host.field.hasFocus()


def test_a_wrong_pin_counts_as_at_the_lock(qtbot, panel, settle, allowed, store):
    member = panel.model.members[0]
    typed(qtbot, panel, "111111")
    settle()
    assert allowed == []
    assert "Wrong PIN" in panel.message
    assert panel.isVisible()
    assert store.memory.staff.failures(member.user_id)[0] == 1


def test_esc_leaves_and_allows_nothing(qtbot, panel, settle, allowed, host):
    typed(qtbot, panel, MANAGERS_PIN[:3])
    with qtbot.waitSignal(panel.dismissed):
        qtbot.keyClick(host.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert allowed == []
    assert not panel.isVisible()
    assert host.field.hasFocus()


def test_the_arrows_choose_among_several(qtbot, panel, settle, allowed, store, host):
    store.memory.staff.save_member(
        a_staff_member(name="Zoe Marchetti", roles=MANAGERS, pin_verifier="918273")
    )
    panel.ask("A refund", MANAGERS, allowed.append)
    settle()
    qtbot.keyClick(host.focusWidget(), Qt.Key.Key_Down)
    typed(qtbot, panel, "918273")
    settle()
    assert [session.name for session in allowed] == ["Zoe Marchetti"]


def test_a_desk_that_is_locked_asks_no_more(panel, counter_desk, allowed):
    counter_desk.lock()
    assert not panel.isVisible()
    assert allowed == []


def test_tab_does_not_leave_the_panel(qtbot, panel, host):
    before = host.focusWidget()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert host.focusWidget() is before
