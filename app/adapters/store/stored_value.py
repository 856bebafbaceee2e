"""Gift cards and credits with their ledgers, and when the server last confirmed them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from app.adapters.store.money_rows import (
    payments_stored_value_entries,
    payments_stored_value_word,
    payments_stored_values,
)
from app.adapters.store.statements import insert_once, insert_or_newer
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import DeviceId
from app.domain.kernel.money import Money
from app.domain.payments.ids import StoredValueId
from app.domain.payments.stored_value import StoredValue, StoredValueEntry, ValueMovement
from app.domain.payments.tender import Tender

VALUES = payments_stored_values.c
ENTRIES = payments_stored_value_entries.c
WORD = payments_stored_value_word.c
ONLY_ROW = 1

ADD_VALUE = insert_once(payments_stored_values)
ADD_ENTRY = insert_once(payments_stored_value_entries)
CONFIRM = insert_or_newer(payments_stored_value_word, WORD.confirmed_at)


class SqlStoredValue:
    """Plays StoredValueRepository."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, value: StoredValue) -> None:
        """Insert a card with the lines it has; one that is known stays as it is."""
        fields = {
            "stored_value_id": value.stored_value_id,
            "kind": value.kind.value,
            "number": value.number,
            "currency": value.currency,
            "expires_on": value.expires_on,
        }
        self._transaction.write(ADD_VALUE, fields)
        for entry in value.entries:
            self.add_entry(entry)

    def get(self, stored_value_id: StoredValueId) -> StoredValue | None:
        """Return the card with its ledger, or None."""
        return self._first(VALUES.stored_value_id == stored_value_id)

    def by_number(self, number: str) -> StoredValue | None:
        """Return the card with that number, or None."""
        return self._first(VALUES.number == number)

    def add_entry(self, entry: StoredValueEntry) -> None:
        """Append a line; the same one twice is harmless."""
        self._transaction.write(ADD_ENTRY, _entry_fields(entry))

    def confirm(self, at: datetime) -> None:
        """Remember that the server has told every line it knew at that moment."""
        self._transaction.write(CONFIRM, {"only": ONLY_ROW, "confirmed_at": at})

    def _first(self, which: ColumnElement[bool]) -> StoredValue | None:
        query = select(payments_stored_values).where(which).order_by(VALUES.stored_value_id)
        row = self._transaction.first(query.limit(1))
        if row is None:
            return None
        lines = select(payments_stored_value_entries).where(
            ENTRIES.stored_value_id == row.stored_value_id
        )
        found = self._transaction.read(lines.order_by(ENTRIES.at, ENTRIES.entry_id))
        return StoredValue(
            stored_value_id=StoredValueId(row.stored_value_id),
            kind=Tender(row.kind),
            number=row.number,
            currency=row.currency,
            entries=tuple(_entry(line, row.currency) for line in found),
            confirmed_at=self._transaction.scalar(select(WORD.confirmed_at)),
            expires_on=row.expires_on,
        )


def _entry_fields(entry: StoredValueEntry) -> dict[str, Any]:
    return {
        "entry_id": entry.entry_id,
        "stored_value_id": entry.stored_value_id,
        "movement": entry.movement.value,
        "amount_minor": entry.amount.minor,
        "at": entry.at,
        "device_id": entry.device_id,
    }


def _entry(row: Found, currency: str) -> StoredValueEntry:
    return StoredValueEntry(
        entry_id=row.entry_id,
        stored_value_id=StoredValueId(row.stored_value_id),
        movement=ValueMovement(row.movement),
        amount=Money(row.amount_minor, currency),
        at=row.at,
        device_id=DeviceId(row.device_id),
    )
