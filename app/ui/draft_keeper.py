"""Keeps what people type while they type it, and gives it back after a crash."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import UserId
from app.services.draft_ports import Draft, DraftWork
from app.services.drafts import DraftService
from app.services.session import Session
from app.ui.runner import Newest, Runner

# Counted from the first edit that is not kept yet, so that steady typing is kept as well.
KEPT_WITHIN_MS = 400

WorkNow = Callable[[], DraftWork | None]
Opener = Callable[[Draft], None]


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class DraftWatch:
    """One form whose work is kept; `touch` after every edit, `discard` once it was saved."""

    keeper: "DraftKeeper"
    kind: str
    work: WorkNow

    def touch(self) -> None:
        """Keep the work soon."""
        self.keeper.touch(self)

    def discard(self, subject: str) -> None:
        """Forget what was kept of a subject."""
        self.keeper.discard(self.kind, subject)


class DraftKeeper(QObject):
    """Sends drafts to the store thread, and offers a person's own when they come back."""

    kept = Signal(object)
    offered = Signal(object)
    refused = Signal(object)

    def __init__(
        self, drafts: DraftService, runner: Runner, session: Callable[[], Session]
    ) -> None:
        super().__init__()
        self._drafts = drafts
        self._runner = runner
        self._session = session
        self._own = Newest(runner)
        self._openers: dict[str, Opener] = {}
        self._touched: dict[str, DraftWatch] = {}
        self._last: dict[tuple[UserId, str, str], str] = {}
        self._greeted: set[UserId] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEPT_WITHIN_MS)
        self._soon.timeout.connect(self.flush)

    def watch(self, kind: str, work: WorkNow) -> DraftWatch:
        """Watch a form; `work` says what it holds, or None while that is not worth keeping."""
        return DraftWatch(keeper=self, kind=kind, work=work)

    def on_resume(self, kind: str, opener: Opener) -> None:
        """Let `opener` put a draft of this kind back into its form."""
        self._openers[kind] = opener

    def touch(self, watch: DraftWatch) -> None:
        """Keep the work of a form soon."""
        self._touched[watch.kind] = watch
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def flush(self) -> None:
        """Keep at once what waits to be kept."""
        self._soon.stop()
        touched, self._touched = tuple(self._touched.values()), {}
        for watch in touched:
            work = watch.work()
            if work is not None:
                self._keep(work)

    def discard(self, kind: str, subject: str) -> None:
        """Forget the draft of a kind and subject, and what was about to be kept of it."""
        self._touched.pop(kind, None)
        by = self._session().user_id
        self._last.pop((by, kind, subject), None)
        self._runner.run(
            lambda: self._drafts.discard(by, kind=kind, subject=subject),
            done=_heed_nothing,
            failed=self.refused.emit,
        )

    def greet(self) -> None:
        """Read the drafts of whoever signed in; the first time, open the newest of them."""
        session = self._session()
        self._own.run(
            lambda: self._drafts.of_person(session),
            done=lambda drafts: self._offer(session.user_id, drafts),
            failed=self.refused.emit,
        )

    def resume(self, draft: Draft) -> None:
        """Put a draft back into its form, if any form takes its kind."""
        opener = self._openers.get(draft.kind)
        if opener is not None:
            opener(draft)

    def _keep(self, work: DraftWork) -> None:
        session = self._session()
        place = (session.user_id, work.kind, work.subject)
        if self._last.get(place) == work.json:
            return
        self._last[place] = work.json
        self._runner.run(
            lambda: self._drafts.save(session, work),
            done=self.kept.emit,
            failed=lambda error: self._try_again(place, error),
        )

    def _try_again(self, place: tuple[UserId, str, str], error: DioptreError) -> None:
        """Forget that it was kept, so that the next edit keeps it."""
        self._last.pop(place, None)
        self.refused.emit(error)

    def _offer(self, person: UserId, drafts: tuple[Draft, ...]) -> None:
        openable = tuple(draft for draft in drafts if draft.kind in self._openers)
        self.offered.emit(openable)
        if person in self._greeted:
            return
        self._greeted.add(person)
        # What was kept since the program began is still in its form.
        if openable and (person, openable[0].kind, openable[0].subject) not in self._last:
            self.resume(openable[0])


def _heed_nothing(_answer: object) -> None:
    return None
