"""Who this device is, and how far it has pushed and pulled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, select, update

from app.adapters.store.rows import (
    orders_outbox,
    sync_cursors,
    sync_device,
    sync_device_key,
)
from app.adapters.store.statements import insert_or_newer, insert_or_replace
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import ChainId, DeviceId, SiteId
from app.services.sync_ports import DeviceIsNotEnrolled, StalePage
from app.services.views import DeviceIdentity, SiteKind, SyncHealth

DEVICE = sync_device.c
CURSORS = sync_cursors.c
OUTBOX = orders_outbox.c
ONLY_ROW = 1

FIND_DEVICE = select(sync_device)
SAVE_DEVICE = insert_or_replace(sync_device)
NOTE_CONTACT = update(sync_device)
FIND_CURSOR = select(CURSORS.seq).where(CURSORS.stream == bindparam("stream"))
MOVE_CURSOR = insert_or_newer(sync_cursors, CURSORS.seq)
COUNT_BY_STATE = select(OUTBOX.state, func.count()).group_by(OUTBOX.state)
LAST_CONTACT = select(DEVICE.last_contact_at)


class SqlSyncState:
    """The device's place in the chain and in the server's streams."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def identity(self) -> DeviceIdentity:
        """Return who this device is; raises DeviceIsNotEnrolled."""
        row = self._transaction.first(FIND_DEVICE)
        if row is None:
            raise DeviceIsNotEnrolled
        return _identity(row)

    def save_identity(self, identity: DeviceIdentity, *, timeline: UUID) -> None:
        """Remember who this device is and which timeline of the server it follows."""
        fields = {"only": ONLY_ROW, **_identity_fields(identity), "timeline": timeline}
        last_contact_at = self._transaction.scalar(LAST_CONTACT)
        self._transaction.write(SAVE_DEVICE, {**fields, "last_contact_at": last_contact_at})

    def health(self) -> SyncHealth:
        """Return what the sync pill says."""
        found = self._transaction.read(COUNT_BY_STATE)
        counts: dict[str, int] = {row[0]: row[1] for row in found}
        return SyncHealth(
            queued=counts.get("pending", 0),
            refused=counts.get("refused", 0) + counts.get("quarantined", 0),
            last_contact_at=self._transaction.scalar(LAST_CONTACT),
        )

    def cursor(self, stream: str) -> int:
        """Return the last sequence number seen in a stream; 0 at the beginning."""
        return self._transaction.scalar(FIND_CURSOR, stream=stream) or 0

    def cursors(self) -> dict[str, int]:
        """Return the last sequence number seen in each stream."""
        rows = self._transaction.read(select(CURSORS.stream, CURSORS.seq))
        return {row.stream: row.seq for row in rows}

    def move_cursor(self, stream: str, *, expected: int, to: int) -> None:
        """Move the cursor in the transaction that stores the rows; raises StalePage."""
        if self.cursor(stream) != expected or to < expected:
            raise StalePage(stream=stream, expected=expected, to=to)
        self._transaction.write(MOVE_CURSOR, {"stream": stream, "seq": to})

    def forget_cursors(self) -> None:
        """Begin every stream anew."""
        self._transaction.write(delete(sync_cursors))

    def note_contact(self, at: datetime) -> None:
        """Remember that the server answered."""
        self._transaction.write(NOTE_CONTACT, {"last_contact_at": at})

    def timeline(self) -> UUID | None:
        """Return the server's timeline this device follows, or None before enrolment."""
        found = self._transaction.scalar(select(DEVICE.timeline))
        return found if isinstance(found, UUID) else None

    def follow(self, timeline: UUID) -> None:
        """Follow another timeline from now on."""
        self._transaction.write(update(sync_device).values(timeline=timeline))

    def private_key(self) -> str | None:
        """Return the secret half of the device's key, or None before it was made."""
        found = self._transaction.scalar(select(sync_device_key.c.private_key))
        return None if found is None else str(found)

    def keep_private_key(self, private_hex: str) -> None:
        """Keep the secret half of the device's key; there is one key in a device's life."""
        statement = insert(sync_device_key).values(only=ONLY_ROW, private_key=private_hex)
        self._transaction.write(statement)


def _identity_fields(identity: DeviceIdentity) -> dict[str, Any]:
    return {
        "chain_id": identity.chain_id,
        "chain_name": identity.chain_name,
        "site_id": identity.site_id,
        "site_code": identity.site_code,
        "site_name": identity.site_name,
        "site_kind": identity.site_kind.value,
        "device_id": identity.device_id,
        "device_index": identity.device_index,
        "device_name": identity.device_name,
        "lab_site_id": identity.lab_site_id,
        "currency": identity.currency,
    }


def _identity(row: Found) -> DeviceIdentity:
    return DeviceIdentity(
        chain_id=ChainId(row.chain_id),
        chain_name=row.chain_name,
        site_id=SiteId(row.site_id),
        site_code=row.site_code,
        site_name=row.site_name,
        site_kind=SiteKind(row.site_kind),
        device_id=DeviceId(row.device_id),
        device_index=row.device_index,
        device_name=row.device_name,
        lab_site_id=None if row.lab_site_id is None else SiteId(row.lab_site_id),
        currency=row.currency,
    )
