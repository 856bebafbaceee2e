"""What becomes of an order reaches its store and its lab, whichever part arrives first."""

import json
from dataclasses import replace
from uuid import uuid4

from app.contracts.from_wire import order_from_wire
from app.contracts.orders_v1 import ParkedOrderV1, ReturnV1, parked_from_wire, return_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import OrderV1
from app.domain.inventory import MovementKind, StockMoved
from app.domain.kernel.ids import MovementId
from app.domain.lab.work_order import Stage
from app.domain.orders import StepKind
from app.domain.orders.events import (
    OrderAmended,
    OrderCancelled,
    OrderConfirmed,
    OrderParked,
    OrderReady,
    ReturnRecorded,
)
from tests.factories import a_movement, an_order
from tests.factories.order_life import (
    a_parked_order,
    a_return,
    an_eventful_order,
    other_goods,
    stepped,
    with_note,
)
from tests.fakes.server_facts import APPLIED, count, entered, opened, outcomes, rows, sell
from tests.integration.server.test_way_of_an_order import documents


def order_at(device):
    """Return the order as the device last heard of it."""
    [document] = documents(device)[DocumentType.ORDER]
    return order_from_wire(OrderV1.model_validate_json(json.dumps(document)))


def say(device, *events):
    for event in events:
        device.commit(event)
    return outcomes(device.push())


def test_an_amendment_changes_the_order_and_the_labs_job(store, lab, engine):
    order = an_order()
    amended = with_note(order, "green thread")
    assert say(store, order.created(), OrderAmended(order=amended)) == [APPLIED, APPLIED]
    [job] = documents(lab)[DocumentType.LAB_JOB]
    assert (job["version"], job["note"], job["is_cancelled"]) == (2, "green thread", False)
    assert order_at(store) == amended
    assert rows(engine, "SELECT version, note FROM orders_orders") == [(2, "green thread")]
    assert count(engine, "orders_order_versions") == 2


def test_an_amendment_may_arrive_before_the_order_it_amends(store, enrolled, chain, engine):
    order = an_order()
    amended = with_note(order, "green thread")
    colleague = enrolled(order.site_id)
    assert say(colleague, OrderAmended(order=amended)) == [APPLIED]
    assert say(store, order.created()) == [APPLIED]
    assert rows(engine, "SELECT version, note FROM orders_orders") == [(2, "green thread")]
    assert order_at(store) == order_at(colleague) == amended


def test_of_two_who_change_the_same_version_the_second_is_told(store, enrolled, engine):
    order = an_order()
    first, second = with_note(order, "one"), with_note(order, "two")
    colleague = enrolled(order.site_id)
    assert say(store, order.created(), OrderAmended(order=first)) == [APPLIED, APPLIED]
    held = [("quarantined", "orders.order.version_conflict")]
    cancelled = stepped(order, StepKind.CANCELLED)
    assert say(colleague, OrderCancelled(order=cancelled)) == held
    assert order_at(colleague) == first
    assert second.version == first.version


def test_what_reaches_the_server_after_the_lab_has_begun_is_held_back(store, lab):
    order = an_order()
    sell(store, order)
    store.push()
    work_order = opened(order)
    lab.commit(entered(work_order))
    lab.commit(entered(work_order, Stage.PICKED))
    lab.push()
    store.commit(OrderAmended(order=with_note(order, "too late")))
    assert outcomes(store.push(first=3)) == [("quarantined", "orders.order.amended_too_late")]


def test_the_lab_is_told_that_an_order_was_cancelled(store, lab):
    order = an_order()
    say(store, order.created(), OrderCancelled(order=stepped(order, StepKind.CANCELLED)))
    [job] = documents(lab)[DocumentType.LAB_JOB]
    assert (job["version"], job["is_cancelled"]) == (2, True)


def test_no_lab_hears_of_a_quote_until_it_is_an_order(store, lab):
    order = an_order()
    number = replace(order.number, series=type(order.number.series)("Q"))
    quote = replace(order, status=type(order.status)("quote"), number=number)
    store.commit(quote.created())
    store.push()
    assert DocumentType.LAB_JOB not in documents(lab)
    confirmed = replace(stepped(quote, StepKind.CONFIRMED), number=order.number)
    store.commit(OrderConfirmed(order=confirmed))
    assert outcomes(store.push(first=2)) == [APPLIED]
    [job] = documents(lab)[DocumentType.LAB_JOB]
    assert (job["version"], job["order_number"]) == (1, str(order.number))


def test_that_it_is_ready_is_no_news_for_the_lab(store, lab):
    order = an_order()
    say(store, order.created(), OrderReady(order=stepped(order, StepKind.READY)))
    [job] = documents(lab)[DocumentType.LAB_JOB]
    assert job["version"] == 1


def test_goods_returns_and_what_is_put_aside_reach_the_stores_other_devices(
    store, enrolled, engine
):
    goods, eventful = other_goods(), an_eventful_order()
    back, parked = a_return(goods), a_parked_order()
    moved = replace(
        a_movement(kind=MovementKind.RELEASE), movement_id=MovementId(uuid4()), reserved_change=-1
    )
    facts = (
        *(goods.created(), ReturnRecorded(order_return=back), OrderParked(parked=parked)),
        *(StockMoved(movement=moved), OrderReady(order=eventful)),
    )
    assert say(store, *facts) == [APPLIED] * 5
    found = documents(enrolled(goods.site_id))
    orders = [
        order_from_wire(OrderV1.model_validate_json(json.dumps(each)))
        for each in found[DocumentType.ORDER]
    ]
    assert {each.order_id: each for each in orders} == {
        goods.order_id: goods,
        eventful.order_id: eventful,
    }
    [returned], [aside] = found[DocumentType.ORDER_RETURN], found[DocumentType.PARKED_ORDER]
    assert return_from_wire(ReturnV1.model_validate_json(json.dumps(returned))) == back
    assert parked_from_wire(ParkedOrderV1.model_validate_json(json.dumps(aside))) == parked
    assert count(engine, "orders_returns") == count(engine, "orders_parked") == 1


def test_a_form_taken_up_by_two_is_taken_up_once(store, enrolled, engine):
    parked = a_parked_order()
    taken = parked.taken_up(at=parked.at, by=parked.by)
    assert say(store, OrderParked(parked=taken)) == [APPLIED]
    assert say(enrolled(parked.site_id), OrderParked(parked=parked)) == [APPLIED]
    assert rows(engine, "SELECT version, is_open FROM orders_parked") == [(2, False)]
