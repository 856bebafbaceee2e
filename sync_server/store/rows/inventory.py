"""Stock: the ledger of movements, the levels it adds up to, and what is promised."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, TextKey, UuidKey


class MovementRow(Row):
    """One line of the ledger; only ever added."""

    __tablename__ = "inventory_movements"
    __table_args__ = (Index(None, "chain_id", "site_id", "sku"),)

    chain_id: Mapped[ChainKey]
    movement_id: Mapped[UuidKey]
    site_id: Mapped[UUID]
    sku: Mapped[str]
    kind: Mapped[str]
    on_hand_change: Mapped[int]
    reserved_change: Mapped[int]
    at: Mapped[datetime]
    order_id: Mapped[UUID | None]


class StockLevelRow(Row):
    """What the ledger adds up to for one article at one site; may go below zero."""

    __tablename__ = "inventory_stock_levels"

    chain_id: Mapped[ChainKey]
    site_id: Mapped[UuidKey]
    sku: Mapped[TextKey]
    on_hand: Mapped[int]
    reserved: Mapped[int]


class ReservationRow(Row):
    """Pieces promised to an order."""

    __tablename__ = "inventory_reservations"
    __table_args__ = (Index(None, "chain_id", "order_id"),)

    chain_id: Mapped[ChainKey]
    reservation_id: Mapped[UuidKey]
    order_id: Mapped[UUID]
    site_id: Mapped[UUID]
    sku: Mapped[str]
    quantity: Mapped[int]
    at: Mapped[datetime]
