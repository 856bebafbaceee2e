"""A work order is what its job and its history add up to."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from app.domain.kernel.ids import EventId, OrderId
from app.domain.lab.work_order import Stage
from tests.factories import (
    a_lab_job,
    a_stage_entry,
    a_work_order,
    an_order,
)
from tests.factories.moments import TODAY


def test_a_job_is_kept_once_and_comes_back_whole(unit):
    job = a_lab_job(note="Rim is tight", is_rush=True)
    assert unit.work_orders.add_job(job)
    assert not unit.work_orders.add_job(replace(job, note="again"))
    assert unit.work_orders.job(job.order_id) == job


def test_an_opened_work_order_is_found_by_id_and_number(unit):
    work_order = a_work_order()
    unit.work_orders.add_job(work_order.job)
    unit.work_orders.open(work_order, a_stage_entry(work_order))
    assert unit.work_orders.get(work_order.work_order_id) == work_order
    assert unit.work_orders.by_number(work_order.number) == work_order


def test_only_jobs_that_nobody_opened_wait(unit):
    first, second, opened = sorted(
        (a_work_order() for _ in range(3)), key=lambda each: str(each.job.order_id)
    )
    for work_order in (opened, second, first):
        unit.work_orders.add_job(work_order.job)
    unit.work_orders.open(opened, a_stage_entry(opened))
    assert unit.work_orders.unopened() == (first.job, second.job)


def test_a_job_without_history_has_no_work_order(unit):
    work_order = a_work_order()
    unit.work_orders.add_job(work_order.job)
    assert unit.work_orders.get(work_order.work_order_id) is None
    assert unit.work_orders.by_number(work_order.number) is None
    assert unit.work_orders.job(OrderId(uuid4())) is None


def test_a_stage_moves_the_work_order_on_and_is_a_row_of_its_history(unit):
    work_order = a_work_order()
    received = a_stage_entry(work_order)
    picked = a_stage_entry(work_order, Stage.PICKED)
    unit.work_orders.add_job(work_order.job)
    unit.work_orders.open(work_order, received)
    moved = work_order.advanced(picked)
    assert unit.work_orders.add_entry(moved, picked)
    assert unit.work_orders.get(work_order.work_order_id) == moved
    assert unit.work_orders.history(work_order.work_order_id) == (received, picked)


def test_two_benches_reporting_one_step_make_one_row(unit):
    work_order = a_work_order()
    entry = a_stage_entry(work_order)
    again = replace(entry, event_id=EventId(uuid4()), station="Bench 9")
    unit.work_orders.add_job(work_order.job)
    unit.work_orders.open(work_order, entry)
    assert not unit.work_orders.add_entry(work_order, again)
    assert not unit.work_orders.add_entry(work_order, entry)
    assert unit.work_orders.history(work_order.work_order_id) == (entry,)
    assert unit.work_orders.get(work_order.work_order_id).version == 1


def test_stages_that_arrive_out_of_order_never_move_it_back(unit):
    work_order = a_work_order()
    unit.work_orders.add_job(work_order.job)
    for stage in (Stage.BLOCKING, Stage.RECEIVED, Stage.PICKED):
        unit.work_orders.add_remote_entry(
            number=work_order.number,
            order_id=work_order.job.order_id,
            entry=a_stage_entry(work_order, stage),
        )
    assert unit.work_orders.get(work_order.work_order_id).stage is Stage.BLOCKING


def test_stages_another_bench_reported_first_open_the_work_order_with_its_number(unit):
    work_order = a_work_order(n=123)
    unit.work_orders.add_remote_entry(
        number=work_order.number,
        order_id=work_order.job.order_id,
        entry=a_stage_entry(work_order),
    )
    assert unit.work_orders.get(work_order.work_order_id) is None
    unit.work_orders.add_job(work_order.job)
    assert unit.work_orders.get(work_order.work_order_id) == work_order


def test_the_queue_holds_what_is_on_the_floor_rush_and_earliest_promise_first(unit):
    wanted = [
        (1, TODAY + timedelta(days=3), False, Stage.EDGING),
        (2, TODAY + timedelta(days=1), False, Stage.RECEIVED),
        (3, TODAY + timedelta(days=9), True, Stage.PACKED),
        (4, TODAY + timedelta(days=1), False, Stage.IN_TRANSIT),
    ]
    for n, promised_on, is_rush, stage in wanted:
        job = a_lab_job(an_order(n=n), promised_on=promised_on, is_rush=is_rush)
        work_order = a_work_order(job, n=n)
        unit.work_orders.add_job(job)
        unit.work_orders.open(work_order, a_stage_entry(work_order))
        unit.work_orders.add_entry(work_order, a_stage_entry(work_order, stage))
    queue = unit.work_orders.queue(limit=9)
    assert [row.number for row in queue] == ["W-LAB-26-3", "W-LAB-26-2", "W-LAB-26-1"]
    assert queue[0].patient_short_name == "R. Achterberg"
    assert queue[0].lens_name == "Valo Progressive 1.60 clear"
    assert queue[2].stage is Stage.EDGING
    assert len(unit.work_orders.queue(limit=2)) == 2
