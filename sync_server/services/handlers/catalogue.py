"""Articles, prices and their rules: the chain shares them, the higher version replaces."""

from app.contracts.catalogue_v1 import ChainRecordV1, shared_from_wire
from app.contracts.pull import DocumentType
from app.domain.kernel.chain_records import RecordKind, record_id
from sync_server.services.devices import CHAIN_STREAM, Device
from sync_server.services.effects import Document, Effects, HeldCode, Quarantined
from sync_server.services.handlers.topic import Parse, Subject, document_text, topic
from sync_server.services.world import Needs, World

# What may be said once is refused by a name of its own the second time.
_CONFLICTS = {RecordKind.USED_CODE: HeldCode.CODE_USED_TWICE}


def record_document(record: ChainRecordV1) -> Document:
    """Return the document in which every device of the chain hears of a record."""
    return Document(
        stream=CHAIN_STREAM,
        type=DocumentType(record.kind),
        id=record.name,
        payload=document_text(record),
    )


def _change(record: ChainRecordV1, world: World, _: Device) -> Effects:
    kind = RecordKind(record.kind)
    key = record_id(kind, record.name)
    known = world.record_versions.get(key, 0)
    if record.version <= known:
        # Somebody else was faster; the one who said it hears the kept version in the stream.
        raise Quarantined(_CONFLICTS.get(kind, HeldCode.RECORD_VERSION_CONFLICT), version=known)
    world.record_versions[key] = record.version
    return Effects(records=[record], documents=[record_document(record)])


def _topic_of(kind: RecordKind) -> Parse:
    def read(record: ChainRecordV1) -> None:
        # A price list under the topic of articles would pass every check of either.
        if record.kind != kind:
            raise ValueError(record.kind)
        shared_from_wire(record)

    return topic(
        ChainRecordV1,
        subject=lambda record: Subject(
            type=record.kind, id=record_id(RecordKind(record.kind), record.name)
        ),
        read=read,
        needs=lambda record: Needs(records=(record_id(RecordKind(record.kind), record.name),)),
        apply=_change,
    )


ARTICLE_CHANGED = _topic_of(RecordKind.ARTICLE)
PRICE_LIST_PUBLISHED = _topic_of(RecordKind.PRICE_LIST)
PROMOTION_CHANGED = _topic_of(RecordKind.PROMOTION)
DISCOUNT_LIMITS_CHANGED = _topic_of(RecordKind.DISCOUNT_LIMITS)
VOUCHER_CODE_USED = _topic_of(RecordKind.USED_CODE)
