"""A card terminal that speaks ZVT over TCP, and plays faults.

It knows the talk by itself (lengths, digits, confirmations) and shares no code with the till, so
that it can be a judge of it. `charged` is its own book: what left the cards, once per charge.
"""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

LOOPBACK = "127.0.0.1"
GLANCE_S = 0.05
PATIENCE_S = 5.0
# Closing with this option throws the line down (RST) instead of ending it.
THROW_DOWN = struct.pack("ii", 1, 0)
CONFIRM = bytes.fromhex("800000")


class Fault(Enum):
    """What goes wrong with the next payment."""

    NONE = auto()
    DROP_BEFORE_CONFIRM = auto()
    DROP_AFTER_CONFIRM = auto()
    DROP_AFTER_CHARGE = auto()
    DROP_AFTER_STATUS = auto()
    CHARGE_THEN_SILENCE = auto()
    NEVER_CONFIRM = auto()
    REFUSE = auto()
    DECLINE = auto()
    ABORT_BY_CUSTOMER = auto()
    SUCCESS_THEN_ABORT = auto()
    OTHER_AMOUNT = auto()
    NO_RESULT = auto()
    SLOW = auto()


@dataclass(slots=True)
class Payment:
    """One payment in the terminal's book; a refund or a reversal is below zero."""

    receipt: int
    trace: int
    amount: int
    result: int = 0


@dataclass(kw_only=True)
class Habits:
    """How this model behaves beside the payments themselves."""

    tells_last_payment: bool = True
    busy_answers: int = 0
    needs_initialisation: bool = False
    sends_byte_by_byte: bool = False
    pads_status_with: int = 0
    gives_version: bool = True


class HungUp(Exception):
    """The till has hung up, or was thrown off the line."""


@dataclass
class ZvtTerminalStandIn:
    """The machine on its port; `faults` are for the next payments, one each."""

    faults: list[Fault] = field(default_factory=list)
    habits: Habits = field(default_factory=Habits)
    book: list[Payment] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    aborts: int = 0

    def __post_init__(self) -> None:
        self._is_off = threading.Event()
        self._listener = socket.create_server((LOOPBACK, 0))
        self._listener.settimeout(GLANCE_S)
        self._thread = threading.Thread(target=self._serve, name="ZVT terminal")
        self._receipt, self._trace = 340, 730

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def charged(self) -> list[int]:
        return [each.amount for each in self.book if each.result == 0]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_off.set()
        self._thread.join()
        self._listener.close()

    def pay(self, amount: int, *, result: int = 0) -> Payment:
        """Take a payment, asked for by the till or typed at the terminal by somebody."""
        self._receipt, self._trace = self._receipt + 1, self._trace + 1
        payment = Payment(self._receipt, self._trace, amount, result)
        self.book.append(payment)
        return payment

    def _serve(self) -> None:
        while not self._is_off.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                try:
                    Conversation(self, connection, self._is_off).hold()
                except (HungUp, ConnectionError):
                    continue


class Line:
    """The terminal's end of the cable: blocks in and out, each confirmed."""

    def __init__(
        self, terminal: ZvtTerminalStandIn, connection: socket.socket, is_off: threading.Event
    ) -> None:
        connection.settimeout(GLANCE_S)
        self.terminal = terminal
        self.connection = connection
        self.is_off = is_off
        self.received = b""

    def confirm(self) -> None:
        self.say("8000")

    def confirm_and_complete(self, data: bytes) -> None:
        self.confirm()
        self.tell("060f", data)

    def say(self, control: str, data: bytes = b"") -> None:
        length = len(data)
        head = bytes((length,)) if length < 255 else b"\xff" + length.to_bytes(2, "little")
        block = bytes.fromhex(control) + head + data
        if not self.terminal.habits.sends_byte_by_byte:
            self.connection.sendall(block)
            return
        for at in range(len(block)):
            self.connection.sendall(block[at : at + 1])

    def tell(self, control: str, data: bytes) -> None:
        """Say something and insist on its confirmation; a call to give up may come first."""
        self.say(control, data)
        while True:
            answer, _ = self.take()
            if answer == "06b0":
                self.terminal.aborts += 1
                self.confirm()
                continue
            assert answer == "8000", answer
            return

    def was_called_off(self) -> bool:
        """Look once whether the till has asked to give up, also in between."""
        try:
            data = self.connection.recv(64)
        except TimeoutError:
            data = b""
        self.received += data
        if self.received.startswith(bytes.fromhex("06b000")):
            self.received = self.received[3:]
            self.terminal.aborts += 1
            self.confirm()
        called_off, self.terminal.aborts = self.terminal.aborts > 0, 0
        return called_off

    def take(self) -> tuple[str, bytes]:
        """Return the till's next block."""
        while True:
            block = self.whole_block()
            if block is not None:
                return block
            self.read()

    def whole_block(self) -> tuple[str, bytes] | None:
        if len(self.received) < 3:
            return None
        length, head = self.received[2], 3
        if length == 0xFF:
            if len(self.received) < 5:
                return None
            length, head = int.from_bytes(self.received[3:5], "little"), 5
        if len(self.received) < head + length:
            return None
        control, data = self.received[:2].hex(), self.received[head : head + length]
        self.received = self.received[head + length :]
        return control, data

    def read(self) -> None:
        while not self.is_off.is_set():
            try:
                data = self.connection.recv(4096)
            except TimeoutError:
                continue
            if not data:
                raise HungUp
            self.received += data
            return
        raise HungUp

    def throw_down(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, THROW_DOWN)
        self.connection.close()
        raise HungUp

    def wait_for_the_till_to_go(self) -> None:
        while True:
            self.take()


class Conversation(Line):
    """One till on the line."""

    def hold(self) -> None:
        while True:
            control, data = self.take()
            self.terminal.heard.append(control)
            getattr(self, f"on_{control}", self.on_unknown)(data)

    def on_0600(self, data: bytes) -> None:
        """Register: password, config byte, currency without a bitmap before it."""
        assert len(data) == 6
        if self.terminal.habits.busy_answers:
            self.terminal.habits.busy_answers -= 1
            self.say("84a0")
            return
        self.confirm_and_complete(bytes.fromhex("1900") + bytes.fromhex("2952001233"))

    def on_0501(self, data: bytes) -> None:
        version = (
            bytes.fromhex("f0f0f7") + b"2.14.15" if self.terminal.habits.gives_version else b""
        )
        status = 0x51 if self.terminal.habits.needs_initialisation else 0x00
        self.confirm_and_complete(version + bytes((status,)))

    def on_0620(self, data: bytes) -> None:
        self.confirm()
        last = self.terminal.book[-1] if self.terminal.book else None
        if last is not None and self.terminal.habits.tells_last_payment:
            self.tell("040f", self.status(last))
        self.tell("060f", b"")

    def on_0601(self, data: bytes) -> None:
        self.money(self.amount_in(data), sign=1)

    def on_0631(self, data: bytes) -> None:
        self.money(self.amount_in(data[3:]), sign=-1)

    def on_0630(self, data: bytes) -> None:
        assert data[3] == 0x87
        receipt = int(data[4:6].hex())
        original = next(each for each in self.terminal.book if each.receipt == receipt)
        self.money(original.amount, sign=-1)

    def on_0650(self, data: bytes) -> None:
        self.confirm()
        total = sum(self.terminal.charged)
        self.tell("040f", bytes.fromhex("2700") + self.amount_field(total))
        self.tell("060f", b"")

    def on_unknown(self, data: bytes) -> None:
        self.say("8483")

    def money(self, amount: int, *, sign: int) -> None:
        """Take a payment, or fail to in the way that was ordered."""
        fault = self.terminal.faults.pop(0) if self.terminal.faults else Fault.NONE
        if fault is Fault.DROP_BEFORE_CONFIRM:
            self.throw_down()
        if fault is Fault.NEVER_CONFIRM:
            self.wait_for_the_till_to_go()
        if fault is Fault.REFUSE:
            self.say("8483")
            return
        self.confirm()
        if fault is Fault.DROP_AFTER_CONFIRM:
            self.throw_down()
        for code in ("0a", "0e") * (3 if fault is Fault.SLOW else 1):
            self.tell("04ff", bytes.fromhex(code))
        self.tell("06d1", b"\x00" + "Händlerbeleg".encode("cp437"))
        if fault is Fault.ABORT_BY_CUSTOMER or self.was_called_off():
            self.tell("061e", bytes.fromhex("6c"))
            return
        self.end(fault, sign * amount)

    def end(self, fault: Fault, amount: int) -> None:
        result = 0x6C if fault is Fault.DECLINE else 0
        payment = self.terminal.pay(amount, result=result)
        if fault is Fault.DROP_AFTER_CHARGE:
            self.throw_down()
        if fault is Fault.CHARGE_THEN_SILENCE:
            self.wait_for_the_till_to_go()
        told = Payment(payment.receipt, payment.trace, amount, result)
        if fault is Fault.OTHER_AMOUNT:
            told.amount += 1
        status = self.status(told)
        self.tell("040f", status[2:] if fault is Fault.NO_RESULT else status)
        if fault is Fault.DROP_AFTER_STATUS:
            self.throw_down()
        if fault is Fault.SUCCESS_THEN_ABORT:
            self.tell("061e", bytes.fromhex("05"))
            return
        self.tell("060f", b"")

    def status(self, payment: Payment) -> bytes:
        """Return a status-information with everything a real one has, known fields and not."""
        fields = bytes((0x27, payment.result)) + self.amount_field(abs(payment.amount))
        fields += bytes.fromhex("490978") + bytes.fromhex("0c143055") + bytes.fromhex("0d0724")
        fields += bytes.fromhex("22f1f0") + bytes.fromhex("4567eeeeeeeeeeee1234")
        fields += bytes.fromhex(f"87{payment.receipt:04d}") + bytes.fromhex("1700000e1812")
        fields += b"\x3b" + b"971382\x00\x00"
        fields += bytes.fromhex(f"0b{payment.trace:06d}") + bytes.fromhex("2952001233")
        fields += b"\x2a" + b"455600000599".ljust(15) + bytes.fromhex("8a0a")
        fields += bytes.fromhex("8bf0f6") + b"debit\x00" + bytes.fromhex("3cf0f0f3") + b"abc"
        padding = self.terminal.habits.pads_status_with
        if padding:
            inner = b"\x07" + b"\x82" + padding.to_bytes(2, "big") + b"x" * padding
            fields += b"\x06" + b"\x82" + len(inner).to_bytes(2, "big") + inner
        return fields + bytes.fromhex("ee01")

    @staticmethod
    def amount_field(amount: int) -> bytes:
        return bytes.fromhex(f"04{amount:012d}")

    @staticmethod
    def amount_in(data: bytes) -> int:
        assert data[0] == 0x04
        assert data[7:10].hex() == "490978"
        return int(data[1:7].hex())


@contextmanager
def running(terminal: ZvtTerminalStandIn) -> Iterator[ZvtTerminalStandIn]:
    terminal.start()
    try:
        yield terminal
    finally:
        terminal.stop()
