"""A store reads its own orders, and what it was told not to see looks like nothing."""

import hashlib
import json
from uuid import uuid4

import pytest

from app.domain.lab.work_order import Stage
from app.domain.orders import snapshot_sha256
from tests.factories import an_order
from tests.fakes.server_facts import entered, opened, rows, sell


@pytest.fixture
def order(store):
    order = an_order()
    sell(store, order)
    store.push()
    return order


def test_an_order_is_read_as_it_is_stored(store, order):
    by_id = store.send("GET", f"/v1/orders/{order.order_id}")
    assert by_id.status_code == 200
    read = by_id.json()
    assert (read["number"], read["status"], read["total_minor"]) == (
        str(order.number),
        "confirmed",
        order.total.minor,
    )
    assert [item["quantity"] for item in read["items"]] == [1, 2]
    assert (read["work_order_number"], read["lab_stage"], read["stage_history"]) == (
        None,
        None,
        [],
    )
    by_number = store.send("GET", "/v1/orders", params={"number": str(order.number)})
    assert by_number.json() == read


def test_the_snapshots_come_as_stored_text_whose_hash_can_be_checked(store, order):
    read = store.send("GET", f"/v1/orders/{order.order_id}").json()
    for kind in ("patient", "prescription"):
        text = read[f"{kind}_snapshot"]
        assert hashlib.sha256(text.encode()).hexdigest() == read[f"{kind}_snapshot_sha256"]
    together = snapshot_sha256(
        json.loads(read["patient_snapshot"]), json.loads(read["prescription_snapshot"])
    )
    assert together == order.snapshot_sha256


def test_the_lab_s_stages_are_folded_in(store, lab, order):
    lab.commit(entered(opened(order)), entered(opened(order), Stage.EDGING))
    lab.push()
    read = store.send("GET", f"/v1/orders/{order.order_id}").json()
    assert (read["status"], read["work_order_number"], read["lab_stage"]) == (
        "in_lab",
        "W-LAB-26-88",
        "edging",
    )
    assert [entry["stage"] for entry in read["stage_history"]] == ["received", "edging"]


def test_another_store_s_order_looks_like_one_that_does_not_exist(store, second_store, lab, order):
    paths = [f"/v1/orders/{order.order_id}", f"/v1/orders/{uuid4()}"]
    answers = [
        second_store.send("GET", paths[0]),
        second_store.send("GET", paths[1]),
        second_store.send("GET", "/v1/orders", params={"number": str(order.number)}),
        lab.send("GET", paths[0]),
        lab.send("GET", paths[1]),
    ]
    assert {answer.status_code for answer in answers} == {404}
    [body] = {answer.content for answer in answers}
    assert len(body) <= 300
    assert b"Achterberg" not in body


def test_reading_an_order_is_written_down(engine, store, second_store, order):
    correlation_id = uuid4()
    store.send(
        "GET",
        f"/v1/orders/{order.order_id}",
        headers={"X-Correlation-Id": str(correlation_id)},
    )
    second_store.send("GET", f"/v1/orders/{order.order_id}")
    read = rows(
        engine,
        "SELECT device_id, subject_id, correlation_id FROM orders_access_audit"
        " WHERE action = 'orders.order.read'",
    )
    assert read == [(store.device_id, order.order_id, correlation_id)]


def test_a_suspended_till_reads_nothing(engine, store, order):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE devices SET state = 'suspended'")
    answer = store.send("GET", f"/v1/orders/{order.order_id}")
    assert (answer.status_code, answer.json()["code"]) == (403, "device.suspended")
    assert len(answer.content) <= 300


@pytest.mark.parametrize("path", ["/v1/orders", "/v1/orders/not-an-id"])
def test_a_question_that_is_none_is_refused_without_an_echo(store, path):
    answer = store.send("GET", path, params={})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")
    assert b"not-an-id" not in answer.content
