"""Lines of the stock ledger and promises of stock."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.inventory import MovementKind, Reservation, StockMovement
from app.domain.kernel.ids import MovementId, OrderId, ReservationId
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID


def a_movement(**changes: Any) -> StockMovement:
    movement = StockMovement(
        movement_id=MovementId(uuid4()),
        site_id=STORE_ID,
        sku="HAL-204-TOR-50",
        kind=MovementKind.RECEIPT,
        on_hand_change=3,
        reserved_change=0,
        at=NOW,
    )
    return replace(movement, **changes)


def a_reservation(**changes: Any) -> Reservation:
    reservation = Reservation(
        reservation_id=ReservationId(uuid4()),
        order_id=OrderId(uuid4()),
        site_id=STORE_ID,
        sku="HAL-204-TOR-50",
        quantity=1,
        at=NOW,
    )
    return replace(reservation, **changes)
