"""A card terminal for practice and tests: a port of its own, and faults on demand.

It knows each payment by its key: the same key again is answered, and never charged again.
"""

import json
import socket
import threading
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.payments.terminal import TerminalReason

LOOPBACK = "127.0.0.1"
# How soon a waiting thread sees that the machine was switched off.
GLANCE_S = 0.05
LINE_BYTES_MAX = 4096


class Fault(StrEnum):
    """What goes wrong with the next payment asked for."""

    NONE = "none"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    SILENT = "silent"
    SLOW = "slow"
    DECLINE = "decline"
    DUPLICATE = "duplicate"
    GARBLED = "garbled"


@dataclass(slots=True, kw_only=True)
class Transaction:
    """One payment as the terminal keeps it; `looks_left` are the looks until it is decided."""

    key: str
    amount: int
    currency: str
    state: str
    number: str = ""
    looks_left: int = 0
    sign: int = 1

    def words(self) -> dict[str, Any]:
        words: dict[str, Any] = {"key": self.key, "state": self.state}
        if self.state == "approved":
            words |= {
                "amount": self.amount,
                "authorisation": f"S{self.number}",
                "number": self.number,
                "card": "debit",
            }
        if self.state == "requested":
            words["display"] = "present card"
        return words


class TerminalSimulator:
    """The machine on its port; `faults` are for the next payments, one each."""

    def __init__(self, *, slow_looks: int = 2) -> None:
        self.faults: deque[Fault] = deque()
        self._slow_looks = slow_looks
        self._by_key: dict[str, Transaction] = {}
        self._approved: list[Transaction] = []
        self._is_off = threading.Event()
        self._listener = socket.create_server((LOOPBACK, 0))
        self._listener.settimeout(GLANCE_S)
        self._thread = threading.Thread(target=self._serve, name="terminal simulator")

    @property
    def port(self) -> int:
        """Return the port it listens on."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def charged(self) -> tuple[tuple[str, int], ...]:
        """Return every payment it took, by key; one taken twice stands there twice."""
        return tuple((each.key, each.sign * each.amount) for each in self._approved)

    def start(self) -> None:
        """Listen, and answer what is asked."""
        self._thread.start()

    def stop(self) -> None:
        """Switch off."""
        self._is_off.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._is_off.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(GLANCE_S)
                self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        try:
            line = self._line(connection)
            if line is not None:
                self._answer(connection, json.loads(line))
        except (ConnectionError, ValueError):
            # The till hung up, or sent something that is no question: it gets no answer.
            return

    def _line(self, connection: socket.socket) -> bytes | None:
        received = b""
        while b"\n" not in received and not self._is_off.is_set():
            try:
                data = connection.recv(LINE_BYTES_MAX)
            except TimeoutError:
                continue
            if not data:
                return None
            received += data
        return received.partition(b"\n")[0]

    def _answer(self, connection: socket.socket, question: dict[str, Any]) -> None:
        is_payment = question["op"] in {"charge", "refund"}
        fault = self.faults.popleft() if is_payment and self.faults else Fault.NONE
        if fault is Fault.DROP_BEFORE:
            return
        words = self._words(question, fault)
        if fault is Fault.DROP_AFTER:
            return
        if fault is Fault.SILENT:
            self._hold(connection)
            return
        line = b"#!\n" if fault is Fault.GARBLED else json.dumps(words).encode() + b"\n"
        connection.sendall(line * (2 if fault is Fault.DUPLICATE else 1))

    def _hold(self, connection: socket.socket) -> None:
        """Say nothing until the till hangs up."""
        while not self._is_off.is_set():
            try:
                if not connection.recv(LINE_BYTES_MAX):
                    return
            except TimeoutError:
                continue

    def _words(self, question: dict[str, Any], fault: Fault) -> dict[str, Any]:
        match question["op"]:
            case "last":
                return {"number": self._approved[-1].number if self._approved else ""}
            case "close":
                return self._close()
            case "ask":
                return self._look(str(question["key"]), float(question["wait_s"]))
            case "cancel":
                return self._cancel(str(question["key"]))
            case _:
                return self._ask(question, fault)

    def _ask(self, question: dict[str, Any], fault: Fault) -> dict[str, Any]:
        key = str(question["key"])
        if key not in self._by_key:
            self._by_key[key] = Transaction(
                key=key,
                amount=int(question["amount"]),
                currency=str(question["currency"]),
                state="declined" if fault is Fault.DECLINE else "requested",
                looks_left=self._slow_looks if fault is Fault.SLOW else 0,
                sign=1 if question["op"] == "charge" else -1,
            )
            if fault in {Fault.DROP_AFTER, Fault.SILENT}:
                self._decide(self._by_key[key])
        return self._by_key[key].words()

    def _look(self, key: str, wait_s: float) -> dict[str, Any]:
        transaction = self._by_key.get(key)
        if transaction is None:
            return {"key": key, "state": "unheard"}
        if transaction.state == "requested" and transaction.looks_left:
            transaction.looks_left -= 1
            self._is_off.wait(min(wait_s, GLANCE_S))
        elif transaction.state == "requested":
            self._decide(transaction)
        return transaction.words()

    def _decide(self, transaction: Transaction) -> None:
        transaction.state = "approved"
        transaction.number = str(len(self._approved) + 1)
        self._approved.append(transaction)

    def _cancel(self, key: str) -> dict[str, Any]:
        """Call a payment off, also one that was never heard: should it come, it is refused."""
        transaction = self._by_key.setdefault(
            key, Transaction(key=key, amount=0, currency="", state="requested")
        )
        if transaction.state == "requested":
            transaction.state = "declined"
        return transaction.words() | {"reason": TerminalReason.NOT_CHARGED.value}

    def _close(self) -> dict[str, Any]:
        total = sum(each.sign * each.amount for each in self._approved)
        currency = self._approved[-1].currency if self._approved else "EUR"
        return {"total": total, "currency": currency}
