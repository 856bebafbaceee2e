"""A test fails if it leaves a thread or a timer running, and is told where that was started."""

import gc
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer

ROOT = Path(__file__).parents[2]
# A thread that was told to stop may need a moment; one that was not never ends.
PATIENCE_S = 2.0


def birthplace() -> str:
    """Name the innermost line of our own code that led here."""
    caller = sys._getframe(3)  # noqa: SLF001 - inspect.stack() reads sources and is 1,000 times slower
    frame: FrameType | None = caller
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and not path.is_relative_to(ROOT / ".venv"):
            return f"{path.relative_to(ROOT)}:{frame.f_lineno} in {frame.f_code.co_name}"
        frame = frame.f_back
    return f"{caller.f_code.co_filename}:{caller.f_lineno} in {caller.f_code.co_name}"


@dataclass(kw_only=True)
class Births:
    """Who was started where, for as long as the object lives."""

    places: dict[int, tuple[weakref.ref[Any], str]] = field(default_factory=dict)

    def remember(self, started: object) -> None:
        place = birthplace()
        self.places[id(started)] = (weakref.ref(started), place)

    def of(self, started: object) -> str:
        reference, place = self.places.get(id(started), (None, "an unknown place"))
        return place if reference is not None and reference() is started else "an unknown place"

    def living(self) -> list[Any]:
        objects = [reference() for reference, _ in self.places.values()]
        return [each for each in objects if each is not None]

    def forget(self) -> None:
        self.places.clear()


THREADS = Births()
TIMERS = Births()
QTHREADS = Births()


def _watch(kind: Any, births: Births) -> None:
    kind.start = _remembering(kind.start, births)


def _remembering(start: Callable[..., Any], births: Births) -> Callable[..., Any]:
    def start_and_remember(self: object, *args: object, **kwargs: object) -> object:
        births.remember(self)
        return start(self, *args, **kwargs)

    return start_and_remember


def pytest_configure() -> None:
    """Remember birthplaces, and let no collection run but between two tests.

    Python's collector frees a QObject on whatever thread happens to trip it, and Qt then stops
    timers from the wrong thread. So the collector is off, as it is in the program.
    """
    gc.disable()
    _watch(threading.Thread, THREADS)
    _watch(QTimer, TIMERS)
    _watch(QThread, QTHREADS)


@pytest.fixture(autouse=True, scope="module")
def _short_collections() -> None:
    """Set aside what imports and finished modules left alive, so that each collection is short.

    A collection walks everything alive; with the whole program imported that takes longer than
    most tests.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_loose_ends(log_watch: object) -> Iterator[None]:
    """Ask for the log first, so that what a thread says while it ends is still judged."""
    before = set(threading.enumerate())
    for births in (THREADS, TIMERS, QTHREADS):
        births.forget()
    yield
    _let_qt_delete()
    gc.collect()
    loose = [*_loose_threads(before), *_loose_timers(), *_loose_qthreads()]
    if loose:
        pytest.fail("left running:\n" + "\n".join(loose), pytrace=False)


def _let_qt_delete() -> None:
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _loose_threads(before: set[threading.Thread]) -> list[str]:
    started = [each for each in threading.enumerate() if each not in before]
    for thread in started:
        thread.join(PATIENCE_S)
    return [
        f"thread {thread.name!r}, started at {THREADS.of(thread)}"
        for thread in started
        if thread.is_alive()
    ]


def _loose_timers() -> list[str]:
    loose = [each for each in TIMERS.living() if shiboken6.isValid(each) and each.isActive()]
    told = [f"timer {each.objectName()!r}, started at {TIMERS.of(each)}" for each in loose]
    for timer in loose:
        timer.stop()
    return told


def _loose_qthreads() -> list[str]:
    loose = [each for each in QTHREADS.living() if shiboken6.isValid(each) and each.isRunning()]
    return [f"QThread {each.objectName()!r}, started at {QTHREADS.of(each)}" for each in loose]
