"""The pump's view of the log: batches, marks by hash and place, forks, and a new beginning."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.adapters.security.device_key import DeviceKey
from app.adapters.store.store_thread import StoreThread
from app.adapters.store.sync_log import StoreSyncLog
from app.contracts.envelope import CHAIN_START, EnvelopeV1, envelope_hash
from app.domain.customers import PatientChanged
from app.domain.kernel.ids import CommandId, EventId
from app.services.sync_ports import (
    DeviceIsNotEnrolled,
    FactOutcome,
    LogMark,
    MarkIsNotOurs,
    OutgoingBatch,
    SyncLog,
    Verdict,
)
from tests.factories import a_patient, an_identity
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW
from tests.integration.store.stores import KEY, SESSION_ID, TIMELINE

ALL = {"limit_envelopes": 500, "limit_bytes": 1 << 20}


@pytest.fixture
def log(thread: StoreThread) -> SyncLog:
    return StoreSyncLog(thread, DeviceKey)


def write_facts(thread: StoreThread, count: int) -> None:
    """Commit one group of `count` facts."""

    def work(unit):
        unit.outbox.add(
            *(PatientChanged(patient=a_patient()) for _ in range(count)),
            actor=OPTICIAN_ID,
            session_id=SESSION_ID,
            command_id=CommandId(uuid4()),
        )

    thread.in_unit(work)


def batch_of(log: SyncLog, **limits: int) -> OutgoingBatch:
    batch = log.outgoing(**{**ALL, **limits})
    assert batch is not None
    return batch


def parsed(batch: OutgoingBatch) -> list[EnvelopeV1]:
    return [EnvelopeV1.model_validate_json(each) for each in batch.envelopes]


def end_of(batch: OutgoingBatch) -> LogMark:
    seq = batch.base_seq + len(batch.envelopes)
    return LogMark(incarnation=batch.incarnation, seq=seq, hash=batch.last_hash)


def is_whole_chain(batch: OutgoingBatch) -> bool:
    prev_hash, seq = batch.base_hash, batch.base_seq
    for content in batch.envelopes:
        envelope = json.loads(content)
        seq += 1
        if (envelope["prev_hash"], envelope["device_seq"]) != (prev_hash, seq):
            return False
        if envelope["hash"] != envelope_hash(envelope):
            return False
        prev_hash = envelope["hash"]
    return prev_hash == batch.last_hash


def test_an_empty_log_sends_nothing(log):
    assert log.outgoing(**ALL) is None


def test_the_first_batch_follows_the_start_of_the_chain(thread, log):
    write_facts(thread, 3)
    batch = batch_of(log)
    assert (batch.base_seq, batch.base_hash) == (0, CHAIN_START)
    assert len(batch.envelopes) == 3
    assert is_whole_chain(batch)


def test_an_acknowledged_batch_is_not_sent_again_and_the_next_follows_it(thread, log):
    write_facts(thread, 2)
    first = batch_of(log)
    log.acknowledge(end_of(first), ())
    assert log.outgoing(**ALL) is None
    write_facts(thread, 1)
    second = batch_of(log)
    assert (second.base_seq, second.base_hash) == (2, first.last_hash)
    assert is_whole_chain(second)


def test_an_acknowledgement_of_the_first_part_leaves_the_rest(thread, log):
    write_facts(thread, 1)
    mark = end_of(batch_of(log))
    write_facts(thread, 2)
    log.acknowledge(mark, ())
    assert batch_of(log).base_seq == 1
    assert len(batch_of(log).envelopes) == 2


def test_the_mark_says_how_far_the_present_life_is_acknowledged(thread, log):
    write_facts(thread, 1)
    batch = batch_of(log)
    assert log.mark() == LogMark(incarnation=batch.incarnation, seq=0, hash=CHAIN_START)
    log.acknowledge(end_of(batch), ())
    assert log.mark() == end_of(batch)
    assert log.mark().incarnation != log.fork()
    assert log.mark().seq == 0


def test_an_older_acknowledgement_changes_nothing(thread, log):
    write_facts(thread, 1)
    early = end_of(batch_of(log))
    write_facts(thread, 1)
    log.acknowledge(end_of(batch_of(log)), ())
    log.acknowledge(early, ())
    assert log.outgoing(**ALL) is None


@pytest.mark.parametrize("seq", [1, 2, 9])
def test_an_acknowledgement_with_another_hash_is_not_believed(thread, log, seq):
    write_facts(thread, 2)
    batch = batch_of(log)
    with pytest.raises(MarkIsNotOurs):
        log.acknowledge(LogMark(incarnation=batch.incarnation, seq=seq, hash="0" * 64), ())
    assert batch_of(log) == batch


def test_refused_and_quarantined_facts_wait_for_a_person_with_their_codes(thread, log):
    write_facts(thread, 3)
    batch = batch_of(log)
    ids = [EventId(each.event_id) for each in parsed(batch)]
    log.acknowledge(
        end_of(batch),
        (
            FactOutcome(event_id=ids[0], verdict=Verdict.ACCEPTED),
            FactOutcome(event_id=ids[1], verdict=Verdict.REFUSED, code="customers.patient.merged"),
            FactOutcome(event_id=ids[2], verdict=Verdict.QUARANTINED, code="access.denied"),
        ),
    )
    assert log.outgoing(**ALL) is None
    refused = log.refused(limit=9)
    assert [(each.event_id, each.verdict, each.code) for each in refused] == [
        (ids[1], Verdict.REFUSED, "customers.patient.merged"),
        (ids[2], Verdict.QUARANTINED, "access.denied"),
    ]
    assert refused[0].topic == "customers.patient.changed"
    assert refused[0].aggregate.type == "patient"
    assert len(log.refused(limit=1)) == 1
    health = thread.in_unit(lambda unit: unit.sync.health())
    assert (health.queued, health.refused) == (0, 2)


class TestBatches:
    """A batch never cuts a group apart, and never stands still."""

    def test_a_group_that_does_not_fit_waits_whole_for_the_next_batch(self, thread, log):
        write_facts(thread, 2)
        write_facts(thread, 3)
        assert len(batch_of(log, limit_envelopes=4).envelopes) == 2

    def test_a_group_that_ends_at_the_limit_is_sent_whole(self, thread, log):
        write_facts(thread, 2)
        write_facts(thread, 3)
        write_facts(thread, 1)
        assert len(batch_of(log, limit_envelopes=5).envelopes) == 5

    def test_bytes_are_limited_with_a_line_end_each(self, thread, log):
        write_facts(thread, 1)
        write_facts(thread, 1)
        both = sum(len(each) + 1 for each in batch_of(log).envelopes)
        assert len(batch_of(log, limit_bytes=both).envelopes) == 2
        assert len(batch_of(log, limit_bytes=both - 1).envelopes) == 1

    def test_a_group_larger_than_any_batch_is_sent_in_parts(self, thread, log):
        write_facts(thread, 5)
        assert len(batch_of(log, limit_envelopes=2).envelopes) == 2

    def test_a_fact_larger_than_any_batch_is_sent_alone(self, thread, log):
        write_facts(thread, 1)
        write_facts(thread, 1)
        assert len(batch_of(log, limit_bytes=10).envelopes) == 1

    def test_everything_arrives_whatever_the_limits(self, thread, log):
        for count in (1, 3, 2, 4, 1):
            write_facts(thread, count)
        seen = []
        while (batch := log.outgoing(limit_envelopes=3, limit_bytes=1 << 20)) is not None:
            assert is_whole_chain(batch)
            seen += [each.device_seq for each in parsed(batch)]
            log.acknowledge(end_of(batch), ())
        assert seen == list(range(1, 12))


class TestMovingTheMark:
    """The server says where it stands, and the log believes a hash it knows."""

    def test_a_server_that_is_ahead_because_its_answer_was_lost_is_believed(self, thread, log):
        write_facts(thread, 2)
        write_facts(thread, 1)
        batch = batch_of(log)
        second = parsed(batch)[1]
        mark = LogMark(incarnation=batch.incarnation, seq=2, hash=second.hash)
        assert log.move_mark(mark)
        rest = batch_of(log)
        assert (rest.base_seq, rest.base_hash, len(rest.envelopes)) == (2, second.hash, 1)

    def test_verdicts_whose_answer_was_lost_are_kept_with_the_mark(self, thread, log):
        write_facts(thread, 2)
        batch = batch_of(log)
        second, code = EventId(parsed(batch)[1].event_id), "sync.site.foreign"
        set_aside = FactOutcome(event_id=second, verdict=Verdict.QUARANTINED, code=code)
        assert log.move_mark(end_of(batch), (set_aside,))
        assert [(each.event_id, each.code) for each in log.refused(limit=9)] == [(second, code)]

    def test_a_server_that_is_behind_gets_the_facts_it_lost_once_more(self, thread, log):
        write_facts(thread, 2)
        batch = batch_of(log)
        first, second = parsed(batch)
        refusal = FactOutcome(event_id=EventId(second.event_id), verdict=Verdict.REFUSED)
        log.acknowledge(end_of(batch), (refusal,))
        assert log.move_mark(LogMark(incarnation=batch.incarnation, seq=1, hash=first.hash))
        again = batch_of(log)
        assert again.envelopes == batch.envelopes[1:]
        assert log.refused(limit=9) == ()

    def test_a_server_that_has_nothing_of_this_life_gets_all_of_it(self, thread, log):
        write_facts(thread, 2)
        batch = batch_of(log)
        log.acknowledge(end_of(batch), ())
        start = LogMark(incarnation=batch.incarnation, seq=0, hash=CHAIN_START)
        assert log.move_mark(start)
        assert batch_of(log) == batch

    @pytest.mark.parametrize("seq", [0, 1, 5])
    def test_a_place_the_log_does_not_know_moves_nothing(self, thread, log, seq):
        write_facts(thread, 2)
        batch = batch_of(log)
        assert not log.move_mark(LogMark(incarnation=batch.incarnation, seq=seq, hash="f" * 64))
        assert not log.move_mark(LogMark(incarnation=uuid4(), seq=0, hash=CHAIN_START))
        assert batch_of(log) == batch


class TestForks:
    """A restored or cloned log begins another life and loses nothing."""

    def test_what_waits_is_numbered_anew_with_its_event_ids_and_contents_kept(self, thread, log):
        write_facts(thread, 2)
        log.acknowledge(end_of(batch_of(log)), ())
        write_facts(thread, 3)
        before = batch_of(log)
        incarnation = log.fork()
        after = batch_of(log)
        assert after.incarnation == incarnation != before.incarnation
        assert (after.base_seq, after.base_hash) == (0, CHAIN_START)
        assert is_whole_chain(after)
        kept = {"event_id", "payload", "occurred_at", "group_id", "dedupe_key", "actor", "topic"}
        for old, new in zip(parsed(before), parsed(after), strict=True):
            assert old.model_dump(include=kept) == new.model_dump(include=kept)
            assert new.incarnation == incarnation

    def test_facts_after_a_fork_go_on_in_the_new_life(self, thread, log):
        write_facts(thread, 1)
        incarnation = log.fork()
        write_facts(thread, 1)
        batch = batch_of(log)
        assert [each.device_seq for each in parsed(batch)] == [1, 2]
        assert batch.incarnation == incarnation
        assert is_whole_chain(batch)

    def test_a_late_answer_about_the_life_that_ended_is_ignored(self, thread, log):
        write_facts(thread, 1)
        late = end_of(batch_of(log))
        log.fork()
        log.acknowledge(late, ())
        assert len(batch_of(log).envelopes) == 1

    def test_what_was_refused_is_not_sent_again_by_a_fork(self, thread, log):
        write_facts(thread, 1)
        batch = batch_of(log)
        event_id = EventId(parsed(batch)[0].event_id)
        log.acknowledge(end_of(batch), (FactOutcome(event_id=event_id, verdict=Verdict.REFUSED),))
        log.fork()
        assert log.outgoing(**ALL) is None
        assert len(log.refused(limit=9)) == 1

    def test_a_restored_server_gets_every_fact_once_more_in_the_order_they_were_made(
        self, thread, log
    ):
        write_facts(thread, 2)
        first = batch_of(log)
        log.acknowledge(end_of(first), ())
        log.fork()
        write_facts(thread, 1)
        thread.in_unit(lambda unit: unit.sync.move_cursor("chain", expected=0, to=44))
        made = [each.event_id for each in parsed(first) + parsed(batch_of(log))]
        timeline = uuid4()
        incarnation = log.start_over(timeline)
        batch = batch_of(log)
        assert [each.event_id for each in parsed(batch)] == made
        assert batch.incarnation == incarnation
        assert is_whole_chain(batch)
        assert log.timeline() == timeline
        assert log.cursors() == {}


class TestIdentity:
    """Who the device is and what it signs with."""

    def test_the_key_is_made_once_and_signs_from_the_store(self, log):
        public_hex = log.public_key()
        assert log.public_key() == public_hex
        assert len(bytes.fromhex(public_hex)) == 32
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_hex)).verify(
            log.sign(b"a batch"), b"a batch"
        )

    def test_the_key_outlives_a_restart(self, profile, world):
        public = []
        for _ in range(2):
            thread = StoreThread(
                profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
            )
            thread.open(lambda: KEY).result()
            public.append(StoreSyncLog(thread, DeviceKey).public_key())
            thread.stop()
        assert public[0] == public[1]

    def test_a_device_without_a_key_signs_nothing(self, log):
        with pytest.raises(DeviceIsNotEnrolled):
            log.sign(b"a batch")

    def test_identity_and_timeline_come_back_as_saved(self, log):
        identity = an_identity(device_index=3, lab_site_id=None)
        timeline = uuid4()
        assert log.timeline() == TIMELINE
        log.save_identity(identity, timeline=timeline)
        assert log.identity() == identity
        assert log.timeline() == timeline

    def test_saying_the_identity_again_does_not_begin_another_log(self, thread, log):
        write_facts(thread, 1)
        batch = batch_of(log)
        log.save_identity(log.identity(), timeline=TIMELINE)
        assert batch_of(log) == batch

    def test_a_contact_is_what_the_pill_shows(self, thread, log):
        log.note_contact(NOW + timedelta(minutes=1))
        health = thread.in_unit(lambda unit: unit.sync.health())
        assert health.last_contact_at == NOW + timedelta(minutes=1)

    def test_cursors_are_those_the_pages_moved(self, thread, log):
        thread.in_unit(lambda unit: unit.sync.move_cursor("store/x", expected=0, to=5))
        thread.in_unit(lambda unit: unit.sync.move_cursor("chain", expected=0, to=12))
        assert log.cursors() == {"store/x": 5, "chain": 12}


def test_event_ids_are_uuids_of_the_port(thread, log):
    write_facts(thread, 1)
    assert isinstance(parsed(batch_of(log))[0].event_id, UUID)
