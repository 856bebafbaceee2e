"""Work orders and the history of their stages."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, UuidKey


class WorkOrderRow(Row):
    """A work order as its history adds up: the furthest stage, the number given first."""

    __tablename__ = "lab_work_orders"
    __table_args__ = (Index(None, "chain_id", "order_id"),)

    chain_id: Mapped[ChainKey]
    work_order_id: Mapped[UuidKey]
    number: Mapped[str]
    order_id: Mapped[UUID]
    store_site_id: Mapped[UUID]
    lab_site_id: Mapped[UUID]
    stage: Mapped[str]
    version: Mapped[int]


class StageHistoryRow(Row):
    """A stage entered; only ever added, and each visit of a stage once."""

    __tablename__ = "lab_stage_history"
    __table_args__ = (UniqueConstraint("chain_id", "work_order_id", "stage", "visit"),)

    chain_id: Mapped[ChainKey]
    event_id: Mapped[UuidKey]
    work_order_id: Mapped[UUID]
    work_order_number: Mapped[str]
    stage: Mapped[str]
    visit: Mapped[int]
    version: Mapped[int]
    entered_at: Mapped[datetime]
    entered_by: Mapped[UUID]
    device_id: Mapped[UUID]
    station: Mapped[str]
