"""Which card terminal stands beside the till: its address in the settings, and its adapter."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.adapters.payments.json_line import JsonLine
from app.adapters.payments.manual import ManualTerminal
from app.adapters.payments.network import NetworkTerminal
from app.adapters.payments.zvt_terminal import ZvtAddress, ZvtTerminal
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.payments.terminal import TerminalMark, TerminalReport, TerminalRequest
from app.services.payment_ports import PaymentTerminal, TerminalIsUnreachable

MANUAL = "manual"
NETWORK = "network"
ZVT = "zvt"


class CardTerminalAddressIsInvalid(DomainError):
    """The address of the card terminal is none; `problem` says which part is wrong."""

    code = "payments.terminal.address_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTerminalAddress:
    """How the terminal is spoken to, and where it is."""

    kind: str = MANUAL
    host: str = ""
    port: int = 0

    @classmethod
    def parse(cls, address: str | None) -> "CardTerminalAddress":
        """Read `manual:`, `network://host:port` or `zvt://host:port`; none is the manual one.

        Raises:
            CardTerminalAddressIsInvalid: `problem` is scheme, extra, host or port.
        """
        if address is None or address == f"{MANUAL}:":
            return cls()
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port or 0
        except ValueError:
            raise CardTerminalAddressIsInvalid(address=address, problem="port") from None
        problem = _problem(kind=parts.scheme, host=host, port=port)
        if problem is None and (parts.path or parts.query or parts.fragment or parts.username):
            problem = "extra"
        if problem is not None:
            raise CardTerminalAddressIsInvalid(address=address, problem=problem)
        return cls(kind=parts.scheme, host=host, port=port)


def _problem(*, kind: str, host: str, port: int) -> str | None:
    if kind not in {NETWORK, ZVT}:
        return "scheme"
    if not host or not host.isascii() or not host.isprintable() or " " in host:
        return "host"
    return None if port else "port"


class TillTerminal:
    """Plays PaymentTerminal; made at its first use, when the device knows its currency.

    `typed` is the terminal where a person answers for it. Once the till closes nobody waits for
    it any more: what was under way is asked about in the next life of the program.
    """

    def __init__(self, make: Callable[[], PaymentTerminal], typed: ManualTerminal | None) -> None:
        self.typed = typed
        self._make = make
        self._made: PaymentTerminal | None = None
        self._closing = threading.Event()

    def close(self) -> None:
        """Let whoever waits go; may be called from any thread."""
        self._closing.set()

    def last_mark(self) -> TerminalMark | None:
        """Return the last payment the terminal knows."""
        return self._own().last_mark()

    def start(self, request: TerminalRequest) -> TerminalReport:
        """Ask for a payment once."""
        return self._own().start(request)

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        """Return how a request stands.

        Raises:
            TerminalIsUnreachable: see there; or the till is closing.
        """
        if self._closing.is_set():
            raise TerminalIsUnreachable
        return self._own().poll(request, wait_s=wait_s)

    def cancel(self, request: TerminalRequest) -> None:
        """Ask to give up."""
        self._own().cancel(request)

    def reconcile(self) -> Money | None:
        """Close the terminal's own day."""
        return self._own().reconcile()

    def _own(self) -> PaymentTerminal:
        if self._made is None:
            self._made = self._make()
        return self._made


def terminal_at(address: CardTerminalAddress, *, currency: Callable[[], str]) -> TillTerminal:
    """Return the terminal of an address; nothing is asked of it yet."""
    if address.kind == MANUAL:
        typed = ManualTerminal()
        return TillTerminal(lambda: typed, typed)
    host, port = address.host, address.port

    def connected() -> PaymentTerminal:
        if address.kind == NETWORK:
            return NetworkTerminal(JsonLine(host=host, port=port))
        return ZvtTerminal(ZvtAddress(host=host, port=port, currency=currency()))

    return TillTerminal(connected, None)
