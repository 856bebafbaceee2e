"""Card payments as they come onto a receipt: approved, of that amount, and used once."""

from app.domain.kernel.ids import CommandId
from app.domain.payments.errors import AttemptNotFound
from app.domain.payments.ids import AttemptId
from app.domain.payments.payment import Refund
from app.domain.payments.tender import Tender, TenderKey, TenderLine
from app.domain.payments.terminal import Direction, TerminalAttempt
from app.services.payment_ports import PaymentUnit


def card_line(unit: PaymentUnit, attempt_id: AttemptId, command_id: CommandId) -> TenderLine:
    """Return the tender line of an approved card payment, made of the terminal's own word.

    Raises:
        AttemptNotFound, AttemptIsNotApproved, AttemptDiffers: see there.
    """
    attempt = existing(unit, attempt_id)
    claimed = attempt.claimed(str(command_id), Direction.CHARGE, attempt.request.amount)
    return TenderLine(key=claimed.tender_key, amount=claimed.request.amount)


def require_card_refunds(
    unit: PaymentUnit, refund: Refund, approved: tuple[tuple[TenderKey, AttemptId], ...]
) -> None:
    """Refuse a card line that the terminal has not given back, and its word for no line.

    Raises:
        AttemptNotFound, AttemptIsNotApproved, AttemptDiffers: see there.
    """
    lines = {line.to: line for line in refund.lines if line.to.tender is Tender.CARD}
    if len(approved) != len(lines):
        raise AttemptNotFound
    for key, attempt_id in approved:
        if key not in lines:
            raise AttemptNotFound
        attempt = existing(unit, attempt_id)
        attempt.claimed(str(refund.refund_id), Direction.REFUND, lines[key].amount)


def claim(
    unit: PaymentUnit,
    attempt_ids: tuple[AttemptId, ...],
    command_id: CommandId,
    direction: Direction,
) -> None:
    """Write on each attempt which receipt it stands on."""
    for attempt_id in attempt_ids:
        attempt = existing(unit, attempt_id)
        amount = attempt.request.amount
        unit.attempts.save(attempt.claimed(str(command_id), direction, amount))


def existing(unit: PaymentUnit, attempt_id: AttemptId) -> TerminalAttempt:
    """Return the attempt; raises AttemptNotFound."""
    attempt = unit.attempts.get(attempt_id)
    if attempt is None:
        raise AttemptNotFound
    return attempt
