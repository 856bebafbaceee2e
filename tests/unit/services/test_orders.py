"""Taking an order keeps everything or nothing, and pressing twice makes one order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.catalog import FrameNotFound, LensNotFound
from app.domain.inventory import StockReserved
from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.ids import CommandId
from app.domain.kernel.text import TextIsTooLong
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    EdgingParameters,
    MeasurementIsMissing,
    OrderCreated,
    OrderNotFound,
    PrescriptionHasExpired,
    PromiseIsInThePast,
)
from app.services.changes import NO_CHANGES, Topic
from app.services.orders import CreateOrder
from app.services.sync_inbox import StreamPage
from tests.factories import a_frame, a_lens, a_patient, a_prescription, a_trace, an_order
from tests.factories.moments import PROMISED_ON, TODAY
from tests.factories.orders import an_order_draft
from tests.factories.places import LAB_ID, STORE_ID


@pytest.fixture
def command(shop):
    """Return what the counter agreed, with everything it needs in the store."""
    patient, frame, lens = a_patient(home_site_id=STORE_ID), a_frame(), a_lens()
    prescription = a_prescription(patient_id=patient.patient_id)
    shop.memory.patients.save_patient(patient)
    shop.memory.patients.add_prescription(prescription)
    shop.memory.catalogue.save_frame(frame)
    shop.memory.catalogue.save_lens(lens)
    measured = an_order_draft().prescription
    return CreateOrder(
        command_id=CommandId(shop.new_id()),
        patient_id=patient.patient_id,
        prescription_id=prescription.prescription_id,
        right=measured.right_measurements,
        left=measured.left_measurements,
        as_worn=AsWorn(),
        frame_sku=frame.sku,
        traces=(a_trace(), a_trace(eye="left")),
        lens_sku=lens.sku,
        tint="",
        edging=EdgingParameters(),
        lab_site_id=LAB_ID,
        promised_on=PROMISED_ON,
        is_rush=False,
        note="",
    )


def test_an_order_is_kept_with_its_stock_its_audit_and_its_facts(shop, optician, command):
    order, changes = shop.orders.create(optician, command)
    assert shop.memory.orders.get(order.order_id) == order
    assert shop.memory.stock.level(STORE_ID, command.frame_sku).reserved == 1
    assert [entry.action for entry in shop.memory.audit.entries] == [Action.ORDER_CREATE]
    assert [type(event) for event in shop.memory.outbox.events] == [OrderCreated, StockReserved]
    assert {Topic.ORDERS, Topic.STOCK, Topic.OUTBOX} <= changes


def test_its_facts_share_the_command_so_that_they_apply_together(shop, optician, command):
    shop.orders.create(optician, command)
    assert {fact.command_id for fact in shop.memory.outbox.facts} == {command.command_id}
    assert {fact.actor for fact in shop.memory.outbox.facts} == {optician.user_id}


def test_pressing_twice_makes_one_order(shop, optician, command):
    first, _ = shop.orders.create(optician, command)
    again, changes = shop.orders.create(optician, command)
    assert again == first
    assert changes == NO_CHANGES
    assert len(shop.memory.outbox.facts) == 2


OTHER_CONTENT = [
    {"frame_sku": "another"},
    {"lens_sku": "another"},
    {"tint": "brown"},
    {"right": EyeMeasurements(monocular_pd_mm=Millimetres(30_00))},
    {"traces": ()},
    {"note": "call first"},
    {"is_rush": True},
]


@pytest.mark.parametrize("change", OTHER_CONTENT, ids=lambda change: next(iter(change)))
def test_a_form_reused_with_other_content_is_refused_and_changes_nothing(
    shop, optician, command, change
):
    shop.orders.create(optician, command)
    with pytest.raises(CommandWasUsedForAnotherOrder):
        shop.orders.create(optician, replace(command, **change))
    assert len(shop.memory.outbox.facts) == 2


def test_the_order_freezes_patient_and_prescription_as_they_are_now(shop, optician, command):
    order, _ = shop.orders.create(optician, command)
    patient = shop.memory.patients.patient(command.patient_id)
    shop.memory.patients.save_patient(replace(patient, family_name="Renamed", version=2))
    assert shop.memory.orders.get(order.order_id).draft.patient.family_name == patient.family_name


def test_each_eye_with_a_power_is_charged_one_lens(shop, optician, command):
    order, _ = shop.orders.create(optician, command)
    quantities = {item.line.sku: item.line.quantity for item in order.draft.items}
    assert quantities == {command.frame_sku: 1, command.lens_sku: 2}


def test_numbers_follow_each_other_in_the_devices_own_block(shop, optician, command):
    first, _ = shop.orders.create(optician, command)
    second, _ = shop.orders.create(optician, replace(command, command_id=shop.new_id()))
    assert (first.number.n, second.number.n) == (1, 2)


def test_a_till_put_back_from_a_backup_gives_out_no_number_again(shop, optician, command):
    forgotten = an_order(n=5)
    page = StreamPage(stream=f"store/{STORE_ID}", after=0, to=1, documents=(forgotten,))
    shop.inbox.apply(page)
    order, _ = shop.orders.create(optician, command)
    assert (forgotten.number.n, order.number.n) == (5, 6)


REFUSALS = [
    ({"frame_sku": "unknown"}, FrameNotFound),
    ({"lens_sku": "unknown"}, LensNotFound),
    ({"right": EyeMeasurements()}, MeasurementIsMissing),
    ({"promised_on": TODAY - timedelta(days=1)}, PromiseIsInThePast),
    ({"note": "n" * 2001}, TextIsTooLong),
    ({"tint": "t" * 201}, TextIsTooLong),
]


@pytest.mark.parametrize(("change", "refusal"), REFUSALS)
def test_what_cannot_be_made_is_refused_and_nothing_is_half_written(
    shop, optician, command, change, refusal
):
    with pytest.raises(refusal):
        shop.orders.create(optician, replace(command, **change))
    assert not shop.memory.orders.kept
    assert not shop.memory.outbox.facts
    assert not shop.memory.stock.reservations
    assert not shop.memory.audit.entries
    assert not shop.memory.numbers.blocks


def test_an_expired_prescription_is_refused_with_its_date(shop, optician, command):
    expired = a_prescription(
        patient_id=command.patient_id,
        issued_on=TODAY - timedelta(days=800),
        expires_on=TODAY - timedelta(days=70),
    )
    shop.memory.patients.add_prescription(expired)
    with pytest.raises(PrescriptionHasExpired) as caught:
        shop.orders.create(optician, replace(command, prescription_id=expired.prescription_id))
    assert caught.value.facts == {"expires_on": expired.expires_on}


def test_another_patients_prescription_is_never_dispensed_from(shop, optician, command):
    foreign = a_prescription()
    shop.memory.patients.add_prescription(foreign)
    with pytest.raises(CommandWasUsedForAnotherOrder):
        shop.orders.create(optician, replace(command, prescription_id=foreign.prescription_id))


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.SYSTEM])
def test_only_the_counter_takes_orders(shop, command, role):
    with pytest.raises(AccessDenied):
        shop.orders.create(shop.session(role), command)
    assert not shop.memory.orders.kept


def test_a_number_that_is_not_here_is_said_to_be_not_here(shop, optician):
    with pytest.raises(OrderNotFound) as caught:
        shop.orders.find(optician, "O-LIN-26-999")
    assert caught.value.facts == {"number": "O-LIN-26-999"}


def test_reading_an_order_leaves_a_trace(shop, optician, command):
    order, _ = shop.orders.create(optician, command)
    shop.orders.get(optician, order.order_id)
    assert shop.memory.audit.entries[-1].action is Action.ORDER_READ
    assert shop.memory.audit.entries[-1].subject_id == order.order_id
