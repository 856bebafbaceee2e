"""A push is judged the same whatever the database does, and what it refuses is held back."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from sync_server.services.devices import Device, DeviceState, SiteKind
from sync_server.services.ingest import IngestService
from sync_server.services.refusals import NotAllowed
from tests.factories.places import CHAIN_ID, STORE_ID
from tests.fakes.clock import FakeClock
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import sell
from tests.fakes.server_units import FakeIngestUnit


@pytest.fixture
def unit() -> FakeIngestUnit:
    return FakeIngestUnit()


@pytest.fixture
def till() -> ServerDevice:
    """A device with a log; it has no line to any server."""
    identity: dict[str, Any] = {
        "chain_id": str(CHAIN_ID),
        "site_id": str(STORE_ID),
        "device_id": str(uuid4()),
    }
    return ServerDevice(http=httpx.Client(), identity=identity)


def push(unit: FakeIngestUnit, till: ServerDevice, state: DeviceState = DeviceState.ACTIVE) -> Any:
    device = Device(
        chain_id=CHAIN_ID,
        site_id=STORE_ID,
        site_kind=SiteKind.STORE,
        device_id=till.device_id,
        public_key=till.public_key,
        state=state,
    )
    answer = IngestService(units=lambda: unit, clock=FakeClock()).push(device, till.batch())
    return answer.status, [(each.outcome.value, each.code) for each in answer.outcomes]


def test_the_feed_comes_last_but_for_the_mark(unit, till):
    sell(till)
    assert push(unit, till) == ("ok", [("applied", None)] * 2)
    assert unit.said == ["locked", "published 3", "marked", "committed", "left"]


def test_a_device_whose_base_is_not_the_mark_is_sent_back_to_it(unit, till):
    sell(till)
    push(unit, till)
    assert push(unit, till) == ("resync", [])
    assert unit.said[-2:] == ["locked", "left"]
    assert len(unit.facts) == 2


def test_a_group_whose_rows_are_refused_is_held_back_and_the_others_pass(unit, till):
    for _ in range(3):
        sell(till)
    unit.conflicts = {till.log[2]["event_id"]}
    held = ("quarantined", "sync.apply.conflict")
    applied = ("applied", None)
    assert push(unit, till) == ("ok", [applied, applied, held, held, applied, applied])
    assert [str(each.fact.line.event_id) for each in unit.letters] == [
        each["event_id"] for each in till.log[2:4]
    ]
    assert unit.marks[till.incarnation].seq == 6


def test_a_collision_that_has_passed_by_the_second_try_leaves_no_trace(unit, till):
    sell(till)
    # The whole batch collides, then the group on its own does; the next try is free.
    unit.passing_conflicts = 2
    assert push(unit, till) == ("ok", [("applied", None)] * 2)
    assert unit.letters == []
    assert len(unit.facts) == 2


def test_a_lost_device_is_told_to_stay_out(unit, till):
    sell(till)
    with pytest.raises(NotAllowed):
        push(unit, till, DeviceState.LOST)
    assert unit.said == ["locked", "left"]
    assert unit.facts == []
