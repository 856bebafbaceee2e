"""Changing an order until the lab has it, giving it up, and what either does to stock and money."""

from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied
from app.domain.kernel.money import Money
from app.domain.lab.work_order import Stage
from app.domain.orders import (
    OrderCannotDoThat,
    OrderHasMovedOn,
    OrderIsTakenByLab,
    OrderStatus,
    StepKind,
)
from app.domain.orders.errors import AmendmentIsOfAnotherPatient, NothingWasChanged
from app.domain.orders.events import OrderAmended, OrderCancelled
from app.services.auditing import ReasonIsMissing
from app.services.changes import NO_CHANGES
from app.services.order_again import wish_of
from app.services.order_life.amendments import AmendOrder, CancelOrder
from app.services.payments import entries_of
from tests.factories import a_frame, a_patient
from tests.factories.order_shop import COATING, OTHER_FRAME


def amend(shop, order, **changes):
    wish = replace(wish_of(order, shop.command()), **changes)
    return AmendOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        seen_version=order.version,
        wish=wish,
        reason="the patient chose anew",
    )


def cancel(shop, order, reason="changed their mind"):
    return CancelOrder(command_id=shop.command(), order_id=order.order_id, reason=reason)


def test_an_amendment_says_what_changed_and_what_it_costs_more(shop):
    order = shop.sold()
    command = amend(shop, order, extras=(COATING.sku,), tint="brown")
    amendment, _ = shop.life.amendments.amend(shop.optician, command)
    assert amendment.difference == Money(2 * 39_00, "EUR")
    fields = {each.field: (each.before, each.after) for each in amendment.changes}
    assert fields["tint"] == ("", "brown")
    assert fields["extras"] == ("", COATING.name)
    assert set(fields) == {"tint", "extras", "lines", "total"}
    kept = shop.kept(order)
    assert (kept.version, kept.number, kept.order_id) == (2, order.number, order.order_id)
    [step] = kept.trail
    assert (step.kind, step.by) == (StepKind.AMENDED, shop.optician.user_id)
    assert step.snapshot_sha256 == order.snapshot_sha256
    assert isinstance(shop.memory.outbox.events[-1], OrderAmended)


def test_the_checkout_sees_the_difference_at_once(shop):
    order = shop.sold()
    shop.life.amendments.amend(shop.optician, amend(shop, order, extras=(COATING.sku,)))
    [charge] = entries_of(shop.unit, order.order_id)
    assert charge.amount.minor == order.total.minor + 78_00


def test_another_frame_moves_the_stock_with_it(shop):
    order = shop.sold()
    shop.life.amendments.amend(shop.optician, amend(shop, order, frame_sku=OTHER_FRAME))
    assert (shop.reserved(a_frame().sku), shop.reserved(OTHER_FRAME)) == (0, 1)
    assert shop.on_hand(a_frame().sku) == 3


def test_a_look_ahead_keeps_nothing(shop):
    order = shop.sold()
    facts = len(shop.memory.outbox.facts)
    seen = shop.life.amendments.preview(shop.optician, amend(shop, order, tint="grey"))
    assert [each.field for each in seen.changes] == ["tint"]
    assert shop.kept(order) == order
    assert len(shop.memory.outbox.facts) == facts


def test_amending_twice_with_one_command_amends_once(shop):
    order = shop.sold()
    command = amend(shop, order, tint="grey")
    first, _ = shop.life.amendments.amend(shop.optician, command)
    again, changes = shop.life.amendments.amend(shop.optician, command)
    assert (again, changes) == (first, NO_CHANGES)
    assert shop.kept(order).version == 2


def test_once_the_lab_has_picked_it_an_order_stays_as_it_is(shop):
    order = shop.sold()
    shop.lab_reports(order, Stage.RECEIVED)
    amendment, _ = shop.life.amendments.amend(shop.optician, amend(shop, order, tint="grey"))
    shop.lab_reports(order, Stage.PICKED)
    with pytest.raises(OrderIsTakenByLab) as caught:
        shop.life.amendments.amend(shop.optician, amend(shop, amendment.order, tint="brown"))
    assert caught.value.facts["stage"] == "picked"
    assert shop.kept(order).draft.lens.tint == "grey"


def test_two_colleagues_with_the_same_screen_do_not_undo_each_other(shop):
    order = shop.sold()
    shop.life.amendments.amend(shop.optician, amend(shop, order, tint="grey"))
    with pytest.raises(OrderHasMovedOn):
        shop.life.amendments.amend(shop.manager, amend(shop, order, tint="brown"))


def test_an_amendment_changes_something_of_the_same_patients(shop):
    order = shop.sold()
    with pytest.raises(NothingWasChanged):
        shop.life.amendments.amend(shop.optician, amend(shop, order))
    other = a_patient()
    shop.memory.patients.save_patient(other)
    theirs = replace(shop.prescription, prescription_id=shop.ids(), patient_id=other.patient_id)
    shop.memory.patients.add_prescription(theirs)
    command = amend(
        shop, order, patient_id=other.patient_id, prescription_id=theirs.prescription_id
    )
    with pytest.raises(AmendmentIsOfAnotherPatient):
        shop.life.amendments.amend(shop.optician, command)


def test_an_amendment_needs_a_reason(shop):
    order = shop.sold()
    with pytest.raises(ReasonIsMissing):
        shop.life.amendments.amend(
            shop.optician, replace(amend(shop, order, tint="grey"), reason=" ")
        )


def test_a_cancelled_order_frees_the_frame_and_shows_what_goes_back(shop):
    order = shop.sold()
    shop.pays(order, 100_00)
    done, _ = shop.life.amendments.cancel(shop.optician, cancel(shop, order))
    assert done.order.status is OrderStatus.CANCELLED
    assert done.released == ((a_frame().sku, 1),)
    assert done.refundable == Money(100_00, "EUR")
    assert shop.reserved(a_frame().sku) == 0
    assert isinstance(
        next(e for e in shop.memory.outbox.events if isinstance(e, OrderCancelled)), OrderCancelled
    )
    with pytest.raises(OrderCannotDoThat):
        shop.life.amendments.cancel(shop.optician, cancel(shop, order))


def test_what_the_lab_has_begun_only_a_manager_gives_up(shop):
    order = shop.sold()
    shop.lab_reports(order, Stage.EDGING)
    with pytest.raises(AccessDenied):
        shop.life.amendments.cancel(shop.optician, cancel(shop, order))
    done, _ = shop.life.amendments.cancel(shop.optician, cancel(shop, order), second=shop.manager)
    assert done.order.status is OrderStatus.CANCELLED
    assert shop.memory.audit.entries[-1].user_id == shop.manager.user_id
