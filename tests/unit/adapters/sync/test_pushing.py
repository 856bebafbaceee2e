"""Facts go up once each, oldest first, whatever is lost on the way."""

from app.adapters.sync.errors import ServerAnswerIsDamaged, ServerRefused
from app.contracts.envelope import OutcomeKind
from app.services.sync_ports import Verdict
from app.services.sync_status import SyncCondition
from tests.fakes.sync import publish_patients


def test_everything_that_waits_goes_up_oldest_first(pump, log, server):
    events = [str(log.commit()) for _ in range(1100)]
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert server.ledger == events
    assert log.marked == 1100
    assert server.pushes == 3


def test_a_lost_answer_costs_a_second_try_and_no_second_fact(pump, log, server):
    event_id = str(log.commit())
    server.answers_to_lose = 1
    assert pump.run_once().condition is SyncCondition.OFFLINE
    assert (server.ledger, log.marked) == ([event_id], 0)
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert (server.ledger, log.marked) == ([event_id], 1)


def test_a_lost_answer_does_not_hide_what_was_not_accepted(pump, log, server, expected_log):
    expected_log("sync.fact.not_accepted")
    set_aside = log.commit()
    server.verdicts[str(set_aside)] = (OutcomeKind.QUARANTINED, "sync.site.foreign")
    server.answers_to_lose = 1
    pump.run_once()
    assert (log.marked, log.outcomes) == (0, [])
    pump.run_once()
    kept = [(outcome.event_id, outcome.verdict, outcome.code) for outcome in log.outcomes]
    assert (log.marked, kept) == (1, [(set_aside, Verdict.QUARANTINED, "sync.site.foreign")])


def test_a_restored_log_forks_and_its_new_facts_arrive(pump, log, server, allowed_log):
    allowed_log("sync.push.forked")
    first = str(log.commit())
    pump.run_once()
    log.facts, log.marked = [], 0
    second, lost = str(log.commit()), log.incarnation
    assert pump.run_once().condition is SyncCondition.ONLINE
    assert server.ledger == [first, second]
    assert log.incarnation != lost
    assert log.marked == 1


def test_a_server_that_always_disagrees_is_left_alone(pump, log, server, allowed_log):
    allowed_log("sync.push.forked")
    log.commit()
    server.push = disagreeing(server)
    state = pump.run_once()
    assert (state.condition, state.code) == (
        SyncCondition.OFFLINE,
        ServerAnswerIsDamaged.code,
    )
    assert server.pushes == 4


def test_what_the_server_did_not_accept_is_kept_with_its_reason(pump, log, server, expected_log):
    expected_log("sync.fact.not_accepted")
    good, set_aside, refused = log.commit(), log.commit(), log.commit()
    server.verdicts[str(set_aside)] = (OutcomeKind.QUARANTINED, "ingest.policy")
    server.verdicts[str(refused)] = (OutcomeKind.REFUSED, "orders.stale")
    pump.run_once()
    kept = [(outcome.event_id, outcome.verdict, outcome.code) for outcome in log.outcomes]
    assert kept == [
        (good, Verdict.ACCEPTED, None),
        (set_aside, Verdict.QUARANTINED, "ingest.policy"),
        (refused, Verdict.REFUSED, "orders.stale"),
    ]
    assert log.outgoing(limit_envelopes=9, limit_bytes=9) is None


def test_an_acknowledgement_of_nothing_is_no_progress(pump, log, server):
    log.commit()
    answer = server.push
    server.push = lambda batch: answer(batch).model_copy(update={"acked": None})
    assert pump.run_once().code == ServerAnswerIsDamaged.code
    assert log.marked == 0


def test_a_mark_that_is_not_ours_is_shown_and_changes_nothing(pump, log, server, expected_log):
    expected_log("sync.push.refused")
    log.commit()
    answer = server.push
    server.push = lambda batch: spoilt_mark(answer(batch))
    state = pump.run_once()
    assert (state.condition, state.code) == (SyncCondition.NEEDS_YOU, "sync.mark.not_ours")
    assert log.marked == 0


def test_a_refused_push_does_not_keep_the_others_news_away(pump, log, server, inbox, expected_log):
    expected_log("sync.push.refused")
    log.commit()
    publish_patients(server, "chain", 1)
    server.troubles = [ServerRefused(status=403, reason="device.suspended")]
    state = pump.run_once()
    assert (state.condition, state.code) == (SyncCondition.NEEDS_YOU, "device.suspended")
    assert len(inbox.documents) == 1


def disagreeing(server):
    answer = server.push

    def disagree(batch):
        if server.marks.get(batch.incarnation) is None:
            server.marks[batch.incarnation] = (7, "cd" * 32)
        return answer(batch)

    return disagree


def spoilt_mark(answer):
    mark = answer.acked.model_copy(update={"hash": "cd" * 32})
    return answer.model_copy(update={"acked": mark})
