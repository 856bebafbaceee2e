"""Orders: kept with their snapshots, sent to their store whole and to the lab as a job."""

from app.contracts.from_wire import order_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import LabJobV1, OrderV1
from app.domain.orders import SnapshotIsDamaged
from sync_server.services.devices import Device, Site, SiteKind, site_stream
from sync_server.services.effects import Document, Effects, HeldCode, OrderFact, Quarantined
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.strict_json import canonical_bytes
from sync_server.services.world import World


def _create_order(order: OrderV1, world: World, device: Device) -> Effects:
    require_own_site(order.site_id, device)
    store, lab = world.sites.get(order.site_id), world.sites.get(order.lab_site_id)
    if store is None or store.kind is not SiteKind.STORE:
        raise Quarantined(HeldCode.SITE_FOREIGN)
    if lab is None or lab.kind is not SiteKind.LAB:
        raise Quarantined(HeldCode.SITE_FOREIGN)
    fact = OrderFact(
        order=order,
        patient_snapshot=canonical_bytes(order.patient_snapshot).decode("utf-8"),
        prescription_snapshot=canonical_bytes(order.prescription_snapshot).decode("utf-8"),
    )
    whole = Document(
        stream=device.stream,
        type=DocumentType.ORDER,
        id=str(order.order_id),
        payload=document_text(order),
    )
    job = Document(
        stream=site_stream(SiteKind.LAB, lab.site_id),
        type=DocumentType.LAB_JOB,
        id=str(order.order_id),
        payload=document_text(_lab_job(order, store)),
    )
    return Effects(orders=[fact], documents=[whole, job])


def _read(order: OrderV1) -> None:
    """Check that the snapshots are what the device hashed, and that lab and store can read it."""
    try:
        order_from_wire(order)
    except SnapshotIsDamaged:
        raise Quarantined(HeldCode.SNAPSHOT_DAMAGED) from None


def _lab_job(order: OrderV1, store: Site) -> LabJobV1:
    """Return what the lab may see of an order: no price, no total, no phone."""
    return LabJobV1(
        order_id=order.order_id,
        order_number=order.number,
        store_site_id=store.site_id,
        store_name=store.name,
        lab_site_id=order.lab_site_id,
        promised_on=order.promised_on,
        is_rush=order.is_rush,
        patient_snapshot=order.patient_snapshot,
        patient_snapshot_sha256=order.patient_snapshot_sha256,
        prescription_snapshot=order.prescription_snapshot,
        prescription_snapshot_sha256=order.prescription_snapshot_sha256,
        frame=order.frame,
        lens=order.lens,
        edging=order.edging,
        note=order.note,
    )


ORDER_CREATED = topic(
    OrderV1,
    subject=lambda order: Subject(type="order", id=order.order_id),
    read=_read,
    apply=_create_order,
)
