"""What the whole chain shares in versions: articles, price lists, promotions, limits, taxes."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.events import Aggregate, DomainEvent

_RECORDS = UUID("8d0f6a34-6f4f-5c0e-8a4e-0c6a3f1f5b11")


class RecordKind(StrEnum):
    """What a record is of."""

    ARTICLE = "article"
    PRICE_LIST = "price_list"
    PROMOTION = "promotion"
    DISCOUNT_LIMITS = "discount_limits"
    SITE_TAX = "site_tax"
    USED_CODE = "used_code"


def record_id(kind: RecordKind, name: str) -> UUID:
    """Return the identity that belongs to a kind and a name, the same on every device."""
    return uuid5(_RECORDS, f"{kind}:{name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRecord:
    """One version of something the chain shares, under its name among its kind.

    The body is a JSON document that holds all of it. A higher version replaces a lower one; of
    two that reached the same version, the one the server took counts everywhere.
    """

    kind: RecordKind
    name: str
    version: int
    body: dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged(DomainEvent):
    """Somebody at a site changed what the chain shares; each kind has its own topic."""

    change_id: UUID

    @property
    @abstractmethod
    def record(self) -> ChainRecord:
        """Return the record as it now is."""

    @property
    def aggregate(self) -> Aggregate:
        """Return the record the fact is about."""
        record = self.record
        return Aggregate(type=record.kind.value, id=record_id(record.kind, record.name))

    @property
    def dedupe_key(self) -> str:
        """Return the id of this change: two sites that reach one version say different things."""
        return str(self.change_id)

    @property
    def version(self) -> int:
        """Return the version after the change."""
        return self.record.version
