"""A card terminal that speaks ZVT over TCP: asked once and, after a broken line, asked about."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from app.adapters.payments.zvt_bytes import (
    AMOUNT,
    AUTHORISATION,
    CARD_NAME,
    CURRENCY,
    RECEIPT,
    RESULT,
    TRACE,
    Block,
    Fields,
    bcd,
    number_of,
    read_fields,
    terminal_status,
)
from app.adapters.payments.zvt_line import (
    ABORT,
    COMPLETION,
    END_OF_DAY,
    INTERMEDIATE,
    REFUND,
    REGISTRATION,
    REPEAT_RECEIPT,
    REVERSAL,
    STATUS,
    STATUS_ENQUIRY,
    TERMINAL_ABORT,
    LineBroke,
    Refused,
    ZvtLine,
    ZvtTimeouts,
    closing,
    connected,
)
from app.adapters.payments.zvt_line import AUTHORISATION as AUTHORISE
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.payments.ids import AttemptId
from app.domain.payments.terminal import (
    Direction,
    LastPayment,
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    requested,
    settled_by_last,
    unknown,
)
from app.services.payment_ports import TerminalIsUnreachable

# ISO 4217 numbers of the currencies a till here may have.
CURRENCY_NUMBERS: Mapping[str, int] = {
    "CHF": 756,
    "CZK": 203,
    "DKK": 208,
    "EUR": 978,
    "GBP": 826,
    "HUF": 348,
    "NOK": 578,
    "PLN": 985,
    "SEK": 752,
    "USD": 840,
}
# The till says what is paid, the terminal prints its own slips and tells how far it is. With
# payments allowed at the terminal itself some models no longer tell of their last payment.
CONFIG = 0x08 | 0x10 | 0x20
NO_ERROR, READY = b"\x00", 0x00
ABORTED_BY_PERSON = 0x6C
NUMBER_BETWEEN = "/"


class CurrencyIsNotSpoken(DomainError):
    """This terminal has no number for the currency."""

    code = "payments.currency.no_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZvtAddress:
    """Where the terminal is, what it wants to hear first, and the currency it is set to."""

    host: str
    port: int = 20007
    password: str = "000000"  # noqa: S105 - the factory setting, which guards the menu and no money
    currency: str = "EUR"


@dataclass(slots=True, kw_only=True)
class _Talk:
    """A payment the terminal works on, on the line it was asked over."""

    line: ZvtLine
    request: TerminalRequest
    deadline: float
    status: Fields
    display: str = ""


class ZvtTerminal:
    """Plays PaymentTerminal for one terminal of one till."""

    def __init__(self, address: ZvtAddress, timeouts: ZvtTimeouts | None = None) -> None:
        if address.currency not in CURRENCY_NUMBERS:
            raise CurrencyIsNotSpoken(currency=address.currency)
        self._address = address
        self._timeouts = timeouts or ZvtTimeouts()
        self._talk: _Talk | None = None
        self._asked: set[AttemptId] = set()

    def last_mark(self) -> TerminalMark | None:
        """Return the terminal's last payment, or None if it does not tell.

        Raises:
            TerminalIsUnreachable: see there.
        """
        try:
            last = self._last_payment()
        except (LineBroke, Refused):
            return None
        return None if last is None else TerminalMark(number=last.report.number)

    def start(self, request: TerminalRequest) -> TerminalReport:
        """Send the payment once; the same request again only tells how it stands."""
        if request.key in self._asked:
            return self._stands(request)
        self._asked.add(request.key)
        try:
            line = self._registered_line()
        except TerminalIsUnreachable:
            return declined(TerminalReason.UNREACHABLE)
        except (LineBroke, Refused):
            return declined(TerminalReason.NOT_POSSIBLE)
        try:
            line.command(self._payment(request))
        except Refused:
            line.close()
            return declined(TerminalReason.NOT_POSSIBLE)
        except LineBroke as broken:
            line.close()
            return unknown(broken.reason)
        self._talk = _Talk(line=line, request=request, deadline=self._deadline(), status={})
        return requested()

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        """Hear how it goes on; without the line it was asked over, ask for the last payment.

        Raises:
            TerminalIsUnreachable: see there.
        """
        talk = self._talk
        if talk is None or talk.request.key != request.key:
            return self._settled(request)
        try:
            report = self._heard(talk, wait_s)
        except LineBroke as broken:
            report = unknown(broken.reason)
        if report.state is not TerminalState.REQUESTED:
            self._hang_up()
        return report

    def cancel(self, request: TerminalRequest) -> None:
        """Ask to give up, if it still works on that; `poll` hears whether it did."""
        talk = self._talk
        if talk is None or talk.request.key != request.key:
            return
        try:
            talk.line.send(Block(ABORT))
        except LineBroke:
            return

    def reconcile(self) -> Money | None:
        """Let the terminal close its day and return its total.

        Raises:
            TerminalIsUnreachable: see there.
        """
        try:
            with closing(self._registered_line()) as line:
                answer = line.run(Block(END_OF_DAY, self._password()))
        except (LineBroke, Refused):
            raise TerminalIsUnreachable from None
        total = number_of(answer.status.get(AMOUNT, b""))
        return None if total is None else Money(total, self._address.currency)

    def _stands(self, request: TerminalRequest) -> TerminalReport:
        try:
            return self.poll(request, wait_s=0.0)
        except TerminalIsUnreachable:
            return unknown(TerminalReason.UNREACHABLE)

    def _heard(self, talk: _Talk, wait_s: float) -> TerminalReport:
        """Read on until the terminal says how it ended, or the time to look is over."""
        until = time.monotonic() + wait_s
        while (word := talk.line.hear(until - time.monotonic())) is not None:
            talk.deadline = self._deadline()
            if word.control == COMPLETION:
                return _completed(talk)
            if word.control == TERMINAL_ABORT:
                return _aborted(talk, word.data)
            if word.control == STATUS:
                talk.status = read_fields(word.data)
            if word.control == INTERMEDIATE:
                talk.display = word.data[:1].hex()
        if time.monotonic() < talk.deadline:
            return requested(talk.display)
        return unknown(TerminalReason.NO_ANSWER)

    def _settled(self, request: TerminalRequest) -> TerminalReport:
        """Ask whether it is idle, then for its last payment; one at work is not asked further."""
        try:
            return settled_by_last(request, self._last_payment())
        except Refused:
            return unknown(TerminalReason.BUSY)
        except LineBroke as broken:
            return unknown(broken.reason)

    def _last_payment(self) -> LastPayment | None:
        """Return the last payment, or None if the terminal does not tell.

        Raises:
            TerminalIsUnreachable, Refused, LineBroke: see there.
        """
        with closing(self._registered_line()) as line:
            idle = line.run(Block(STATUS_ENQUIRY, self._password())).require_completed()
            if terminal_status(idle.end) not in {None, READY}:
                raise Refused
            answer = line.run(Block(REPEAT_RECEIPT, self._password()))
        number = _number(answer.status)
        if not number or RESULT not in answer.status:
            return None
        amount = number_of(answer.status.get(AMOUNT, b""))
        return LastPayment(report=_outcome(answer.status), amount_minor=amount)

    def _registered_line(self) -> ZvtLine:
        """Return a new line on which the till has made itself known.

        Raises:
            TerminalIsUnreachable, Refused, LineBroke: nothing was asked of it yet.
        """
        self._hang_up()
        try:
            line = connected(self._address.host, self._address.port, self._timeouts)
        except OSError:
            raise TerminalIsUnreachable from None
        data = self._password() + bytes((CONFIG,)) + self._currency()
        try:
            line.run(Block(REGISTRATION, data)).require_completed()
        except (LineBroke, Refused):
            line.close()
            raise
        return line

    def _payment(self, request: TerminalRequest) -> Block:
        amount = bytes((AMOUNT,)) + bcd(request.amount.minor, size=6)
        currency = bytes((CURRENCY,)) + self._currency()
        if request.direction is Direction.CHARGE:
            return Block(AUTHORISE, amount + currency)
        if request.reverses:
            receipt = int(request.reverses.partition(NUMBER_BETWEEN)[0])
            return Block(REVERSAL, self._password() + bytes((RECEIPT,)) + bcd(receipt, size=2))
        return Block(REFUND, self._password() + amount + currency)

    def _password(self) -> bytes:
        return bytes.fromhex(self._address.password)

    def _currency(self) -> bytes:
        return bcd(CURRENCY_NUMBERS[self._address.currency], size=2)

    def _deadline(self) -> float:
        return time.monotonic() + self._timeouts.answer_s

    def _hang_up(self) -> None:
        if self._talk is not None:
            self._talk.line.close()
            self._talk = None


def _completed(talk: _Talk) -> TerminalReport:
    """Return the outcome of a payment the terminal has completed; it must be the one asked for."""
    if RESULT not in talk.status:
        return unknown(TerminalReason.MALFORMED)
    report = _outcome(talk.status)
    amount = number_of(talk.status.get(AMOUNT, b""))
    if amount not in {None, talk.request.amount.minor}:
        return unknown(TerminalReason.WRONG_AMOUNT)
    return report


def _aborted(talk: _Talk, data: bytes) -> TerminalReport:
    """Return the outcome of a payment that was given up.

    A status of success before it contradicts it: then the terminal's own last payment decides.
    """
    if talk.status.get(RESULT) == NO_ERROR:
        return unknown(TerminalReason.CANNOT_TELL)
    is_person = data[:1] == bytes((ABORTED_BY_PERSON,))
    return declined(TerminalReason.ABANDONED if is_person else TerminalReason.DECLINED)


def _outcome(status: Fields) -> TerminalReport:
    if status[RESULT] != NO_ERROR:
        report = declined(TerminalReason.DECLINED)
        return TerminalReport(state=report.state, reason=report.reason, number=_number(status))
    return TerminalReport(
        state=TerminalState.APPROVED,
        authorisation=_text(status.get(AUTHORISATION, b"")),
        number=_number(status),
        card_kind=_text(status.get(CARD_NAME, b"")),
    )


def _number(status: Fields) -> str:
    """Return receipt and trace number: the one is on the slip, the other never comes again soon."""
    numbers = [status.get(bitmap, b"").hex() for bitmap in (RECEIPT, TRACE)]
    return NUMBER_BETWEEN.join(numbers) if all(numbers) else ""


def _text(data: bytes) -> str:
    text = data.decode("ascii", errors="ignore")
    return "".join(sign for sign in text if sign.isprintable()).strip()
