"""The pump's side of the log: what waits, what was acknowledged, and how the log forks."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, takewhile
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update

from app.adapters.store.device_log import LogHead, begin_life, hash_at, head_of, move_head
from app.adapters.store.envelopes import moved
from app.adapters.store.rows import orders_outbox
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.events import Aggregate
from app.domain.kernel.ids import EventId
from app.services.ports import Clock, NewId
from app.services.sync_ports import (
    DeviceIsNotEnrolled,
    FactOutcome,
    LogMark,
    MarkIsNotOurs,
    OutgoingBatch,
    RefusedFact,
    Verdict,
)
from app.services.views import DeviceIdentity

OUTBOX = orders_outbox.c
PENDING = "pending"
STATE_OF_VERDICT = {
    Verdict.ACCEPTED: "acked",
    Verdict.QUARANTINED: "quarantined",
    Verdict.REFUSED: "refused",
}
VERDICT_OF_STATE = {state: verdict for verdict, state in STATE_OF_VERDICT.items()}
NEEDS_A_PERSON = (STATE_OF_VERDICT[Verdict.QUARANTINED], STATE_OF_VERDICT[Verdict.REFUSED])
LINE_END_BYTES = 1


class SqlOutgoingLog:
    """Hands facts out oldest first and moves the mark by hash and place, never by count."""

    def __init__(
        self, transaction: Transaction, sync: SqlSyncState, *, clock: Clock, new_id: NewId
    ) -> None:
        self._transaction = transaction
        self._sync = sync
        self._clock = clock
        self._new_id = new_id

    def begin(self, identity: DeviceIdentity, *, timeline: UUID) -> None:
        """Remember who this device is and begin its log, unless it has one."""
        self._sync.save_identity(identity, timeline=timeline)
        if head_of(self._transaction) is None:
            begin_life(self._transaction, self._new_id(), self._clock())

    def outgoing(self, *, limit_envelopes: int, limit_bytes: int) -> OutgoingBatch | None:
        """Return the next batch of whole groups, or None when nothing waits."""
        head = head_of(self._transaction)
        if head is None or head.acked_seq == head.last_seq:
            return None
        is_next = (OUTBOX.incarnation == head.incarnation) & (OUTBOX.device_seq > head.acked_seq)
        sizes = (
            select(OUTBOX.command_id, func.length(OUTBOX.envelope))
            .where(is_next)
            .order_by(OUTBOX.device_seq)
            # One more than may be sent, to see whether the last group goes on.
            .limit(limit_envelopes + 1)
        )
        waiting = [(row[0], row[1] + LINE_END_BYTES) for row in self._transaction.read(sizes)]
        count = whole_groups(waiting, limit_envelopes=limit_envelopes, limit_bytes=limit_bytes)
        facts = select(OUTBOX.envelope, OUTBOX.hash).where(is_next).order_by(OUTBOX.device_seq)
        rows = self._transaction.read(facts.limit(count))
        return OutgoingBatch(
            incarnation=head.incarnation,
            base_seq=head.acked_seq,
            base_hash=head.acked_hash,
            envelopes=tuple(row.envelope for row in rows),
            last_hash=rows[-1].hash,
        )

    def mark(self) -> LogMark:
        """Return how far the present life is acknowledged; raises DeviceIsNotEnrolled."""
        head = head_of(self._transaction)
        if head is None:
            raise DeviceIsNotEnrolled
        return LogMark(incarnation=head.incarnation, seq=head.acked_seq, hash=head.acked_hash)

    def acknowledge(self, mark: LogMark, outcomes: tuple[FactOutcome, ...]) -> None:
        """Move the mark forward and keep the verdicts; raises MarkIsNotOurs."""
        head = head_of(self._transaction)
        if head is None or mark.incarnation != head.incarnation or mark.seq <= head.acked_seq:
            # A late answer about what was acknowledged, or about a life that has ended.
            return
        if hash_at(self._transaction, mark.incarnation, mark.seq) != mark.hash:
            raise MarkIsNotOurs(seq=mark.seq)
        self._set_acked(head, mark)
        self._judge(outcomes)

    def move_mark(self, mark: LogMark, outcomes: tuple[FactOutcome, ...] = ()) -> bool:
        """Put the mark where the server stands; False if the log has to fork."""
        head = head_of(self._transaction)
        if head is None or mark.incarnation != head.incarnation:
            return False
        if hash_at(self._transaction, mark.incarnation, mark.seq) != mark.hash:
            return False
        is_lost = (OUTBOX.incarnation == mark.incarnation) & (OUTBOX.device_seq > mark.seq)
        self._set_state(is_lost, PENDING)
        self._set_acked(head, mark)
        self._judge(outcomes)
        return True

    def fork(self) -> UUID:
        """Begin a new life of the log with everything that still waits."""
        return self._move_to_new_life(OUTBOX.state == PENDING)

    def start_over(self, timeline: UUID) -> UUID:
        """Begin a new life with every fact that is kept, and read every stream anew."""
        self._sync.follow(timeline)
        self._sync.forget_cursors()
        self._set_state(OUTBOX.state != PENDING, PENDING)
        return self._move_to_new_life(OUTBOX.state == PENDING)

    def refused(self, *, limit: int) -> tuple[RefusedFact, ...]:
        """Return the facts that need a person, oldest first."""
        query = select(orders_outbox).where(OUTBOX.state.in_(NEEDS_A_PERSON))
        rows = self._transaction.read(query.order_by(OUTBOX.log_position).limit(limit))
        return tuple(_refused_fact(row) for row in rows)

    def _set_acked(self, head: LogHead, mark: LogMark) -> None:
        is_taken = (OUTBOX.incarnation == mark.incarnation) & (OUTBOX.device_seq <= mark.seq)
        self._set_state(is_taken & (OUTBOX.state == PENDING), "acked")
        move_head(self._transaction, replace(head, acked_seq=mark.seq, acked_hash=mark.hash))

    def _judge(self, outcomes: tuple[FactOutcome, ...]) -> None:
        for outcome in outcomes:
            if outcome.verdict is not Verdict.ACCEPTED:
                self._transaction.write(
                    update(orders_outbox)
                    .where(OUTBOX.event_id == outcome.event_id)
                    .values(state=STATE_OF_VERDICT[outcome.verdict], code=outcome.code)
                )

    def _set_state(self, condition: ColumnElement[bool], state: str) -> None:
        statement = update(orders_outbox).where(condition).values(state=state, code=None)
        self._transaction.write(statement)

    def _move_to_new_life(self, condition: ColumnElement[bool]) -> UUID:
        facts = select(OUTBOX.log_position, OUTBOX.envelope).where(condition)
        waiting = self._transaction.read(facts.order_by(OUTBOX.log_position))
        head = begin_life(self._transaction, self._new_id(), self._clock())
        for row in waiting:
            head = self._renumber(row, head)
        move_head(self._transaction, head)
        return head.incarnation

    def _renumber(self, row: Found, head: LogHead) -> LogHead:
        sealed = moved(row.envelope, head.next_place())
        self._transaction.write(
            update(orders_outbox)
            .where(OUTBOX.log_position == row.log_position)
            .values(
                incarnation=head.incarnation,
                device_seq=head.last_seq + 1,
                envelope=sealed.content,
                hash=sealed.hash,
            )
        )
        return replace(head, last_seq=head.last_seq + 1, last_hash=sealed.hash)


def whole_groups(
    waiting: Sequence[tuple[UUID, int]], *, limit_envelopes: int, limit_bytes: int
) -> int:
    """Return how many of `waiting` (group and size of each) to send without cutting a group.

    A group that alone exceeds the limits is cut, and one envelope is always sent: waiting for
    better times would stop everything behind it.
    """
    within = takewhile(
        lambda total: total <= limit_bytes,
        accumulate(size for _, size in waiting[:limit_envelopes]),
    )
    fitting = max(1, sum(1 for _ in within))
    if fitting == len(waiting):
        return fitting
    next_group = waiting[fitting][0]
    whole = fitting
    while whole and waiting[whole - 1][0] == next_group:
        whole -= 1
    return whole or fitting


def _refused_fact(row: Found) -> RefusedFact:
    return RefusedFact(
        event_id=EventId(row.event_id),
        topic=row.topic,
        aggregate=Aggregate(type=row.aggregate_type, id=row.aggregate_id),
        verdict=VERDICT_OF_STATE[row.state],
        code=row.code,
        occurred_at=row.occurred_at,
    )
