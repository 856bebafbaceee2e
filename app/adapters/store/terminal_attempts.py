"""Requests to card terminals, kept before anything is sent and settled in place."""

from typing import Any

from sqlalchemy import select

from app.adapters.store.money_rows import payments_terminal_attempts
from app.adapters.store.statements import insert_or_replace
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import DeviceId, OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.payments.ids import AttemptId
from app.domain.payments.terminal import (
    Direction,
    TerminalAttempt,
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
)

ATTEMPTS = payments_terminal_attempts.c
SAVE = insert_or_replace(payments_terminal_attempts)


class SqlTerminalAttempts:
    """Plays TerminalAttempts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def save(self, attempt: TerminalAttempt) -> None:
        """Insert an attempt, or replace what is known of it."""
        self._transaction.write(SAVE, _fields(attempt))

    def get(self, attempt_id: AttemptId) -> TerminalAttempt | None:
        """Return the attempt, or None."""
        query = select(payments_terminal_attempts).where(ATTEMPTS.attempt_id == attempt_id)
        row = self._transaction.first(query)
        return None if row is None else _attempt(row)

    def unsettled(self, till_id: DeviceId) -> tuple[TerminalAttempt, ...]:
        """Return the attempts of a till that are open or stand on no receipt, oldest first."""
        query = (
            select(payments_terminal_attempts)
            .where(ATTEMPTS.till_id == till_id, ATTEMPTS.is_unsettled.is_(True))
            .order_by(ATTEMPTS.begun_at, ATTEMPTS.attempt_id)
        )
        return tuple(_attempt(row) for row in self._transaction.read(query))


def _fields(attempt: TerminalAttempt) -> dict[str, Any]:
    request, report = attempt.request, attempt.report
    return {
        "attempt_id": attempt.attempt_id,
        "till_id": attempt.till_id,
        "order_id": attempt.order_id,
        "direction": request.direction.value,
        "currency": request.amount.currency,
        "amount_minor": request.amount.minor,
        "number_before": None if request.before is None else request.before.number,
        "reverses": request.reverses,
        "begun_at": attempt.begun_at,
        "begun_by": attempt.begun_by,
        "was_sent": attempt.was_sent,
        "used_by": attempt.used_by,
        "is_unsettled": attempt.is_open or attempt.is_unclaimed,
        "state": report.state.value,
        "authorisation": report.authorisation,
        "number": report.number,
        "card_kind": report.card_kind,
        "reason": None if report.reason is None else report.reason.value,
        "display": report.display,
    }


def _attempt(row: Found) -> TerminalAttempt:
    before = row.number_before
    return TerminalAttempt(
        request=TerminalRequest(
            key=AttemptId(row.attempt_id),
            direction=Direction(row.direction),
            amount=Money(row.amount_minor, row.currency),
            before=None if before is None else TerminalMark(number=before),
            reverses=row.reverses,
        ),
        till_id=DeviceId(row.till_id),
        order_id=None if row.order_id is None else OrderId(row.order_id),
        begun_at=row.begun_at,
        begun_by=UserId(row.begun_by),
        report=_report(row),
        was_sent=row.was_sent,
        used_by=row.used_by,
    )


def _report(row: Found) -> TerminalReport:
    return TerminalReport(
        state=TerminalState(row.state),
        authorisation=row.authorisation,
        number=row.number,
        card_kind=row.card_kind,
        reason=None if row.reason is None else TerminalReason(row.reason),
        display=row.display,
    )
