"""PySide6 stays where CPython 3.11 survives it.

PySide6 6.12.0 drops one reference of `True` with every signal and kills the process after some
hundred of them (docs/adr/0006-pyside6-pin.md).
"""

import sys
from importlib.metadata import version

import pytest
from packaging.version import Version
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

EMITS = 5_000
REPAINTS = 1_000
# Other code takes and drops references of None meanwhile; a leak would count in thousands.
NOISE = 100


class Bell(QObject):
    """Rings, and counts how often it was heard."""

    rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.rung.connect(self.hear)

    @Slot()
    def hear(self) -> None:
        self.heard += 1


class Canvas(QWidget):
    """Counts its paint events."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


def test_the_installed_pyside_is_within_the_pin():
    assert Version("6.11.2") <= Version(version("PySide6-Essentials")) < Version("6.12")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal since Python 3.12")
def test_5000_signals_drop_no_reference_of_true(qapp):
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        bell.rung.emit()
    assert bell.heard == EMITS
    assert abs(sys.getrefcount(True) - before) < NOISE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal since Python 3.12")
def test_5000_connections_drop_no_reference_of_true(qapp):
    bell = Bell()
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        bell.rung.disconnect(bell.hear)
        bell.rung.connect(bell.hear)
    assert abs(sys.getrefcount(True) - before) < NOISE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_1000_repaints_drop_no_reference_of_none(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    with qtbot.waitExposed(canvas):
        canvas.show()
    shown = canvas.painted
    before = sys.getrefcount(None)
    for _ in range(REPAINTS):
        canvas.repaint()
    assert canvas.painted == shown + REPAINTS
    assert abs(sys.getrefcount(None) - before) < NOISE
