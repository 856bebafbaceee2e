"""A card terminal that is not connected: a person types the amount there, and its answer here."""

import re
import threading

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.payments.ids import AttemptId
from app.domain.payments.terminal import (
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    requested,
)

SIGNS_LEAST, SIGNS_MOST = 2, 20
AUTHORISATION = re.compile(rf"[A-Za-z0-9]{{{SIGNS_LEAST},{SIGNS_MOST}}}")


class AuthorisationIsMalformed(DomainError):
    """What was typed is no authorisation as a terminal prints it."""

    code = "payments.terminal.authorisation_malformed"


class ManualTerminal:
    """Plays PaymentTerminal; the screen types what the slip says, while another thread polls."""

    def __init__(self) -> None:
        self._answers: dict[AttemptId, TerminalReport] = {}
        self._changed = threading.Condition()

    def type_authorisation(self, key: AttemptId, text: str) -> None:
        """Take the authorisation from the terminal's slip.

        Raises:
            AuthorisationIsMalformed: see there.
        """
        authorisation = text.replace(" ", "")
        if not AUTHORISATION.fullmatch(authorisation):
            raise AuthorisationIsMalformed(least=SIGNS_LEAST, most=SIGNS_MOST)
        report = TerminalReport(state=TerminalState.APPROVED, authorisation=authorisation)
        self._answer(key, report)

    def type_refusal(self, key: AttemptId) -> None:
        """Take the terminal's no."""
        self._answer(key, declined(TerminalReason.DECLINED))

    def last_mark(self) -> TerminalMark | None:
        """Return None: nobody can ask this terminal anything."""
        return None

    def start(self, request: TerminalRequest) -> TerminalReport:
        """Wait for a person; nothing is sent to anybody."""
        return self.poll(request, wait_s=0)

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        """Return what was typed, or REQUESTED while nobody has."""
        with self._changed:
            self._changed.wait_for(lambda: request.key in self._answers, timeout=wait_s)
            return self._answers.get(request.key, requested())

    def cancel(self, request: TerminalRequest) -> None:
        """Give up; an answer that was typed before stays."""
        self._answer(request.key, declined(TerminalReason.ABANDONED))

    def reconcile(self) -> Money | None:
        """Return None: a person closes the day at the terminal."""
        return None

    def _answer(self, key: AttemptId, report: TerminalReport) -> None:
        with self._changed:
            self._answers.setdefault(key, report)
            self._changed.notify_all()
