"""The stock ledger: movements are only ever added, and the level moves with them."""

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import Insert, insert

from app.adapters.store.rows import (
    inventory_movements,
    inventory_reservations,
    inventory_stock_levels,
)
from app.adapters.store.statements import insert_once
from app.adapters.store.transaction import Transaction
from app.domain.inventory import Reservation, StockLevel, StockMovement
from app.domain.kernel.ids import OrderId, SiteId

LEVELS = inventory_stock_levels.c

ADD_MOVEMENT = insert_once(inventory_movements)
ADD_RESERVATION = insert_once(inventory_reservations)
FIND_LEVEL = select(LEVELS.on_hand, LEVELS.reserved).where(
    LEVELS.site_id == bindparam("site_id"), LEVELS.sku == bindparam("sku")
)

MOVEMENTS = inventory_movements.c
PIECES = func.sum(MOVEMENTS.reserved_change)
FIND_PROMISED = (
    select(MOVEMENTS.sku, PIECES.label("pieces"))
    .where(MOVEMENTS.order_id == bindparam("order_id"))
    .group_by(MOVEMENTS.sku)
    .having(PIECES > 0)
    .order_by(MOVEMENTS.sku)
)


def _add_to_level() -> Insert:
    statement = insert(inventory_stock_levels)
    return statement.on_conflict_do_update(
        index_elements=[LEVELS.site_id, LEVELS.sku],
        set_={
            "on_hand": LEVELS.on_hand + statement.excluded.on_hand,
            "reserved": LEVELS.reserved + statement.excluded.reserved,
        },
    )


ADD_TO_LEVEL = _add_to_level()


class SqlStock:
    """What each site has of an article, as the sum of its ledger."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add_movement(self, movement: StockMovement) -> bool:
        """Add a line and move the level; the same line twice is harmless. True if it was new."""
        is_new = self._transaction.write(ADD_MOVEMENT, _movement_fields(movement)) > 0
        if is_new:
            self._move_level(movement)
        return is_new

    def add_reservation(self, reservation: Reservation) -> None:
        """Add the promise and its ledger line."""
        self.add_movement(reservation.movement())
        self._transaction.write(
            ADD_RESERVATION,
            {
                "reservation_id": reservation.reservation_id,
                "order_id": reservation.order_id,
                "site_id": reservation.site_id,
                "sku": reservation.sku,
                "quantity": reservation.quantity,
                "at": reservation.at,
            },
        )

    def level(self, site_id: SiteId, sku: str) -> StockLevel:
        """Return what a site has of an article."""
        row = self._transaction.first(FIND_LEVEL, site_id=site_id, sku=sku)
        if row is None:
            return StockLevel(site_id=site_id, sku=sku)
        return StockLevel(site_id=site_id, sku=sku, on_hand=row.on_hand, reserved=row.reserved)

    def promised_to(self, order_id: OrderId) -> tuple[tuple[str, int], ...]:
        """Return which articles are promised to an order now, and how many pieces of each."""
        rows = self._transaction.read(FIND_PROMISED, order_id=order_id)
        return tuple((row.sku, row.pieces) for row in rows)

    def _move_level(self, movement: StockMovement) -> None:
        self._transaction.write(
            ADD_TO_LEVEL,
            {
                "site_id": movement.site_id,
                "sku": movement.sku,
                "on_hand": movement.on_hand_change,
                "reserved": movement.reserved_change,
            },
        )


def _movement_fields(movement: StockMovement) -> dict[str, Any]:
    return {
        "movement_id": movement.movement_id,
        "site_id": movement.site_id,
        "sku": movement.sku,
        "kind": movement.kind.value,
        "on_hand_change": movement.on_hand_change,
        "reserved_change": movement.reserved_change,
        "at": movement.at,
        "order_id": movement.order_id,
    }
