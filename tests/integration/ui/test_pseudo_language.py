"""Nothing on the screens is written in one language only, and longer words find their place."""

import re

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.messages.language import use_language
from app.ui.driver import BenchDriver, CounterDriver
from app.ui.rx.cells import Column
from app.ui.rx.form import Place
from app.ui.screens import fill_in
from tests.fakes.desktop import PIN
from tests.fakes.pseudo_language import write_pseudo_language
from tests.integration.ui.conftest import opened
from tests.integration.ui.test_counter_by_keyboard import SCRIPT

LANGUAGE = "en_GB"
# The number of an order or an article, and the letter of a tax rate.
NUMBER = re.compile(r"[A-Z0-9-]*\d[A-Z0-9-]*|[A-Z] \d+ %")
R_PRISM: Place = ("right", Column.PRISM_H)
# These say what people, places and numbers are called.
OF_DATA = {"headline", "brand", "number", "order", "total", "muted", "strong", "code", ""}


@pytest.fixture(autouse=True)
def pseudo_language(tmp_path):
    write_pseudo_language(tmp_path, LANGUAGE)
    use_language(LANGUAGE, folder=tmp_path)
    yield
    use_language("en")


def untranslated(window):
    buttons = [
        each.text()
        for each in window.findChildren(QAbstractButton)
        if each.isVisibleTo(window) and each.property("kind") not in {"person", "pill"}
    ]
    labels = [
        each.text()
        for each in window.findChildren(QLabel)
        if each.isVisibleTo(window) and each.property("role") not in OF_DATA
    ]
    hints = [
        each.placeholderText()
        for each in window.findChildren(QLineEdit)
        if each.isVisibleTo(window) and each.placeholderText()
    ]
    told = [text for text in (*buttons, *labels, *hints) if not NUMBER.fullmatch(text)]
    return [text for text in told if any(map(str.isalpha, text)) and "⟦" not in text]


def test_the_counter_speaks_another_language(qtbot, store):
    counter = CounterDriver(opened(qtbot, store))
    lock = counter.wait_until(lambda: counter.window.lock_model, "the store is open")
    counter.wait_until(lambda: lock.members, "names")
    assert untranslated(counter.window) == []
    counter.sign_in("Mara Lindqvist", PIN)
    assert untranslated(counter.window) == []
    fill_in(counter, SCRIPT)
    assert untranslated(counter.window) == []
    counter.create_order()
    assert counter.place.form.agreement.number == "O-LIN-26-1"
    counter.window.close()
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


def test_the_bench_speaks_another_language(qtbot, lab):
    bench = BenchDriver(opened(qtbot, lab))
    bench.sign_in("Ivo Petrov", PIN)
    bench.scan("W-LAB-26-89")
    assert untranslated(bench.window) == []
    bench.window.close()
    qtbot.waitUntil(lambda: lab.services.runner.in_flight == 0)


def test_prism_bases_in_another_language_are_still_read(qtbot, store):
    counter = CounterDriver(opened(qtbot, store))
    counter.sign_in("Mara Lindqvist", PIN)
    counter.find_patient("kow")
    grid = counter.place.form.prescription.grid
    grid.focus_place(R_PRISM)
    counter.type("1.5in")
    counter.place.form.prescription.grid.focus_first()
    shown = grid.edit(R_PRISM).text()
    grid.focus_place(R_PRISM)
    grid.focus_first()
    assert grid.edit(R_PRISM).text() == shown
    counter.window.close()
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)
