"""Every control has a name, and Tab reaches it: with the mouse unplugged nothing is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QButtonGroup, QPushButton, QWidget

from app.ui.actions import Ask
from app.ui.screens import fill_in
from app.ui.sign_in.second_person_view import SecondPersonView
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

STEPS_MAX = 150


def controls(window):
    """Return what can have the cursor in a window as it is shown now; below a question nothing."""
    questions = [each for each in window.findChildren(SecondPersonView) if each.isVisible()]
    return [
        each
        for each in (questions or [window])[0].findChildren(QWidget)
        if each.isVisibleTo(window)
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.objectName().startswith("qt_")
        and each.focusProxy() is None
    ]


def nameless(window):
    return [repr(each) for each in controls(window) if not each.accessibleName().strip()]


def reached(driver):
    """Return what Tab comes to, once around."""
    found: list[QWidget | None] = []
    for _ in range(STEPS_MAX):
        driver.key(Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here in found:
            return found
        found.append(here)
    return found


def out_of_reach(driver):
    """Return what Tab does not come to; of a group of choices one stands for all."""
    found = reached(driver)
    missed = [each for each in controls(driver.window) if each not in found]
    return [repr(each) for each in missed if not _is_spoken_for(each, found)]


def _is_spoken_for(control, found):
    group = control.group() if isinstance(control, QPushButton) else None
    if isinstance(group, QButtonGroup) and group.exclusive():
        return any(button in found for button in group.buttons())
    parent = control.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent in found


def check(driver):
    assert controls(driver.window) != []
    assert nameless(driver.window) == []
    assert out_of_reach(driver) == []


def test_the_lock_screen(counter):
    counter.wait_until(lambda: counter.window.lock_model.members, "names")
    check(counter)


@pytest.mark.parametrize("area", [Ask.HOME, Ask.PRESCRIPTION, Ask.ORDERS])
def test_the_areas_of_the_counter(open_counter, area):
    open_counter.place.go(area)
    check(open_counter)


def test_the_form_of_a_patient(open_counter):
    open_counter.find_patient("kow")
    check(open_counter)


def test_the_form_and_the_lists_after_an_order(open_counter):
    fill_in(open_counter, SCRIPT)
    open_counter.create_order()
    check(open_counter)
    open_counter.place.go(Ask.ORDERS)
    check(open_counter)


def test_the_bench_and_its_reasons(open_bench):
    open_bench.scan("W-LAB-26-89")
    check(open_bench)
    open_bench.key(Qt.Key.Key_F7)
    check(open_bench)


def test_the_page_of_a_sealed_store(counter):
    counter.window.ask_passphrase()
    check(counter)


def test_a_field_tells_its_complaint_to_a_reader_too(open_counter):
    open_counter.find_patient("kow")
    open_counter.type("2.25")
    open_counter.key(Qt.Key.Key_Return)
    edit = open_counter.place.form.prescription.grid.edit(("right", "sphere"))
    assert edit.accessibleName() == "Right Sph"
    assert "plus or minus" in edit.accessibleDescription()


def test_pictures_tell_what_they_show(open_counter, open_bench):
    fill_in(open_counter, SCRIPT)
    drawing = open_counter.place.form.frame.drawing
    assert drawing.accessibleDescription().startswith("R A 51.9")
    open_bench.scan("W-LAB-26-89")
    told = [
        each.accessibleDescription()
        for each in open_bench.place.bench.card.findChildren(QWidget)
        if each.accessibleName() in {"Powers", "Stage"}
    ]
    assert any("\u22122.25" in text for text in told)
    assert "Received" in told
