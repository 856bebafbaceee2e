"""Devices that push at the same moment: no row is lost from the feed, nothing counts twice."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from app.contracts.envelope import PushAnswerV1
from app.contracts.pull import DocumentType
from sync_server.bootstrap import disposed, wall_clock
from sync_server.services.devices import CHAIN_STREAM
from sync_server.services.effects import Document
from sync_server.services.ingest import IngestService
from sync_server.services.refusals import TryLater
from sync_server.store.engine import create_server_engine
from sync_server.store.feed import SqlFeedUnit
from sync_server.store.ingest import SqlIngestUnit
from sync_server.store.migrator import is_ready
from sync_server.store.proofs import SqlProofUnit
from tests.factories import a_patient, a_reservation, an_order
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import (
    APPLIED,
    DUPLICATE,
    count,
    entered,
    opened,
    outcomes,
    registered,
    reserved,
    rows,
    sell,
)

PATIENCE_S = 20
Answer = TypeVar("Answer")


def together(*works: Callable[[], Answer]) -> list[Answer]:
    """Do all of it at the same moment, each in a thread of its own."""
    ready = threading.Barrier(len(works))

    def begin(work: Callable[[], Answer]) -> Answer:
        ready.wait(PATIENCE_S)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [each.result(PATIENCE_S) for each in [pool.submit(begin, work) for work in works]]


def document(name: str) -> Document:
    return Document(stream=CHAIN_STREAM, type=DocumentType.FRAME, id=name, payload='{"a":1}')


def seen_after(engine: Engine, cursor: int) -> list[tuple[int, str]]:
    with SqlFeedUnit(engine) as unit:
        found = unit.rows(CHAIN_ID, CHAIN_STREAM, after=cursor, limit=1000)
    return [(row.seq, row.id) for row in found]


def test_a_row_that_is_committed_later_never_lies_behind_the_cursor(engine, chain):
    with SqlIngestUnit(engine) as slow:
        slow.publish(CHAIN_ID, [document("slow")])
        # Another transaction publishes and would like to commit first.
        started = threading.Event()

        def hurry() -> None:
            with SqlIngestUnit(engine) as quick:
                started.set()
                quick.publish(CHAIN_ID, [document("quick")])
                quick.commit()

        with ThreadPoolExecutor(1) as pool:
            hurrying = pool.submit(hurry)
            assert started.wait(PATIENCE_S)
            assert seen_after(engine, 0) == []
            slow.commit()
            hurrying.result(PATIENCE_S)
    assert seen_after(engine, 0) == [(1, "slow"), (2, "quick")]


def test_a_reader_in_the_midst_of_many_writers_misses_no_row(engine, chain):
    writers, batches = 4, 25
    finished = threading.Event()
    seen: list[str] = []

    def write(writer: int) -> None:
        for batch in range(batches):
            with SqlIngestUnit(engine) as unit:
                unit.publish(CHAIN_ID, [document(f"{writer}-{batch}-{n}") for n in range(3)])
                unit.commit()

    def read() -> None:
        cursor, is_last = 0, False
        while not is_last:
            is_last = finished.is_set()
            page = seen_after(engine, cursor)
            cursor = page[-1][0] if page else cursor
            seen.extend(name for _, name in page)

    with ThreadPoolExecutor(writers + 1) as pool:
        reading = pool.submit(read)
        writing = [pool.submit(write, number) for number in range(writers)]
        for each in writing:
            each.result(PATIENCE_S)
        finished.set()
        reading.result(PATIENCE_S)
    assert len(seen) == len(set(seen)) == writers * batches * 3


def test_a_page_is_of_one_moment(engine, chain):
    with SqlFeedUnit(engine) as reading:
        assert list(reading.rows(CHAIN_ID, CHAIN_STREAM, after=0, limit=10)) == []
        with SqlIngestUnit(engine) as writing:
            writing.publish(CHAIN_ID, [document("new")])
            writing.commit()
        assert list(reading.rows(CHAIN_ID, CHAIN_STREAM, after=0, limit=10)) == []


def ingesting(engine: Engine, device: ServerDevice) -> Callable[[], PushAnswerV1]:
    """Return a push of the device's whole log that does not go over HTTP."""
    with SqlProofUnit(engine) as unit:
        known = unit.device(device.device_id)
    assert known is not None
    service = IngestService(units=partial(SqlIngestUnit, engine), clock=wall_clock)
    return partial(service.push, known, device.batch())


def test_one_batch_sent_twice_at_the_same_moment_is_applied_once(engine, store):
    sell(store)
    first, second = together(*[ingesting(engine, store)] * 2)
    assert {first.status, second.status} == {"ok", "resync"}
    assert first.acked == second.acked
    assert count(engine, "orders_orders") == 1


def test_two_benches_that_report_the_same_step_at_the_same_moment_agree(
    engine, store, lab, enrolled
):
    order = an_order()
    sell(store, order)
    store.push()
    other_bench = enrolled(LAB_ID)
    for bench in (lab, other_bench):
        bench.commit(entered(opened(order)))
    answers = together(ingesting(engine, lab), ingesting(engine, other_bench))
    found = [outcome.outcome.value for answer in answers for outcome in answer.outcomes]
    assert sorted(found) == [APPLIED[0], DUPLICATE[0]]
    assert count(engine, "lab_stage_history") == 1
    assert count(engine, "sync_dead_letters") == 0


def test_tills_that_sell_the_same_frames_in_any_order_do_not_block_each_other(
    engine, store, enrolled
):
    other_till = enrolled(STORE_ID)
    articles = [f"FRAME-{n}" for n in range(20)]
    for till, order in ((store, articles), (other_till, articles[::-1])):
        for sku in order:
            till.commit(reserved(a_reservation(sku=sku)))
    answers = together(ingesting(engine, store), ingesting(engine, other_till))
    assert [answer.status for answer in answers] == ["ok", "ok"]
    levels = rows(engine, "SELECT DISTINCT reserved FROM inventory_stock_levels")
    assert levels == [(2,)]


def test_two_tills_that_change_one_patient_at_the_same_moment_keep_both_answers(
    engine, store, enrolled
):
    other_till = enrolled(STORE_ID)
    patient = a_patient()
    for till, name in ((store, "Rosa"), (other_till, "Linda")):
        changed = a_patient(patient_id=patient.patient_id, given_name=name)
        till.commit(registered(changed), dedupe_key=name)
    answers = together(ingesting(engine, store), ingesting(engine, other_till))
    found = [(each.outcomes[0].outcome.value, each.outcomes[0].code) for each in answers]
    held = ("quarantined", "customers.patient.version_conflict")
    assert sorted(found, key=str) == [("applied", None), held]
    assert count(engine, "sync_dead_letters") == 1


def test_a_server_without_its_database_says_to_come_again(chain, engine):
    nowhere = engine.url.set(query={"host": "/nowhere", "port": "5432"})
    with disposed(create_server_engine(nowhere)) as lost:
        with pytest.raises(TryLater), SqlProofUnit(lost):
            pass
        assert not is_ready(lost)


def test_a_push_that_must_wait_too_long_is_told_to_come_again(engine, store):
    sell(store)
    with engine.connect() as holder:
        holder.exec_driver_sql("SELECT * FROM devices FOR UPDATE")
        with disposed(create_server_engine(engine.url, lock_timeout_ms=100)) as impatient:
            push = ingesting(impatient, store)
            with pytest.raises(TryLater):
                push()
    assert outcomes(store.push()) == [APPLIED, APPLIED]
