"""What came back of orders, and forms that were put aside: kept for their store's devices."""

from app.contracts.orders_v1 import (
    ParkedOrderV1,
    ReturnV1,
    parked_from_wire,
    return_from_wire,
)
from app.contracts.pull import DocumentType
from sync_server.services.devices import Device
from sync_server.services.effects import Document, Effects
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.world import Needs, World


def _record_return(order_return: ReturnV1, _: World, device: Device) -> Effects:
    require_own_site(order_return.site_id, device)
    document = Document(
        stream=device.stream,
        type=DocumentType.ORDER_RETURN,
        id=str(order_return.return_id),
        payload=document_text(order_return),
    )
    return Effects(returns=[order_return], documents=[document])


def _park(parked: ParkedOrderV1, world: World, device: Device) -> Effects:
    require_own_site(parked.site_id, device)
    if parked.version <= world.parked_versions.get(parked.parked_id, 0):
        # A colleague took it up as well, or said so later: nothing is lost, the form went on.
        return Effects()
    world.parked_versions[parked.parked_id] = parked.version
    document = Document(
        stream=device.stream,
        type=DocumentType.PARKED_ORDER,
        id=str(parked.parked_id),
        payload=document_text(parked),
    )
    return Effects(parked=[parked], documents=[document])


RETURN_RECORDED = topic(
    ReturnV1,
    subject=lambda order_return: Subject(type="return", id=order_return.return_id),
    read=return_from_wire,
    apply=_record_return,
)

ORDER_PARKED = topic(
    ParkedOrderV1,
    subject=lambda parked: Subject(type="parked_order", id=parked.parked_id),
    read=parked_from_wire,
    needs=lambda parked: Needs(parked=(parked.parked_id,)),
    apply=_park,
)
