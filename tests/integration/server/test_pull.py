"""A device sees what is its own, in order, completely, and each state once."""

from uuid import uuid4

import pytest

from app.contracts.pull import RowKind
from tests.factories import a_patient, an_order
from tests.factories.places import STORE_ID
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import count, entered, opened, registered, rows, sell


def test_a_store_sees_nothing_of_another_store_s(store, second_store):
    sell(store)
    store.commit(registered(a_patient()))
    store.push()
    assert second_store.pull_all() == []
    page = second_store.pull()
    assert {stream.stream for stream in page.streams} == {
        "chain",
        f"store/{second_store.identity['site_id']}",
    }


def test_a_cursor_for_a_foreign_stream_tells_nothing_about_it(store, second_store):
    sell(store)
    store.push()
    answers = []
    for stream in (f"store/{STORE_ID}", f"store/{uuid4()}"):
        second_store.cursors = {stream: 0}
        answers.append(second_store.pull().model_dump(mode="json"))
    assert answers[0] == answers[1]


def test_a_second_till_of_the_store_sees_what_the_first_one_did(store, enrolled):
    order = an_order()
    sell(store, order)
    store.push()
    till = enrolled(STORE_ID)
    assert ("order", str(order.order_id)) in till.pull_all()


def test_pages_follow_each_other_without_gap_or_overlap(store):
    patients = [a_patient() for _ in range(7)]
    for patient in patients:
        store.commit(registered(patient))
    store.push()
    seen, sizes = [], []
    while True:
        page = store.pull(limit=3)
        [own] = [each for each in page.streams if each.stream != "chain"]
        seen += [row.id for row in own.rows]
        sizes.append((len(own.rows), own.is_caught_up, page.is_caught_up))
        if page.is_caught_up:
            break
    assert seen == [str(patient.patient_id) for patient in patients]
    assert sizes == [(3, False, False), (3, False, False), (1, True, True)]


def test_a_page_that_is_just_full_says_whether_anything_is_left(store):
    for _ in range(3):
        store.commit(registered(a_patient()))
    store.push()
    assert store.pull(limit=3).is_caught_up


def test_state_is_sent_once_in_its_latest_form_and_at_its_latest_place(store):
    first, second = a_patient(), a_patient()
    store.commit(registered(first))
    store.commit(registered(second))
    store.push()
    store.pull_all()
    changed = a_patient(patient_id=first.patient_id, given_name="Rosa", version=2)
    store.commit(registered(changed))
    store.push(3)
    page = store.pull()
    [row] = [row for stream in page.streams for row in stream.rows]
    assert (row.seq, row.kind, row.doc["given_name"]) == (3, RowKind.PUT, "Rosa")
    store.cursors.clear()
    assert [name for _, name in store.pull_all()] == [
        str(second.patient_id),
        str(first.patient_id),
    ]


def test_the_page_says_how_far_the_device_s_own_log_was_taken_in(store):
    assert store.pull().mark is None
    sell(store)
    acked = store.push()["acked"]
    page = store.pull()
    assert page.mark.model_dump(mode="json") == acked
    assert page.timeline == store.pull().timeline


def test_a_big_page_is_cut_by_its_size(store):
    for number in range(70):
        sell(store, an_order(n=number + 1, note="x" * 2000))
    for first in range(1, 140, 70):
        store.push(first, first + 69)
    page = store.send("GET", "/v1/sync/pull", params={"limit": "1000"})
    assert len(page.content) > 300_000
    # Whole documents up to a megabyte, and never none.
    assert len(page.content) < (1 << 20) + 50_000


@pytest.mark.parametrize("after", ["store", "chain:-1", "chain:x", "chain:9007199254740992", ":1"])
def test_a_cursor_that_is_none_is_refused(store, after):
    answer = store.send("GET", "/v1/sync/pull", params={"after": after})
    assert (answer.status_code, answer.json()["code"]) == (422, "sync.cursor.invalid")


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
def test_a_page_of_no_size_is_refused(store, limit):
    answer = store.send("GET", "/v1/sync/pull", params={"limit": limit})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


def test_what_has_left_a_stream_is_told_as_gone(engine, store):
    patient = a_patient()
    store.commit(registered(patient))
    store.push()
    store.pull_all()
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_doc_streams SET kind = 'out', seq = 2")
    [row] = [row for stream in store.pull().streams for row in stream.rows]
    assert (row.id, row.kind, row.doc) == (str(patient.patient_id), RowKind.OUT, None)


def test_the_counter_of_a_stream_has_no_gap(engine, store, lab):
    order = an_order()
    for _ in range(3):
        sell(store)
    sell(store, order)
    store.push()
    lab.commit(entered(opened(order)))
    lab.push()
    assert (
        rows(
            engine,
            "SELECT s.stream FROM sync_streams s JOIN sync_doc_streams d USING (chain_id, stream)"
            " GROUP BY s.stream, s.n HAVING count(*) != s.n OR max(d.seq) != s.n",
        )
        == []
    )
    assert count(engine, "sync_streams") == 2


def test_a_device_of_no_site_stream_is_shown_an_empty_one(http, invite):
    device = ServerDevice(http=http)
    device.enrol(invite(STORE_ID))
    page = device.pull()
    assert [(each.stream, each.to, each.is_caught_up) for each in page.streams] == [
        ("chain", 0, True),
        (f"store/{STORE_ID}", 0, True),
    ]
