"""A counter's real windows over a big store, in a process of its own: it prints what it measured.

python -m tests.bench.counter_at_work PROFILE --minutes 1
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import structlog
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap.station import Station
from app.bootstrap.windows import ScreenParts, services_of, station_with_screens
from app.domain.customers import Patient
from app.ui.actions import Ask, action
from app.ui.driver import CounterDriver
from app.ui.garbage import GarbageCollection
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from tests.bench.chain_store import NAME, ORDERS, PATIENTS, PIN, unlocked
from tests.bench.orders import number_of
from tests.bench.painting import Heartbeat, Painting
from tests.bench.patients import patients

CTRL = Qt.KeyboardModifier.ControlModifier
SEED = 11
# Whom the bench asks for; all of them would weigh more than the program.
SAMPLED = 100
SEARCHES, SCANS, ECHOES, CHANGES = 40, 60, 240, 8
NOT_YET = "\0"
LETTERS = "the quick brown fox jumps over the lazy dog"


def _one_in(many: int) -> list[Patient]:
    return list(islice(patients(PATIENTS), 0, None, many))


@dataclass(kw_only=True)
class Counter:
    """One window at work, and what was measured so far."""

    driver: CounterDriver
    painting: Painting
    random: Random = field(default_factory=lambda: Random(SEED))
    people: list[Patient] = field(default_factory=lambda: _one_in(SAMPLED))
    times: dict[str, list[float]] = field(default_factory=dict)
    offered: str = ""

    def __post_init__(self) -> None:
        bar, offer = self.driver.place.bar, self.driver.place.bar.offer

        def heard(text: str, choices: Any) -> None:
            offer(text, choices)
            self.offered = text

        bar.offer = heard  # type: ignore[method-assign]

    def note(self, name: str, ms: float) -> None:
        self.times.setdefault(name, []).append(ms)

    def until_painted(self, name: str, do: Callable[[], None], is_so: Callable[[], bool]) -> None:
        """Measure from a key to the last paint that shows what it asked for."""
        self.note(name, self.painting.time_of(do, is_so))

    def search(self, text: str) -> None:
        """Type into the search sign by sign, each until its list is painted."""
        search = self.driver.place.bar.search
        self.driver.key(Qt.Key.Key_K, CTRL)
        search.clear()
        for n, sign in enumerate(text, start=1):
            self.offered = NOT_YET
            self.until_painted(
                "search: key to painted list",
                partial(self.driver.type, sign),
                partial(self._has_offered, text[:n].strip()),
            )

    def _has_offered(self, text: str) -> bool:
        return self.offered == text

    def open_found(self) -> None:
        """Open the patient that is lit."""
        model = self.driver.place.patients.model
        before = model.file
        self.until_painted(
            "patient: Enter to painted page",
            lambda: self.driver.key(Qt.Key.Key_Return),
            lambda: model.file is not before,
        )
        self.driver.settle()

    def scan(self, place: int) -> None:
        """Scan an order's code until its row or page is painted."""
        workplace = self.driver.place
        workplace.go(Ask.HOME)
        self.driver.settle()
        runner = self.driver.window.desk.services.runner if self.driver.window.desk else None
        self.until_painted(
            "order: scan to painted",
            lambda: self.driver.scan_code(number_of(place)),
            lambda: workplace.area is Ask.ORDERS and runner is not None and not runner.in_flight,
        )

    def change(self, ask: Ask, name: str) -> None:
        """Go to another area by its key."""
        keys: Any = QKeySequence(action(ask).keys[0])
        sequence = keys[0]
        self.until_painted(
            name,
            lambda: self.driver.key(sequence.key(), sequence.keyboardModifiers()),
            lambda: self.driver.place.area is ask,
        )
        self.driver.settle()

    def echo(self, edit: QLineEdit, name: str, sign: str) -> None:
        """Type a sign into a field until it is painted there."""
        before = edit.text()
        self.until_painted(name, lambda: self.driver.type(sign), lambda: edit.text() != before)


def measure(counter: Counter) -> None:
    """Do everything that has a goal, once each way."""
    for ask in counter.driver.place.areas:
        counter.change(ask, "screen: first show")
    for _ in range(CHANGES):
        for ask in counter.driver.place.areas:
            counter.change(ask, "screen: shown again")
    for text in searches(counter):
        counter.search(text)
        counter.driver.key(Qt.Key.Key_Escape)
    for _ in range(10):
        counter.search(some(counter).number)
        counter.open_found()
    for _ in range(SCANS):
        counter.scan(counter.random.randrange(ORDERS))
    type_into_form(counter)


def searches(counter: Counter) -> Iterator[str]:
    """Yield what people type: names, a part of one, phones by head and end, birth dates."""
    ways: Iterator[Callable[[Patient], str]] = cycle(
        (
            lambda each: each.family_name.casefold(),
            lambda each: f"{each.given_name[:3]} {each.family_name[:5]}".casefold(),
            lambda each: "0" + str(each.phone)[3:10],
            lambda each: str(each.phone)[-4:],
            lambda each: f"{each.born_on:%d.%m.%Y}",
            lambda each: each.family_name[2:6].casefold(),
        )
    )
    for _ in range(SEARCHES):
        yield next(ways)(some(counter))


def some(counter: Counter) -> Patient:
    return counter.random.choice(counter.people)


def type_into_form(counter: Counter) -> None:
    """Type into the form of a new patient, as fast as the echo comes."""
    driver = counter.driver
    driver.key(Qt.Key.Key_N, CTRL)
    driver.settle()
    edit = driver.place.patients.form.edits["street"]
    edit.setFocus()
    signs = cycle(LETTERS)
    for _ in range(ECHOES):
        counter.echo(edit, "key echo: form", next(signs))
    driver.key(Qt.Key.Key_Escape)
    driver.settle()


def measure_bare_echo(painting: Painting) -> list[float]:
    """Measure the same in a window that holds one field and nothing else: the least there is."""
    edit = QLineEdit()
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    with painting.of(edit):
        times = [
            painting.time_of(partial(edit.insert, sign), partial(_has, edit, n))
            for n, sign in enumerate(LETTERS * 4, start=1)
        ]
    edit.close()
    return times


def _has(edit: QLineEdit, signs: int) -> bool:
    return len(edit.text()) == signs


def soak(counter: Counter, minutes: float) -> dict[str, float]:
    """Work without a pause for some minutes; return how long the windows stood still."""
    beat = Heartbeat(minutes=minutes)
    rounds = 0
    while not beat.is_over:
        counter.search(some(counter).family_name.casefold()[:5])
        counter.open_found()
        counter.scan(counter.random.randrange(ORDERS))
        for ask in counter.driver.place.areas:
            counter.change(ask, "soak: screen")
        type_into_form(counter)
        rounds += 1
    return {**beat.stop(), "rounds": rounds, "minutes": minutes}


def memory_mib() -> dict[str, float]:
    """Return what this process holds now and held at most."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    told = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return {
        "rss_mib": round(int(told["VmRSS"]) / 1024, 1),
        "peak_mib": round(int(told["VmHWM"]) / 1024, 1),
    }


def work(station: Station, screens: ScreenParts, minutes: float) -> dict[str, Any]:
    """Open the windows, measure, soak, and return everything that was measured."""
    services = station.store.call(lambda: services_of(station, screens))
    window = MainWindow()
    window.show()
    window.ready(services)
    painting = Painting(window)
    driver = CounterDriver(window)
    bare = measure_bare_echo(painting)
    driver.sign_in(NAME, PIN)
    driver.settle()
    counter = Counter(driver=driver, painting=painting)
    measure(counter)
    stalls = soak(counter, minutes)
    memory = memory_mib()
    driver.settle()
    window.close()
    return {
        "times": {**counter.times, "key echo: bare field": bare},
        "stalls": stalls,
        "memory": memory,
    }


def main() -> None:
    """Print what was measured as one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("--minutes", type=float, default=1.0)
    options = parser.parse_args()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    collection = GarbageCollection()
    prepare_application(application)
    station, screens = station_with_screens(options.profile)
    station.open(unlocked(options.profile)).result()
    told = work(station, screens, options.minutes)
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    screens.runner.stop()
    collection.stop()
    station.close()


if __name__ == "__main__":
    main()
