"""Whatever a device sends, however often: each fact is kept once, and the good ones pass."""

import json
from uuid import UUID, uuid4

import pytest

from app.contracts.envelope import CHAIN_START
from app.contracts.v1 import StockMovementV1
from app.domain.inventory import StockReserved
from app.domain.lab.work_order import Stage
from sync_server.services.chain import ChainSite
from sync_server.services.devices import SiteKind
from sync_server.store.chain import SqlChainUnit
from tests.factories import a_patient, a_prescription, a_reservation, an_order
from tests.factories.moments import NOW
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.server_facts import (
    APPLIED,
    DUPLICATE,
    count,
    entered,
    issued,
    opened,
    outcomes,
    registered,
    rows,
    sell,
)

# Fixed, so that every worker gives its test the same name.
ANOTHER = UUID("0198a000-0000-7000-8000-0000000000ff")


def code_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def mark_of(device, seq: int) -> dict[str, object]:
    hash_ = device.log[seq - 1]["hash"] if seq else CHAIN_START
    return {"incarnation": str(device.incarnation), "seq": seq, "hash": hash_}


def test_a_lost_answer_costs_nothing(engine, store):
    sell(store)
    store.push()  # The answer is lost; the device sends the batch again.
    again = store.push()
    assert again["status"] == "resync"
    assert again["acked"] == mark_of(store, 2)
    assert count(engine, "orders_orders") == 1
    sell(store)
    assert outcomes(store.push(3)) == [APPLIED, APPLIED]
    assert count(engine, "orders_orders") == 2


def test_a_gap_is_answered_with_the_server_s_mark(engine, store):
    sell(store)
    sell(store)
    answer = store.push(3)
    assert (answer["status"], answer["acked"]) == ("resync", mark_of(store, 0))
    assert answer["outcomes"] == []
    assert count(engine, "sync_events") == 0


def test_a_restored_backup_forks_and_nothing_is_lost_or_doubled(engine, store):
    for _ in range(3):
        sell(store)
    store.push()
    lost = store.log[4:]
    # The backup knows the first two orders only, and the till goes on selling from there.
    del store.log[4:]
    sell(store)
    first_try = store.push(5)
    assert first_try["status"] == "resync"
    assert first_try["acked"]["hash"] == lost[-1]["hash"]
    store.fork()
    assert outcomes(store.push()) == [DUPLICATE] * 4 + [APPLIED] * 2
    assert count(engine, "orders_orders") == 4


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


def test_rows_the_database_refuses_are_held_back_with_their_group_alone(engine, store):
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


def test_a_prescription_no_lens_can_have_never_reaches_the_lab(store, lab):
    order = an_order()
    [envelope] = store.commit(order.created())
    payload = envelope["payload"]
    payload["number"] = "O-LIN-26-0"
    store.log.clear()
    store.append({name: envelope[name] for name in envelope if name != "hash"})
    assert outcomes(store.push()) == [("quarantined", "sync.payload.rule_broken")]
    assert lab.pull_all() == []


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


def test_a_patient_changed_on_two_tills_keeps_both_answers(engine, store, enrolled):
    other_till = enrolled(STORE_ID)
    patient = a_patient()
    store.commit(registered(patient))
    store.push()
    changed = a_patient(patient_id=patient.patient_id, given_name="Rosa", version=2)
    store.commit(registered(changed))
    store.push(2)
    other_till.commit(
        registered(a_patient(patient_id=patient.patient_id, given_name="Linda", version=2)),
        dedupe_key=f"{patient.patient_id}:2:other",
    )
    answer = other_till.push()
    assert outcomes(answer) == [("quarantined", "customers.patient.version_conflict")]
    assert answer["outcomes"][0]["version"] == 2
    assert rows(engine, "SELECT given_name, version FROM customers_patients") == [("Rosa", 2)]
    [(raw,)] = rows(engine, "SELECT raw FROM sync_dead_letters")
    assert "Linda" in raw


def test_two_versions_of_a_patient_in_one_batch_leave_the_newer(engine, store):
    patient = a_patient()
    store.commit(registered(patient))
    store.commit(registered(a_patient(patient_id=patient.patient_id, version=2, phone=None)))
    assert outcomes(store.push()) == [APPLIED, APPLIED]
    assert rows(engine, "SELECT version, phone FROM customers_patients") == [(2, None)]
    assert store.pull_all() == [("patient", str(patient.patient_id))]


def test_stock_is_the_sum_of_its_movements_and_may_go_below_zero(engine, store, enrolled):
    for till in (store, enrolled(STORE_ID)):
        for _ in range(2):
            till.commit(StockReserved(reservation=a_reservation(quantity=3)))
        assert outcomes(till.push()) == [APPLIED, APPLIED]
    assert rows(engine, "SELECT on_hand, reserved FROM inventory_stock_levels") == [(0, 12)]
    assert count(engine, "inventory_movements") == 4


def test_a_work_order_stands_at_its_furthest_stage_under_its_first_number(engine, store, lab):
    order = an_order()
    sell(store, order)
    store.push()
    first, second = opened(order, n=88), opened(order, n=99)
    lab.commit(entered(first, Stage.EDGING))
    lab.push()
    lab.commit(entered(second, Stage.RECEIVED))
    lab.push(2)
    assert rows(engine, "SELECT number, stage FROM lab_work_orders") == [("W-LAB-26-88", "edging")]
    lab.commit(entered(second, Stage.PACKED), entered(second, Stage.ASSEMBLY))
    lab.push(3)
    assert rows(engine, "SELECT number, stage FROM lab_work_orders") == [("W-LAB-26-88", "packed")]


def test_a_lab_ahead_of_the_store_is_believed(engine, lab):
    # After a restore of the server the lab may be back before the store.
    lab.commit(entered(opened(an_order())))
    assert outcomes(lab.push()) == [APPLIED]


def test_a_lab_moves_no_order_of_another_lab_s_and_a_store_moves_none(store, lab):
    order = an_order()
    sell(store, order)
    store.push()
    store.commit(entered(opened(order)))
    assert outcomes(store.push(3)) == [("quarantined", "sync.site.foreign")]


@pytest.mark.parametrize("changes", [{"lab_site_id": STORE_ID}, {"store_site_id": LAB_ID}])
def test_a_stage_is_taken_from_the_order_s_own_lab_for_its_own_store(store, lab, changes):
    order = an_order()
    sell(store, order)
    store.push()
    [envelope] = lab.commit(entered(opened(order)))
    payload = envelope["payload"] | {name: str(site) for name, site in changes.items()}
    lab.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    lab.append(again | {"payload": payload})
    assert outcomes(lab.push()) == [("quarantined", "sync.site.foreign")]


def test_a_store_is_no_lab_and_a_lab_is_no_store(store, lab):
    at_store = opened(an_order(lab_site_id=STORE_ID))
    store.commit(entered(at_store))
    assert outcomes(store.push()) == [("quarantined", "sync.site.foreign")]
    [envelope] = lab.commit(an_order().created())
    lab.log.clear()
    again = {name: value for name, value in envelope.items() if name != "hash"}
    lab.append(again | {"payload": envelope["payload"] | {"site_id": str(LAB_ID)}})
    assert outcomes(lab.push()) == [("quarantined", "sync.site.foreign")]


def test_stock_that_comes_in_raises_the_level(engine, store):
    movement = StockMovementV1(
        movement_id=uuid4(),
        site_id=STORE_ID,
        sku="HAL-204-TOR-50",
        kind="receipt",
        on_hand_change=3,
        reserved_change=0,
        at=NOW,
        order_id=None,
    )
    store.append(
        {
            "topic": "inventory.stock.moved",
            "aggregate": {"type": "stock_movement", "id": str(movement.movement_id)},
            "base_version": 0,
            "version": 1,
            "dedupe_key": str(movement.movement_id),
            "schema": 1,
            "payload": movement.model_dump(mode="json"),
        }
    )
    sell(store)
    assert outcomes(store.push()) == [APPLIED] * 3
    assert rows(engine, "SELECT on_hand, reserved FROM inventory_stock_levels") == [(3, 1)]


def test_a_fact_that_is_known_stays_so_when_its_group_is_held_back(store):
    reservation = a_reservation()
    [known] = store.commit(StockReserved(reservation=reservation))
    store.push()
    store.commit(StockReserved(reservation=a_reservation(site_id=LAB_ID)))
    store.log[1]["group_id"] = known["group_id"]
    store.fork()
    assert outcomes(store.push()) == [DUPLICATE, ("quarantined", "sync.site.foreign")]


def test_a_prescription_is_issued_once(engine, store):
    prescription = a_prescription()
    store.commit(issued(prescription))
    store.commit(issued(prescription), dedupe_key="another")
    assert outcomes(store.push()) == [APPLIED, ("quarantined", "sync.apply.conflict")]
    assert count(engine, "customers_prescriptions") == 1


def broken_batches(device):
    """Return batches that are no chain, or not this device's, by what is wrong with them."""
    lines = device.batch().split(b"\n")
    header = json.loads(lines[0])

    def with_line(place: int, **changes: object) -> bytes:
        changed = json.dumps(json.loads(lines[place]) | changes).encode()
        return b"\n".join([*lines[:place], changed, *lines[place + 1 :]])

    def with_header(**changes: object) -> bytes:
        return b"\n".join([json.dumps(header | changes).encode(), *lines[1:]])

    return {
        "an edited line": (with_line(1, version=7), 409, "sync.chain.broken"),
        "a line left out": (
            b"\n".join([json.dumps(header | {"count": 1}).encode(), lines[2]]),
            409,
            "sync.chain.broken",
        ),
        "lines in another order": (
            b"\n".join([lines[0], lines[2], lines[1]]),
            409,
            "sync.chain.broken",
        ),
        "another's signature": (
            with_header(signature="00" * 64),
            403,
            "sync.signature.invalid",
        ),
        "fewer lines than said": (with_header(count=3), 422, "sync.batch.malformed"),
        "no header": (b"\n".join(lines[1:]), 422, "sync.batch.malformed"),
        "an unknown header field": (with_header(store_id=1), 422, "sync.batch.malformed"),
        "no line": (lines[0], 422, "sync.batch.malformed"),
        "an empty line": (lines[0] + b"\n\n" + lines[1], 422, "request.json_invalid"),
        "a line without a place": (with_line(1, device_seq=None), 422, "sync.batch.malformed"),
        "a line without an id": (with_line(1, event_id="x"), 422, "sync.batch.malformed"),
        "a hash that is none": (with_line(1, hash="x"), 422, "sync.batch.malformed"),
        "no JSON": (b"\n".join([lines[0], b"{]", lines[2]]), 422, "request.json_invalid"),
        "nothing": (b"", 422, "request.json_invalid"),
        "501 lines": (b"\n".join([lines[0], *[b"{}"] * 501]), 413, "sync.batch.too_long"),
    }


def test_a_batch_that_is_no_chain_of_this_device_changes_nothing(engine, store):
    sell(store)
    wrong = broken_batches(store)
    found = {name: code_of(store.push_raw(body)) for name, (body, _, _) in wrong.items()}
    assert found == {name: (status, code) for name, (_, status, code) in wrong.items()}
    assert count(engine, "sync_events") == 0
    assert outcomes(store.push()) == [APPLIED, APPLIED]


@pytest.mark.parametrize("field", ["chain_id", "site_id", "device_id"])
def test_a_device_speaks_for_itself_alone(engine, store, field):
    store.commit(an_order().created(), **{field: str(uuid4())})
    assert code_of(store.push_raw(store.batch())) == (403, "sync.batch.foreign")
    assert count(engine, "sync_events") == 0


def test_a_suspended_till_still_brings_its_sales_and_a_lost_one_does_not(engine, store):
    sell(store)
    _set_state(engine, "suspended")
    assert outcomes(store.push()) == [APPLIED, APPLIED]
    assert code_of(store.send("GET", "/v1/sync/pull")) == (403, "device.suspended")
    _set_state(engine, "lost")
    sell(store)
    assert code_of(store.push_raw(store.batch(3))) == (403, "device.suspended")
    assert count(engine, "orders_orders") == 1


def test_a_batch_may_unpack_to_a_megabyte_and_no_more(engine, store):
    for number in range(200):
        sell(store, an_order(n=number + 1))
    assert len(store.batch()) > 1 << 20
    assert code_of(store.push_raw(store.batch())) == (413, "request.too_large")
    assert outcomes(store.push(1, 100)) == [APPLIED] * 100
    assert count(engine, "orders_orders") == 50


def _set_state(engine, state: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE devices SET state = %s", (state,))
