"""Stock as an append-only ledger of movements; a level is their sum and may go below zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import MovementId, OrderId, ReservationId, SiteId


class MovementKind(StrEnum):
    """Why stock moved; later parts add transfer, count and breakage.

    RELEASE takes a promise back; SALE hands over what was promised; RETURN puts it on the shelf.
    """

    RECEIPT = "receipt"
    RESERVATION = "reservation"
    RELEASE = "release"
    SALE = "sale"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMovement:
    """One line of the ledger: how many pieces came or went, and how many were promised."""

    movement_id: MovementId
    site_id: SiteId
    sku: str
    kind: MovementKind
    on_hand_change: int
    reserved_change: int
    at: datetime
    order_id: OrderId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLevel:
    """What a site has of an article and how much of it is promised."""

    site_id: SiteId
    sku: str
    on_hand: int = 0
    reserved: int = 0

    @property
    def available(self) -> int:
        """Return what may still be promised; below zero means oversold, shown, never hidden."""
        return self.on_hand - self.reserved

    def after(self, movement: StockMovement) -> "StockLevel":
        """Return the level with one more movement."""
        return StockLevel(
            site_id=self.site_id,
            sku=self.sku,
            on_hand=self.on_hand + movement.on_hand_change,
            reserved=self.reserved + movement.reserved_change,
        )


def level_of(site_id: SiteId, sku: str, movements: Iterable[StockMovement]) -> StockLevel:
    """Return the fold of the ledger for one article at one site, in any order."""
    level = StockLevel(site_id=site_id, sku=sku)
    for movement in movements:
        if movement.site_id == site_id and movement.sku == sku:
            level = level.after(movement)
    return level


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Pieces promised to an order; made even when the shelf is empty, because facts are kept."""

    reservation_id: ReservationId
    order_id: OrderId
    site_id: SiteId
    sku: str
    quantity: int
    at: datetime

    def movement(self) -> StockMovement:
        """Return the ledger line of this promise; it shares the reservation's id."""
        return StockMovement(
            movement_id=MovementId(self.reservation_id),
            site_id=self.site_id,
            sku=self.sku,
            kind=MovementKind.RESERVATION,
            on_hand_change=0,
            reserved_change=self.quantity,
            at=self.at,
            order_id=self.order_id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockReserved(DomainEvent):
    """Stock was promised to an order."""

    topic: ClassVar[str] = "inventory.stock.reserved"
    reservation: Reservation

    @property
    def aggregate(self) -> Aggregate:
        """Return the reservation."""
        return Aggregate(type="reservation", id=self.reservation.reservation_id)

    @property
    def dedupe_key(self) -> str:
        """Return the reservation's id."""
        return f"{self.reservation.reservation_id}:reserved"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMoved(DomainEvent):
    """A line was added to the ledger."""

    topic: ClassVar[str] = "inventory.stock.moved"
    movement: StockMovement

    @property
    def aggregate(self) -> Aggregate:
        """Return the ledger line."""
        return Aggregate(type="stock_movement", id=self.movement.movement_id)

    @property
    def dedupe_key(self) -> str:
        """Return the line's id."""
        return f"{self.movement.movement_id}:moved"
