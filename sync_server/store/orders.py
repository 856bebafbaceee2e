"""Reads an order with everything that belongs to it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, insert, select

from sync_server.services.devices import Device
from sync_server.services.orders import (
    READ,
    ItemReading,
    OrderAccess,
    OrderReading,
    Snapshot,
    StageReading,
    WorkOrderReading,
)
from sync_server.store.rows import (
    AccessAuditRow,
    OrderItemRow,
    OrderRow,
    PatientSnapshotRow,
    PrescriptionSnapshotRow,
    StageHistoryRow,
    WorkOrderRow,
)
from sync_server.store.unit_of_work import SqlUnit


class SqlOrderUnit(SqlUnit):
    """Plays OrderUnit on Postgres; every query is bound to the device's chain and site."""

    def order(self, device: Device, order_id: UUID) -> OrderReading | None:
        """Return an order of the device's site, or None."""
        return self._order(device, OrderRow.order_id == order_id)

    def order_numbered(self, device: Device, number: str) -> OrderReading | None:
        """Return the order of the device's site with that printed number, the oldest if two."""
        return self._order(device, OrderRow.number == number)

    def note_access(self, device: Device, access: OrderAccess) -> None:
        """Add a row to the access audit."""
        self.connection.execute(
            insert(AccessAuditRow).values(
                chain_id=device.chain_id,
                audit_id=access.audit_id,
                at=access.at,
                device_id=device.device_id,
                site_id=device.site_id,
                action=READ,
                subject_type="order",
                subject_id=access.order_id,
                correlation_id=access.correlation_id,
            )
        )

    def _order(self, device: Device, which: ColumnElement[bool]) -> OrderReading | None:
        query = (
            select(
                OrderRow.__table__,
                PatientSnapshotRow.document.label("patient_document"),
                PrescriptionSnapshotRow.document.label("prescription_document"),
            )
            .join(
                PatientSnapshotRow,
                (PatientSnapshotRow.chain_id == OrderRow.chain_id)
                & (PatientSnapshotRow.sha256 == OrderRow.patient_snapshot_sha256),
            )
            .outerjoin(
                PrescriptionSnapshotRow,
                (PrescriptionSnapshotRow.chain_id == OrderRow.chain_id)
                & (PrescriptionSnapshotRow.sha256 == OrderRow.prescription_snapshot_sha256),
            )
            .where(OrderRow.chain_id == device.chain_id, OrderRow.site_id == device.site_id, which)
            .order_by(OrderRow.created_at, OrderRow.order_id)
            .limit(1)
        )
        row = self.connection.execute(query).mappings().one_or_none()
        return None if row is None else self._reading(device.chain_id, row)

    def _reading(self, chain_id: UUID, row: RowMapping) -> OrderReading:
        return OrderReading(
            order_id=row["order_id"],
            number=row["number"],
            site_id=row["site_id"],
            lab_site_id=row["lab_site_id"],
            status=row["status"],
            version=row["version"],
            created_at=row["created_at"],
            created_by=row["created_by"],
            currency=row["currency"],
            total_minor=row["total_minor"],
            promised_on=row["promised_on"],
            is_rush=row["is_rush"],
            note=row["note"],
            items=self._items(chain_id, row["order_id"]),
            patient=Snapshot(
                sha256=row["patient_snapshot_sha256"], document=row["patient_document"]
            ),
            prescription=_prescription(row),
            work_order=self._work_order(chain_id, row["order_id"]),
        )

    def _items(self, chain_id: UUID, order_id: UUID) -> Sequence[ItemReading]:
        rows = self.connection.execute(
            select(
                OrderItemRow.item_id,
                OrderItemRow.sku,
                OrderItemRow.description,
                OrderItemRow.quantity,
                OrderItemRow.unit_price_minor,
            )
            .where(OrderItemRow.chain_id == chain_id, OrderItemRow.order_id == order_id)
            .order_by(OrderItemRow.position)
        )
        return [ItemReading(**row) for row in rows.mappings()]

    def _work_order(self, chain_id: UUID, order_id: UUID) -> WorkOrderReading | None:
        query = (
            select(WorkOrderRow.work_order_id, WorkOrderRow.number, WorkOrderRow.stage)
            .where(WorkOrderRow.chain_id == chain_id, WorkOrderRow.order_id == order_id)
            .order_by(WorkOrderRow.number)
            .limit(1)
        )
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        history = self._history(
            StageHistoryRow.chain_id == chain_id,
            StageHistoryRow.work_order_id == row.work_order_id,
        )
        return WorkOrderReading(number=row.number, stage=row.stage, history=history)

    def _history(self, *which: ColumnElement[bool]) -> Sequence[StageReading]:
        rows = self.connection.execute(
            select(
                StageHistoryRow.stage,
                StageHistoryRow.visit,
                StageHistoryRow.entered_at,
                StageHistoryRow.station,
            )
            .where(*which)
            .order_by(StageHistoryRow.version, StageHistoryRow.entered_at)
        )
        return [StageReading(**row) for row in rows.mappings()]


def _prescription(row: RowMapping) -> Snapshot | None:
    sha256 = row["prescription_snapshot_sha256"]
    return (
        None if sha256 is None else Snapshot(sha256=sha256, document=row["prescription_document"])
    )
