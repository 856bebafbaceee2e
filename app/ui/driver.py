"""Hands on a keyboard: works the real windows as a person would, for the demo and the tests."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from app.domain.optics.notation import RxPair
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.optics.trace import Eye
from app.services.views import LabQueueRow
from app.ui.rx.cells import Column, written
from app.ui.rx.form import PLACES, Place, RxForm, form_of
from app.ui.shell.bench_workplace import BenchWorkplace
from app.ui.shell.counter_workplace import CounterWorkplace
from app.ui.shell.main_window import MainWindow
from app.ui.widgets.rx_grid import PRISMS

T = TypeVar("T")

PATIENCE_MS = 20_000
GLANCE_MS = 5
CALM_GLANCES = 4


class WaitedInVain(RuntimeError):
    """Something a person would have seen on the screen did not come."""


class FormWasRefused(RuntimeError):
    """The order was not made; the text is what the screen says."""


class WindowDriver:
    """Keys and waiting that every window has in common."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key, with its shortcuts."""
        self._activate()
        self._pause()
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def type(self, text: str) -> None:
        """Type a text; letters that no key of a plain keyboard has are sent as they are."""
        self._activate()
        for sign in text:
            self._pause()
            if sign.isascii():
                QTest.keyClick(self.window.windowHandle(), ord(sign))
            else:
                self._send(sign)

    def scan_code(self, code: str) -> None:
        """Let a scanner type a code, with Enter at its end."""
        self._activate()
        scans = self.wait_until(lambda: self.window.scans, "the store is open")
        scans.rest()
        with scans.at_one_moment():
            for sign in code:
                QTest.keyClick(self.window.windowHandle(), ord(sign))
            QTest.keyClick(self.window.windowHandle(), Qt.Key.Key_Return)

    def wait_until(self, is_so: Callable[[], T | None], hope: str) -> T:
        """Let the window work until something is so, and return it.

        Raises:
            WaitedInVain: it never was.
        """
        deadline = QDeadlineTimer(PATIENCE_MS)
        while not (said := is_so()):
            if deadline.hasExpired():
                raise WaitedInVain(hope)
            loop = QEventLoop()
            QTimer.singleShot(GLANCE_MS, loop.quit)
            loop.exec()
        return said

    def sign_in(self, name: str, pin: str) -> None:
        """Choose a name with the arrows and type the PIN."""
        lock = self.wait_until(lambda: self.window.lock_model, "the store is open")
        self.wait_until(lambda: lock.members, "the names are shown")
        names = [member.name for member in lock.members]
        while names[lock.chosen] != name:
            self.key(Qt.Key.Key_Down)
        self.type(pin)
        self.wait_until(lambda: self.is_open or lock.message, "the PIN was checked")

    def settle(self) -> None:
        """Let the window finish what it has begun: answers on their way, and what they change."""
        calm = 0
        while calm < CALM_GLANCES:
            calm = calm + 1 if self._in_flight() == 0 else 0
            loop = QEventLoop()
            QTimer.singleShot(GLANCE_MS, loop.quit)
            loop.exec()

    def lock(self) -> None:
        """Lock the desk."""
        self.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    @property
    def is_open(self) -> bool:
        """Return whether somebody is signed in."""
        return self.window.desk is not None and not self.window.desk.is_locked

    def _in_flight(self) -> int:
        return self.window.desk.services.runner.in_flight if self.window.desk else 0

    def _pause(self) -> None:
        """Pause as a person does between two keys."""
        if self.window.scans is not None:
            self.window.scans.rest()

    def _activate(self) -> None:
        if not self.window.isActiveWindow():
            self.window.activateWindow()
            self.wait_until(self.window.isActiveWindow, "the window is in front")

    def _send(self, sign: str) -> None:
        target = QGuiApplication.focusObject()
        if target is None:
            raise WaitedInVain("a field has the cursor")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, sign)
            QCoreApplication.sendEvent(target, event)


class CounterDriver(WindowDriver):
    """Takes an order at a store."""

    @property
    def place(self) -> CounterWorkplace:
        """Return the counter behind the lock."""
        if not isinstance(self.window.workplace, CounterWorkplace):
            raise WaitedInVain("this device is a store's")
        return self.window.workplace

    def find_patient(self, text: str) -> None:
        """Search for a patient and open the first hit."""
        entry, search = self.place.entry, self.place.bar.search
        before = entry.form
        self.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.wait_until(lambda: search.is_offering, "the search found somebody")
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.wait_until(lambda: entry.form is not before, "the record is open")

    def enter_rx(self, rx: RxPair, right: EyeMeasurements, left: EyeMeasurements) -> None:
        """Type both eyes into the grid, Enter after each field, as the screen writes them."""
        texts = _texts(rx, right, left)
        grid = self.place.form.prescription.grid
        has_prism = any(place[1] in PRISMS for place in texts)
        if has_prism is not grid.is_prism_shown:
            self.key(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        for place in PLACES:
            if place[1] in PRISMS and not has_prism:
                continue
            if place[1] is Column.AXIS and not texts.get((place[0], Column.CYLINDER)):
                continue
            self.type(texts.get(place, ""))
            self.key(Qt.Key.Key_Return)

    def choose_frame(self, text: str) -> None:
        """Type or scan a frame and take the first choice."""
        frame = self.place.form.frame.edit
        self.key(Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        self.type(text)
        self.wait_until(lambda: frame.is_offering, "a frame is offered")
        self.key(Qt.Key.Key_Return)

    def choose_lens(self, text: str) -> None:
        """Type a lens and take the first choice."""
        lens = self.place.form.lens.edit
        self.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.wait_until(lambda: lens.is_offering, "a lens is offered")
        self.key(Qt.Key.Key_Return)

    def load_trace(self, file: str) -> None:
        """Load a tracer's file as if it had been chosen in the dialog."""
        entry = self.place.entry
        self.place.form.frame.load(file)
        self.wait_until(
            lambda: entry.problem or (entry.form and entry.form.traces), "the trace was read"
        )

    def confirm_doubts(self) -> int:
        """Put a name to every doubt with Ctrl+Enter, from the grid; return how many there were."""
        entry = self.place.entry
        self.wait_until(lambda: not entry.watch.is_waiting, "the lenses are reckoned")
        self.settle()
        count = len(entry.open_doubts)
        if count:
            self.place.form.prescription.grid.focus_first()
        for _ in range(count):
            self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        return count

    def create_order(self) -> str:
        """Press F12 and return the number of the order.

        Raises:
            FormWasRefused: the screen says what is to be put right.
        """
        entry = self.place.entry
        self.key(Qt.Key.Key_F12)
        self.wait_until(lambda: entry.order or entry.problem, "the order is made")
        if entry.problem is not None:
            raise FormWasRefused(entry.problem.text)
        return str(entry.order.number) if entry.order else ""


class BenchDriver(WindowDriver):
    """Works on an order at a lab."""

    @property
    def place(self) -> BenchWorkplace:
        """Return the bench behind the lock."""
        if not isinstance(self.window.workplace, BenchWorkplace):
            raise WaitedInVain("this device is a lab's")
        return self.window.workplace

    def wait_for_order(self, order_number: str) -> LabQueueRow:
        """Wait until an order of a store lies in the queue, and return its row."""

        def row() -> LabQueueRow | None:
            rows = (each for each in self.place.model.rows if each.order_number == order_number)
            return next(rows, None)

        return self.wait_until(row, f"{order_number} is in the queue")

    def scan(self, code: str) -> str:
        """Scan a code, or type a number, and return what the band says."""
        model = self.place.model
        before = model.scans_ok + model.scans_failed
        self.scan_code(code)
        self.wait_until(
            lambda: model.scans_ok + model.scans_failed > before, "the scan was answered"
        )
        return model.band.text

    def stage_done(self) -> str:
        """Press F12 and return what the band says."""
        model = self.place.model
        before = model.band
        self.key(Qt.Key.Key_F12)
        self.wait_until(lambda: model.band is not before, "the stage is done")
        return model.band.text

    def reprint(self, reason_key: Qt.Key = Qt.Key.Key_1) -> str:
        """Press F7 and the key of a reason; return what the band says."""
        model = self.place.model
        before = model.band
        self.key(Qt.Key.Key_F7)
        self.key(reason_key)
        self.wait_until(lambda: model.band is not before, "the ticket was queued")
        return model.band.text


def _texts(rx: RxPair, right: EyeMeasurements, left: EyeMeasurements) -> dict[Place, str]:
    form: RxForm = form_of(rx.right, rx.left)
    texts = {place: form.cell(place).text for place in PLACES if form.cell(place).text}
    sides: tuple[tuple[Eye, EyePower | None, EyeMeasurements], ...] = (
        ("right", rx.right, right),
        ("left", rx.left, left),
    )
    for eye, power, measured in sides:
        if power is not None and measured.monocular_pd_mm is not None:
            texts[eye, Column.PD] = written(Column.PD, measured.monocular_pd_mm)
        if power is not None and measured.fitting_height_mm is not None:
            texts[eye, Column.HEIGHT] = written(Column.HEIGHT, measured.fitting_height_mm)
    return {place: text.replace("\u2212", "-") for place, text in texts.items()}
