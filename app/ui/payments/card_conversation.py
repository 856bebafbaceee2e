"""One card payment as the checkout sees it: asked once, shown live, called off or asked about."""

from threading import Event

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.payments.terminal import (
    TerminalAttempt,
    TerminalReason,
    TerminalReport,
    TerminalState,
)
from app.messages.catalogue import sentence, sentence_of, tr
from app.services.card_payments import AskTerminal
from app.services.changes import Changes
from app.ui.desktop import Desk


class CardConversation(QObject):
    """Talks on the card thread; `ended` tells the attempt once its outcome is known."""

    changed = Signal()
    ended = Signal(object)
    _reported = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stop = Event()
        self.attempt: TerminalAttempt | None = None
        self.report: TerminalReport | None = None
        self.refusal = ""
        self.is_running = False
        # The worker only emits; the words change on this object's own thread.
        self._reported.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def is_typed(self) -> bool:
        """Return whether a person types what the terminal's slip says."""
        return self._desk.services.card_payments.typed is not None

    @property
    def is_unknown(self) -> bool:
        """Return whether money may have moved and nobody knows yet."""
        return self.report is not None and self.report.state is TerminalState.UNKNOWN

    @property
    def words(self) -> str:
        """Return what the screen says of the payment."""
        if self.refusal:
            return self.refusal
        if self.report is None:
            return tr("Asking the terminal …") if self.is_running else ""
        return _words(self.report, is_typed=self.is_typed)

    @property
    def tone(self) -> str:
        """Return the colour of the words."""
        if self.refusal:
            return "danger"
        state = None if self.report is None else self.report.state
        tones = {
            TerminalState.APPROVED: "success",
            TerminalState.DECLINED: "danger",
            TerminalState.UNKNOWN: "warning",
        }
        return tones.get(state, "info") if state is not None else "info"

    def begin(self, ask: AskTerminal) -> None:
        """Ask for a payment; while one runs or is unknown, no other is asked for."""
        if self.is_running or self.is_unknown:
            return
        self._stop.clear()
        self._start_waiting()
        session, cards = self._desk.session, self._desk.services.card_payments

        def work() -> tuple[TerminalAttempt, Changes]:
            attempt = cards.begin(session, ask)
            self._reported.emit(attempt)
            return cards.run(
                attempt, on_report=self._reported.emit, wants_to_stop=self._stop.is_set
            )

        self._desk.services.card_runner.run(work, done=self._end, failed=self._fail)

    def cancel(self) -> None:
        """Ask the terminal to give up; the card may have been faster."""
        self._stop.set()

    def ask_again(self) -> None:
        """Ask how it ended; the card is never charged by asking."""
        attempt = self.attempt
        if self.is_running or attempt is None:
            return
        self._start_waiting()
        cards = self._desk.services.card_payments
        self._desk.services.card_runner.run(
            lambda: cards.settle(attempt.attempt_id), done=self._end, failed=self._fail
        )

    def type_authorisation(self, text: str) -> None:
        """Take what the slip of a terminal without a line says; nothing is its no."""
        typed, attempt = self._desk.services.card_payments.typed, self.attempt
        if typed is None or attempt is None:
            return
        try:
            if text.strip():
                typed.type_authorisation(attempt.attempt_id, text)
            else:
                typed.type_refusal(attempt.attempt_id)
            self.refusal = ""
        except DomainError as refusal:
            self.refusal = sentence(refusal)
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing of the last payment any more."""
        if not self.is_running and not self.is_unknown:
            self.attempt = self.report = None
            self.refusal = ""
            self.changed.emit()

    @Slot(object)
    def _hear(self, word: TerminalAttempt | TerminalReport) -> None:
        match word:
            case TerminalAttempt():
                self.attempt = word
            case TerminalReport():
                self.report = word
        self.changed.emit()

    def _start_waiting(self) -> None:
        self.is_running = True
        self.refusal = ""
        self.report = None
        self.changed.emit()

    def _end(self, answer: tuple[TerminalAttempt, Changes]) -> None:
        attempt, changes = answer
        self.is_running = False
        self.attempt, self.report = attempt, attempt.report
        self._desk.publish(changes)
        self.changed.emit()
        if not attempt.is_open:
            self.ended.emit(attempt)

    def _fail(self, error: DioptreError) -> None:
        self.is_running = False
        self.refusal = sentence(error)
        self.changed.emit()


def _words(report: TerminalReport, *, is_typed: bool) -> str:
    if report.state is TerminalState.APPROVED:
        return tr("Approved, {number}", number=report.authorisation or report.number)
    if report.state is TerminalState.REQUESTED:
        if is_typed:
            return tr("Charge it at the terminal, then type the authorisation from its slip.")
        return report.display or tr("Insert or hold the card at the terminal.")
    reason = report.reason or TerminalReason.DECLINED
    return sentence_of(reason.value)
