"""Devices as the services know them, and the marks of their logs."""

from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from app.contracts.envelope import MarkV1
from sync_server.services.devices import Device, DeviceState, SiteKind
from sync_server.store.rows import DeviceRow, IncarnationRow, SiteRow, TimelineRow

DeviceQuery: TypeAlias = Select[UUID, UUID, str, UUID, str, str]


def device_of(
    connection: Connection, chain_id: UUID, device_id: UUID, *, is_locked: bool = False
) -> Device:
    """Return a device that is known to exist."""
    query = _devices().where(DeviceRow.chain_id == chain_id, DeviceRow.device_id == device_id)
    if is_locked:
        query = query.with_for_update(of=DeviceRow)
    return _device(connection.execute(query).one())


def find_device(connection: Connection, device_id: UUID) -> Device | None:
    """Return the device with that id in whatever chain, or None."""
    row = connection.execute(_devices().where(DeviceRow.device_id == device_id)).one_or_none()
    return None if row is None else _device(row)


def mark_of(connection: Connection, device: Device, incarnation: UUID) -> MarkV1 | None:
    """Return how far that life of the device's log was taken in, or None if it is new."""
    row = connection.execute(
        select(IncarnationRow.last_seq, IncarnationRow.last_hash).where(
            IncarnationRow.chain_id == device.chain_id,
            IncarnationRow.device_id == device.device_id,
            IncarnationRow.incarnation == incarnation,
        )
    ).one_or_none()
    if row is None:
        return None
    return MarkV1(incarnation=incarnation, seq=row.last_seq, hash=row.last_hash)


def timeline_of(connection: Connection, chain_id: UUID) -> UUID:
    """Return the life of this database for a chain."""
    query = select(TimelineRow.timeline).where(TimelineRow.chain_id == chain_id)
    return connection.execute(query).scalar_one()


def _devices() -> DeviceQuery:
    return select(
        DeviceRow.chain_id,
        DeviceRow.site_id,
        SiteRow.kind,
        DeviceRow.device_id,
        DeviceRow.public_key,
        DeviceRow.state,
    ).join(
        SiteRow,
        (SiteRow.chain_id == DeviceRow.chain_id) & (SiteRow.site_id == DeviceRow.site_id),
    )


def _device(row: Row[UUID, UUID, str, UUID, str, str]) -> Device:
    return Device(
        chain_id=row.chain_id,
        site_id=row.site_id,
        site_kind=SiteKind(row.kind),
        device_id=row.device_id,
        public_key=row.public_key,
        state=DeviceState(row.state),
    )
