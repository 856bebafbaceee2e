"""What every row has in common: its column types and the names of its constraints."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, DateTime, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

ChainKey = Annotated[UUID, mapped_column(primary_key=True)]
UuidKey = Annotated[UUID, mapped_column(primary_key=True)]
TextKey = Annotated[str, mapped_column(primary_key=True)]


class Row(DeclarativeBase):
    """Base of the rows; text is `text`, moments have a zone, counts are 64 bits wide."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        str: Text(),
        int: BigInteger(),
        bool: Boolean(),
        date: Date(),
        datetime: DateTime(timezone=True),
    }
