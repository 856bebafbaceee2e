"""What a device says is what a server understands: every event survives the wire unchanged."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.contracts import customers_v1, from_wire, v1
from app.contracts.envelope import CHAIN_START, EnvelopeV1, envelope_hash
from app.contracts.orders_v1 import (
    ParkedOrderV1,
    ReturnV1,
    parked_from_wire,
    return_from_wire,
)
from app.contracts.pull import format_cursors, parse_cursors
from app.contracts.to_wire import payload_of
from app.domain.customers import (
    ConsentChanged,
    NoteChanged,
    PatientChanged,
    PatientsMerged,
    PrescriptionIssued,
)
from app.domain.inventory import StockMoved, StockReserved
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.chain_records import RecordChanged
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId
from app.domain.lab.work_order import WorkOrderStageChanged
from app.domain.mails import MailCancelled, MailQueued
from app.domain.orders import SnapshotIsDamaged
from app.domain.orders.events import STEP_EVENTS, OrderParked, OrderStepped, ReturnRecorded
from app.domain.payments.checkpoints import JournalCheckpointSigned
from app.domain.payments.events import PaymentTaken, RefundGiven, StoredValueMoved
from app.domain.payments.journal import JournalEntrySealed
from tests.factories.customers import a_patient, a_prescription
from tests.factories.inventory import a_movement, a_reservation
from tests.factories.lab import a_stage_entry, a_work_order
from tests.factories.mails import a_mail
from tests.factories.moments import NOW
from tests.factories.order_life import (
    a_parked_order,
    a_return,
    an_eventful_order,
    other_goods,
)
from tests.factories.orders import an_order
from tests.factories.payments import (
    a_gift_card,
    a_payment,
    a_refund,
    a_shift,
    checkpoints_of,
)
from tests.factories.prices import record_events
from tests.factories.records import (
    a_consent,
    a_file_card,
    a_merge,
    a_recall,
    a_relation,
    an_alert,
    an_exam,
)


def wire(model, payload):
    return model.model_validate_json(canonical_json(payload))


def every_event():
    work_order = a_work_order()
    return [
        PatientChanged(patient=a_patient()),
        PrescriptionIssued(prescription=a_prescription()),
        NoteChanged(note=a_recall(), change_id=CommandId(uuid4())),
        ConsentChanged(consent=a_consent()),
        PatientsMerged(merge=a_merge()),
        StockReserved(reservation=a_reservation()),
        an_order().created(),
        *(kind(order=an_eventful_order()) for kind in STEP_EVENTS.values()),
        ReturnRecorded(order_return=a_return()),
        OrderParked(parked=a_parked_order()),
        StockMoved(movement=a_movement()),
        WorkOrderStageChanged(work_order=work_order, entry=a_stage_entry(work_order)),
        PaymentTaken(payment=a_payment(), reference="LIN-1-D-1"),
        RefundGiven(refund=a_refund(), reference="LIN-1-E-1"),
        StoredValueMoved(value=(card := a_gift_card()), entry=card.entries[0]),
        JournalEntrySealed(entry=(shift := a_shift())[0]),
        JournalCheckpointSigned(checkpoint=checkpoints_of(shift)[0]),
        MailQueued(mail=a_mail()),
        MailCancelled(mail=a_mail(), cancelled_at=NOW),
        *record_events(),
    ]


def test_every_kind_of_event_has_a_wire_form():
    # A slotted dataclass is made twice, so the kinds are told apart by their names.
    families = {RecordChanged.__qualname__, OrderStepped.__qualname__}
    parents = (DomainEvent, RecordChanged, OrderStepped)
    kinds = {kind.__qualname__ for each in parents for kind in each.__subclasses__()} - families
    assert {type(event).__qualname__ for event in every_event()} == kinds
    for event in every_event():
        assert canonical_json(payload_of(event))


def test_an_order_arrives_as_it_was_agreed():
    order = an_order()
    assert from_wire.order_from_wire(wire(v1.OrderV1, payload_of(order.created()))) == order


@pytest.mark.parametrize("order", [an_eventful_order(), other_goods()])
def test_an_order_arrives_with_all_that_happened_to_it(order):
    assert from_wire.order_from_wire(wire(v1.OrderV1, payload_of(order.created()))) == order


def test_what_came_back_and_what_is_put_aside_arrive_as_they_were_recorded():
    back, parked = a_return(), a_parked_order()
    returned = wire(ReturnV1, payload_of(ReturnRecorded(order_return=back)))
    put_aside = wire(ParkedOrderV1, payload_of(OrderParked(parked=parked)))
    assert (return_from_wire(returned), parked_from_wire(put_aside)) == (back, parked)


def test_an_order_of_before_there_were_bills_is_still_read():
    order = an_order()
    document = dict(payload_of(order.created()))
    del document["details"]
    assert from_wire.order_from_wire(wire(v1.OrderV1, document)) == order


def test_a_patient_and_a_prescription_arrive_as_they_were_written():
    patient, prescription = a_patient(), a_prescription()
    patient_wire = wire(customers_v1.PatientChangeV1, payload_of(PatientChanged(patient=patient)))
    issued = payload_of(PrescriptionIssued(prescription=prescription))
    assert from_wire.patient_from_wire(patient_wire) == patient
    arrived = from_wire.prescription_from_wire(wire(v1.PrescriptionV1, issued))
    assert arrived == prescription


@pytest.mark.parametrize("make", [an_alert, a_recall, a_relation, an_exam, a_file_card])
def test_every_kind_of_note_arrives_as_it_was_written(make):
    note = make()
    told = wire(customers_v1.NoteV1, customers_v1.note_to_wire(note))
    assert customers_v1.note_from_wire(told) == note


def test_an_answer_and_a_merge_arrive_as_they_were_given():
    consent, merge = a_consent(), a_merge()
    told = wire(customers_v1.ConsentV1, customers_v1.consent_to_wire(consent))
    assert customers_v1.consent_from_wire(told) == consent
    told = wire(customers_v1.MergeV1, customers_v1.merge_to_wire(merge))
    assert customers_v1.merge_from_wire(told) == merge


def test_a_stage_arrives_as_it_was_entered():
    work_order = a_work_order()
    entry = a_stage_entry(work_order)
    payload = payload_of(WorkOrderStageChanged(work_order=work_order, entry=entry))
    assert from_wire.stage_entry_from_wire(wire(v1.StageEntryV1, payload)) == entry


def test_an_order_whose_snapshot_was_altered_on_the_way_is_refused():
    payload = json.loads(canonical_json(payload_of(an_order().created())))
    payload["prescription_snapshot"]["right"]["sphere_thousandths"] += 250
    with pytest.raises(SnapshotIsDamaged):
        from_wire.order_from_wire(wire(v1.OrderV1, payload))


@pytest.mark.parametrize("extra", [{"is_admin": True}, {"total_minor": "12"}, {"is_rush": 1}])
def test_unknown_fields_and_loose_types_are_refused(extra):
    payload = {**payload_of(an_order().created()), **extra}
    with pytest.raises(ValidationError):
        wire(v1.OrderV1, payload)


def test_a_lab_job_has_no_room_for_a_price_or_a_phone():
    names = set(v1.LabJobV1.model_fields)
    assert not {name for name in names if "price" in name or "phone" in name or "total" in name}


def an_envelope(**changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "event_id": str(uuid4()),
        "chain_id": str(uuid4()),
        "site_id": str(uuid4()),
        "device_id": str(uuid4()),
        "incarnation": str(uuid4()),
        "device_seq": 1,
        "prev_hash": CHAIN_START,
        "group_id": str(uuid4()),
        "topic": "orders.order.created",
        "aggregate": {"type": "order", "id": str(uuid4())},
        "base_version": 0,
        "version": 1,
        "dedupe_key": "command",
        "correlation_id": str(uuid4()),
        "causation_id": None,
        "actor": str(uuid4()),
        "session_id": str(uuid4()),
        "occurred_at": "2026-11-24T12:00:00+00:00",
        "schema": 1,
        "payload": {"a": 1},
        **changes,
    }
    return body | {"hash": envelope_hash(body)}


def test_an_envelope_parses_and_its_hash_leaves_only_itself_out():
    body = an_envelope()
    envelope = EnvelopeV1.model_validate_json(canonical_json(body))
    assert envelope.hash == envelope_hash(body) == envelope_hash({**body, "hash": "f" * 64})


@pytest.mark.parametrize(
    "change", [{"prev_hash": "1" * 64}, {"device_seq": 2}, {"payload": {"a": 2}}, {"schema": 2}]
)
def test_whatever_changes_in_an_envelope_changes_its_hash(change):
    body = an_envelope()
    assert envelope_hash({**body, **change}) != body["hash"]


@given(
    st.dictionaries(
        st.from_regex(r"(chain|store/[0-9a-f-]{36}|lab/[0-9a-f-]{36})", fullmatch=True),
        st.integers(0, 2**40),
        max_size=4,
    )
)
def test_cursors_read_back_as_they_were_written(cursors):
    assert parse_cursors(format_cursors(cursors)) == cursors


@pytest.mark.parametrize("text", ["chain", "chain:", ":5", "chain:-1", "chain:x", ","])
def test_a_text_that_is_no_list_of_cursors_is_refused(text):
    with pytest.raises(ValueError, match=r"cursor|invalid literal"):
        parse_cursors(text)
