"""A card payment from the first question to its outcome: kept before it is sent, never twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.payments.errors import AttemptDiffers, AttemptIsSettled, TerminalOutcomeIsUnknown
from app.domain.payments.ids import AttemptId
from app.domain.payments.terminal import (
    Direction,
    TerminalAttempt,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    unknown,
)
from app.services.card_claims import existing
from app.services.changes import NO_CHANGES, Changes
from app.services.desk import Desk, Request
from app.services.payment_ports import (
    PaymentTerminal,
    PaymentUnit,
    StoreCall,
    TerminalIsUnreachable,
    TypedTerminal,
)
from app.services.session import Session

# How long one look at the terminal may take; in between a person can call it off.
LOOK_S = 0.5

OnReport = Callable[[TerminalReport], None]
Wish = Callable[[], bool]
T = TypeVar("T")


def _here(work: Callable[[], T]) -> T:
    """Stand in where the store has no thread of its own."""
    return work()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTerminal:
    """What the terminal is asked for; `reverses` is the number of the payment a refund undoes.

    Money goes back only with a reason, and with a manager's PIN.
    """

    command_id: CommandId
    direction: Direction
    amount: Money
    order_id: OrderId | None = None
    reverses: str = ""
    reason: str | None = None
    second: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPaymentService:
    """Talks to one terminal; run it on a thread of its own, for a customer may take minutes.

    What it keeps is written through `store`, on the thread that owns the store. `typed` is the
    terminal where a person answers for it, None where it answers by itself.
    """

    desk: Desk
    terminal: PaymentTerminal
    store: StoreCall = _here
    typed: TypedTerminal | None = None

    def begin(self, session: Session, command: AskTerminal) -> TerminalAttempt:
        """Keep the attempt, before anything is sent.

        A second one is refused while an earlier one's outcome is open.

        Raises:
            AccessDenied, TillIsClosed, AmountIsNotPositive, TerminalOutcomeIsUnknown,
            TerminalIsUnreachable, AttemptDiffers: see there.
        """
        earlier = self.store(partial(self._earlier, session, command))
        if earlier is not None:
            return earlier
        request = TerminalRequest(
            key=AttemptId(command.command_id),
            direction=command.direction,
            amount=command.amount,
            before=self.terminal.last_mark(),
            reverses=command.reverses,
        )
        return self.store(partial(self._keep_new, session, command, request))

    def run(
        self, attempt: TerminalAttempt, *, on_report: OnReport, wants_to_stop: Wish
    ) -> tuple[TerminalAttempt, Changes]:
        """Ask the terminal once, and wait for its word; keep what it says.

        That it was asked is kept before the first byte is sent. So an attempt of an earlier life
        of the program is only asked about, whether or not that byte was sent.
        """
        report = self._ask_once(attempt.attempt_id)
        has_cancelled = False
        while report.state is TerminalState.REQUESTED:
            on_report(report)
            if wants_to_stop() and not has_cancelled:
                self.terminal.cancel(attempt.request)
                has_cancelled = True
            report = self._look(attempt.request)
        if report.state is TerminalState.UNKNOWN:
            report = self._look(attempt.request)
        on_report(report)
        return self._keep(attempt.attempt_id, report)

    def settle(self, attempt_id: AttemptId) -> tuple[TerminalAttempt, Changes]:
        """Ask the terminal how an open attempt ended; it is never asked for the money again.

        Raises:
            AttemptNotFound: see there.
        """
        attempt = self.store(partial(self._existing, attempt_id))
        if not attempt.is_open:
            return attempt, NO_CHANGES
        if not attempt.was_sent:
            return self._keep(attempt_id, declined(TerminalReason.NOT_CHARGED))
        return self._keep(attempt_id, self._look(attempt.request))

    def settle_by_hand(
        self, request: Request, attempt_id: AttemptId, *, authorisation: str
    ) -> tuple[TerminalAttempt, Changes]:
        """Let a person decide by the terminal's own slip; without an authorisation it failed.

        Raises:
            AccessDenied, ReasonIsMissing, AttemptNotFound, AttemptIsSettled: see there.
        """
        if authorisation.strip():
            report = TerminalReport(
                state=TerminalState.APPROVED, authorisation=authorisation.strip()
            )
        else:
            report = declined(TerminalReason.SETTLED_BY_HAND)
        return self.store(partial(self._settle_with, request, attempt_id, report))

    def waiting(self, session: Session) -> tuple[TerminalAttempt, ...]:
        """Return what is open, or paid and on no receipt yet: a power cut leaves such things.

        Raises:
            AccessDenied: the session may not see payments.
        """
        self.desk.gate.check(session, Action.PAYMENT_READ)
        return self.store(self._unsettled)

    def _earlier(self, session: Session, command: AskTerminal) -> TerminalAttempt | None:
        """Return the attempt of a command that was begun before, or refuse a new one."""
        with self.desk.units() as unit:
            self._permit(unit, session, command)
            earlier = unit.attempts.get(AttemptId(command.command_id))
            if earlier is not None:
                return _same(earlier, command)
            self._require_settled(unit)
        return None

    def _keep_new(
        self, session: Session, command: AskTerminal, request: TerminalRequest
    ) -> TerminalAttempt:
        with self.desk.units() as unit:
            self._permit(unit, session, command)
            self.desk.sealer.state(unit).require_open()
            attempt = TerminalAttempt.begin(
                request,
                till_id=self.desk.sealer.till_id(unit),
                order_id=command.order_id,
                by=session.user_id,
                now=self.desk.clock(),
            )
            unit.attempts.save(attempt)
            unit.commit()
        return attempt

    def _existing(self, attempt_id: AttemptId) -> TerminalAttempt:
        with self.desk.units() as unit:
            return existing(unit, attempt_id)

    def _unsettled(self) -> tuple[TerminalAttempt, ...]:
        with self.desk.units() as unit:
            return unit.attempts.unsettled(self.desk.sealer.till_id(unit))

    def _settle_with(
        self, request: Request, attempt_id: AttemptId, report: TerminalReport
    ) -> tuple[TerminalAttempt, Changes]:
        with self.desk.units() as unit:
            self.desk.permit(unit, replace(request, action=Action.TERMINAL_SETTLE))
            attempt = existing(unit, attempt_id)
            if not attempt.is_open:
                raise AttemptIsSettled(state=attempt.state.value)
            settled = attempt.reported(report)
            unit.attempts.save(settled)
            return settled, unit.commit()

    def _note_asking(self, attempt_id: AttemptId) -> TerminalAttempt:
        """Keep that the terminal is about to be asked; return the attempt as it was."""
        with self.desk.units() as unit:
            attempt = existing(unit, attempt_id)
            if attempt.is_open and not attempt.was_sent:
                unit.attempts.save(replace(attempt, was_sent=True))
                unit.commit()
        return attempt

    def _ask_once(self, attempt_id: AttemptId) -> TerminalReport:
        attempt = self.store(partial(self._note_asking, attempt_id))
        if not attempt.is_open:
            return attempt.report
        if attempt.was_sent:
            return self._look(attempt.request)
        return self.terminal.start(attempt.request)

    def _look(self, request: TerminalRequest) -> TerminalReport:
        try:
            return self.terminal.poll(request, wait_s=LOOK_S)
        except TerminalIsUnreachable:
            return unknown(TerminalReason.UNREACHABLE)

    def _keep(
        self, attempt_id: AttemptId, report: TerminalReport
    ) -> tuple[TerminalAttempt, Changes]:
        return self.store(partial(self._keep_here, attempt_id, report))

    def _keep_here(
        self, attempt_id: AttemptId, report: TerminalReport
    ) -> tuple[TerminalAttempt, Changes]:
        with self.desk.units() as unit:
            settled = existing(unit, attempt_id).reported(report)
            unit.attempts.save(settled)
            return settled, unit.commit()

    def _permit(self, unit: PaymentUnit, session: Session, command: AskTerminal) -> None:
        is_charge = command.direction is Direction.CHARGE
        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.PAYMENT_TAKE if is_charge else Action.PAYMENT_REFUND,
            reason=command.reason,
            second=command.second,
        )
        self.desk.permit(unit, request)

    def _require_settled(self, unit: PaymentUnit) -> None:
        for earlier in unit.attempts.unsettled(self.desk.sealer.till_id(unit)):
            if earlier.is_open:
                raise TerminalOutcomeIsUnknown(amount=earlier.request.amount)


def _same(earlier: TerminalAttempt, command: AskTerminal) -> TerminalAttempt:
    asked = (earlier.request.direction, earlier.request.amount)
    if asked != (command.direction, command.amount):
        raise AttemptDiffers(reason="amount")
    return earlier
