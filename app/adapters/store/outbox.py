"""The outbox: facts are chained to the device's log in the transaction that makes them true."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select

from app.adapters.store.device_log import LogHead, head_of, move_head
from app.adapters.store.envelopes import Cause, Fact, SealedEnvelope, seal
from app.adapters.store.rows import orders_outbox
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.transaction import Transaction
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, EventId, SessionId, UserId
from app.domain.orders import CommandWasUsedForAnotherOrder
from app.services.ports import Clock, NewId
from app.services.sync_ports import DeviceIsNotEnrolled

OUTBOX = orders_outbox.c

ADD_FACTS = insert(orders_outbox)
COUNT_FACTS_OF = select(func.count()).where(OUTBOX.command_id == bindparam("command_id"))


class SqlOutbox:
    """Appends facts to the log of this device."""

    def __init__(
        self, transaction: Transaction, sync: SqlSyncState, *, clock: Clock, new_id: NewId
    ) -> None:
        self._transaction = transaction
        self._sync = sync
        self._clock = clock
        self._new_id = new_id
        self._own_commands: set[CommandId] = set()

    def has_seen(self, command_id: CommandId) -> bool:
        """Return whether a command was carried out before."""
        return self._facts_of(command_id) > 0

    def add(
        self,
        *events: DomainEvent,
        actor: UserId,
        session_id: SessionId,
        command_id: CommandId,
        causation_id: UUID | None = None,
    ) -> None:
        """Append facts as one group, chained to the log; `command_id` correlates them.

        Raises:
            CommandWasUsedForAnotherOrder: an earlier unit of work carried the command out.
            DeviceIsNotEnrolled: there is no log to append to.
        """
        head = head_of(self._transaction)
        if head is None:
            raise DeviceIsNotEnrolled
        position = self._facts_of(command_id)
        if position and command_id not in self._own_commands:
            raise CommandWasUsedForAnotherOrder(reason="command_id")
        self._own_commands.add(command_id)
        cause = Cause(
            actor=actor, session_id=session_id, command_id=command_id, causation_id=causation_id
        )
        facts = [self._fact(event, cause) for event in events]
        self._append(head, facts, after_position=position)

    def forget_own_commands(self) -> None:
        """End the group: a command of this unit is an earlier one for the next."""
        self._own_commands.clear()

    def _append(self, head: LogHead, facts: list[Fact], *, after_position: int) -> None:
        identity = self._sync.identity()
        rows = []
        for position, fact in enumerate(facts, start=after_position + 1):
            sealed = seal(fact, identity, head.next_place())
            head = replace(head, last_seq=head.last_seq + 1, last_hash=sealed.hash)
            rows.append(_row(fact, sealed, head, position))
        self._transaction.insert(ADD_FACTS, rows)
        move_head(self._transaction, head)

    def _facts_of(self, command_id: CommandId) -> int:
        return self._transaction.scalar(COUNT_FACTS_OF, command_id=command_id) or 0

    def _fact(self, event: DomainEvent, cause: Cause) -> Fact:
        return Fact(
            event=event,
            event_id=EventId(self._new_id()),
            occurred_at=self._clock(),
            cause=cause,
        )


def _row(fact: Fact, sealed: SealedEnvelope, head: LogHead, position: int) -> dict[str, Any]:
    return {
        "incarnation": head.incarnation,
        "device_seq": head.last_seq,
        "event_id": fact.event_id,
        "command_id": fact.cause.command_id,
        "position": position,
        "topic": fact.event.topic,
        "aggregate_type": fact.event.aggregate.type,
        "aggregate_id": fact.event.aggregate.id,
        "occurred_at": fact.occurred_at,
        "envelope": sealed.content,
        "hash": sealed.hash,
        "state": "pending",
        "code": None,
    }
