"""The lab's stages: added to the history, told to the lab's benches and to the order's store."""

from app.contracts.from_wire import stage_entry_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import StageEntryV1
from app.domain.kernel.numbers import DocumentNumber
from sync_server.services.devices import Device, SiteKind, site_stream
from sync_server.services.effects import Document, Effects, HeldCode, Quarantined
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.world import Needs, OrderPlace, World


def _enter_stage(entry: StageEntryV1, world: World, device: Device) -> Effects:
    require_own_site(entry.lab_site_id, device)
    if device.site_kind is not SiteKind.LAB:
        raise Quarantined(HeldCode.SITE_FOREIGN)
    store_stream = site_stream(SiteKind.STORE, _place(entry, world).store_site_id)
    payload = document_text(entry)
    documents = [
        Document(
            stream=stream,
            type=DocumentType.STAGE_ENTRY,
            id=str(entry.event_id),
            payload=payload,
        )
        for stream in (device.stream, store_stream)
    ]
    return Effects(stages=[entry], documents=documents)


def _place(entry: StageEntryV1, world: World) -> OrderPlace:
    """Return where the order belongs: by our own record, or by the lab's word if it is ahead.

    After a restore of this server the lab may bring its stages before the store has brought the
    order again.
    """
    said = OrderPlace(store_site_id=entry.store_site_id, lab_site_id=entry.lab_site_id)
    known = world.order_places.get(entry.order_id, said)
    store = world.sites.get(known.store_site_id)
    if known != said or store is None or store.kind is not SiteKind.STORE:
        raise Quarantined(HeldCode.SITE_FOREIGN)
    return known


def _read(entry: StageEntryV1) -> None:
    """Check that benches and store can read it, its number too."""
    DocumentNumber.parse(entry.work_order_number)
    stage_entry_from_wire(entry)


STAGE_CHANGED = topic(
    StageEntryV1,
    subject=lambda entry: Subject(type="work_order", id=entry.work_order_id),
    read=_read,
    needs=lambda entry: Needs(orders=(entry.order_id,)),
    apply=_enter_stage,
)
