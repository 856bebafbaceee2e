"""Runs use cases on the store thread and brings their results back to the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.ui.refusal_log import log_refusal

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
Submit: TypeAlias = "Callable[[Callable[[], Any]], Future[Any]]"
Failed: TypeAlias = Callable[[DioptreError], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """One piece of work on its way, and who waits for it."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed


class Runner(QObject):
    """Hands work to the store thread; `done` or `failed` is called on the thread it lives on.

    A refusal goes to `failed`, and its code to the log. Anything else that the work raises is a
    bug: it is raised again on the GUI thread, where the exception hook finds it.
    """

    began = Signal()
    ended = Signal()
    _ended = Signal(int, object)

    def __init__(self, submit: Submit) -> None:
        super().__init__()
        self._submit = submit
        # Kept here so that a worker never drops the last reference to a QObject.
        self._errands: dict[int, _Errand] = {}
        self._sent = 0
        self._is_stopped = False
        # Queued, because work that has ended already would else answer inside `run`.
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def in_flight(self) -> int:
        """Return how many errands have not come back."""
        return len(self._errands)

    def run(self, work: Callable[[], T], *, done: Callable[[T], None], failed: Failed) -> None:
        """Run `work` on the store thread; call `done` or `failed` here when it has ended."""
        if self._is_stopped:
            return
        self._sent += 1
        number = self._sent
        self._errands[number] = _Errand(work=work, done=done, failed=failed)
        if len(self._errands) == 1:
            self.began.emit()
        # The signal belongs to this object on the GUI thread; a worker must own none.
        self._submit(work).add_done_callback(lambda future: self._ended.emit(number, future))

    def stop(self) -> None:
        """Take no more work and drop what comes back, because the windows are closing."""
        self._is_stopped = True

    @Slot(int, object)
    def _deliver(self, number: int, future: "Future[Any]") -> None:
        errand = self._errands.pop(number)
        if not self._errands:
            self.ended.emit()
        if self._is_stopped or future.cancelled():
            return
        error = future.exception()
        if error is None:
            errand.done(future.result())
        elif isinstance(error, DioptreError):
            log_refusal(error.code)
            errand.failed(error)
        else:
            raise error


class Newest:
    """Lets only the newest of several answers through, so that a slow old one changes nothing."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._generation = 0

    def run(self, work: Callable[[], T], *, done: Callable[[T], None], failed: Failed) -> None:
        """Run `work`; its answer counts unless `run` or `drop` was called since."""
        self._generation += 1
        mine = self._generation

        def done_if_newest(answer: T) -> None:
            if mine == self._generation:
                done(answer)

        def failed_if_newest(error: DioptreError) -> None:
            if mine == self._generation:
                failed(error)

        self._runner.run(work, done=done_if_newest, failed=failed_if_newest)

    def drop(self) -> None:
        """Let no answer through that is still on its way."""
        self._generation += 1
