"""What the chain sells and for how much, as records in versions."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, UuidKey


class ChainRecordRow(Row):
    """An article, a price list, a promotion, limits, tax settings or a used voucher code."""

    __tablename__ = "catalog_records"
    __table_args__ = (Index(None, "chain_id", "kind", "name", unique=True),)

    chain_id: Mapped[ChainKey]
    record_id: Mapped[UuidKey]
    kind: Mapped[str]
    name: Mapped[str]
    version: Mapped[int]
    body: Mapped[str]
