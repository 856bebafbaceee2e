"""A pump between a fake log and a fake server, on one thread."""

import pytest

from app.adapters.sync.parts import SyncParts
from app.adapters.sync.pump import SyncPump
from tests.fakes.clock import FakeClock
from tests.fakes.sync import FakeInbox, FakeSyncServer, an_enrolled_log, at_once


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def log():
    return an_enrolled_log()


@pytest.fixture
def server(log):
    return FakeSyncServer(timeline=log.known_timeline)


@pytest.fixture
def inbox(log):
    return FakeInbox(log=log)


@pytest.fixture
def told():
    return {"states": [], "bugs": []}


@pytest.fixture
def pump(server, log, inbox, clock, told):
    parts = SyncParts(server=server, log=log, inbox=inbox, call=at_once)
    return SyncPump(
        parts=parts,
        clock=clock,
        on_state=told["states"].append,
        on_bug=told["bugs"].append,
        jitter=lambda: 1.0,
        monotonic=clock.monotonic,
    )
