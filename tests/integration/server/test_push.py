"""Whatever a device sends, however often: each fact is kept once, and the good ones pass."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.domain.inventory import StockReserved
from app.domain.kernel.canonical import canonical_sha256
from app.domain.kernel.ids import SiteId
from sync_server.services.chain import ChainSite
from sync_server.services.devices import SiteKind
from sync_server.store.chain import SqlChainUnit
from tests.factories import a_reservation, an_order
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.server_facts import (
    APPLIED,
    DUPLICATE,
    count,
    entered,
    opened,
    outcomes,
    rows,
    sell,
)

# Fixed, so that every worker gives its test the same name.
ANOTHER = UUID("0198a000-0000-7000-8000-0000000000ff")


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_fact_that_comes_again_with_another_body_changes_nothing(engine, store):
    sell(store)
    store.push()
    forged = store.log[0] | {"payload": store.log[0]["payload"] | {"note": "for free"}}
    store.fork(keep_from=3)
    store.append({name: forged[name] for name in forged if name not in ("hash", "prev_hash")})
    sell(store)
    assert code_of(store.push_raw(store.batch())) == (409, "sync.event.reused")
    assert rows(engine, "SELECT note FROM orders_orders") == [("",)]
    assert count(engine, "sync_incarnations") == 1


def test_the_same_happening_reported_twice_counts_once(engine, store, lab):
    order = an_order()
    sell(store, order)
    store.push()
    work_order = opened(order)
    lab.commit(entered(work_order))
    lab.commit(entered(work_order))
    assert outcomes(lab.push()) == [APPLIED, DUPLICATE]
    assert count(engine, "lab_stage_history") == 1


def test_the_poison_in_the_middle_stops_neither_those_before_nor_those_after(engine, store):
    before, after = an_order(), an_order(n=418)
    sell(store, before)
    poison = store.append(
        {
            "topic": "orders.order.created",
            "aggregate": {"type": "order", "id": str(uuid4())},
            "base_version": 0,
            "version": 1,
            "dedupe_key": str(uuid4()),
            "schema": 1,
            "payload": {"order_id": "what?"},
        }
    )
    sell(store, after)
    answer = store.push()
    refused = ("refused", "sync.payload.malformed")
    assert outcomes(answer) == [APPLIED, APPLIED, refused, APPLIED, APPLIED]
    assert answer["acked"]["seq"] == 5
    kept = rows(engine, "SELECT event_id::text, code, raw FROM sync_dead_letters")
    assert [(event_id, code) for event_id, code, _ in kept] == [(poison["event_id"], refused[1])]
    assert json.loads(kept[0][2]) == poison
    assert count(engine, "orders_orders") == 2


def test_a_group_is_applied_whole_or_not_at_all(engine, store):
    foreign = a_reservation(site_id=LAB_ID)
    store.commit(an_order().created(), StockReserved(reservation=foreign))
    sell(store)
    assert outcomes(store.push()) == [
        ("quarantined", "sync.group.held_back"),
        ("quarantined", "sync.site.foreign"),
        APPLIED,
        APPLIED,
    ]
    assert count(engine, "orders_orders") == 1
    assert count(engine, "inventory_movements") == 1
    assert count(engine, "sync_dead_letters") == 2


def test_rows_the_database_refuses_are_held_back_with_their_group_alone(engine, store, allowed_log):
    # psycopg says so when the refusal overtakes the rows that were still on their way.
    allowed_log("pipeline aborted")
    twice = a_reservation()
    store.commit(StockReserved(reservation=twice))
    store.commit(
        an_order().created(),
        StockReserved(reservation=twice),
        dedupe_key=str(uuid4()),
    )
    sell(store)
    assert outcomes(store.push()) == [
        APPLIED,
        *[("quarantined", "sync.apply.conflict")] * 2,
        APPLIED,
        APPLIED,
    ]
    assert count(engine, "orders_orders") == 1
    assert rows(engine, "SELECT sum(reserved) FROM inventory_stock_levels") == [(2,)]


def test_a_snapshot_that_is_not_what_was_signed_for_is_quarantined(engine, store):
    [envelope] = store.commit(an_order().created())
    payload = envelope["payload"]
    payload["patient_snapshot"] = payload["patient_snapshot"] | {"family_name": "Else"}
    store.log.clear()
    store.append({name: envelope[name] for name in envelope if name != "hash"})
    assert outcomes(store.push()) == [("quarantined", "sync.snapshot.damaged")]
    assert count(engine, "orders_orders") == 0


def impossible(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the order with axis 0, hashed as it is."""
    prescription = payload["prescription_snapshot"]
    changed = prescription | {"right": prescription["right"] | {"axis_deg": 0}}
    sha256 = canonical_sha256(changed)
    return payload | {
        "prescription_snapshot": changed,
        "prescription_snapshot_sha256": sha256,
    }


def unnumbered(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the order under a number that is none."""
    return payload | {"number": "O-LIN-26-0"}


@pytest.mark.parametrize("spoilt", [impossible, unnumbered])
def test_an_order_no_lab_could_read_never_reaches_one(store, lab, spoilt):
    [envelope] = store.commit(an_order().created())
    store.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    store.append(again | {"payload": spoilt(envelope["payload"])})
    assert outcomes(store.push()) == [("quarantined", "sync.payload.rule_broken")]
    assert lab.pull_all() == []
    assert store.pull_all() == []


def test_a_stage_under_no_number_never_reaches_a_bench_or_a_store(store, lab):
    order = an_order()
    sell(store, order)
    store.push()
    store.pull_all()
    lab.pull_all()
    [envelope] = lab.commit(entered(opened(order)))
    lab.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    lab.append(again | {"payload": envelope["payload"] | {"work_order_number": "W-LAB-26-0"}})
    assert outcomes(lab.push()) == [("quarantined", "sync.payload.rule_broken")]
    assert lab.pull_all() == store.pull_all() == []


def test_a_moment_without_a_zone_is_no_moment(store, lab):
    order = an_order()
    [envelope] = store.commit(order.created())
    store.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    store.append(again | {"payload": envelope["payload"] | {"created_at": "2026-07-24T09:41:00"}})
    assert outcomes(store.push()) == [("refused", "sync.payload.malformed")]
    assert lab.pull_all() == []


def test_a_snapshot_that_says_more_than_the_lab_may_see_never_reaches_it(store, lab):
    [envelope] = store.commit(an_order().created())
    snapshot = envelope["payload"]["patient_snapshot"] | {"phone": "+44 7700 900142"}
    sha256 = canonical_sha256(snapshot)
    payload = {"patient_snapshot": snapshot, "patient_snapshot_sha256": sha256}
    store.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    store.append(again | {"payload": envelope["payload"] | payload})
    assert outcomes(store.push()) == [("quarantined", "sync.snapshot.damaged")]
    assert lab.pull_all() == []


def test_a_group_stays_whole_when_the_envelope_in_its_middle_cannot_be_read(engine, store):
    group = str(uuid4())
    store.commit(an_order().created(), group_id=group)
    store.commit(StockReserved(reservation=a_reservation()), group_id=group, is_admin=True)
    store.commit(StockReserved(reservation=a_reservation(reservation_id=uuid4())), group_id=group)
    assert outcomes(store.push()) == [
        ("refused", "sync.group.held_back"),
        ("refused", "sync.envelope.malformed"),
        ("refused", "sync.group.held_back"),
    ]
    assert count(engine, "orders_orders") == count(engine, "inventory_movements") == 0


@pytest.mark.parametrize("topic", ["orders.order.eaten", "orders.order.created"])
def test_no_device_replaces_what_was_held_back_of_another(engine, store, second_store, topic):
    [held] = store.commit(an_order(lab_site_id=ANOTHER).created())
    store.push()
    hafen = UUID(second_store.identity["site_id"])
    theirs = replace(an_order(), site_id=SiteId(hafen))
    second_store.commit(theirs.created(), event_id=held["event_id"], topic=topic)
    second_store.push()
    [(raw,)] = rows(engine, "SELECT raw FROM sync_dead_letters")
    assert json.loads(raw) == held


NOT_UNDERSTOOD = {
    "a topic of nobody": ({"topic": "orders.order.eaten"}, "sync.topic.unknown"),
    "a schema to come": ({"schema": 99}, "sync.schema.unknown"),
    "about another order": (
        {"aggregate": {"type": "order", "id": str(STORE_ID)}},
        "sync.payload.malformed",
    ),
    "about a patient": (
        {"aggregate": {"type": "patient", "id": str(STORE_ID)}},
        "sync.payload.malformed",
    ),
    "an unknown field": ({"is_admin": True}, "sync.envelope.malformed"),
    "an actor that is no id": ({"actor": "nobody"}, "sync.envelope.malformed"),
    "a number in quotes": ({"version": "1"}, "sync.envelope.malformed"),
    "true for a number": ({"base_version": True}, "sync.envelope.malformed"),
    "a topic without end": ({"topic": "x" * 201}, "sync.envelope.malformed"),
}


@pytest.mark.parametrize(("changes", "code"), NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD.keys())
def test_a_fact_that_is_not_understood_is_kept_and_its_device_goes_on(engine, store, changes, code):
    store.commit(an_order().created(), **changes)
    sell(store)
    assert outcomes(store.push()) == [("refused", code), APPLIED, APPLIED]
    assert rows(engine, "SELECT code FROM sync_dead_letters") == [(code,)]


def test_a_fact_that_was_held_back_is_applied_when_it_comes_again_and_can_be(engine, store):
    new_lab = uuid4()
    store.commit(an_order(lab_site_id=new_lab).created())
    assert outcomes(store.push()) == [("quarantined", "sync.site.foreign")]
    store.fork()
    assert outcomes(store.push()) == [("quarantined", "sync.site.foreign")]
    assert count(engine, "sync_dead_letters") == 1
    with SqlChainUnit(engine) as unit:
        site = ChainSite(
            site_id=new_lab, code="NEU", name="New lab", kind=SiteKind.LAB, lab_site_id=None
        )
        unit.add_site(CHAIN_ID, site)
        unit.commit()
    store.fork()
    assert outcomes(store.push()) == [APPLIED]
    assert count(engine, "sync_dead_letters") == 0
    assert count(engine, "orders_orders") == 1


def test_a_fact_that_is_known_stays_so_when_its_group_is_held_back(store):
    reservation = a_reservation()
    [known] = store.commit(StockReserved(reservation=reservation))
    store.push()
    store.commit(StockReserved(reservation=a_reservation(site_id=LAB_ID)))
    store.log[1]["group_id"] = known["group_id"]
    store.fork()
    assert outcomes(store.push()) == [DUPLICATE, ("quarantined", "sync.site.foreign")]
