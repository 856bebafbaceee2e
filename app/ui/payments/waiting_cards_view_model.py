"""Card payments whose end is open, or that stand on no receipt: a power cut leaves such things."""

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.access import SCOPES, Action, Resource, decide
from app.domain.kernel.errors import DioptreError
from app.domain.payments.errors import ApprovalIsStale, SecondPersonIsMissing
from app.domain.payments.terminal import TerminalAttempt
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes, Topic
from app.services.desk import Request
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.payments.till_view_model import SecondWanted
from app.ui.runner import Newest


class WaitingCardsViewModel(QObject):
    """Asks the terminal once after the start, and shows what a person must decide."""

    changed = Signal()
    failed = Signal(str)
    said = Signal(str)
    settled = Signal()
    second_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)
        self._has_asked = False
        self.attempts: tuple[TerminalAttempt, ...] = ()
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @Slot()
    def reload(self) -> None:
        """Look what waits."""
        if self._desk.is_locked:
            return
        session, cards = self._desk.session, self._desk.services.card_payments
        self._newest.run(lambda: cards.waiting(session), done=self._show, failed=self._refuse)

    def ask_terminal(self, attempt: TerminalAttempt) -> None:
        """Ask the terminal how a payment ended; it never charges again."""
        cards = self._desk.services.card_payments
        self._desk.services.card_runner.run(
            lambda: cards.settle(attempt.attempt_id), done=self._take, failed=self._refuse
        )

    def settle_by_hand(
        self,
        attempt: TerminalAttempt,
        authorisation: str,
        reason: str,
        second: Session | None = None,
    ) -> None:
        """Decide by the terminal's slip; no authorisation means that it failed."""
        session = self._desk.session
        may_alone = decide(session.subject, Action.TERMINAL_SETTLE, Resource()).is_allowed
        if not may_alone and second is None:
            self._ask_second(tr("Deciding by the slip"), attempt, authorisation, reason)
            return
        request = Request(
            session=session,
            command_id=self._desk.services.new_command_id(),
            action=Action.TERMINAL_SETTLE,
            reason=reason,
            second=second,
        )
        cards = self._desk.services.card_payments

        def refuse(error: DioptreError) -> None:
            if isinstance(error, ApprovalIsStale | SecondPersonIsMissing):
                self._ask_second(sentence(error), attempt, authorisation, reason)
            else:
                self._refuse(error)

        self._desk.services.runner.run(
            lambda: cards.settle_by_hand(request, attempt.attempt_id, authorisation=authorisation),
            done=self._take,
            failed=refuse,
        )

    def _ask_second(
        self, why: str, attempt: TerminalAttempt, authorisation: str, reason: str
    ) -> None:
        self.second_wanted.emit(
            SecondWanted(
                why=why,
                roles=SCOPES[Action.TERMINAL_SETTLE],
                done=lambda second: self.settle_by_hand(attempt, authorisation, reason, second),
            )
        )

    def _take(self, answer: tuple[TerminalAttempt, Changes]) -> None:
        attempt, changes = answer
        self._desk.publish(changes)
        if not attempt.is_open:
            self.said.emit(tr("The card payment is settled"))
            self.settled.emit()
        self.reload()

    def _show(self, attempts: tuple[TerminalAttempt, ...]) -> None:
        self.attempts = attempts
        self.changed.emit()
        if not self._has_asked:
            # Whatever an earlier life of the program left open is asked about once, by itself.
            self._has_asked = True
            for attempt in attempts:
                if attempt.is_open:
                    self.ask_terminal(attempt)

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if Topic.PAYMENTS in changes:
            self.reload()
