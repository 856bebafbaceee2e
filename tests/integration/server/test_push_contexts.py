"""What facts do to patients, prescriptions, stock and work orders."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from app.contracts.v1 import StockMovementV1
from app.domain.customers import ConsentChanged, NoteChanged, PatientChanged, PatientsMerged
from app.domain.inventory import StockReserved
from app.domain.kernel.ids import CommandId
from app.domain.lab.work_order import Stage
from tests.factories import a_patient, a_prescription, a_reservation, an_order
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW
from tests.factories.places import LAB_ID, STORE_ID
from tests.factories.records import a_consent, a_merge, a_recall
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

# Fixed, so that every worker gives its test the same name.
ANOTHER = UUID("0198a000-0000-7000-8000-0000000000ff")


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


def corrected(patient, **before):
    return PatientChanged(
        patient=patient,
        change_id=CommandId(uuid4()),
        changed_at=NOW,
        changed_by=OPTICIAN_ID,
        before=before,
    )


def test_two_tills_correct_one_patient_and_no_field_is_lost(engine, store, enrolled):
    other_till = enrolled(STORE_ID)
    patient = a_patient(phone="+4930111111")
    store.commit(registered(patient))
    store.push()
    rosa = a_patient(patient_id=patient.patient_id, given_name="Rosa", phone="+4930222222")
    store.commit(
        corrected(replace(rosa, version=2), given_name=patient.given_name, phone=patient.phone)
    )
    store.push(2)
    moved = a_patient(
        patient_id=patient.patient_id, phone="+4930333333", email="r@example.org", version=2
    )
    other_till.commit(corrected(moved, phone=patient.phone, email=None))
    assert outcomes(other_till.push()) == [APPLIED]
    kept = rows(engine, "SELECT given_name, phone, email, version FROM customers_patients")
    assert kept == [("Rosa", "+4930333333", "r@example.org", 3)]
    [(kind, content)] = rows(engine, "SELECT kind, content FROM customers_notes")
    assert kind == "alert"
    assert json.loads(content) == {
        "kind": "two_answers",
        "field": "phone",
        "text": "+4930222222",
    }
    assert "note" in {kind for kind, _ in store.pull_all()}


def test_notes_answers_and_merges_reach_the_other_tills(engine, store, enrolled):
    other_till = enrolled(STORE_ID)
    note, consent, merge = a_recall(), a_consent(), a_merge()
    store.commit(NoteChanged(note=note, change_id=CommandId(uuid4())))
    store.commit(ConsentChanged(consent=consent))
    store.commit(PatientsMerged(merge=merge))
    assert outcomes(store.push()) == [APPLIED, APPLIED, APPLIED]
    assert count(engine, "customers_consent_history") == 1
    assert other_till.pull_all() == [
        ("note", str(note.note_id)),
        ("consent", str(consent.consent_id)),
        ("patient_merge", str(merge.merge_id)),
    ]


def test_a_note_closed_at_two_tills_stays_closed(engine, store, enrolled):
    other_till = enrolled(STORE_ID)
    note = a_recall()
    store.commit(NoteChanged(note=note, change_id=CommandId(uuid4())))
    store.push()
    closed = replace(note, is_open=False, version=2)
    store.commit(NoteChanged(note=closed, change_id=CommandId(uuid4())))
    store.push(2)
    other_till.commit(NoteChanged(note=closed, change_id=CommandId(uuid4())))
    assert outcomes(other_till.push()) == [APPLIED]
    assert rows(engine, "SELECT is_open, version FROM customers_notes") == [(False, 3)]


def test_a_store_takes_over_no_patient_of_another(engine, store, second_store):
    patient = a_patient()
    store.commit(registered(patient))
    store.push()
    hafen = UUID(second_store.identity["site_id"])
    theirs = a_patient(
        patient_id=patient.patient_id, given_name="Else", home_site_id=hafen, version=2
    )
    second_store.commit(registered(theirs))
    assert outcomes(second_store.push()) == [("quarantined", "sync.apply.conflict")]
    kept = rows(engine, "SELECT given_name, home_site_id FROM customers_patients")
    assert kept == [(patient.given_name, patient.home_site_id)]
    assert second_store.pull_all() == []


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


def test_a_prescription_is_issued_once(engine, store):
    prescription = a_prescription()
    store.commit(issued(prescription))
    store.commit(issued(prescription), dedupe_key="another")
    assert outcomes(store.push()) == [APPLIED, ("quarantined", "sync.apply.conflict")]
    assert count(engine, "customers_prescriptions") == 1
