"""Facts are chained, sealed and complete in the transaction that makes them true."""

import json
from uuid import UUID, uuid4

import pytest

from app.adapters.store.errors import TextCannotBeSent
from app.adapters.store.local_store import LocalStore
from app.contracts.envelope import CHAIN_START, EnvelopeV1, envelope_hash
from app.contracts.v1 import OrderV1
from app.domain.customers import PatientChanged
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import CommandId, EventId
from app.domain.orders import CommandWasUsedForAnotherOrder
from app.services.changes import Topic
from app.services.sync_ports import DeviceIsNotEnrolled, FactOutcome, LogMark, Verdict
from sync_server.services.strict_json import read_json_object
from tests.factories import a_patient, an_order
from tests.factories.customers import OPTICIAN_ID
from tests.integration.store.stores import KEY, SESSION_ID, take_order


def facts_of(units) -> list[bytes]:
    with units() as unit:
        batch = unit.log.outgoing(limit_envelopes=500, limit_bytes=1 << 20)
        return [] if batch is None else list(batch.envelopes)


def acknowledge_all(units, *outcomes):
    with units() as unit:
        batch = unit.log.outgoing(limit_envelopes=500, limit_bytes=1 << 20)
        seq = batch.base_seq + len(batch.envelopes)
        mark = LogMark(incarnation=batch.incarnation, seq=seq, hash=batch.last_hash)
        unit.log.acknowledge(mark, outcomes)
        unit.commit()


def announce(unit, patient, command_id=None, **more):
    command_id = command_id or CommandId(uuid4())
    unit.outbox.add(
        PatientChanged(patient=patient),
        actor=OPTICIAN_ID,
        session_id=SESSION_ID,
        command_id=command_id,
        **more,
    )
    return command_id


def test_the_log_is_one_chain_without_a_gap(units):
    for n in range(1, 4):
        with units() as unit:
            take_order(unit, an_order(n=n))
            unit.commit()
    envelopes = [json.loads(fact) for fact in facts_of(units)]
    assert [each["device_seq"] for each in envelopes] == [1, 2, 3, 4, 5, 6]
    assert len({each["incarnation"] for each in envelopes}) == 1
    prev_hash = CHAIN_START
    for each in envelopes:
        assert each["prev_hash"] == prev_hash
        assert each["hash"] == envelope_hash(each)
        prev_hash = each["hash"]


def test_a_change_anywhere_in_a_fact_breaks_the_chain(units):
    with units() as unit:
        take_order(unit, an_order())
        unit.commit()
    envelope = json.loads(facts_of(units)[0])
    envelope["payload"]["items"][0]["unit_price_minor"] += 1
    assert envelope["hash"] != envelope_hash(envelope)


def test_a_text_no_server_takes_is_refused_before_it_strands_everything_after_it(units):
    with units() as unit, pytest.raises(TextCannotBeSent):
        take_order(unit, an_order(note="pasted \x00 from somewhere"))
    assert facts_of(units) == []
    with units() as unit:
        take_order(unit, an_order(note=r"typed \u0000 by hand"))
        unit.commit()
    assert all(read_json_object(fact) for fact in facts_of(units))


def test_a_fact_is_kept_as_the_canonical_bytes_of_a_valid_envelope(units):
    order = an_order(note="gr\u00fc\u00dfe \u20ac")
    with units() as unit:
        take_order(unit, order)
        unit.commit()
    for fact in facts_of(units):
        EnvelopeV1.model_validate_json(fact)
        assert canonical_json(json.loads(fact)) == fact
    created = EnvelopeV1.model_validate_json(facts_of(units)[0])
    carried = OrderV1.model_validate_json(json.dumps(created.payload))
    assert carried.order_id == order.order_id
    assert carried.patient_snapshot_sha256 == order.draft.patient.sha256


def test_a_fact_says_who_did_it_when_and_why(units, world):
    cause = uuid4()
    with units() as unit:
        identity = unit.sync.identity()
        command_id = announce(unit, a_patient(version=4), causation_id=cause)
        unit.commit()
    envelope = EnvelopeV1.model_validate_json(facts_of(units)[0])
    assert envelope.topic == "customers.patient.changed"
    assert (envelope.chain_id, envelope.site_id, envelope.device_id) == (
        identity.chain_id,
        identity.site_id,
        identity.device_id,
    )
    assert envelope.group_id == envelope.correlation_id == command_id
    assert envelope.causation_id == cause
    assert (envelope.actor, envelope.session_id) == (OPTICIAN_ID, SESSION_ID)
    assert envelope.occurred_at == world.clock.now
    assert (envelope.base_version, envelope.version) == (3, 4)
    assert envelope.event_id.version == 7


def test_a_command_that_was_carried_out_is_seen(units):
    with units() as unit:
        command_id = announce(unit, a_patient())
        assert unit.outbox.has_seen(command_id)
        assert not unit.outbox.has_seen(CommandId(uuid4()))
        unit.commit()
    with units() as unit:
        assert unit.outbox.has_seen(command_id)


def test_one_unit_may_add_to_its_group_and_a_later_one_may_not(units):
    patient = a_patient()
    with units() as unit:
        command_id = announce(unit, patient)
        announce(unit, a_patient(version=2), command_id)
        unit.commit()
    assert len(facts_of(units)) == 2
    with units() as unit, pytest.raises(CommandWasUsedForAnotherOrder):
        announce(unit, patient, command_id)
    assert len(facts_of(units)) == 2


def test_facts_of_a_unit_that_failed_leave_no_gap(units):
    with units() as unit:
        announce(unit, a_patient())
    with units() as unit:
        announce(unit, a_patient())
        assert Topic.OUTBOX in unit.commit()
    assert [json.loads(fact)["device_seq"] for fact in facts_of(units)] == [1]


def test_an_order_is_synced_when_its_facts_are(units):
    order = an_order()
    with units() as unit:
        take_order(unit, order)
        unit.commit()
    with units() as unit:
        assert not unit.orders.row_by_number(str(order.number)).is_synced
        assert unit.sync.health().queued == 2
    acknowledge_all(units)
    with units() as unit:
        row = unit.orders.row_by_number(str(order.number))
        assert (row.is_synced, row.is_held_back) == (True, False)


@pytest.mark.parametrize("verdict", [Verdict.QUARANTINED, Verdict.REFUSED])
def test_an_order_the_server_did_not_take_is_not_said_to_be_there(units, verdict):
    order = an_order()
    with units() as unit:
        take_order(unit, order)
        unit.commit()
    event_id = EventId(UUID(json.loads(facts_of(units)[0])["event_id"]))
    acknowledge_all(
        units, FactOutcome(event_id=event_id, verdict=verdict, code="sync.site.foreign")
    )
    with units() as unit:
        row = unit.orders.row_by_number(str(order.number))
        assert (row.is_synced, row.is_held_back) == (False, True)


def test_a_device_that_is_not_enrolled_has_no_log(profile, world):
    store = LocalStore.open(profile, KEY, world.surroundings)
    try:
        with store.units() as unit:
            assert unit.log.outgoing(limit_envelopes=1, limit_bytes=1) is None
            assert unit.device.timeline() is None
            with pytest.raises(DeviceIsNotEnrolled):
                announce(unit, a_patient())
            with pytest.raises(DeviceIsNotEnrolled):
                unit.sync.identity()
    finally:
        store.close()


def test_ids_are_given_by_the_port(units, world):
    before = world.new_id.given
    with units() as unit:
        announce(unit, a_patient())
        unit.commit()
    made = UUID(json.loads(facts_of(units)[0])["event_id"])
    assert world.new_id.given == before + 1
    assert made.int & 0xFFFF == world.new_id.given
