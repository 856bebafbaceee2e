"""Stock: movements are only added up, so they need no order and lose nothing."""

from app.contracts.from_wire import movement_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import ReservationV1, StockMovementV1
from app.domain.inventory import MovementKind
from sync_server.services.devices import Device
from sync_server.services.effects import Document, Effects
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.world import World


def _move_stock(movement: StockMovementV1, _: World, device: Device) -> Effects:
    require_own_site(movement.site_id, device)
    return Effects(movements=[movement], documents=[_document(movement, device)])


def _reserve_stock(reservation: ReservationV1, _: World, device: Device) -> Effects:
    require_own_site(reservation.site_id, device)
    movement = _movement_of(reservation)
    return Effects(
        reservations=[reservation],
        movements=[movement],
        documents=[_document(movement, device)],
    )


def _movement_of(reservation: ReservationV1) -> StockMovementV1:
    """Return the ledger line of a promise; it shares the reservation's id."""
    return StockMovementV1(
        movement_id=reservation.reservation_id,
        site_id=reservation.site_id,
        sku=reservation.sku,
        kind=MovementKind.RESERVATION,
        on_hand_change=0,
        reserved_change=reservation.quantity,
        at=reservation.at,
        order_id=reservation.order_id,
    )


def _document(movement: StockMovementV1, device: Device) -> Document:
    return Document(
        stream=device.stream,
        type=DocumentType.STOCK_MOVEMENT,
        id=str(movement.movement_id),
        payload=document_text(movement),
    )


STOCK_RESERVED = topic(
    ReservationV1,
    subject=lambda reservation: Subject(type="reservation", id=reservation.reservation_id),
    read=lambda reservation: movement_from_wire(_movement_of(reservation)),
    apply=_reserve_stock,
)

STOCK_MOVED = topic(
    StockMovementV1,
    subject=lambda movement: Subject(type="stock_movement", id=movement.movement_id),
    read=movement_from_wire,
    apply=_move_stock,
)
