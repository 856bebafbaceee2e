"""Remembers which proofs were used, so that none is taken twice."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from sync_server.services.devices import Device
from sync_server.store.devices import find_device
from sync_server.store.rows import DeviceProofRow
from sync_server.store.unit_of_work import SqlUnit


class SqlProofUnit(SqlUnit):
    """Plays ProofUnit on Postgres, so that every server process knows what another has seen."""

    def device(self, device_id: UUID) -> Device | None:
        """Return the device with that id, or None."""
        return find_device(self.connection, device_id)

    def remember(self, device: Device, jti: str, *, now: datetime, until: datetime) -> bool:
        """Note a proof and forget the device's stale ones; False if it was seen before."""
        self.connection.execute(
            delete(DeviceProofRow).where(
                DeviceProofRow.chain_id == device.chain_id,
                DeviceProofRow.device_id == device.device_id,
                DeviceProofRow.expires_at < now,
            )
        )
        noted = self.connection.execute(
            insert(DeviceProofRow)
            .values(
                chain_id=device.chain_id,
                device_id=device.device_id,
                jti=jti,
                expires_at=until,
            )
            .on_conflict_do_nothing()
            .returning(DeviceProofRow.jti)
        )
        return noted.one_or_none() is not None
