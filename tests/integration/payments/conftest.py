"""Terminals on real sockets: the ZVT stand-in and the simulator, each with its adapter."""

from collections.abc import Iterator
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
from tests.devices.payment_terminal import LOOPBACK, ZvtTerminalStandIn, running
from tests.factories.payments import euro

# Long enough for a busy machine, short enough for a line that never answers.
TIMEOUTS = ZvtTimeouts(connect_s=2.0, confirm_s=1.0, answer_s=1.5)


@pytest.fixture
def stand_in() -> Iterator[ZvtTerminalStandIn]:
    with running(ZvtTerminalStandIn()) as terminal:
        yield terminal


@pytest.fixture
def zvt(stand_in: ZvtTerminalStandIn) -> ZvtTerminal:
    return ZvtTerminal(ZvtAddress(host=LOOPBACK, port=stand_in.port), TIMEOUTS)


@pytest.fixture
def simulator() -> Iterator[TerminalSimulator]:
    simulator = TerminalSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def network(simulator: TerminalSimulator) -> NetworkTerminal:
    return NetworkTerminal(JsonLine(host=LOOPBACK, port=simulator.port, answer_timeout_s=0.5))


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
