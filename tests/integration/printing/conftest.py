"""What the tests on real sockets share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import pytest

from app.adapters.printing.capabilities import PrinterProfile, load_profile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.transports.address import TcpAddress
from app.adapters.printing.transports.network import NetworkPrintDevice
from app.adapters.printing.virtual_printer import VirtualPrinter
from app.services.print_ports import PrinterReason, PrintReport
from tests.devices.printers import BarePort, running
from tests.devices.tickets import MARK, a_ticket

PROFILE = load_profile("tm-t88vii")
# For stand-ins that never answer, so that nobody waits for them for a whole second.
IMPATIENT = replace(PROFILE, status_answer_s=0.1)
TICKET = EscposTicketEncoder(PROFILE).encode(a_ticket(), job_mark=MARK)
OTHER_MARK = b"Cd2?"
OTHER_TICKET = EscposTicketEncoder(PROFILE).encode(
    a_ticket(patient="Okafor-L. J."), job_mark=OTHER_MARK
)


@dataclass(kw_only=True)
class Sender:
    """Sends the ticket to a port and keeps what it heard meanwhile."""

    heard: list[PrinterReason | None] = field(default_factory=list)
    begun: int = 0
    on_hearing: Callable[[PrinterReason | None], None] = lambda _reason: None

    def send(
        self,
        port: int,
        *,
        deadline_s: float = 15.0,
        document: bytes = TICKET,
        mark: bytes = MARK,
        profile: PrinterProfile = PROFILE,
    ) -> PrintReport:
        device = NetworkPrintDevice(
            TcpAddress(host="127.0.0.1", port=port),
            profile,
            deadline_s=deadline_s,
            on_reason=self._hear,
        )
        return device.print(document, job_mark=mark, before_first_byte=self._begin)

    def _begin(self) -> None:
        self.begun += 1

    def _hear(self, reason: PrinterReason | None) -> None:
        self.heard.append(reason)
        self.on_hearing(reason)


@pytest.fixture
def sender() -> Sender:
    return Sender()


@pytest.fixture
def start() -> Iterator[Callable[[VirtualPrinter | BarePort], VirtualPrinter | BarePort]]:
    """Start a stand-in, and stop it when the test ends."""
    with ExitStack() as stack:
        yield lambda printer: stack.enter_context(running(printer))


@pytest.fixture
def printer(start):
    """Return a healthy printer."""
    return start(VirtualPrinter())
