"""One question and one answer over TCP, each a line of JSON, each on a connection of its own."""

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.payments.terminal import TerminalReason

LINE_BYTES_MAX = 4096


class LineBroke(Exception):
    """The line broke, or nothing came, after the question may have been heard."""

    def __init__(self, reason: TerminalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class NobodyThere(Exception):
    """No connection could be made; nothing was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLine:
    """Where to ask, and how long to wait."""

    host: str
    port: int
    connect_timeout_s: float = 2.0
    answer_timeout_s: float = 5.0

    def ask(self, question: Mapping[str, Any], *, wait_s: float = 0.0) -> Mapping[str, Any]:
        """Return the answer; the first one, should there be several.

        Raises:
            NobodyThere: nothing was asked.
            LineBroke: it may have been heard.
        """
        try:
            connection = socket.create_connection(
                (self.host, self.port), timeout=self.connect_timeout_s
            )
        except OSError:
            raise NobodyThere from None
        with connection:
            connection.settimeout(self.answer_timeout_s + wait_s)
            return _answer(_exchange(connection, json.dumps(question).encode() + b"\n"))


def _exchange(connection: socket.socket, question: bytes) -> bytes:
    try:
        connection.sendall(question)
        return _line(connection)
    except TimeoutError:
        raise LineBroke(TerminalReason.NO_ANSWER) from None
    except OSError:
        raise LineBroke(TerminalReason.LINE_BROKEN) from None


def _line(connection: socket.socket) -> bytes:
    received = b""
    while b"\n" not in received:
        data = connection.recv(LINE_BYTES_MAX)
        if not data:
            raise LineBroke(TerminalReason.LINE_BROKEN)
        received += data
        if len(received) > LINE_BYTES_MAX:
            raise LineBroke(TerminalReason.MALFORMED)
    return received.partition(b"\n")[0]


def _answer(line: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        raise LineBroke(TerminalReason.MALFORMED) from None
    if not isinstance(answer, dict):
        raise LineBroke(TerminalReason.MALFORMED)
    return answer
