"""The simulated terminal's side of the till: questions with a key, so that none counts twice."""

from collections.abc import Mapping
from typing import Any

from app.adapters.payments.json_line import JsonLine, LineBroke, NobodyThere
from app.domain.kernel.money import Money
from app.domain.payments.terminal import (
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    requested,
    unknown,
)
from app.services.payment_ports import TerminalIsUnreachable

# What the terminal says of a key that it never heard.
UNHEARD = "unheard"


class NetworkTerminal:
    """Plays PaymentTerminal over lines of JSON."""

    def __init__(self, line: JsonLine) -> None:
        self._line = line

    def last_mark(self) -> TerminalMark | None:
        """Return the terminal's last payment.

        Raises:
            TerminalIsUnreachable: see there.
        """
        number = self._asked({"op": "last"}).get("number")
        return TerminalMark(number=number) if isinstance(number, str) else None

    def start(self, request: TerminalRequest) -> TerminalReport:
        """Ask for the payment; where the line breaks, it may have been heard."""
        question = {
            "op": request.direction.value,
            "key": str(request.key),
            "amount": request.amount.minor,
            "currency": request.amount.currency,
        }
        try:
            return _report(request, self._line.ask(question))
        except NobodyThere:
            return declined(TerminalReason.UNREACHABLE)
        except LineBroke as broken:
            return unknown(broken.reason)

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        """Ask how it stands; a key that was never heard is called off before it can be.

        The question may still be on its way, so the terminal is told to refuse it when it comes.

        Raises:
            TerminalIsUnreachable: see there.
        """
        question = {"op": "ask", "key": str(request.key), "wait_s": wait_s}
        try:
            answer = self._line.ask(question, wait_s=wait_s)
            if answer.get("state") == UNHEARD:
                answer = self._line.ask({"op": "cancel", "key": str(request.key)})
            return _report(request, answer)
        except NobodyThere:
            raise TerminalIsUnreachable from None
        except LineBroke as broken:
            return unknown(broken.reason)

    def cancel(self, request: TerminalRequest) -> None:
        """Ask to give up; whether it did is for `poll` to hear."""
        try:
            self._line.ask({"op": "cancel", "key": str(request.key)})
        except (NobodyThere, LineBroke):
            return

    def reconcile(self) -> Money | None:
        """Close the terminal's day and return its total.

        Raises:
            TerminalIsUnreachable: see there.
        """
        answer = self._asked({"op": "close"})
        total, currency = answer.get("total"), answer.get("currency")
        if not isinstance(total, int) or not isinstance(currency, str):
            return None
        return Money(total, currency)

    def _asked(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return self._line.ask(question)
        except (NobodyThere, LineBroke):
            raise TerminalIsUnreachable from None


def _report(request: TerminalRequest, answer: Mapping[str, Any]) -> TerminalReport:
    """Return what an answer means; one about another key or another amount means nothing."""
    if answer.get("key") != str(request.key):
        return unknown(TerminalReason.MALFORMED)
    match answer.get("state"):
        case "requested":
            return requested(str(answer.get("display", "")))
        case "declined":
            reason = str(answer.get("reason"))
            is_known = reason in set(TerminalReason)
            return declined(TerminalReason(reason) if is_known else TerminalReason.DECLINED)
        case "approved" if answer.get("amount") == request.amount.minor:
            return TerminalReport(
                state=TerminalState.APPROVED,
                authorisation=str(answer.get("authorisation", "")),
                number=str(answer.get("number", "")),
                card_kind=str(answer.get("card", "")),
            )
        case "approved":
            return unknown(TerminalReason.WRONG_AMOUNT)
        case _:
            return unknown(TerminalReason.MALFORMED)
