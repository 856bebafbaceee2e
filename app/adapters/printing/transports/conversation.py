"""How a job is handed to a printer and what its end is called, whatever the line is made of."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from app.adapters.printing.status import (
    AutomaticStatus,
    BlockReply,
    FlowControl,
    PlainReply,
    RealTimeReply,
    Reply,
    automatic_reason,
    job_answer,
    keeps_from_printing,
    real_time_reason,
    split_replies,
)
from app.services.print_ports import PrinterReason, PrintOutcome, PrintReport

QUESTIONS = (1, 2, 3, 4)
# A printer that does not report by itself is asked this often whether something keeps it.
ASK_AGAIN_S = 1.0
NOTHING = memoryview(b"")


class LineDropped(Exception):
    """The other end is gone."""


class Wire(Protocol):
    """A line to a printer, open until its owner closes it."""

    def exchange(self, outgoing: memoryview, timeout_s: float) -> tuple[int, bytes]:
        """Wait until something can move, then send what fits and read what has come.

        Returns how many bytes of `outgoing` left, and what was read; (0, b"") after `timeout_s`.

        Raises:
            LineDropped: the other end is gone, and all it said has been read.
        """


@dataclass(kw_only=True, slots=True)
class Conversation:
    """One job with one printer, until `deadline` on the monotonic clock."""

    wire: Wire
    deadline: float
    status_answer_s: float
    on_reason: Callable[[PrinterReason | None], None]
    bytes_sent: int = field(default=0, init=False)
    _reason: PrinterReason | None = field(default=None, init=False)
    _is_known: bool = field(default=False, init=False)
    _reports_itself: bool = field(default=False, init=False)
    _pending: bytes = field(default=b"", init=False)
    _heard: set[BlockReply] = field(default_factory=set, init=False)
    _answers: list[int] = field(default_factory=list, init=False)

    def deliver(
        self, document: bytes, *, job_mark: bytes, before_first_byte: Callable[[], None]
    ) -> PrintReport:
        """Print the document and wait for the printer's own word that it is on paper."""
        try:
            self._ask_state()
        except LineDropped:
            return self._report(PrintOutcome.NOT_SENT, PrinterReason.LINE_DROPPED)
        if keeps_from_printing(self._reason):
            return self._report(PrintOutcome.NOT_SENT, self._reason)
        before_first_byte()
        try:
            self._send(document)
            self._await(job_answer(job_mark))
        except LineDropped:
            # If not one byte left, there is nothing that could be on paper.
            outcome = PrintOutcome.UNKNOWN if self.bytes_sent else PrintOutcome.NOT_SENT
            return self._report(outcome, PrinterReason.LINE_DROPPED)
        return self._end(job_answer(job_mark))

    def _end(self, answer: BlockReply) -> PrintReport:
        if answer in self._heard:
            # Paper that is low is a warning, and comes along with the good news.
            return self._report(PrintOutcome.PRINTED, self._reason)
        if keeps_from_printing(self._reason):
            return self._report(PrintOutcome.HELD, self._reason)
        return self._report(PrintOutcome.UNKNOWN, PrinterReason.NO_ANSWER)

    def _ask_state(self) -> None:
        """Ask the four questions one after the other; a printer that does not answer is left be."""
        self._answers.clear()
        limit = min(time.monotonic() + self.status_answer_s, self.deadline)
        for count, question in enumerate(QUESTIONS, start=1):
            rest = memoryview(bytes([0x10, 0x04, question]))
            while len(self._answers) < count:
                if time.monotonic() >= limit:
                    return
                rest = rest[self._move(rest, limit) :]
        self._learn(real_time_reason(self._answers[: len(QUESTIONS)]))

    def _send(self, document: bytes) -> None:
        rest = memoryview(document)
        while rest and time.monotonic() < self.deadline:
            sent = self._move(rest, self.deadline)
            self.bytes_sent += sent
            rest = rest[sent:]

    def _await(self, answer: BlockReply) -> None:
        while answer not in self._heard and time.monotonic() < self.deadline:
            self._move(NOTHING, min(time.monotonic() + ASK_AGAIN_S, self.deadline))
            if answer not in self._heard and self._is_known and not self._reports_itself:
                self._ask_state()

    def _move(self, outgoing: memoryview, limit: float) -> int:
        """Let bytes pass both ways once, and return how many left."""
        sent, received = self.wire.exchange(outgoing, max(limit - time.monotonic(), 0))
        replies, self._pending = split_replies(self._pending, received)
        for reply in replies:
            self._hear(reply)
        return sent

    def _hear(self, reply: Reply) -> None:
        match reply:
            case RealTimeReply(value):
                self._answers.append(value)
            case AutomaticStatus():
                self._reports_itself = True
                self._learn(automatic_reason(reply))
            case BlockReply():
                self._heard.add(reply)
            case PlainReply() | FlowControl():
                # Nothing was asked that is answered so, and TCP paces by itself.
                pass

    def _learn(self, reason: PrinterReason | None) -> None:
        if self._is_known and reason == self._reason:
            return
        self._reason, self._is_known = reason, True
        self.on_reason(reason)

    def _report(self, outcome: PrintOutcome, reason: PrinterReason | None) -> PrintReport:
        return PrintReport(outcome=outcome, reason=reason, bytes_sent=self.bytes_sent)
