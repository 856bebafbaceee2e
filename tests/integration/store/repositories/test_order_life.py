"""What becomes of orders, what comes back and what is put aside, kept as it was said."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.inventory import MovementKind
from app.domain.kernel.ids import MovementId, OrderId
from app.domain.lab.work_order import Stage
from app.domain.orders.errors import ParkedOrderNotFound
from tests.factories import (
    a_lab_job,
    a_movement,
    a_reservation,
    a_stage_entry,
    a_work_order,
    an_order,
)
from tests.factories.moments import NOW
from tests.factories.order_life import (
    a_parked_order,
    a_return,
    an_eventful_order,
    other_goods,
)


@pytest.mark.parametrize("make", [an_eventful_order, other_goods])
def test_an_order_is_read_again_with_all_that_happened_to_it(unit, make):
    order = make()
    unit.orders.add(order)
    assert unit.orders.get(order.order_id) == order
    assert unit.orders.row_by_number(str(order.number)).total == order.total


def test_a_line_of_remakes_begins_with_its_first_order(unit):
    first = an_order()
    again = replace(an_eventful_order(), created_at=first.created_at + timedelta(hours=1))
    again = replace(again, remake=replace(again.remake, root=first.order_id))
    for order in (again, first, an_order(n=9)):
        unit.orders.add(order)
    assert unit.orders.line_of(first.order_id) == (first, again)


def test_returns_of_an_order_are_kept_once(unit):
    order = an_order()
    first = a_return(order)
    later = replace(a_return(order), at=first.at + timedelta(hours=1))
    assert unit.orders.add_return(later)
    assert unit.orders.add_return(first)
    assert not unit.orders.add_return(first)
    assert unit.orders.returns_of(order.order_id) == (first, later)
    assert unit.orders.returns_of(OrderId(uuid4())) == ()


def test_only_what_nobody_took_up_waits_the_newest_first(unit):
    first = a_parked_order()
    second = a_parked_order(at=NOW + timedelta(hours=1))
    gone = a_parked_order().taken_up(at=NOW, by=first.by)
    for parked in (first, second, gone):
        unit.orders.park(parked)
    unit.orders.park(replace(gone, version=1, is_open=True))
    assert unit.orders.all_parked() == (second, first)
    assert unit.orders.parked(gone.parked_id) == gone
    with pytest.raises(ParkedOrderNotFound):
        unit.orders.parked(uuid4())


def test_what_is_promised_to_an_order_is_the_sum_of_its_movements(unit):
    reservation = a_reservation(order_id=OrderId(uuid4()), quantity=2)
    unit.stock.add_reservation(reservation)
    unit.stock.add_reservation(a_reservation(order_id=OrderId(uuid4())))
    assert unit.stock.promised_to(reservation.order_id) == ((reservation.sku, 2),)
    release = a_movement(
        movement_id=MovementId(uuid4()),
        sku=reservation.sku,
        kind=MovementKind.RELEASE,
        on_hand_change=0,
        reserved_change=-2,
        order_id=reservation.order_id,
    )
    unit.stock.add_movement(release)
    assert unit.stock.promised_to(reservation.order_id) == ()


def test_a_job_that_changed_takes_the_place_of_the_older_one(unit):
    job = a_lab_job()
    unit.work_orders.add_job(job)
    changed = replace(job, version=2, note="green thread", extras=("Clearview coating",))
    assert not unit.work_orders.add_job(changed)
    unit.work_orders.add_job(job)
    assert unit.work_orders.job(job.order_id) == changed


def test_a_cancelled_job_is_neither_opened_nor_queued(unit):
    waiting, on_the_floor = a_lab_job(an_order(n=1)), a_work_order(a_lab_job(an_order(n=2)))
    unit.work_orders.add_job(waiting)
    unit.work_orders.add_job(on_the_floor.job)
    unit.work_orders.open(on_the_floor, a_stage_entry(on_the_floor))
    for job in (waiting, on_the_floor.job):
        unit.work_orders.add_job(replace(job, version=2, is_cancelled=True))
    assert unit.work_orders.unopened() == ()
    assert unit.work_orders.queue(limit=9) == ()


def test_the_store_knows_how_far_the_lab_is_and_whose_parcel_it_scans(unit):
    work_order = a_work_order()
    order_id = work_order.job.order_id
    assert unit.work_orders.stage_of(order_id) is None
    for stage in (Stage.RECEIVED, Stage.PICKED):
        unit.work_orders.add_remote_entry(
            number=work_order.number, order_id=order_id, entry=a_stage_entry(work_order, stage)
        )
    assert unit.work_orders.stage_of(order_id) is Stage.PICKED
    assert unit.work_orders.order_of(work_order.number) == order_id
    assert unit.work_orders.order_of(replace(work_order.number, n=999)) is None


def test_the_days_a_lab_took_are_counted_from_the_order_to_its_door(units):
    with units() as unit:
        for n, days in enumerate((3, 5), start=1):
            order = an_order(n=n)
            unit.orders.add(order)
            work_order = a_work_order(a_lab_job(order), n=n)
            entry = a_stage_entry(work_order, Stage.IN_TRANSIT)
            entry = replace(entry, entered_at=order.created_at + timedelta(days=days, hours=1))
            unit.work_orders.add_remote_entry(
                number=work_order.number, order_id=order.order_id, entry=entry
            )
        days = unit.work_orders.lab_days(lens_kind="progressive", is_rush=False, limit=9)
        assert days == (5, 3)
        assert unit.work_orders.lab_days(lens_kind="progressive", is_rush=True, limit=9) == ()
        assert unit.work_orders.lab_days(lens_kind="bifocal", is_rush=False, limit=9) == ()
