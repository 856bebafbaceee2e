"""The pump says how it stands, rests in between, and outlives a bug."""

from datetime import timedelta
from queue import Queue

from app.adapters.sync.errors import ServerIsBusy, ServerRefused, ServerUnreachable
from app.adapters.sync.pump import PUMP_FAILED, SyncPump
from app.services.sync_status import SyncCondition, SyncStatus
from tests.fakes.clock import NOON

MINUTE = timedelta(minutes=1)
PATIENCE_S = 10


def test_a_change_is_said_once_and_keeps_its_hour(pump, server, clock, told):
    server.troubles = [ServerUnreachable(), ServerUnreachable(), ServerIsBusy()]
    for _ in range(5):
        pump.run_once()
        clock.advance(MINUTE)
    said = [(each.condition, each.code, each.since) for each in told["states"]]
    assert said == [
        (SyncCondition.OFFLINE, "sync.server.unreachable", NOON),
        (SyncCondition.OFFLINE, "sync.server.busy", NOON),
        (SyncCondition.ONLINE, None, NOON + 3 * MINUTE),
    ]
    assert pump.status == told["states"][-1]


def test_a_refusal_is_shown_by_the_servers_code_or_by_ours_where_that_has_no_sentence(
    pump, server, expected_log
):
    expected_log("sync.pull.refused")
    server.troubles = [
        ServerRefused(status=403, reason="device.suspended"),
        ServerRefused(status=403, reason="device.from_the_future"),
    ]
    codes = [pump.run_once().code for _ in range(2)]
    assert codes == ["device.suspended", "sync.server.refused"]


def test_contact_is_noted_but_not_at_every_poll(pump, log, clock):
    for _ in range(61):
        pump.run_once()
        clock.advance(timedelta(seconds=1))
    assert len(log.contacts) == 3


def test_no_contact_is_noted_while_nobody_answers(pump, log, server):
    server.troubles = [ServerUnreachable()]
    pump.run_once()
    assert log.contacts == []


def test_it_sends_what_is_committed_until_it_is_stopped(pump, log, server):
    pump = SyncPump(
        parts=pump.parts,
        clock=pump.clock,
        on_state=pump.on_state,
        on_bug=pump.on_bug,
        poll_interval=timedelta(days=1),
    )
    pump.start()
    event_id = str(log.commit())
    pump.wake()
    assert log.is_acknowledged.wait(PATIENCE_S)
    assert pump.stop()
    assert server.ledger == [event_id]
    assert server.is_closed


def test_a_bug_is_handed_on_and_the_thread_lives(pump, server, expected_log):
    expected_log(PUMP_FAILED)
    bugs: Queue[Exception] = Queue()
    states: Queue[SyncStatus] = Queue()
    pump.on_bug, pump.on_state = bugs.put, states.put
    server.troubles = [ZeroDivisionError("secret of a patient")]
    pump.start()
    assert isinstance(bugs.get(timeout=PATIENCE_S), ZeroDivisionError)
    state = states.get(timeout=PATIENCE_S)
    assert (state.condition, state.code) == (SyncCondition.NEEDS_YOU, PUMP_FAILED)
    pump.retry_now()
    assert states.get(timeout=PATIENCE_S).condition is SyncCondition.ONLINE
    assert pump.stop()


def test_stopping_before_it_ran_is_harmless(pump, server):
    assert pump.stop()
    assert server.is_closed
