"""The habits catch what they are there to catch."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAD = """
import logging, threading, time
import structlog
from PySide6.QtCore import QCoreApplication, QThread, QTimer
"""


@pytest.fixture(autouse=True)
def _few_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load only what these tests need: each plugin more costs its import."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester: pytest.Pytester, body: str) -> pytest.RunResult:
    """Run one small test file under the real habits, in a process of its own."""
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}\n")
    pytester.makeconftest(
        'pytest_plugins = ["tests.habits.quiet_log", "tests.habits.loose_ends"]\n'
    )
    pytester.makepyfile(HEAD + body)
    return pytester.runpytest_subprocess("-p", "pytestqt.plugin", "-p", "no:cacheprovider")


def test_a_warning_that_nobody_expected_fails_the_test(pytester):
    result = run(
        pytester,
        """
def test_loud():
    logging.getLogger("printing").warning("printer unreachable")

def test_loud_through_structlog():
    structlog.get_logger("sync").error("sync.push.refused", batch=7)

def test_quiet():
    logging.getLogger("printing").info("printed")
""",
    )
    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*printer unreachable*", "*sync.push.refused*batch=7*"])


def test_an_expected_warning_passes_and_a_missing_one_fails(pytester):
    result = run(
        pytester,
        """
def test_said(expected_log):
    expected_log("unreachable")
    logging.getLogger("printing").warning("printer unreachable")

def test_not_said(expected_log):
    expected_log("unreachable")

def test_perhaps(allowed_log):
    allowed_log("unreachable")
""",
    )
    result.assert_outcomes(passed=3, errors=1)
    result.stdout.fnmatch_lines(["*expected in the log, and not there*unreachable*"])


def test_a_thread_left_running_is_named_with_the_line_that_started_it(pytester):
    result = run(
        pytester,
        """
def start_polling(stop):
    threading.Thread(target=stop.wait, args=(60,), name="poller", daemon=True).start()

def test_leaves_a_thread():
    start_polling(threading.Event())

def test_stops_its_thread():
    stop = threading.Event()
    start_polling(stop)
    stop.set()
""",
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*thread 'poller', started at*in start_polling*"])


def test_a_timer_left_ticking_is_named_with_the_line_that_started_it(pytester):
    result = run(
        pytester,
        """
KEPT = []

def tick(name):
    timer = QTimer(objectName=name)
    timer.start(1000)
    KEPT.append(timer)
    return timer

def test_leaves_a_timer(qapp):
    tick("blink")

def test_stops_its_timer(qapp):
    tick("blink").stop()
""",
    )
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*timer 'blink', started at*in tick*"])


def test_a_qthread_left_running_is_named_with_the_line_that_started_it(pytester):
    result = run(
        pytester,
        """
import atexit
KEPT = []

def work():
    thread = QThread(objectName="worker")
    thread.start()
    KEPT.append(thread)

def end():
    for thread in KEPT:
        thread.quit()
        thread.wait()

atexit.register(end)

def test_leaves_a_thread(qapp):
    work()
""",
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*QThread 'worker', started at*in work*"])
