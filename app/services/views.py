"""Immutable rows that screens show; queries return them and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.kernel.access import Role
from app.domain.kernel.ids import (
    ChainId,
    DeviceId,
    OrderId,
    PatientId,
    SiteId,
    UserId,
    WorkOrderId,
)
from app.domain.kernel.money import Money
from app.domain.lab.work_order import Stage, StageEntry, WorkOrder
from app.domain.orders import OrderStatus
from app.services.print_ports import PrinterReason, PrintJobState


class SiteKind(StrEnum):
    """What a device's site is."""

    STORE = "store"
    LAB = "lab"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIdentity:
    """Who this device is, as the server enrolled it."""

    chain_id: ChainId
    chain_name: str
    site_id: SiteId
    site_code: str
    site_name: str
    site_kind: SiteKind
    device_id: DeviceId
    device_index: int
    device_name: str
    lab_site_id: SiteId | None
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A person who may sign in; `pin_verifier` is an argon2id string."""

    user_id: UserId
    name: str
    roles: frozenset[Role]
    pin_verifier: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientRow:
    """One hit of a patient search; `ready` orders wait for the patient, `due` is unpaid."""

    patient_id: PatientId
    number: str
    given_name: str
    family_name: str
    born_on: date
    phone: str | None
    last_rx_on: date | None = None
    ready: int = 0
    due: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderRow:
    """One order in a list; `lab_stage` is None until the lab has opened it.

    `is_held_back` says that the server did not take it: no lab hears of it until a person acts.
    """

    order_id: OrderId
    number: str
    patient_name: str
    created_at: datetime
    promised_on: date
    total: Money
    status: OrderStatus
    lab_stage: Stage | None
    work_order_number: str | None
    is_synced: bool
    is_held_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LabQueueRow:
    """One work order in the bench's queue."""

    work_order_id: WorkOrderId
    number: str
    order_number: str
    patient_short_name: str
    stage: Stage
    lens_name: str
    promised_on: date
    is_rush: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WorkOrderDetail:
    """Everything the bench shows of one work order."""

    work_order: WorkOrder
    history: tuple[StageEntry, ...]
    ticket: "TicketStatus | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStatus:
    """How the newest ticket of a work order stands."""

    state: PrintJobState
    reason: PrinterReason | None
    copy_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncHealth:
    """What the sync pill says: facts waiting, facts refused, and the last contact."""

    queued: int
    refused: int
    last_contact_at: datetime | None
