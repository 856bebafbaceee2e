"""Real windows over a store in memory, worked by keyboard."""

import pytest

from app.ui.driver import BenchDriver, CounterDriver
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from tests.factories.payments import euro
from tests.fakes.desktop import PIN, a_lab_desktop, a_store_desktop
from tests.integration.ui.hands import Hands


@pytest.fixture
def store(qapp):
    prepare_application(qapp)
    with a_store_desktop() as desktop:
        yield desktop


@pytest.fixture
def lab(qapp):
    prepare_application(qapp)
    with a_lab_desktop() as desktop:
        yield desktop


def opened(qtbot, desktop):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.ready(desktop.services)
    return window


@pytest.fixture
def counter(qtbot, store):
    driver = CounterDriver(opened(qtbot, store))
    yield driver
    driver.window.close()
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


@pytest.fixture
def bench(qtbot, lab):
    driver = BenchDriver(opened(qtbot, lab))
    yield driver
    driver.window.close()
    qtbot.waitUntil(lambda: lab.services.runner.in_flight == 0)


@pytest.fixture
def open_counter(counter):
    counter.sign_in("Mara Lindqvist", PIN)
    return counter


@pytest.fixture
def open_bench(bench):
    bench.sign_in("Ivo Petrov", PIN)
    return bench


@pytest.fixture
def hands(open_counter, store):
    services = store.services
    session = open_counter.window.desk.session
    services.till.open(session, services.new_command_id(), euro(500_00))
    return Hands(open_counter, store)
