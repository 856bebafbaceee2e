"""Reads one order for its own store, and notes that it was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from app.domain.orders import OrderStatus
from sync_server.services.devices import Device, SiteKind
from sync_server.services.ports import Clock, NewId, Unit
from sync_server.services.refusals import Code, Missing, NotAllowed

READ = "orders.order.read"
# Until the lab has opened an order, it stands where the store left it.
BEFORE_LAB = frozenset({OrderStatus.CONFIRMED.value, OrderStatus.SENT_TO_LAB.value})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Snapshot:
    """Stored canonical bytes with the hash they are addressed by."""

    sha256: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ItemReading:
    """One line of an order."""

    item_id: UUID
    sku: str
    description: str
    quantity: int
    unit_price_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """One row of the lab's history."""

    stage: str
    visit: int
    entered_at: datetime
    station: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderReading:
    """The lab's side of an order."""

    number: str
    stage: str
    history: Sequence[StageReading]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderReading:
    """An order as it is stored, with its items, its snapshots and its way through the lab."""

    order_id: UUID
    number: str
    site_id: UUID
    lab_site_id: UUID
    status: str
    version: int
    created_at: datetime
    created_by: UUID
    currency: str
    total_minor: int
    promised_on: date
    is_rush: bool
    note: str
    items: Sequence[ItemReading]
    patient: Snapshot
    prescription: Snapshot | None
    work_order: WorkOrderReading | None

    @property
    def folded_status(self) -> str:
        """Return the status with what the lab has done."""
        if self.work_order is None or self.status not in BEFORE_LAB:
            return self.status
        return OrderStatus.IN_LAB.value


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAccess:
    """Who read which order, when, and as part of what."""

    audit_id: UUID
    at: datetime
    order_id: UUID
    correlation_id: UUID


class OrderUnit(Unit, Protocol):
    """The transaction of a read, because the read itself is written down."""

    def order(self, device: Device, order_id: UUID) -> OrderReading | None:
        """Return an order of the device's site, or None."""

    def order_numbered(self, device: Device, number: str) -> OrderReading | None:
        """Return the order of the device's site with that printed number, the oldest if two."""

    def note_access(self, device: Device, access: OrderAccess) -> None:
        """Add a row to the access audit."""


Find = Callable[[OrderUnit], OrderReading | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReader:
    """The use case behind `GET /v1/orders`."""

    units: Callable[[], OrderUnit]
    clock: Clock
    new_id: NewId

    def by_id(self, device: Device, order_id: UUID, *, correlation_id: UUID) -> OrderReading:
        """Return the order.

        Raises:
            NotAllowed: the device is suspended.
            Missing: the device's site has no such order; an order of another site looks the same.
        """
        return self._read(
            device, lambda unit: unit.order(device, order_id), correlation_id=correlation_id
        )

    def by_number(self, device: Device, number: str, *, correlation_id: UUID) -> OrderReading:
        """Return the order with that number; raises as `by_id` does."""
        return self._read(
            device,
            lambda unit: unit.order_numbered(device, number),
            correlation_id=correlation_id,
        )

    def _read(self, device: Device, find: Find, *, correlation_id: UUID) -> OrderReading:
        if not device.may_read:
            raise NotAllowed(Code.DEVICE_SUSPENDED)
        if device.site_kind is not SiteKind.STORE:
            raise Missing(Code.NOT_FOUND)
        with self.units() as unit:
            order = find(unit)
            if order is None:
                raise Missing(Code.NOT_FOUND)
            access = OrderAccess(
                audit_id=self.new_id(),
                at=self.clock(),
                order_id=order.order_id,
                correlation_id=correlation_id,
            )
            unit.note_access(device, access)
            unit.commit()
        return order
