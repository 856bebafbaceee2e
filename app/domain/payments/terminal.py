"""A payment at a card terminal: asked for once, and settled by asking, never by charging again."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.domain.kernel.ids import DeviceId, OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.payments.errors import (
    AmountIsNotPositive,
    AttemptDiffers,
    AttemptIsNotApproved,
    AttemptIsSettled,
)
from app.domain.payments.ids import AttemptId
from app.domain.payments.tender import Tender, TenderKey


class Direction(StrEnum):
    """Which way the money goes."""

    CHARGE = "charge"
    REFUND = "refund"


class TerminalState(StrEnum):
    """How an attempt stands.

    REQUESTED: the terminal works on it, or the program died while it did. APPROVED and DECLINED
    are final. UNKNOWN: the line broke at a bad moment; the terminal is asked until it says.
    """

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"


OPEN_STATES = frozenset({TerminalState.REQUESTED, TerminalState.UNKNOWN})


class TerminalReason(StrEnum):
    """Why a payment was not approved, or is not known; each has a sentence in `app.messages`."""

    DECLINED = "payments.terminal.declined"
    ABANDONED = "payments.terminal.abandoned"
    NOT_CHARGED = "payments.terminal.not_charged"
    NOT_POSSIBLE = "payments.terminal.not_possible"
    UNREACHABLE = "payments.terminal.unreachable"
    NO_ANSWER = "payments.terminal.no_answer"
    LINE_BROKEN = "payments.terminal.line_broken"
    BUSY = "payments.terminal.busy"
    MALFORMED = "payments.terminal.malformed"
    CANNOT_TELL = "payments.terminal.cannot_tell"
    OTHER_PAYMENT = "payments.terminal.other_payment"
    WRONG_AMOUNT = "payments.terminal.wrong_amount"
    SETTLED_BY_HAND = "payments.terminal.settled_by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalMark:
    """The number of the last payment the terminal knows; empty before its first one."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalRequest:
    """What a terminal is asked for; `key` is the attempt's id and makes asking twice harmless.

    `before` is the terminal's last payment before this one, or None if it could not tell: a later
    look at its last payment says with it whether this one happened. `reverses` is the number of
    the payment a refund takes back.
    """

    key: AttemptId
    direction: Direction
    amount: Money
    before: TerminalMark | None = None
    reverses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalReport:
    """What is known of an attempt: never a card number, only what the slip needs.

    `reason` is why it was not approved; `display` what the terminal shows.
    """

    state: TerminalState
    authorisation: str = ""
    number: str = ""
    card_kind: str = ""
    reason: TerminalReason | None = None
    display: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalAttempt:
    """One request to a terminal, kept before the first byte is sent to it.

    `was_sent` is set and kept before that byte, so it also stands where the byte never left.
    `used_by` is the command of the receipt it stands on.
    """

    request: TerminalRequest
    till_id: DeviceId
    order_id: OrderId | None
    begun_at: datetime
    begun_by: UserId
    report: TerminalReport
    was_sent: bool = False
    used_by: str = ""

    @classmethod
    def begin(
        cls,
        request: TerminalRequest,
        *,
        till_id: DeviceId,
        order_id: OrderId | None,
        by: UserId,
        now: datetime,
    ) -> "TerminalAttempt":
        """Return a new attempt.

        Raises:
            AmountIsNotPositive: there is nothing to ask for.
        """
        if request.amount.minor <= 0:
            raise AmountIsNotPositive(tender=Tender.CARD.value)
        return cls(
            request=request,
            till_id=till_id,
            order_id=order_id,
            begun_at=now,
            begun_by=by,
            report=TerminalReport(state=TerminalState.REQUESTED),
        )

    @property
    def attempt_id(self) -> AttemptId:
        """Return the attempt's id, which is the key the terminal hears."""
        return self.request.key

    @property
    def state(self) -> TerminalState:
        """Return how the attempt stands."""
        return self.report.state

    @property
    def is_open(self) -> bool:
        """Return whether the outcome is still to come."""
        return self.state in OPEN_STATES

    @property
    def is_unclaimed(self) -> bool:
        """Return whether money moved that stands on no receipt yet."""
        return self.state is TerminalState.APPROVED and not self.used_by

    @property
    def tender_key(self) -> TenderKey:
        """Return the source of money this card payment is on a receipt."""
        reference = self.report.authorisation or self.report.number or str(self.attempt_id)
        return TenderKey(tender=Tender.CARD, reference=reference)

    def reported(self, report: TerminalReport) -> "TerminalAttempt":
        """Return the attempt with what the terminal said now.

        Raises:
            AttemptIsSettled: the outcome was final, and this is another one.
        """
        if not self.is_open and report.state is not self.state:
            raise AttemptIsSettled(state=self.state.value)
        return self if not self.is_open else replace(self, report=report)

    def claimed(self, command: str, direction: Direction, amount: Money) -> "TerminalAttempt":
        """Return the attempt as it stands on a receipt; the same receipt again is harmless.

        Raises:
            AttemptIsNotApproved, AttemptDiffers: see there.
        """
        if self.state is not TerminalState.APPROVED:
            raise AttemptIsNotApproved(state=self.state.value)
        if (self.request.direction, self.request.amount) != (direction, amount):
            raise AttemptDiffers(reason="amount")
        if self.used_by not in {"", command}:
            raise AttemptDiffers(reason="used")
        return replace(self, used_by=command)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPayment:
    """The terminal's own last payment: how it ended, under which number, over how much."""

    report: TerminalReport
    amount_minor: int | None


def settled_by_last(request: TerminalRequest, last: LastPayment | None) -> TerminalReport:
    """Return the outcome of a broken request by the terminal's own last payment.

    None is a terminal that cannot tell. What its last payment was before the request decides: the
    same one still means that nothing was charged; a new one of the right amount is ours; a new
    one of another amount means that somebody used the terminal in between, and a person decides.
    """
    if last is None or request.before is None:
        return unknown(TerminalReason.CANNOT_TELL)
    if last.report.number == request.before.number:
        return declined(TerminalReason.NOT_CHARGED)
    if last.amount_minor != request.amount.minor:
        return unknown(TerminalReason.OTHER_PAYMENT)
    return last.report


def declined(reason: TerminalReason) -> TerminalReport:
    """Return the report of a payment that did not happen."""
    return TerminalReport(state=TerminalState.DECLINED, reason=reason)


def unknown(reason: TerminalReason) -> TerminalReport:
    """Return the report of a payment that may have happened."""
    return TerminalReport(state=TerminalState.UNKNOWN, reason=reason)


def requested(display: str = "") -> TerminalReport:
    """Return the report of a payment the terminal works on."""
    return TerminalReport(state=TerminalState.REQUESTED, display=display)
