"""What the chain sells, as head office lists it; lengths in hundredths of a millimetre."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, TextKey


class CatalogFrameRow(Row):
    """A frame in one colour and size."""

    __tablename__ = "catalog_frames"
    __table_args__ = (Index(None, "chain_id", "gtin"),)

    chain_id: Mapped[ChainKey]
    sku: Mapped[TextKey]
    gtin: Mapped[str]
    brand: Mapped[str]
    model: Mapped[str]
    colour: Mapped[str]
    a_hundredths_mm: Mapped[int]
    b_hundredths_mm: Mapped[int]
    dbl_hundredths_mm: Mapped[int]
    temple_mm: Mapped[int]
    price_minor: Mapped[int]
    currency: Mapped[str]


class CatalogLensRow(Row):
    """A lens as ordered."""

    __tablename__ = "catalog_lenses"

    chain_id: Mapped[ChainKey]
    sku: Mapped[TextKey]
    name: Mapped[str]
    kind: Mapped[str]
    material: Mapped[str]
    index_thousandths: Mapped[int]
    coating: Mapped[str]
    price_minor: Mapped[int]
    currency: Mapped[str]
