"""The tables; every key begins with `chain_id`, and no row leaves the store."""

from sync_server.store.rows.base import Row
from sync_server.store.rows.catalogue import ChainRecordRow
from sync_server.store.rows.customers import (
    ConsentRow,
    MergeRow,
    NoteRow,
    PatientRow,
    PrescriptionRow,
)
from sync_server.store.rows.inventory import MovementRow, ReservationRow, StockLevelRow
from sync_server.store.rows.lab import StageHistoryRow, WorkOrderRow
from sync_server.store.rows.mails import MailRow
from sync_server.store.rows.orders import (
    AccessAuditRow,
    OrderItemRow,
    OrderRow,
    OrderVersionRow,
    OutboxRow,
    ParkedOrderRow,
    PatientSnapshotRow,
    PrescriptionSnapshotRow,
    ReturnRow,
)
from sync_server.store.rows.payments import (
    CheckpointRow,
    JournalEntryRow,
    PaymentLineRow,
    PaymentRow,
    RefundLineRow,
    RefundRow,
    StoredValueEntryRow,
)
from sync_server.store.rows.sync import (
    DeadLetterRow,
    DocRow,
    DocStreamRow,
    EventRow,
    IncarnationRow,
    StreamRow,
    TimelineRow,
)
from sync_server.store.rows.tenancy import (
    ChainRow,
    DeviceProofRow,
    DeviceRow,
    EnrolmentCodeRow,
    SiteRow,
    StaffMemberRow,
)

__all__ = [
    "AccessAuditRow",
    "ChainRecordRow",
    "ChainRow",
    "CheckpointRow",
    "ConsentRow",
    "DeadLetterRow",
    "DeviceProofRow",
    "DeviceRow",
    "DocRow",
    "DocStreamRow",
    "EnrolmentCodeRow",
    "EventRow",
    "IncarnationRow",
    "JournalEntryRow",
    "MailRow",
    "MergeRow",
    "MovementRow",
    "NoteRow",
    "OrderItemRow",
    "OrderRow",
    "OrderVersionRow",
    "OutboxRow",
    "ParkedOrderRow",
    "PatientRow",
    "PatientSnapshotRow",
    "PaymentLineRow",
    "PaymentRow",
    "PrescriptionRow",
    "PrescriptionSnapshotRow",
    "RefundLineRow",
    "RefundRow",
    "ReservationRow",
    "ReturnRow",
    "Row",
    "SiteRow",
    "StaffMemberRow",
    "StageHistoryRow",
    "StockLevelRow",
    "StoredValueEntryRow",
    "StreamRow",
    "TimelineRow",
    "WorkOrderRow",
]
