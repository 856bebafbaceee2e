"""Orders, snapshots, stock and the outbox in memory."""

from dataclasses import dataclass, field
from uuid import UUID

from app.domain.inventory import Reservation, StockLevel, StockMovement, level_of
from app.domain.kernel.audit import AuditEntry
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import (
    CommandId,
    MovementId,
    OrderId,
    PatientId,
    ReservationId,
    SessionId,
    SiteId,
    UserId,
)
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    Order,
    OrderNotFound,
    PatientSnapshot,
    PrescriptionSnapshot,
    SnapshotIsDamaged,
)
from app.domain.orders.errors import ParkedOrderNotFound
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import OrderReturn
from app.services.views import OrderRow
from tests.fakes.lab_store import FakeWorkOrders


@dataclass(kw_only=True)
class FakePatientSnapshots:
    """Plays PatientSnapshotRepository."""

    kept: dict[str, PatientSnapshot] = field(default_factory=dict)

    def add(self, snapshot: PatientSnapshot) -> str:
        self.kept[snapshot.sha256] = snapshot
        return snapshot.sha256

    def get(self, sha256: str) -> PatientSnapshot:
        if sha256 not in self.kept:
            raise SnapshotIsDamaged(sha256=sha256)
        return self.kept[sha256]


@dataclass(kw_only=True)
class FakePrescriptionSnapshots:
    """Plays PrescriptionSnapshotRepository."""

    kept: dict[str, PrescriptionSnapshot] = field(default_factory=dict)

    def add(self, snapshot: PrescriptionSnapshot) -> str:
        self.kept[snapshot.sha256] = snapshot
        return snapshot.sha256

    def get(self, sha256: str) -> PrescriptionSnapshot:
        if sha256 not in self.kept:
            raise SnapshotIsDamaged(sha256=sha256)
        return self.kept[sha256]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFact:
    """An event as it was handed to the outbox."""

    event: DomainEvent
    actor: UserId
    session_id: SessionId
    command_id: CommandId
    causation_id: UUID | None


@dataclass(kw_only=True)
class FakeOutbox:
    """Plays Outbox; `waiting` are the things with facts the server has not acknowledged."""

    facts: list[RecordedFact] = field(default_factory=list)
    acknowledged: int = 0

    @property
    def events(self) -> list[DomainEvent]:
        return [fact.event for fact in self.facts]

    @property
    def waiting(self) -> set[UUID]:
        return {fact.event.aggregate.id for fact in self.facts[self.acknowledged :]}

    def has_seen(self, command_id: CommandId) -> bool:
        return any(fact.command_id == command_id for fact in self.facts)

    def add(
        self,
        *events: DomainEvent,
        actor: UserId,
        session_id: SessionId,
        command_id: CommandId,
        causation_id: UUID | None = None,
    ) -> None:
        self.facts += [
            RecordedFact(
                event=event,
                actor=actor,
                session_id=session_id,
                command_id=command_id,
                causation_id=causation_id,
            )
            for event in events
        ]


@dataclass(kw_only=True)
class FakeAccessAudit:
    """Plays AccessAudit."""

    entries: list[AuditEntry] = field(default_factory=list)

    def add(self, entry: AuditEntry) -> None:
        self.entries.append(entry)


@dataclass(kw_only=True)
class FakeStock:
    """Plays StockLedger; a level is always the fold."""

    movements: dict[MovementId, StockMovement] = field(default_factory=dict)
    reservations: dict[ReservationId, Reservation] = field(default_factory=dict)

    def add_movement(self, movement: StockMovement) -> bool:
        is_new = movement.movement_id not in self.movements
        self.movements.setdefault(movement.movement_id, movement)
        return is_new

    def add_reservation(self, reservation: Reservation) -> None:
        self.add_movement(reservation.movement())
        self.reservations[reservation.reservation_id] = reservation

    def level(self, site_id: SiteId, sku: str) -> StockLevel:
        return level_of(site_id, sku, self.movements.values())

    def promised_to(self, order_id: OrderId) -> tuple[tuple[str, int], ...]:
        sums: dict[str, int] = {}
        for movement in self.movements.values():
            if movement.order_id == order_id:
                sums[movement.sku] = sums.get(movement.sku, 0) + movement.reserved_change
        return tuple((sku, pieces) for sku, pieces in sorted(sums.items()) if pieces > 0)


@dataclass(kw_only=True)
class FakeOrders:
    """Plays OrderRepository; asks the lab's and the outbox's fakes for what its rows show."""

    work_orders: FakeWorkOrders
    outbox: FakeOutbox
    kept: dict[OrderId, Order] = field(default_factory=dict)
    returns: dict[UUID, OrderReturn] = field(default_factory=dict)
    aside: dict[UUID, ParkedOrder] = field(default_factory=dict)

    def add(self, order: Order) -> None:
        for other in self.kept.values():
            if other.command_id == order.command_id and other.order_id != order.order_id:
                raise CommandWasUsedForAnotherOrder(reason="command_id")
        known = self.kept.get(order.order_id)
        if known is None or known.version <= order.version:
            self.kept[order.order_id] = order

    def line_of(self, root_id: OrderId) -> tuple[Order, ...]:
        own = (each for each in self.kept.values() if each.root_id == root_id)
        return tuple(sorted(own, key=lambda each: (each.created_at, str(each.order_id))))

    def add_return(self, order_return: OrderReturn) -> bool:
        is_new = order_return.return_id not in self.returns
        self.returns.setdefault(order_return.return_id, order_return)
        return is_new

    def returns_of(self, order_id: OrderId) -> tuple[OrderReturn, ...]:
        own = (each for each in self.returns.values() if each.order_id == order_id)
        return tuple(sorted(own, key=lambda each: each.at))

    def park(self, parked: ParkedOrder) -> None:
        known = self.aside.get(parked.parked_id)
        if known is None or known.version <= parked.version:
            self.aside[parked.parked_id] = parked

    def parked(self, parked_id: UUID) -> ParkedOrder:
        if parked_id not in self.aside:
            raise ParkedOrderNotFound(parked_id=str(parked_id))
        return self.aside[parked_id]

    def all_parked(self) -> tuple[ParkedOrder, ...]:
        waiting = (each for each in self.aside.values() if each.is_open)
        return tuple(sorted(waiting, key=lambda each: each.at, reverse=True))

    def get(self, order_id: OrderId) -> Order:
        if order_id not in self.kept:
            raise OrderNotFound(order_id=str(order_id))
        return self.kept[order_id]

    def rows(self, *, limit: int) -> tuple[OrderRow, ...]:
        newest = sorted(
            self.kept.values(), key=lambda each: (each.created_at, str(each.order_id)), reverse=True
        )
        return tuple(self._row(each) for each in newest[:limit])

    def rows_of_patient(self, patient_id: PatientId, *, limit: int) -> tuple[OrderRow, ...]:
        own = {key: each for key, each in self.kept.items() if each.patient_id == patient_id}
        return FakeOrders(work_orders=self.work_orders, outbox=self.outbox, kept=own).rows(
            limit=limit
        )

    def row_by_number(self, number: str) -> OrderRow | None:
        for order in self.kept.values():
            if str(order.number) == number:
                return self._row(order)
        return None

    def _row(self, order: Order) -> OrderRow:
        progress = self.work_orders.progress(order.order_id)
        patient = order.draft.patient
        return OrderRow(
            order_id=order.order_id,
            number=str(order.number),
            patient_name=f"{patient.given_name} {patient.family_name}",
            created_at=order.created_at,
            promised_on=order.draft.promised_on,
            total=order.total,
            status=order.status,
            lab_stage=progress[0] if progress else None,
            work_order_number=progress[1] if progress else None,
            is_synced=order.order_id not in self.outbox.waiting,
        )
