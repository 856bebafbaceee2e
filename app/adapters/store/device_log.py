"""The device's log of facts: where its present life stands, and how a place is added to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from app.adapters.store.envelopes import Place
from app.adapters.store.rows import orders_outbox, sync_incarnations
from app.adapters.store.transaction import Transaction
from app.contracts.envelope import CHAIN_START

LIVES = sync_incarnations.c
OUTBOX = orders_outbox.c

FIND_HEAD = select(sync_incarnations).where(LIVES.is_current)
END_EVERY_LIFE = update(sync_incarnations).values(is_current=False)
BEGIN_LIFE = insert(sync_incarnations)
MOVE_HEAD = update(sync_incarnations).where(LIVES.incarnation == bindparam("this_life"))
FIND_HASH = select(OUTBOX.hash).where(
    OUTBOX.incarnation == bindparam("incarnation"), OUTBOX.device_seq == bindparam("seq")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHead:
    """The last place of one life of the log, and the last one the server has acknowledged."""

    incarnation: UUID
    last_seq: int
    last_hash: str
    acked_seq: int
    acked_hash: str

    def next_place(self) -> Place:
        """Return where the next fact stands."""
        return Place(
            incarnation=self.incarnation,
            device_seq=self.last_seq + 1,
            prev_hash=self.last_hash,
        )


def head_of(transaction: Transaction) -> LogHead | None:
    """Return the head of the present life, or None before the device is enrolled."""
    row = transaction.first(FIND_HEAD)
    if row is None:
        return None
    return LogHead(
        incarnation=row.incarnation,
        last_seq=row.last_seq,
        last_hash=row.last_hash,
        acked_seq=row.acked_seq,
        acked_hash=row.acked_hash,
    )


def begin_life(transaction: Transaction, incarnation: UUID, now: datetime) -> LogHead:
    """Begin a life of the log in which nothing has been written yet; it is the present one."""
    transaction.write(END_EVERY_LIFE)
    head = LogHead(
        incarnation=incarnation,
        last_seq=0,
        last_hash=CHAIN_START,
        acked_seq=0,
        acked_hash=CHAIN_START,
    )
    transaction.write(
        BEGIN_LIFE,
        {"incarnation": incarnation, "began_at": now, "is_current": True, **_marks(head)},
    )
    return head


def move_head(transaction: Transaction, head: LogHead) -> None:
    """Write down where a life of the log stands now."""
    transaction.write(MOVE_HEAD, {"this_life": head.incarnation, **_marks(head)})


def hash_at(transaction: Transaction, incarnation: UUID, seq: int) -> str | None:
    """Return the hash at a place of the log; None where nothing was written."""
    if seq == 0:
        return CHAIN_START
    found = transaction.scalar(FIND_HASH, incarnation=incarnation, seq=seq)
    return None if found is None else str(found)


def _marks(head: LogHead) -> dict[str, Any]:
    return {
        "last_seq": head.last_seq,
        "last_hash": head.last_hash,
        "acked_seq": head.acked_seq,
        "acked_hash": head.acked_hash,
    }
