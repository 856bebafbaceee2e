"""A batch follows its chain, or the device is told where it stands."""

import json
from uuid import UUID, uuid4

import pytest

from app.contracts.envelope import CHAIN_START
from tests.factories import an_order
from tests.fakes.server_facts import (
    APPLIED,
    DUPLICATE,
    count,
    outcomes,
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


def test_a_lost_answer_does_not_hide_what_was_held_back(store):
    sell(store)
    store.push()
    store.commit(an_order(lab_site_id=ANOTHER).created())
    [held] = outcomes(store.push(3))  # The answer is lost; the device sends the batch again.
    again = store.push(3)
    assert (again["status"], again["acked"]) == ("resync", mark_of(store, 3))
    assert outcomes(again) == [held] == [("quarantined", "sync.site.foreign")]
    assert again["outcomes"][0]["event_id"] == store.log[2]["event_id"]


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
