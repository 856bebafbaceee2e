"""State comes down page by page; what cannot be applied holds its stream and nothing else."""

from datetime import timedelta
from uuid import uuid4

from app.adapters.sync.errors import ServerAnswerIsDamaged
from app.domain.kernel.backoff import LONGEST_DELAY
from app.domain.kernel.numbers import NumberBlockIsUsedUp
from app.services.sync_status import SyncCondition
from tests.fakes.sync import publish_patients


def test_every_stream_comes_down_page_by_page(pump, log, server, inbox):
    publish_patients(server, "chain", 5)
    publish_patients(server, "store/1", 1)
    pump.run_once()
    assert log.stream_cursors == {"chain": 5, "store/1": 1}
    assert len(inbox.documents) == 6


def test_what_a_page_made_goes_up_in_the_same_turn(pump, log, server, inbox):
    inbox.makes_facts = True
    publish_patients(server, "lab/1", 1)
    pump.run_once()
    assert (len(server.ledger), log.marked) == (1, 1)


def test_a_page_for_another_cursor_is_dropped(pump, log, server, inbox):
    publish_patients(server, "chain", 2)
    answer = server.pull
    server.pull = lambda cursors, **asked: answer({"chain": 1}, **asked)
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert inbox.documents == []
    assert log.stream_cursors == {}


def test_a_page_overtaken_on_its_way_to_the_store_is_dropped(pump, log, server, inbox):
    publish_patients(server, "chain", 1)
    apply = inbox.apply

    def overtaken(page):
        log.stream_cursors["chain"] = 1
        return apply(page)

    inbox.apply = overtaken
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert inbox.documents == []


def test_a_stream_that_promises_more_and_brings_nothing_is_not_asked_for_ever(pump, server):
    server.streams["chain"] = []
    answer = server.pull

    def promising(cursors, **asked):
        page = answer(cursors, **asked)
        stream = page.streams[0].model_copy(update={"is_caught_up": False})
        return page.model_copy(update={"streams": (stream,)})

    server.pull = promising
    assert pump.run_once().code == ServerAnswerIsDamaged.code


def test_a_page_that_cannot_be_read_holds_its_stream_and_the_others_go_on(
    pump, log, server, inbox, expected_log
):
    expected_log("sync.stream.held")
    publish_patients(server, "store/1", 4)
    server.mend("store/1", 3, version="three")
    publish_patients(server, "chain", 6)
    state = pump.run_once()
    assert (state.condition, state.code) == (
        SyncCondition.NEEDS_YOU,
        "sync.document.damaged",
    )
    assert log.stream_cursors == {"store/1": 2, "chain": 6}
    assert len(inbox.documents) == 8


def test_a_rule_of_the_domain_holds_it_likewise(pump, log, server, inbox, expected_log):
    expected_log("sync.stream.held")
    inbox.refusals = [NumberBlockIsUsedUp(series="W", first=1, last=2)]
    publish_patients(server, "lab/1", 1)
    assert pump.run_once().code == "kernel.number.block_used_up"
    assert log.stream_cursors == {}


def test_it_is_tried_again_with_growing_delays_and_goes_on_when_mended(
    pump, server, inbox, clock, expected_log
):
    expected_log("sync.stream.held")
    inbox.refusals = [NumberBlockIsUsedUp(series="W", first=1, last=2) for _ in range(99)]
    publish_patients(server, "chain", 1)
    for _ in range(40):
        pump.run_once()
        clock.advance(timedelta(seconds=1))
    assert len(inbox.refusals) == 99 - 6
    inbox.refusals.clear()
    clock.advance(LONGEST_DELAY)
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert inbox.log.stream_cursors == {"chain": 1}


def test_it_takes_no_room_from_the_streams_after_it(pump, log, server, expected_log):
    expected_log("sync.stream.held")
    publish_patients(server, "chain", 30)
    server.mend("chain", 1, version="one")
    publish_patients(server, "store/1", 5)
    assert pump.run_once().condition is SyncCondition.NEEDS_YOU
    assert log.stream_cursors == {"store/1": 5}


def test_while_it_stands_still_its_rows_are_not_sent_again(pump, server, expected_log):
    expected_log("sync.stream.held")
    publish_patients(server, "chain", 30)
    server.mend("chain", 1, version="one")
    pump.run_once()
    pump.run_once()
    assert [len(page.streams[0].rows) for page in server.pages] == [2, 0]


def test_a_restored_server_is_said_and_nothing_is_taken_from_it(pump, log, server, inbox):
    log.commit()
    publish_patients(server, "chain", 1)
    server.timeline = uuid4()
    state = pump.run_once()
    assert state.condition is SyncCondition.SERVER_RESTORED
    assert state.code == "sync.server.timeline_changed"
    assert (log.marked, log.outcomes, log.stream_cursors) == (0, [], {})
    assert inbox.documents == []


def test_it_is_noticed_when_nothing_waits_to_be_sent(pump, server, inbox):
    publish_patients(server, "chain", 1)
    server.timeline = uuid4()
    assert pump.run_once().condition is SyncCondition.SERVER_RESTORED
    assert inbox.documents == []


def test_a_device_without_a_chain_says_so(pump, log, server):
    log.known_timeline = None
    assert pump.run_once().code == "sync.device.not_enrolled"
    assert (server.pushes, server.pages) == (0, [])


def test_what_the_server_knew_when_it_was_asked_counts_as_its_present_word(pump, inbox, clock):
    asked_at = clock()
    pump.run_once()
    assert inbox.confirmed == [asked_at]


def test_a_held_stream_makes_no_balance_the_present_one(pump, server, inbox, expected_log):
    expected_log("sync.stream.held")
    publish_patients(server, "chain", 1)
    inbox.refusals = [NumberBlockIsUsedUp(series="W", first=1, last=2)]
    pump.run_once()
    assert inbox.confirmed == []
