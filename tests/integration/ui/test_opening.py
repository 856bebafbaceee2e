"""The lock is there before the store is, and says what keeps the store closed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from app.domain.kernel.errors import DomainError
from app.services.print_ports import PrinterReason
from app.services.sync_ports import DeviceIsNotEnrolled
from app.ui.driver import CounterDriver
from app.ui.runner import Runner
from app.ui.shell.start import Opening, open_desktop, system_tokens
from app.ui.theme.tokens import DARK, LIGHT
from tests.factories import a_printer
from tests.fakes.desktop import PIN


class Sealed(DomainError):
    """Plays the refusal of a sealed store."""

    code = "security.passphrase.needed"


class WrongPassphrase(DomainError):
    """Plays the refusal of a wrong passphrase."""

    code = "security.passphrase.wrong"


@pytest.fixture
def opened(qtbot, qapp, store):
    """Open the desktop over a list of answers: refusals, or the services."""
    made = []
    with ThreadPoolExecutor(max_workers=1) as executor:
        runner = Runner(executor.submit)

        def open_with(*answers):
            asked = list(answers)

            def open_services(passphrase):
                given.append(passphrase)
                answer = asked.pop(0)
                if isinstance(answer, Exception):
                    raise answer
                return answer

            given: list[str | None] = []
            desktop = open_desktop(qapp, Opening(runner=runner, open_services=open_services))
            qtbot.addWidget(desktop.window)
            made.append(desktop)
            return CounterDriver(desktop.window), given

        yield open_with
        for desktop in made:
            desktop.window.close()
        qtbot.waitUntil(lambda: runner.in_flight == 0)
        qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


def test_the_lock_is_shown_while_the_store_opens(opened, store):
    driver, given = opened(store.services)
    assert driver.window.isVisible()
    assert driver.window.lock_view.isVisible()
    driver.sign_in("Mara Lindqvist", PIN)
    assert driver.is_open
    assert given == [None]
    assert driver.window.windowTitle() == "Lindenhof · Dioptre"


def test_a_sealed_store_asks_for_its_passphrase_until_it_is_right(opened, store):
    driver, given = opened(Sealed(), WrongPassphrase(), store.services)
    page = driver.window.passphrase_view
    driver.wait_until(page.isVisible, "the passphrase is asked for")
    driver.key(Qt.Key.Key_Return)
    driver.type("wrong horse")
    driver.key(Qt.Key.Key_Return)
    driver.wait_until(lambda: page.notice.text, "the refusal is said")
    assert given == [None, "wrong horse"]
    driver.type("right horse")
    driver.key(Qt.Key.Key_Return)
    driver.sign_in("Mara Lindqvist", PIN)
    assert given[-1] == "right horse"
    assert page.edit.text() == ""


def test_what_keeps_the_store_closed_is_said_with_its_code_and_can_be_tried_again(opened, store):
    driver, given = opened(DeviceIsNotEnrolled(), store.services)
    view = driver.window.lock_view
    driver.wait_until(lambda: view.failure, "the failure is said")
    assert DeviceIsNotEnrolled.code in view.failure
    driver.key(Qt.Key.Key_Space)
    driver.sign_in("Mara Lindqvist", PIN)
    assert len(given) == 2
    assert view.failure == ""


class ShowWatch(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched, event):
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if is_shown and watched.isWindow():
            self.shown.append(repr(watched))
        return False


def test_nothing_becomes_a_window_of_its_own_while_the_desk_is_built(qapp, opened, store):
    driver, _ = opened(store.services)
    driver.wait_until(driver.window.isActiveWindow, "the window is in front")
    watch = ShowWatch()
    qapp.installEventFilter(watch)
    driver.sign_in("Mara Lindqvist", PIN)
    qapp.removeEventFilter(watch)
    assert watch.shown == []


def test_the_theme_follows_the_machine_and_a_key_changes_it(qapp, opened, store):
    driver, _ = opened(store.services)
    assert driver.window.theme.tokens == system_tokens(qapp)
    driver.window.use_tokens(LIGHT)
    driver.key(
        Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert driver.window.theme.tokens == DARK
    driver.sign_in("Mara Lindqvist", PIN)
    driver.window.toggle_theme()
    assert driver.window.theme.tokens == LIGHT


def test_the_status_pills_follow_sync_and_printer(opened, store):
    driver, _ = opened(store.services)
    driver.sign_in("Mara Lindqvist", PIN)
    pills = driver.window.workplace.bar
    driver.wait_until(lambda: "Synced" in pills.sync_text, "sync is known")
    printer = a_printer()
    store.printers.introduce(printer)
    store.printers.printer_changed(printer.printer_id, PrinterReason.COVER_OPEN)
    driver.wait_until(lambda: "cover open" in pills.printer_text, "the printer is shown")


def test_a_wrong_pin_is_said_and_five_pause_the_device(counter):
    counter.wait_until(lambda: counter.window.lock_model.members, "names")
    for _ in range(5):
        counter.type("000000")
        counter.wait_until(lambda: not counter.window.lock_model.is_checking, "checked")
    assert "Wait 60 seconds" in counter.window.lock_view.message
    assert not counter.is_open
