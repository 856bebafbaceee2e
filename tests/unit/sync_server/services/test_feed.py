"""A page holds whole documents up to its bounds, and says truly whether anything is left."""

from uuid import uuid4

import pytest

from app.contracts.pull import PullPageV1
from sync_server.api.sync import render_page
from sync_server.services.devices import CHAIN_STREAM, Device, DeviceState, SiteKind
from sync_server.services.feed import PAGE_BYTES, FeedPage, FeedRow, FeedService
from sync_server.services.refusals import NotAllowed
from tests.factories.places import CHAIN_ID, LAB_ID
from tests.fakes.server_units import FakeFeedUnit

OWN = f"lab/{LAB_ID}"


def documents(n: int, payload: str = '{"a":"ä"}') -> list[FeedRow]:
    return [
        FeedRow(seq=seq, type="lab_job", id=f"D-{seq}", kind="put", payload=payload)
        for seq in range(1, n + 1)
    ]


def page(unit: FakeFeedUnit, *, limit: int = 500, state: DeviceState = DeviceState.ACTIVE, **after):
    device = Device(
        chain_id=CHAIN_ID,
        site_id=LAB_ID,
        site_kind=SiteKind.LAB,
        device_id=uuid4(),
        public_key="0" * 64,
        state=state,
    )
    cursors = {CHAIN_STREAM: after.get("chain", 0), OWN: after.get("own", 0)}
    service = FeedService(units=lambda: unit)
    return service.page(device, cursors, incarnation=uuid4(), limit=limit)


def shape(page: FeedPage) -> list[tuple[int, int, bool]]:
    return [(len(each.rows), each.to, each.is_caught_up) for each in page.streams]


def test_the_chain_s_stream_comes_first_and_shares_the_page():
    unit = FakeFeedUnit(streams={CHAIN_STREAM: documents(3), OWN: documents(4)})
    assert shape(page(unit, limit=5)) == [(3, 3, True), (2, 2, False)]
    assert shape(page(unit, limit=5, chain=3, own=2)) == [(0, 3, True), (2, 4, True)]
    assert shape(page(unit, limit=2)) == [(2, 2, False), (0, 0, False)]


def test_a_full_page_that_leaves_nothing_is_caught_up():
    unit = FakeFeedUnit(streams={CHAIN_STREAM: documents(2), OWN: documents(3)})
    assert page(unit, limit=5).is_caught_up
    assert not page(unit, limit=4).is_caught_up


def test_a_page_is_closed_by_its_size_and_never_empty_for_it():
    large = documents(5, payload='"' + "x" * (PAGE_BYTES // 2) + '"')
    unit = FakeFeedUnit(streams={CHAIN_STREAM: large, OWN: documents(1)})
    assert shape(page(unit)) == [(2, 2, False), (0, 0, False)]
    huge = documents(2, payload='"' + "x" * PAGE_BYTES * 2 + '"')
    assert shape(page(FakeFeedUnit(streams={CHAIN_STREAM: huge})))[0] == (1, 1, False)


def test_a_page_is_written_as_its_contract_reads_it():
    gone = FeedRow(seq=4, type="lab_job", id="D-4", kind="out", payload=None)
    unit = FakeFeedUnit(streams={OWN: [*documents(3), gone]})
    read = PullPageV1.model_validate_json(render_page(page(unit)))
    [_, own] = read.streams
    assert [row.doc for row in own.rows] == [{"a": "ä"}] * 3 + [None]
    assert (read.mark and read.mark.seq, own.to, read.is_caught_up) == (7, 4, True)


def test_an_empty_page_is_written_too():
    read = PullPageV1.model_validate_json(render_page(page(FakeFeedUnit())))
    assert read.is_caught_up


@pytest.mark.parametrize("state", [DeviceState.SUSPENDED, DeviceState.LOST])
def test_a_device_that_is_not_active_is_told_nothing(state):
    with pytest.raises(NotAllowed):
        page(FakeFeedUnit(), state=state)
