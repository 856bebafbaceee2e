"""Terminals on real sockets: the ZVT stand-in and the simulator, each with its adapter."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from app.adapters.payments.json_line import JsonLine
from app.adapters.payments.network import NetworkTerminal
from app.adapters.payments.simulator import TerminalSimulator
from app.adapters.payments.zvt_line import ZvtTimeouts
from app.adapters.payments.zvt_terminal import ZvtAddress, ZvtTerminal
from app.domain.payments.ids import AttemptId
from app.domain.payments.terminal import Direction, TerminalRequest
from tests.devices.payment_terminal import LOOPBACK, Fault, ZvtTerminalStandIn, running
from tests.factories.payments import euro

# Long enough for a busy machine ...
PATIENT = ZvtTimeouts(connect_s=5.0, confirm_s=10.0, answer_s=20.0)
# ... and short enough for a terminal that never answers.
IMPATIENT = ZvtTimeouts(connect_s=5.0, confirm_s=1.5, answer_s=1.5)
SILENT = frozenset({Fault.NEVER_CONFIRM, Fault.CHARGE_THEN_SILENCE})


@pytest.fixture
def stand_in() -> Iterator[ZvtTerminalStandIn]:
    with running(ZvtTerminalStandIn()) as terminal:
        yield terminal


@pytest.fixture
def zvt_for(stand_in: ZvtTerminalStandIn) -> Callable[[Fault], ZvtTerminal]:
    """Build the adapter for a fault to come: nobody waits long where nothing will ever come."""

    def build(fault: Fault = Fault.NONE) -> ZvtTerminal:
        timeouts = IMPATIENT if fault in SILENT else PATIENT
        return ZvtTerminal(ZvtAddress(host=LOOPBACK, port=stand_in.port), timeouts)

    return build


@pytest.fixture
def zvt(zvt_for: Callable[[], ZvtTerminal]) -> ZvtTerminal:
    return zvt_for()


@pytest.fixture
def simulator() -> Iterator[TerminalSimulator]:
    simulator = TerminalSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def network(simulator: TerminalSimulator) -> NetworkTerminal:
    return NetworkTerminal(JsonLine(host=LOOPBACK, port=simulator.port, answer_timeout_s=10.0))


@pytest.fixture
def a_request():
    """Build requests; `before` is asked of the terminal, as the till does."""

    def build(terminal=None, minor=31_455, **changes):
        request = TerminalRequest(
            key=AttemptId(uuid4()),
            direction=Direction.CHARGE,
            amount=euro(minor),
            before=None if terminal is None else terminal.last_mark(),
        )
        return replace(request, **changes)

    return build
