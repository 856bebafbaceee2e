"""The sealed journal: the canonical bytes of each entry, and what finds them without a scan."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, func, insert, literal_column, select

from app.adapters.store.money_rows import payments_checkpoints, payments_journal
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.canonical import JsonValue, canonical_json
from app.domain.kernel.ids import CommandId, DeviceId
from app.domain.payments.checkpoints import Checkpoint
from app.domain.payments.documents import DocumentType
from app.domain.payments.fiscal_signing import SignerState, mark_to_json
from app.domain.payments.grand_totals import GrandTotals, Period, PeriodTotals, period_keys
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import ChainEnd, JournalEntry, JournalHead
from app.domain.payments.journal_json import checkpoint_from_json, entry_from_json

JOURNAL = payments_journal.c
CHECKPOINTS = payments_checkpoints.c
ADD_ENTRY = insert(payments_journal)
ADD_CHECKPOINT = insert(payments_checkpoints)
FAILED = "failed"
# Written out as in the indices, for a bound length would not be found in them.
month_column: ColumnElement[str] = literal_column("substr(business_day, 1, 7)", Text())
year_column: ColumnElement[str] = literal_column("substr(business_day, 1, 4)", Text())
# A page of a walk through a whole journal.
PAGE = 500
# Entries of a day that are read again and again; an entry's text never changes.
ENTRIES_KEPT = 1024


class SqlJournal:
    """Plays JournalRepository."""

    def __init__(self, transaction: Transaction, sync: SqlSyncState) -> None:
        self._transaction = transaction
        self._sync = sync

    def head(
        self, till_id: DeviceId, *, business_day: date, session_id: TillSessionId | None
    ) -> JournalHead:
        """Return what the next entry of that day and session is built upon."""
        identity = self._sync.identity()
        head = JournalHead(
            till_id=till_id, till_code=f"{identity.site_code}-{identity.device_index}"
        )
        last = self._last(till_id)
        if last is None:
            return head
        return JournalHead(
            till_id=till_id,
            till_code=head.till_code,
            end=ChainEnd(number=last.number, hash=last.hash),
            type_ends=self._type_ends(till_id),
            last_at=last.stamp.at,
            period_totals=self._totals(till_id, business_day, session_id),
            signer_state=self._signer_state(till_id),
            checkpoint_number=self._checkpoint_number(till_id),
        )

    def add(self, entry: JournalEntry) -> None:
        """Append an entry; raises if its number is taken."""
        self._transaction.write(ADD_ENTRY, {**_columns(entry), "entry": _text(entry.to_json())})

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Append a checkpoint."""
        fields = {
            "till_id": checkpoint.till_id,
            "number": checkpoint.number,
            "checkpoint": _text(checkpoint.to_json()),
        }
        self._transaction.write(ADD_CHECKPOINT, fields)

    def since_opening(self, till_id: DeviceId) -> tuple[JournalEntry, ...]:
        """Return the entries from the last opening on, by number; none if it never opened."""
        opening = self._last(till_id, JOURNAL.type == DocumentType.OPENING.value)
        if opening is None:
            return ()
        return tuple(self.entries(till_id, first=opening.number))

    def entry(self, till_id: DeviceId, number: int) -> JournalEntry | None:
        """Return the entry with that number, or None."""
        return self._last(till_id, JOURNAL.number == number)

    def of_command(self, till_id: DeviceId, command_id: CommandId) -> JournalEntry | None:
        """Return the last entry that was sealed for a command, or None."""
        return self._last(till_id, JOURNAL.command_id == command_id)

    def copies_of(self, till_id: DeviceId, number: int) -> int:
        """Return how often an entry has been printed again."""
        query = select(func.count()).where(JOURNAL.till_id == till_id, JOURNAL.copy_of == number)
        return self._transaction.scalar(query) or 0

    def entries(self, till_id: DeviceId, *, first: int) -> Iterator[JournalEntry]:
        """Return the entries from a number on, by number."""
        for row in self._rows(till_id, first):
            yield _entry(row.entry)

    def checkpoints(self, till_id: DeviceId, *, first: int) -> tuple[Checkpoint, ...]:
        """Return the checkpoints from a number on, by number."""
        return tuple(
            checkpoint_from_json(json.loads(row.checkpoint))
            for row in self._checkpoint_rows(till_id, first)
        )

    def stored_entries(self, till_id: DeviceId) -> tuple[Mapping[str, JsonValue], ...]:
        """Return the entries as they are stored; one that is not as it was written is empty."""
        return tuple(_as_stored(row) for row in self._rows(till_id, 1))

    def stored_checkpoints(self, till_id: DeviceId) -> tuple[Mapping[str, JsonValue], ...]:
        """Return the checkpoints as they are stored; one that cannot be read is empty."""
        return tuple(_object(row.checkpoint) for row in self._checkpoint_rows(till_id, 1))

    def _rows(self, till_id: DeviceId, first: int) -> Iterator[Found]:
        while True:
            query = (
                select(payments_journal)
                .where(JOURNAL.till_id == till_id, JOURNAL.number >= first)
                .order_by(JOURNAL.number)
                .limit(PAGE)
            )
            rows = self._transaction.read(query)
            yield from rows
            if len(rows) < PAGE:
                return
            first = rows[-1].number + 1

    def _checkpoint_rows(self, till_id: DeviceId, first: int) -> tuple[Found, ...]:
        query = select(payments_checkpoints).where(
            CHECKPOINTS.till_id == till_id, CHECKPOINTS.number >= first
        )
        return tuple(self._transaction.read(query.order_by(CHECKPOINTS.number)))

    def _last(self, till_id: DeviceId, *which: ColumnElement[bool]) -> JournalEntry | None:
        text = self._transaction.scalar(
            select(JOURNAL.entry)
            .where(JOURNAL.till_id == till_id, *which)
            .order_by(JOURNAL.number.desc())
            .limit(1)
        )
        return None if text is None else _entry(text)

    def _type_ends(self, till_id: DeviceId) -> dict[DocumentType, ChainEnd]:
        ends = {}
        for type_ in DocumentType:
            row = self._transaction.first(
                select(JOURNAL.type_number, JOURNAL.hash)
                .where(JOURNAL.till_id == till_id, JOURNAL.type == type_.value)
                .order_by(JOURNAL.type_number.desc())
                .limit(1)
            )
            if row is not None:
                ends[type_] = ChainEnd(number=row.type_number, hash=row.hash)
        return ends

    def _totals(
        self, till_id: DeviceId, business_day: date, session_id: TillSessionId | None
    ) -> GrandTotals:
        """Return what each period has so far: the totals of the last entry that belongs to it."""
        keys = period_keys(business_day, session_id)
        belongs: dict[Period, tuple[ColumnElement[bool], ...]] = {
            Period.SHIFT: (JOURNAL.session_id == session_id,),
            Period.DAY: (JOURNAL.business_day == business_day,),
            Period.MONTH: (month_column == keys[Period.MONTH],),
            Period.YEAR: (year_column == keys[Period.YEAR],),
            Period.PERPETUAL: (),
        }
        totals: dict[Period, PeriodTotals] = {}
        for period, which in belongs.items():
            last = self._last(till_id, *which)
            totals[period] = PeriodTotals() if last is None else last.totals[period]
        return totals

    def _signer_state(self, till_id: DeviceId) -> SignerState:
        state = self._transaction.scalar(
            select(JOURNAL.mark_state)
            .where(JOURNAL.till_id == till_id, JOURNAL.mark_state.is_not(None))
            .order_by(JOURNAL.number.desc())
            .limit(1)
        )
        return SignerState.FAILED if state == FAILED else SignerState.WORKING

    def _checkpoint_number(self, till_id: DeviceId) -> int:
        query = select(func.max(CHECKPOINTS.number)).where(CHECKPOINTS.till_id == till_id)
        return self._transaction.scalar(query) or 0


def _columns(entry: JournalEntry) -> dict[str, Any]:
    mark = mark_to_json(entry.fiscal_mark)
    is_copy = entry.document.type is DocumentType.REPRINT
    return {
        "till_id": entry.till_id,
        "number": entry.number,
        "type": entry.document.type.value,
        "type_number": entry.type_number,
        "session_id": entry.stamp.session_id,
        "business_day": entry.stamp.business_day,
        "command_id": entry.stamp.command_id,
        "mark_state": None if mark is None else mark["state"],
        "copy_of": entry.document.details.get("of") if is_copy else None,
        "hash": entry.hash,
    }


def _text(document: JsonValue) -> str:
    return canonical_json(document).decode()


@lru_cache(maxsize=ENTRIES_KEPT)
def _entry(text: str) -> JournalEntry:
    return entry_from_json(json.loads(text))


def _as_stored(row: Found) -> Mapping[str, JsonValue]:
    """Return the entry of a row, or nothing where its text or a column is not as it was written."""
    stored = _object(row.entry)
    said = (stored.get("number"), stored.get("type"), stored.get("hash"), stored.get("command"))
    kept = (row.number, row.type, row.hash, str(row.command_id))
    return stored if said == kept else {}


def _object(text: str) -> Mapping[str, JsonValue]:
    try:
        found: Any = json.loads(text)
        is_as_written = isinstance(found, dict) and _text(found) == text
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if is_as_written else {}
