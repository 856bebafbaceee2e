"""Orders: what was agreed with the patient, with frozen snapshots of what it was agreed upon."""

from app.domain.orders.edging import BevelPlacement, EdgeType, EdgingParameters
from app.domain.orders.order import (
    CommandWasUsedForAnotherOrder,
    LensNeedsAdd,
    MeasurementIsMissing,
    Order,
    OrderCreated,
    OrderDraft,
    OrderHasNoLines,
    OrderItem,
    OrderNotFound,
    OrderStatus,
    PrescriptionHasExpired,
    PromiseIsInThePast,
    require_dispensable,
)
from app.domain.orders.snapshots import (
    FrameSnapshot,
    LensSnapshot,
    PatientSnapshot,
    PrescriptionSnapshot,
    SnapshotIsDamaged,
    snapshot_sha256,
)

__all__ = [
    "BevelPlacement",
    "CommandWasUsedForAnotherOrder",
    "EdgeType",
    "EdgingParameters",
    "FrameSnapshot",
    "LensNeedsAdd",
    "LensSnapshot",
    "MeasurementIsMissing",
    "Order",
    "OrderCreated",
    "OrderDraft",
    "OrderHasNoLines",
    "OrderItem",
    "OrderNotFound",
    "OrderStatus",
    "PatientSnapshot",
    "PrescriptionHasExpired",
    "PrescriptionSnapshot",
    "PromiseIsInThePast",
    "SnapshotIsDamaged",
    "require_dispensable",
    "snapshot_sha256",
]
