"""Writes the stock ledger, moves the levels by what was added, and keeps the promises."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.contracts.v1 import ReservationV1, StockMovementV1
from sync_server.store.rows import MovementRow, ReservationRow, StockLevelRow


def write(
    connection: Connection,
    chain_id: UUID,
    movements: Sequence[StockMovementV1],
    reservations: Sequence[ReservationV1],
) -> None:
    """Add ledger lines and promises; the levels are the sum of the lines."""
    if movements:
        rows = [{"chain_id": chain_id, **each.model_dump()} for each in movements]
        connection.execute(insert(MovementRow), rows)
        _move_levels(connection, chain_id, movements)
    if reservations:
        rows = [{"chain_id": chain_id, **each.model_dump()} for each in reservations]
        connection.execute(insert(ReservationRow), rows)


def _move_levels(
    connection: Connection, chain_id: UUID, movements: Sequence[StockMovementV1]
) -> None:
    changes: dict[tuple[UUID, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for movement in movements:
        on_hand, reserved = changes[movement.site_id, movement.sku]
        changes[movement.site_id, movement.sku] = (
            on_hand + movement.on_hand_change,
            reserved + movement.reserved_change,
        )
    upsert = insert(StockLevelRow)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "site_id", "sku"],
            set_={
                "on_hand": StockLevelRow.on_hand + upsert.excluded.on_hand,
                "reserved": StockLevelRow.reserved + upsert.excluded.reserved,
            },
        ),
        # Sorted, so that two pushes never wait for each other's articles in a circle.
        [
            {
                "chain_id": chain_id,
                "site_id": site_id,
                "sku": sku,
                "on_hand": on_hand,
                "reserved": reserved,
            }
            for (site_id, sku), (on_hand, reserved) in sorted(changes.items())
        ],
    )
