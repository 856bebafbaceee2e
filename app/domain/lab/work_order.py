"""The lab's job: opened from an order's snapshots, moved on stage by stage, never edited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import DeviceId, EventId, OrderId, SiteId, UserId, WorkOrderId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.orders.edging import EdgingParameters
from app.domain.orders.snapshots import (
    FrameSnapshot,
    LensSnapshot,
    PatientSnapshot,
    PrescriptionSnapshot,
)

WORK_ORDERS_NAMESPACE = uuid5(NAMESPACE_URL, "dioptre:lab:work_order")


class Stage(StrEnum):
    """The codes of a work order's way through the lab, in order; sites may relabel them."""

    RECEIVED = "received"
    PICKED = "picked"
    FIRST_INSPECTION = "first_inspection"
    BLOCKING = "blocking"
    EDGING = "edging"
    ASSEMBLY = "assembly"
    FINAL_INSPECTION = "final_inspection"
    PACKED = "packed"
    IN_TRANSIT = "in_transit"


# The way of a lens from stock; surfaced and coated lenses and the side states come with part 4.
ROUTE: tuple[Stage, ...] = tuple(Stage)


class WorkOrderNotFound(DomainError):
    """No work order of this lab has that number."""

    code = "lab.work_order.not_found"


class WorkOrderIsFinished(DomainError):
    """There is no stage after the last one."""

    code = "lab.work_order.finished"


class WorkOrderIsCancelled(DomainError):
    """The store has cancelled the order; nothing more is done to it."""

    code = "lab.work_order.cancelled"


class StageHasMovedOn(DomainError):
    """Another bench moved the work order since this screen was drawn."""

    code = "lab.work_order.stage_moved_on"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LabJob:
    """What a store sends its lab: snapshots and parameters, no price and no phone.

    A job that was changed comes again with a higher version; a cancelled one is told as such.
    """

    order_id: OrderId
    order_number: DocumentNumber
    store_site_id: SiteId
    store_name: str
    lab_site_id: SiteId
    promised_on: date
    is_rush: bool
    patient: PatientSnapshot
    prescription: PrescriptionSnapshot
    frame: FrameSnapshot
    lens: LensSnapshot
    edging: EdgingParameters
    note: str
    extras: tuple[str, ...] = ()
    version: int = 1
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEntry:
    """One row of the history: a stage was entered, by whom, where and when."""

    event_id: EventId
    work_order_id: WorkOrderId
    stage: Stage
    visit: int
    entered_at: datetime
    entered_by: UserId
    device_id: DeviceId
    station: str

    @property
    def dedupe_key(self) -> str:
        """Return work order, stage and visit: two benches reporting the same step agree on it."""
        return f"{self.work_order_id}:{self.stage}:{self.visit}"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WorkOrder:
    """A lab job with its number and the stage its history adds up to."""

    work_order_id: WorkOrderId
    number: DocumentNumber
    job: LabJob
    stage: Stage
    version: int

    @property
    def next_stage(self) -> Stage | None:
        """Return the stage after this one, or None at the end."""
        position = ROUTE.index(self.stage) + 1
        return ROUTE[position] if position < len(ROUTE) else None

    def advanced(self, entry: StageEntry) -> "WorkOrder":
        """Return the work order after one more stage."""
        return replace(self, stage=entry.stage, version=self.version + 1)

    def require_next_stage(self) -> Stage:
        """Return the stage after this one.

        Raises:
            WorkOrderIsFinished: there is none.
            WorkOrderIsCancelled: see there.
        """
        if self.job.is_cancelled:
            raise WorkOrderIsCancelled(number=str(self.number))
        stage = self.next_stage
        if stage is None:
            raise WorkOrderIsFinished(number=str(self.number))
        return stage


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WorkOrderStageChanged(DomainEvent):
    """A work order entered a stage; entering RECEIVED opens it and brings its number."""

    topic: ClassVar[str] = "lab.work_order.stage_changed"
    work_order: WorkOrder
    entry: StageEntry

    @property
    def aggregate(self) -> Aggregate:
        """Return the work order."""
        return Aggregate(type="work_order", id=self.work_order.work_order_id)

    @property
    def dedupe_key(self) -> str:
        """Return work order, stage and visit."""
        return self.entry.dedupe_key

    @property
    def version(self) -> int:
        """Return the work order's version after this stage."""
        return self.work_order.version


def work_order_id_of(order_id: OrderId) -> WorkOrderId:
    """Return the id of an order's first work order, the same on every bench that opens it."""
    return WorkOrderId(uuid5(WORK_ORDERS_NAMESPACE, str(UUID(int=order_id.int))))


def latest_stage(history: Iterable[StageEntry]) -> Stage:
    """Return the furthest stage of a history, whatever order its rows arrived in."""
    return max((entry.stage for entry in history), key=ROUTE.index, default=Stage.RECEIVED)
