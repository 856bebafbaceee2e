"""Facts of an order in whatever order they arrive: server and devices end with the same order."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contracts.from_wire import order_from_wire
from app.contracts.pull import DocumentType
from app.contracts.to_wire import payload_of
from app.contracts.v1 import OrderV1
from app.domain.kernel.canonical import canonical_json
from app.domain.orders import Order, StepKind
from app.domain.orders.events import STEP_EVENTS
from sync_server.services.devices import Device, DeviceState, Site, SiteKind
from sync_server.services.effects import HeldCode, Quarantined
from sync_server.services.handlers import TOPICS
from sync_server.services.world import World
from tests.factories import an_order
from tests.factories.order_life import stepped, with_note
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.lab_store import FakeWorkOrders
from tests.fakes.order_store import FakeOrders, FakeOutbox

DEVICE = Device(
    chain_id=CHAIN_ID,
    site_id=STORE_ID,
    site_kind=SiteKind.STORE,
    device_id=uuid4(),
    public_key="ab" * 32,
    state=DeviceState.ACTIVE,
)
SITES: dict[UUID, Site] = {
    STORE_ID: Site(site_id=STORE_ID, name="Lindenhof", kind=SiteKind.STORE),
    LAB_ID: Site(site_id=LAB_ID, name="Lab", kind=SiteKind.LAB),
}
LIVES = (
    (StepKind.AMENDED, StepKind.CANCELLED),
    (StepKind.AMENDED, StepKind.AMENDED, StepKind.READY, StepKind.NOTIFIED, StepKind.COLLECTED),
    (StepKind.READY, StepKind.COLLECTED, StepKind.RETURNED),
    (StepKind.READY, StepKind.CANCELLED),
)


def life_of(kinds: tuple[StepKind, ...]) -> list[Order]:
    """Return the versions of one order, the first one first."""
    versions = [an_order()]
    for kind in kinds:
        before = versions[-1]
        is_amended = kind is StepKind.AMENDED
        after = with_note(before, f"note {before.version}") if is_amended else stepped(before, kind)
        versions.append(after)
    return versions


def topic_of(order: Order) -> str:
    return STEP_EVENTS[order.trail[-1].kind].topic if order.trail else "orders.order.created"


def tell(world: World, order: Order) -> list[dict[str, Any]]:
    """Tell the server of one version and return the documents of the order it sends out."""
    payload = canonical_json(payload_of(order.created()))
    effects = TOPICS[topic_of(order), 1](payload).apply(world, DEVICE)
    return [
        json.loads(each.payload) for each in effects.documents if each.type is DocumentType.ORDER
    ]


def a_device() -> FakeOrders:
    return FakeOrders(work_orders=FakeWorkOrders(), outbox=FakeOutbox())


@given(data=st.data(), kinds=st.sampled_from(LIVES))
def test_whatever_arrives_first_all_end_with_the_newest_version(data, kinds):
    versions = life_of(kinds)
    world = World(sites=SITES, order_places={})
    sent: dict[str, Any] = {}
    for order in data.draw(st.permutations(versions)):
        for document in tell(world, order):
            sent = document
    newest = versions[-1]
    assert order_from_wire(OrderV1.model_validate_json(json.dumps(sent))) == newest
    for own in versions:
        device = a_device()
        device.add(own)
        device.add(order_from_wire(OrderV1.model_validate_json(json.dumps(sent))))
        assert device.get(newest.order_id) == newest


@given(data=st.data(), kinds=st.sampled_from(LIVES))
def test_facts_in_any_order_leave_a_device_with_the_newest_version(data, kinds):
    versions = life_of(kinds)
    device = a_device()
    for order in data.draw(st.permutations([*versions, *versions])):
        device.add(order)
    assert device.get(versions[0].order_id) == versions[-1]


@given(is_first_faster=st.booleans())
def test_of_two_answers_to_one_version_one_stands_everywhere_and_one_is_told(is_first_faster):
    order = an_order()
    rivals = [with_note(order, "one"), stepped(order, StepKind.CANCELLED)]
    faster, slower = rivals if is_first_faster else rivals[::-1]
    world = World(sites=SITES, order_places={})
    tell(world, order)
    [document] = tell(world, faster)
    with pytest.raises(Quarantined) as caught:
        tell(world, slower)
    assert (caught.value.code, caught.value.version) == (HeldCode.ORDER_VERSION_CONFLICT, 2)
    for own in rivals:
        device = a_device()
        device.add(own)
        device.add(order_from_wire(OrderV1.model_validate_json(json.dumps(document))))
        assert device.get(order.order_id) == faster
