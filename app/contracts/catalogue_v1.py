"""What the chain shares of goods and prices, as it travels."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from app.contracts.base import SafeInteger, ShortText, WireModel
from app.domain.kernel import canonical
from app.domain.kernel.chain_records import ChainRecord, RecordChanged, RecordKind
from app.domain.pricing.shared_documents import Shared, shared_of


class ChainRecordV1(WireModel):
    """One version of a record (topics catalog.article.changed and pricing.…; one document a kind).

    `body` is kept as plain JSON, so that a program that does not know a field passes it on.
    """

    kind: Annotated[
        str,
        Field(pattern=r"^(article|price_list|promotion|discount_limits|site_tax|used_code)$"),
    ]
    name: Annotated[ShortText, Field(min_length=1)]
    version: Annotated[SafeInteger, Field(ge=1)]
    body: dict[str, JsonValue]
    change_id: UUID


def record_to_wire(event: RecordChanged) -> dict[str, canonical.JsonValue]:
    """Return the form of `ChainRecordV1`."""
    record = event.record
    return {
        "kind": record.kind.value,
        "name": record.name,
        "version": record.version,
        "body": record.body,
        "change_id": str(event.change_id),
    }


def record_v1(record: ChainRecord, change_id: UUID) -> ChainRecordV1:
    """Return a record as its wire model."""
    return ChainRecordV1.model_validate(
        {
            "kind": record.kind.value,
            "name": record.name,
            "version": record.version,
            "body": record.body,
            "change_id": change_id,
        }
    )


def shared_from_wire(wire: ChainRecordV1) -> Shared:
    """Return what the record holds; raises DomainError if its body breaks a rule."""
    body: dict[str, canonical.JsonValue] = wire.body  # type: ignore[assignment] # pydantic's JsonValue allows floats, which the readers of bodies refuse.
    record = ChainRecord(
        kind=RecordKind(wire.kind), name=wire.name, version=wire.version, body=body
    )
    return shared_of(record)
