"""Facts up: the oldest first, one batch at a time, until nothing waits."""

from dataclasses import dataclass
from uuid import UUID

import structlog

from app.adapters.sync.errors import ServerAnswerIsDamaged
from app.adapters.sync.parts import SyncParts, require_timeline
from app.contracts.envelope import (
    BATCH_BYTES_MAX,
    BATCH_ENVELOPES_MAX,
    CHAIN_START,
    MarkV1,
    OutcomeKind,
    OutcomeV1,
    PushAnswerV1,
)
from app.domain.kernel.ids import EventId
from app.services.sync_ports import FactOutcome, LogMark, OutgoingBatch, Verdict

# The header line of the batch counts towards the limit of the server.
HEADER_BYTES = 1 << 10
# A mark that is put right is right at the next attempt; a fork needs one more.
RESYNCS_MAX = 3

_VERDICTS = {
    OutcomeKind.APPLIED: Verdict.ACCEPTED,
    OutcomeKind.DUPLICATE: Verdict.ACCEPTED,
    OutcomeKind.MERGED: Verdict.ACCEPTED,
    OutcomeKind.QUARANTINED: Verdict.QUARANTINED,
    OutcomeKind.REFUSED: Verdict.REFUSED,
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushing:
    """Sends what waits in the log."""

    parts: SyncParts

    def run(self, timeline: UUID) -> None:
        """Push until the log is empty.

        Raises:
            TimelineHasChanged: the server was restored; nothing was acknowledged after that.
            MarkIsNotOurs: the server acknowledged what this device never wrote.
            ServerUnreachable, ServerIsBusy, ServerAnswerIsDamaged, ServerRefused: see there.
        """
        resyncs = 0
        while (batch := self.parts.call(self._next_batch)) is not None:
            answer = self.parts.server.push(batch)
            require_timeline(answer.timeline, followed=timeline)
            if answer.status == "ok":
                self._acknowledge(batch, answer)
                resyncs = 0
                continue
            resyncs += 1
            if resyncs > RESYNCS_MAX:
                raise ServerAnswerIsDamaged(reason="resync")
            self._resync(batch, answer)

    def _next_batch(self) -> OutgoingBatch | None:
        return self.parts.log.outgoing(
            limit_envelopes=BATCH_ENVELOPES_MAX, limit_bytes=BATCH_BYTES_MAX - HEADER_BYTES
        )

    def _acknowledge(self, batch: OutgoingBatch, answer: PushAnswerV1) -> None:
        acked = answer.acked
        if acked is None or acked.seq <= batch.base_seq:
            # Without progress the same batch would be sent for ever.
            raise ServerAnswerIsDamaged(reason="no_progress")
        mark, outcomes = _log_mark(acked), _fact_outcomes(answer)
        self.parts.call(lambda: self.parts.log.acknowledge(mark, outcomes))
        log.info("sync.push.acknowledged", count=len(outcomes), seq=acked.seq)

    def _resync(self, batch: OutgoingBatch, answer: PushAnswerV1) -> None:
        # A server that knows nothing of this life of the log stands before its first fact.
        mark = (
            LogMark(incarnation=batch.incarnation, seq=0, hash=CHAIN_START)
            if answer.acked is None
            else _log_mark(answer.acked)
        )
        # The answer that told what was not accepted may have been lost on the way here.
        outcomes = _fact_outcomes(answer)
        if self.parts.call(lambda: self.parts.log.move_mark(mark, outcomes)):
            log.info("sync.push.resynced", seq=mark.seq)
            return
        incarnation = self.parts.call(self.parts.log.fork)
        log.warning("sync.push.forked", incarnation=incarnation)


def _log_mark(wire: MarkV1) -> LogMark:
    return LogMark(incarnation=wire.incarnation, seq=wire.seq, hash=wire.hash)


def _fact_outcomes(answer: PushAnswerV1) -> tuple[FactOutcome, ...]:
    return tuple(_fact_outcome(outcome) for outcome in answer.outcomes)


def _fact_outcome(wire: OutcomeV1) -> FactOutcome:
    verdict = _VERDICTS[wire.outcome]
    if verdict is not Verdict.ACCEPTED:
        log.warning(
            "sync.fact.not_accepted",
            event_id=wire.event_id,
            outcome=wire.outcome.value,
            code=wire.code,
        )
    return FactOutcome(event_id=EventId(wire.event_id), verdict=verdict, code=wire.code)
