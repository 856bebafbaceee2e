"""Use cases run on the store thread, and their ends arrive on the GUI thread."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.domain.kernel.errors import DomainError
from app.ui.runner import Newest, Runner


class ShelfIsEmpty(DomainError):
    """A refusal for these tests."""

    code = "tests.shelf.empty"


@pytest.fixture
def store_thread():
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield executor


@pytest.fixture
def runner(qapp, store_thread):
    return Runner(store_thread.submit)


class Waiter:
    """Keeps what arrives, and on which thread."""

    def __init__(self):
        self.results = []
        self.refusals = []
        self.threads = set()

    def done(self, result):
        self.threads.add(threading.current_thread())
        self.results.append(result)

    def failed(self, error):
        self.threads.add(threading.current_thread())
        self.refusals.append(error)


def test_the_work_runs_elsewhere_and_its_result_comes_home(qtbot, runner):
    waiter = Waiter()
    runner.run(threading.current_thread, done=waiter.done, failed=waiter.failed)
    qtbot.waitUntil(lambda: waiter.results != [])
    assert waiter.results != [threading.main_thread()]
    assert waiter.threads == {threading.main_thread()}
    assert runner.in_flight == 0


def test_a_refusal_comes_home_as_a_refusal(qtbot, runner):
    def refuse():
        raise ShelfIsEmpty(sku="F-1")

    waiter = Waiter()
    runner.run(refuse, done=waiter.done, failed=waiter.failed)
    qtbot.waitUntil(lambda: waiter.refusals != [])
    assert waiter.refusals[0].facts == {"sku": "F-1"}
    assert waiter.threads == {threading.main_thread()}


def test_a_bug_reaches_the_exception_hook(qtbot, runner):
    def stumble():
        raise KeyError("a bug")

    waiter = Waiter()
    with qtbot.captureExceptions() as bugs:
        runner.run(stumble, done=waiter.done, failed=waiter.failed)
        qtbot.waitUntil(lambda: bugs != [])
    assert [kind for kind, _, _ in bugs] == [KeyError]
    assert waiter.results == waiter.refusals == []


def test_a_stopped_runner_drops_what_comes_back_and_takes_no_more(qtbot, runner, store_thread):
    gate = threading.Event()
    waiter = Waiter()
    runner.run(gate.wait, done=waiter.done, failed=waiter.failed)
    runner.stop()
    runner.run(lambda: 1, done=waiter.done, failed=waiter.failed)
    gate.set()
    store_thread.submit(lambda: None).result()
    qtbot.waitUntil(lambda: runner.in_flight == 0)
    assert waiter.results == []


def test_only_the_newest_answer_is_shown(qtbot, runner):
    gate = threading.Event()
    waiter = Waiter()
    search = Newest(runner)
    search.run(lambda: gate.wait() and "ko", done=waiter.done, failed=waiter.failed)
    search.run(lambda: "kow", done=waiter.done, failed=waiter.failed)
    gate.set()
    qtbot.waitUntil(lambda: runner.in_flight == 0)
    assert waiter.results == ["kow"]


def test_a_dropped_question_has_no_answer_and_no_refusal(qtbot, runner):
    def refuse():
        raise ShelfIsEmpty

    waiter = Waiter()
    search = Newest(runner)
    search.run(refuse, done=waiter.done, failed=waiter.failed)
    search.drop()
    qtbot.waitUntil(lambda: runner.in_flight == 0)
    assert waiter.results == waiter.refusals == []
