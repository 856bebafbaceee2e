"""The one table of screens: a new screen is a line here and a function that gets there by keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from app.domain.catalog.article_versions import ArticleVersion
from app.services.print_ports import PrinterReason, PrintJobState
from app.ui.actions import Ask
from app.ui.driver import BenchDriver, CounterDriver
from app.ui.payments.till_view import COUNTED, OPEN, SEALED
from app.ui.screens import fill_in, take_order
from tests.factories import a_printer
from tests.factories.checkout import INSURER, a_bill, a_billed_order, arrived
from tests.fakes.desktop import PIN, FakeDesktop
from tests.integration.ui.test_catalogue_by_keyboard import LENSES
from tests.integration.ui.test_counter_by_keyboard import SCRIPT
from tests.integration.ui.test_print_centre import a_mail, queue

MANAGERS_PIN = "270384"
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenShot:
    """One screen: its name, whose it is, what lies in its store, and how a person gets there."""

    name: str
    reach: Callable[[Any], object]
    furnish: Callable[[FakeDesktop], object] = lambda _desktop: None
    is_of_lab: bool = False
    is_locked: bool = False
    is_of_manager: bool = False

    @property
    def person(self) -> str:
        """Return who signs in."""
        if self.is_of_lab:
            return "Ivo Petrov"
        return "Jonas Weidner" if self.is_of_manager else "Mara Lindqvist"


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


def _family(counter: CounterDriver) -> None:
    _patient(counter)
    patients = counter.place.patients
    counter.wait_until(lambda: patients.open_patient_id, "the record is open")
    counter.key(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)


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


def _counted_till(counter: CounterDriver) -> None:
    _counting_till(counter)
    counter.key(Qt.Key.Key_Return)
    counter.type("2")
    counter.key(Qt.Key.Key_F12)
    counter.wait_until(lambda: counter.place.till.shown_page == COUNTED, "the count is sealed")


def _read_till(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.key(Qt.Key.Key_X, ALT)
    counter.wait_until(lambda: counter.place.till.shown_page == SEALED, "the X is sealed")


def _drawer_without_sale(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.place.call(Ask.OPEN_DRAWER)
    counter.settle()
    counter.type("Change for the bakery")
    counter.key(Qt.Key.Key_Return)
    till = counter.place.till
    counter.wait_until(lambda: till.second.model.members, "a manager is asked for")


def _keep_order(desktop: FakeDesktop) -> None:
    desktop.memory.orders.add(arrived(a_billed_order(a_bill(covers=(INSURER,)))))


def _order_page(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.place.go(Ask.ORDERS)
    counter.place.orders.open_number("O-LIN-26-417")
    orders = counter.place.orders
    counter.wait_until(lambda: orders.is_page_shown, "the order is open")
    counter.settle()


def _step(ask: Ask) -> Callable[[CounterDriver], None]:
    def reach(counter: CounterDriver) -> None:
        _order_page(counter)
        counter.place.call(ask)

    return reach


def _owed(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.key(Qt.Key.Key_F5)
    counter.type("O-LIN-26-417")
    counter.wait_until(lambda: counter.place.checkout.entry.is_offering, "the order is offered")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: counter.place.checkout.model.subject, "the order is owed")
    counter.settle()


def _change_given(counter: CounterDriver) -> None:
    _owed(counter)
    counter.type("600")
    counter.key(Qt.Key.Key_Return)
    counter.settle()


def _card_payment(counter: CounterDriver) -> None:
    _owed(counter)
    counter.key(Qt.Key.Key_2, ALT)
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: counter.place.checkout.payment.cards.text, "the terminal answered")


def _counter_sale(counter: CounterDriver) -> None:
    _open_till(counter)
    counter.key(Qt.Key.Key_F5)
    checkout = counter.place.checkout
    counter.type("nord")
    counter.wait_until(lambda: checkout.entry.is_offering, "an article is offered")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: checkout.subject.sums, "the article is on the counter")
    counter.settle()


def _discount(counter: CounterDriver) -> None:
    _counter_sale(counter)
    counter.key(Qt.Key.Key_D, CTRL)


def _second_person(counter: CounterDriver) -> None:
    _discount(counter)
    for text in ("20%", "Scratch"):
        counter.type(text)
        counter.key(Qt.Key.Key_Return)
        counter.settle()
    counter.key(Qt.Key.Key_1, ALT)
    counter.key(Qt.Key.Key_Equal)
    counter.key(Qt.Key.Key_F12)
    counter.wait_until(counter.place.checkout.second.isVisible, "a manager is asked for")


def _explained(counter: CounterDriver) -> None:
    _owed(counter)
    counter.key(Qt.Key.Key_W, ALT)


def _like_somebody(counter: CounterDriver) -> None:
    counter.key(Qt.Key.Key_N, CTRL)
    for text in ("Rosalind", "Achterberk", "11.02.58"):
        counter.type(text)
        counter.key(Qt.Key.Key_Return)
    form = counter.place.patients.form
    counter.wait_until(form.likely.isVisible, "somebody looks like it")


def _noted(counter: CounterDriver) -> None:
    _patient(counter)
    page = counter.place.patients.patient
    counter.wait_until(page.isVisible, "the record is open")
    counter.settle()
    page.note.alert.setFocus()
    counter.type("Nickel allergy")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: page.alert.text, "it is shown")


def _merging(counter: CounterDriver) -> None:
    _patient(counter)
    counter.wait_until(counter.place.patients.patient.isVisible, "the record is open")
    counter.settle()
    counter.key(Qt.Key.Key_M, ALT)
    counter.type("rosa")
    merging = counter.place.patients.merging
    counter.wait_until(lambda: merging.edit.is_offering, "the other is found")
    counter.key(Qt.Key.Key_Return)


def _doubted_form(counter: CounterDriver) -> None:
    _filled_form(counter)
    entry = counter.place.entry
    counter.wait_until(lambda: not entry.watch.is_waiting, "the lenses are reckoned")


def _panel(ask: Ask) -> Callable[[CounterDriver], None]:
    def reach(counter: CounterDriver) -> None:
        _doubted_form(counter)
        counter.place.call(ask)

    return reach


def _printers(desktop: FakeDesktop) -> None:
    made = (a_printer(name="Bench"), a_printer(name="Counter"))
    for printer in made:
        desktop.memory.print_jobs.save_printer(printer)
    desktop.printers.introduce(*made)
    queue(desktop, made[0], PrintJobState.QUEUED)
    queue(desktop, made[1], PrintJobState.UNKNOWN)
    queue(desktop, made[1], PrintJobState.NOT_SENT, reason=PrinterReason.COVER_OPEN, attempts=2)
    a_mail(desktop)


def _lenses(desktop: FakeDesktop) -> None:
    for lens in LENSES.lenses:
        desktop.memory.goods.save(ArticleVersion(good=lens, version=1))


def _lens(counter: CounterDriver) -> None:
    counter.key(Qt.Key.Key_F8)
    view = counter.place.catalogue
    counter.wait_until(lambda: view.model.rows, "articles")
    counter.key(Qt.Key.Key_F, CTRL)
    counter.type("PR160AR")
    counter.wait_until(lambda: len(view.model.rows) == 1, "the hit")
    counter.key(Qt.Key.Key_Return)
    counter.wait_until(lambda: view.model.article.texts.get("sku"), "the article")


def _rules(counter: CounterDriver) -> None:
    counter.key(Qt.Key.Key_F8)
    view = counter.place.catalogue
    counter.wait_until(lambda: view.model.rows, "articles")
    counter.key(Qt.Key.Key_R, ALT)
    limits = view.rules.limits
    percent: Any = limits.edits["optician_percent"]
    counter.wait_until(percent.text, "the limits")


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
    ScreenShot(name="patient-family", reach=_family),
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
    ScreenShot(name="till-counted", reach=_counted_till),
    ScreenShot(name="till-report", reach=_read_till),
    ScreenShot(name="till-drawer", reach=_drawer_without_sale),
    ScreenShot(name="order", reach=_order_page, furnish=_keep_order),
    ScreenShot(name="order-collect", reach=_step(Ask.COLLECT_ORDER), furnish=_keep_order),
    ScreenShot(name="order-remake", reach=_step(Ask.REMAKE_ORDER), furnish=_keep_order),
    ScreenShot(name="order-cancel", reach=_step(Ask.CANCEL_ORDER), furnish=_keep_order),
    ScreenShot(name="checkout-change", reach=_change_given, furnish=_keep_order),
    ScreenShot(name="checkout-card", reach=_card_payment, furnish=_keep_order),
    ScreenShot(name="checkout-why", reach=_explained, furnish=_keep_order),
    ScreenShot(name="checkout-sale", reach=_counter_sale),
    ScreenShot(name="checkout-discount", reach=_discount),
    ScreenShot(name="checkout-second-person", reach=_second_person),
    ScreenShot(name="patient-likely", reach=_like_somebody),
    ScreenShot(name="patient-noted", reach=_noted),
    ScreenShot(name="patient-merge", reach=_merging),
    ScreenShot(name="form-doubts", reach=_doubted_form),
    ScreenShot(name="form-bill", reach=_panel(Ask.ADD_TO_BILL)),
    ScreenShot(name="form-own-frame", reach=_panel(Ask.OWN_FRAME)),
    ScreenShot(name="form-waiting", reach=_panel(Ask.WAITING)),
    ScreenShot(name="prints-jobs", reach=_area(Ask.PRINT_CENTRE), furnish=_printers),
    ScreenShot(name="catalogue-lens", reach=_lens, furnish=_lenses, is_of_manager=True),
    ScreenShot(name="catalogue-rules", reach=_rules, furnish=_lenses, is_of_manager=True),
    ScreenShot(name="commands", reach=_palette),
    ScreenShot(name="keys", reach=_overlay),
    ScreenShot(name="notifications", reach=_drawer),
    ScreenShot(name="unknown-scan", reach=_unknown_scan),
    ScreenShot(name="bench", reach=lambda _bench: None, is_of_lab=True),
    ScreenShot(name="bench-work-order", reach=_open_work_order, is_of_lab=True),
    ScreenShot(name="bench-reprint", reach=_reprint_reasons, is_of_lab=True),
)

PINS = {"Mara Lindqvist": PIN, "Ivo Petrov": PIN, "Jonas Weidner": MANAGERS_PIN}
