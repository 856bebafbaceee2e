"""Orders: each version kept once, sent to their store whole and to the lab as a job."""

from collections.abc import Callable

from app.contracts.from_wire import order_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import LabJobV1, OrderV1
from app.domain.lab.work_order import Stage
from app.domain.orders import OrderStatus, SnapshotIsDamaged, StepKind
from sync_server.services.devices import Device, Site, SiteKind, site_stream
from sync_server.services.effects import Document, Effects, HeldCode, OrderFact, Quarantined
from sync_server.services.handlers.topic import (
    Parse,
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.strict_json import canonical_bytes
from sync_server.services.world import Needs, World

# The steps that change what the lab makes; it does not hear of the others.
FOR_LAB = frozenset({StepKind.AMENDED, StepKind.CANCELLED})
NOT_AGREED = frozenset({OrderStatus.QUOTE.value, OrderStatus.DRAFT.value})


def _create(order: OrderV1, world: World, device: Device) -> Effects:
    return _kept(order, world, device, is_news_for_lab=True)


def _amend(order: OrderV1, world: World, device: Device) -> Effects:
    if world.lab_stages.get(order.order_id, Stage.RECEIVED.value) != Stage.RECEIVED.value:
        # The lab was faster: a person has to speak with it.
        raise Quarantined(HeldCode.ORDER_TAKEN_BY_LAB)
    return _kept(order, world, device, is_news_for_lab=True)


def _move_on(order: OrderV1, world: World, device: Device) -> Effects:
    return _kept(order, world, device, is_news_for_lab=False)


def _kept(order: OrderV1, world: World, device: Device, *, is_news_for_lab: bool) -> Effects:
    require_own_site(order.site_id, device)
    store = _require_places(order, world)
    known = world.order_versions.get(order.order_id, frozenset())
    if order.version in known:
        # Two people took the order on from the same version; one of them has to look again.
        raise Quarantined(HeldCode.ORDER_VERSION_CONFLICT, version=max(known))
    world.order_versions[order.order_id] = known | {order.version}
    effects = Effects(orders=[_fact(order)])
    if order.version < max(known, default=0):
        # What came before the newest version is kept, and tells nobody anything new.
        return effects
    effects.documents.append(
        Document(
            stream=device.stream,
            type=DocumentType.ORDER,
            id=str(order.order_id),
            payload=document_text(order),
        )
    )
    if is_news_for_lab and _is_for_lab(order):
        effects.documents.append(_job_document(order, store))
    return effects


def _require_places(order: OrderV1, world: World) -> Site:
    store, lab = world.sites.get(order.site_id), world.sites.get(order.lab_site_id)
    if store is None or store.kind is not SiteKind.STORE:
        raise Quarantined(HeldCode.SITE_FOREIGN)
    if order.lens is not None and (lab is None or lab.kind is not SiteKind.LAB):
        raise Quarantined(HeldCode.SITE_FOREIGN)
    return store


def _is_for_lab(order: OrderV1) -> bool:
    """Return whether a lab makes something for it, and was told to."""
    is_quote = order.status in NOT_AGREED or order.number.startswith("Q-")
    return order.lens is not None and not is_quote


def _fact(order: OrderV1) -> OrderFact:
    rx = order.prescription_snapshot
    return OrderFact(
        order=order,
        patient_snapshot=canonical_bytes(order.patient_snapshot).decode("utf-8"),
        prescription_snapshot=None if rx is None else canonical_bytes(rx).decode("utf-8"),
    )


def _read(order: OrderV1) -> None:
    """Check that the snapshots are what the device hashed, and that lab and store can read it."""
    try:
        order_from_wire(order)
    except SnapshotIsDamaged:
        raise Quarantined(HeldCode.SNAPSHOT_DAMAGED) from None


def _job_document(order: OrderV1, store: Site) -> Document:
    return Document(
        stream=site_stream(SiteKind.LAB, order.lab_site_id),
        type=DocumentType.LAB_JOB,
        id=str(order.order_id),
        payload=document_text(_lab_job(order, store)),
    )


def _lab_job(order: OrderV1, store: Site) -> LabJobV1:
    """Return what the lab may see of an order: no price, no total, no phone."""
    whole = order_from_wire(order)
    prescription, sha256 = order.prescription_snapshot, order.prescription_snapshot_sha256
    if prescription is None or sha256 is None or order.frame is None or order.lens is None:
        raise Quarantined(HeldCode.RULE_BROKEN)
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
        prescription_snapshot=prescription,
        prescription_snapshot_sha256=sha256,
        frame=order.frame,
        lens=order.lens,
        edging=order.edging,
        note=order.note,
        extras=tuple(each.name for each in whole.draft.extras),
        version=1 + sum(step.kind in FOR_LAB for step in whole.trail),
        is_cancelled=order.status == OrderStatus.CANCELLED,
    )


def _topic(apply: Callable[[OrderV1, World, Device], Effects]) -> Parse:
    return topic(
        OrderV1,
        subject=lambda order: Subject(type="order", id=order.order_id),
        read=_read,
        needs=lambda order: Needs(orders=(order.order_id,)),
        apply=apply,
    )


ORDER_CREATED = _topic(_create)
ORDER_CONFIRMED = _topic(_create)
ORDER_AMENDED = _topic(_amend)
ORDER_CANCELLED = _topic(_create)
ORDER_MOVED_ON = _topic(_move_on)
