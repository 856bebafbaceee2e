"""An order goes up from its store, down to its lab, and the lab's stages come back."""

import hashlib
import json
from typing import Any

from app.contracts.from_wire import lab_job_from_wire, order_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import LabJobV1, OrderV1
from app.domain.kernel.canonical import canonical_json
from app.domain.lab.work_order import Stage
from app.domain.orders import snapshot_sha256
from tests.factories import a_patient, a_prescription, an_order
from tests.fakes.server_facts import (
    APPLIED,
    count,
    entered,
    issued,
    opened,
    outcomes,
    registered,
    rows,
    sell,
)


def documents(device):
    """Pull everything and return the documents by their type."""
    found: dict[DocumentType, list[Any]] = {}
    while True:
        page = device.pull()
        for stream in page.streams:
            for row in stream.rows:
                found.setdefault(row.type, []).append(row.doc)
        if page.is_caught_up:
            return found


def test_an_order_reaches_its_lab_and_its_stages_come_back(store, lab, second_store):
    order = an_order()
    sell(store, order)
    answer = store.push()
    assert (answer["status"], answer["acked"]["seq"]) == ("ok", 2)
    assert outcomes(answer) == [APPLIED, APPLIED]

    [job] = documents(lab)[DocumentType.LAB_JOB]
    work_order = opened(order)
    received, edging = entered(work_order), entered(work_order, Stage.EDGING)
    lab.commit(received)
    lab.commit(edging)
    assert outcomes(lab.push()) == [APPLIED, APPLIED]

    at_store, at_lab = documents(store), documents(lab)
    [whole] = at_store[DocumentType.ORDER]
    assert order_from_wire(OrderV1.model_validate_json(json.dumps(whole))) == order
    assert lab_job_from_wire(LabJobV1.model_validate_json(json.dumps(job))).store_name == (
        "Lindenhof"
    )
    stages = [stage["stage"] for stage in at_store[DocumentType.STAGE_ENTRY]]
    assert stages == ["received", "edging"]
    assert at_lab[DocumentType.STAGE_ENTRY] == at_store[DocumentType.STAGE_ENTRY]
    assert documents(second_store) == {}


def test_the_lab_sees_no_price_and_no_phone(store, lab):
    patient = a_patient(phone="+44 7700 900777")
    store.commit(registered(patient))
    sell(store)
    store.push()
    order = store.log[1]["payload"]
    page = lab.send("GET", "/v1/sync/pull").text
    assert "unit_price_minor" not in page
    assert "total_minor" not in page
    assert str(order["total_minor"]) not in page
    assert "900777" not in page
    assert order["patient_snapshot"]["family_name"] in page


def test_every_table_of_the_way_holds_its_row(engine, store, lab):
    order, patient = an_order(), a_patient()
    store.commit(registered(patient), issued(a_prescription(patient_id=patient.patient_id)))
    sell(store, order)
    store.push()
    lab.commit(entered(opened(order)))
    lab.push()
    held = {
        "customers_patients": 1,
        "customers_prescriptions": 1,
        "orders_orders": 1,
        "orders_order_items": 2,
        "orders_patient_snapshots": 1,
        "orders_prescription_snapshots": 1,
        "inventory_movements": 1,
        "inventory_stock_levels": 1,
        "inventory_reservations": 1,
        "lab_work_orders": 1,
        "lab_stage_history": 1,
        "orders_access_audit": 5,
        "orders_outbox": 5,
        "sync_events": 5,
        "sync_dead_letters": 0,
    }
    assert {table: count(engine, table) for table in held} == held


def test_the_stored_snapshots_hash_to_what_the_store_signed_for(engine, store):
    order = an_order()
    sell(store, order)
    store.push()
    [(patient,)] = rows(engine, "SELECT document FROM orders_patient_snapshots")
    [(prescription,)] = rows(engine, "SELECT document FROM orders_prescription_snapshots")
    assert hashlib.sha256(patient.encode()).hexdigest() == order.draft.patient.sha256
    assert canonical_json(json.loads(prescription)).decode() == prescription
    together = snapshot_sha256(json.loads(patient), json.loads(prescription))
    assert together == order.snapshot_sha256


def test_powers_are_kept_in_whole_thousandths(engine, store):
    store.commit(issued(a_prescription()))
    store.push()
    kept = rows(
        engine,
        "SELECT right_sphere_thousandths, right_cylinder_thousandths, right_axis_deg,"
        " right_add_thousandths, left_sphere_thousandths FROM customers_prescriptions",
    )
    assert kept == [(-2250, -750, 95, 2000, -2750)]


def test_an_eye_without_a_prescription_has_empty_columns(engine, store):
    store.commit(issued(a_prescription(left=None)))
    store.push()
    kept = "SELECT left_sphere_thousandths, left_is_balance FROM customers_prescriptions"
    assert rows(engine, kept) == [(None, None)]
