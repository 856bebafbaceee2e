"""The one table of screens: a new screen is a line here and a function that gets there by keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from app.ui.actions import Ask
from app.ui.driver import BenchDriver, CounterDriver
from app.ui.payments.till_view import OPEN
from app.ui.screens import fill_in, take_order
from tests.fakes.desktop import PIN
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenShot:
    """One screen: its name, whose it is, and how a person gets there."""

    name: str
    reach: Callable[[Any], object]
    is_of_lab: bool = False
    is_locked: bool = False


def _wait_for_names(driver: CounterDriver | BenchDriver) -> None:
    lock = driver.wait_until(lambda: driver.window.lock_model, "the store is open")
    driver.wait_until(lambda: lock.members, "names")


def _ask_passphrase(counter: CounterDriver) -> None:
    _wait_for_names(counter)
    counter.window.ask_passphrase()


def _area(ask: Ask) -> Callable[[CounterDriver], None]:
    def reach(counter: CounterDriver) -> None:
        counter.place.go(ask)

    return reach


def _palette(counter: CounterDriver) -> None:
    counter.key(Qt.Key.Key_K, CTRL)
    counter.type("o")
    counter.wait_until(lambda: counter.place.bar.search.is_offering, "commands are offered")


def _overlay(driver: CounterDriver | BenchDriver) -> None:
    driver.key(Qt.Key.Key_F1, SHIFT)


def _drawer(counter: CounterDriver) -> None:
    counter.place.toast.say("O-LIN-26-1")
    counter.key(Qt.Key.Key_N, CTRL | SHIFT)


def _unknown_scan(counter: CounterDriver) -> None:
    counter.scan_code("ZZ-NOTHING-OF-OURS")


def _patient(counter: CounterDriver) -> None:
    counter.place.go(Ask.PATIENTS)
    counter.place.patients.open_number("P-1043")


def _new_patient(counter: CounterDriver) -> None:
    counter.key(Qt.Key.Key_N, CTRL)


def _filled_form(counter: CounterDriver) -> None:
    fill_in(counter, SCRIPT)


def _made_order(counter: CounterDriver) -> None:
    take_order(counter, SCRIPT)


def _order_list(counter: CounterDriver) -> None:
    take_order(counter, SCRIPT)
    counter.place.go(Ask.ORDERS)


def _owed_order(counter: CounterDriver) -> None:
    _open_till(counter)
    take_order(counter, SCRIPT)
    counter.key(Qt.Key.Key_F5)
    counter.wait_until(lambda: counter.place.checkout.model.subject, "the order is owed")


def _open_till(counter: CounterDriver) -> None:
    till = counter.place.till
    counter.key(Qt.Key.Key_F9)
    counter.wait_until(lambda: till.model.state is not None, "the till was asked how it stands")
    counter.type("200")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: till.shown_page == OPEN, "the till is open")


def _counting_till(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.place.call(Ask.COUNT_TILL)


def _open_work_order(bench: BenchDriver) -> None:
    bench.scan("W-LAB-26-89")


def _reprint_reasons(bench: BenchDriver) -> None:
    bench.scan("W-LAB-26-89")
    bench.key(Qt.Key.Key_F7)


SCREENS = (
    ScreenShot(name="lock", reach=_wait_for_names, is_locked=True),
    ScreenShot(name="sealed", reach=_ask_passphrase, is_locked=True),
    ScreenShot(name="home", reach=_area(Ask.HOME)),
    ScreenShot(name="patients", reach=_area(Ask.PATIENTS)),
    ScreenShot(name="patient", reach=_patient),
    ScreenShot(name="patient-new", reach=_new_patient),
    ScreenShot(name="prescription-empty", reach=_area(Ask.PRESCRIPTION)),
    ScreenShot(name="prescription-filled", reach=_filled_form),
    ScreenShot(name="order-made", reach=_made_order),
    ScreenShot(name="orders-empty", reach=_area(Ask.ORDERS)),
    ScreenShot(name="orders", reach=_order_list),
    ScreenShot(name="checkout-empty", reach=_area(Ask.CHECKOUT)),
    ScreenShot(name="checkout", reach=_owed_order),
    ScreenShot(name="prints", reach=_area(Ask.PRINT_CENTRE)),
    ScreenShot(name="catalogue", reach=_area(Ask.CATALOGUE)),
    ScreenShot(name="till-closed", reach=_area(Ask.TILL)),
    ScreenShot(name="till-open", reach=_open_till),
    ScreenShot(name="till-count", reach=_counting_till),
    ScreenShot(name="commands", reach=_palette),
    ScreenShot(name="keys", reach=_overlay),
    ScreenShot(name="notifications", reach=_drawer),
    ScreenShot(name="unknown-scan", reach=_unknown_scan),
    ScreenShot(name="bench", reach=lambda _bench: None, is_of_lab=True),
    ScreenShot(name="bench-work-order", reach=_open_work_order, is_of_lab=True),
    ScreenShot(name="bench-reprint", reach=_reprint_reasons, is_of_lab=True),
)

# Who signs in: at a store, and at a lab.
PEOPLE = {False: ("Mara Lindqvist", PIN), True: ("Ivo Petrov", PIN)}
