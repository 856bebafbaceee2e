"""Orders come back whole, once a command, and never go back to an older version."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.lab.work_order import Stage
from app.domain.orders import (
    BevelPlacement,
    CommandWasUsedForAnotherOrder,
    EdgeType,
    EdgingParameters,
    OrderNotFound,
    OrderStatus,
    SnapshotIsDamaged,
)
from tests.factories import (
    a_lab_job,
    a_stage_entry,
    a_trace,
    a_work_order,
    an_order,
)
from tests.factories.moments import NOW


def test_an_order_comes_back_whole_with_its_snapshots_and_traces(unit):
    order = an_order(
        edging=EdgingParameters(
            edge_type=EdgeType.GROOVE,
            bevel_placement=BevelPlacement.PERCENT,
            bevel_percent=33,
            is_polished=True,
            has_safety_bevel=False,
        ),
        note="Zahlt am Freitag \u2013 ruft an",
        is_rush=True,
    )
    unit.orders.add(order)
    assert unit.orders.get(order.order_id) == order
    assert unit.orders.get(order.order_id).snapshot_sha256 == order.snapshot_sha256


def test_a_trace_with_angles_and_heights_comes_back_as_measured(unit):
    order = an_order()
    trace = a_trace(radii=(2500, 2400, 2300), angles_cdeg=(0, 11_990, 24_010), heights=(10, 0, -20))
    draft = replace(order.draft, frame=replace(order.draft.frame, traces=(trace,)))
    unit.orders.add(replace(order, draft=draft))
    assert unit.orders.get(order.order_id).draft.frame.traces == (trace,)


def test_its_snapshots_can_be_read_by_their_hashes(unit):
    order = an_order()
    assert unit.patient_snapshots.add(order.draft.patient) == order.draft.patient.sha256
    sha256 = unit.prescription_snapshots.add(order.draft.prescription)
    assert unit.patient_snapshots.get(order.draft.patient.sha256) == order.draft.patient
    assert unit.prescription_snapshots.get(sha256) == order.draft.prescription


def test_a_snapshot_nobody_stored_is_damaged(unit):
    with pytest.raises(SnapshotIsDamaged):
        unit.patient_snapshots.get("0" * 64)
    with pytest.raises(SnapshotIsDamaged):
        unit.prescription_snapshots.get("0" * 64)


def test_a_newer_version_replaces_state_and_items(unit):
    order = an_order()
    unit.orders.add(order)
    fewer = replace(order.draft, items=order.draft.items[:1])
    amended = replace(order, draft=fewer, status=OrderStatus.IN_LAB, version=2)
    unit.orders.add(amended)
    assert unit.orders.get(order.order_id) == amended


def test_an_older_version_never_wins(unit):
    order = replace(an_order(), status=OrderStatus.IN_LAB, version=3)
    unit.orders.add(order)
    unit.orders.add(replace(order, status=OrderStatus.CONFIRMED, version=2))
    assert unit.orders.get(order.order_id) == order


def test_of_two_that_say_the_same_version_the_servers_word_comes_last_and_stands(unit):
    order = replace(an_order(), status=OrderStatus.AT_STORE, version=3)
    unit.orders.add(order)
    kept = replace(order, status=OrderStatus.CANCELLED)
    unit.orders.add(kept)
    assert unit.orders.get(order.order_id) == kept


def test_a_command_that_made_one_order_makes_no_other(unit):
    order = an_order()
    unit.orders.add(order)
    other = replace(an_order(n=418), command_id=order.command_id)
    with pytest.raises(CommandWasUsedForAnotherOrder):
        unit.orders.add(other)


def test_an_unknown_order_is_not_found(unit):
    with pytest.raises(OrderNotFound):
        unit.orders.get(OrderId(uuid4()))
    assert unit.orders.row_by_number("O-LIN-26-9") is None


def test_the_list_shows_the_newest_first_with_name_total_and_promise(unit):
    older = replace(an_order(n=1), created_at=NOW - timedelta(hours=1))
    newer = an_order(n=2)
    unit.orders.add(older)
    unit.orders.add(newer)
    rows = unit.orders.rows(limit=5)
    assert [row.number for row in rows] == ["O-LIN-26-2", "O-LIN-26-1"]
    assert rows[0].patient_name == "Rosalind Achterberg"
    assert rows[0].total == Money(687_00, "EUR")
    assert rows[0].promised_on == newer.draft.promised_on
    assert rows[0].created_at == NOW
    assert len(unit.orders.rows(limit=1)) == 1


def test_a_patients_own_orders_are_listed_alone(unit):
    own, other = an_order(n=1), an_order(n=2)
    unit.orders.add(own)
    unit.orders.add(other)
    rows = unit.orders.rows_of_patient(own.patient_id, limit=5)
    assert [row.order_id for row in rows] == [own.order_id]


def test_the_list_shows_the_furthest_stage_the_lab_has_reported(unit):
    order = an_order()
    work_order = a_work_order(a_lab_job(order))
    unit.orders.add(order)
    assert unit.orders.row_by_number(str(order.number)).lab_stage is None
    for stage in (Stage.EDGING, Stage.RECEIVED, Stage.PICKED):
        unit.work_orders.add_remote_entry(
            number=work_order.number,
            order_id=order.order_id,
            entry=a_stage_entry(work_order, stage),
        )
    row = unit.orders.row_by_number(str(order.number))
    assert row.lab_stage is Stage.EDGING
    assert row.work_order_number == str(work_order.number)
