"""What travels of returns, of forms put aside and of stock moved, read and written."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.contracts.base import LongText, SafeInteger, ShortText, WireModel
from app.contracts.v1 import Currency
from app.domain.inventory import StockMovement
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.ids import OrderId, PatientId, SiteId, UserId
from app.domain.orders.parked import FORM_SIGNS_MAX, ParkedOrder
from app.domain.orders.returns import Disposition, OrderReturn, ReturnedLine


class ReturnedLineV1(WireModel):
    """Pieces of one line that came back."""

    line_id: ShortText
    sku: ShortText
    pieces: Annotated[int, Field(ge=1, le=10_000)]
    disposition: ShortText
    credit_minor: Annotated[SafeInteger, Field(ge=0)]


class ReturnV1(WireModel):
    """A return (topic orders.return.recorded, document order_return)."""

    return_id: UUID
    order_id: UUID
    site_id: UUID
    lines: Annotated[tuple[ReturnedLineV1, ...], Field(min_length=1, max_length=100)]
    currency: Currency
    reason: LongText
    at: AwareDatetime
    recorded_by: UUID


class ParkedOrderV1(WireModel):
    """A form put aside (topic orders.draft.parked, document parked_order)."""

    parked_id: UUID
    site_id: UUID
    patient_id: UUID | None
    title: ShortText
    form: Annotated[str, Field(max_length=FORM_SIGNS_MAX)]
    at: AwareDatetime
    parked_by: UUID
    version: Annotated[SafeInteger, Field(ge=1)]
    is_open: bool


def return_to_wire(order_return: OrderReturn) -> dict[str, JsonValue]:
    """Return the form of `ReturnV1`."""
    return {
        "return_id": str(order_return.return_id),
        "order_id": str(order_return.order_id),
        "site_id": str(order_return.site_id),
        "lines": [
            {
                "line_id": line.line_id,
                "sku": line.sku,
                "pieces": line.pieces,
                "disposition": line.disposition.value,
                "credit_minor": line.credit_minor,
            }
            for line in order_return.lines
        ],
        "currency": order_return.currency,
        "reason": order_return.reason,
        "at": order_return.at.isoformat(),
        "recorded_by": str(order_return.by),
    }


def return_from_wire(wire: ReturnV1) -> OrderReturn:
    """Return the return."""
    return OrderReturn(
        return_id=wire.return_id,
        order_id=OrderId(wire.order_id),
        site_id=SiteId(wire.site_id),
        lines=tuple(
            ReturnedLine(
                line_id=line.line_id,
                sku=line.sku,
                pieces=line.pieces,
                disposition=Disposition(line.disposition),
                credit_minor=line.credit_minor,
            )
            for line in wire.lines
        ),
        currency=wire.currency,
        reason=wire.reason,
        at=wire.at,
        by=UserId(wire.recorded_by),
    )


def parked_to_wire(parked: ParkedOrder) -> dict[str, JsonValue]:
    """Return the form of `ParkedOrderV1`."""
    return {
        "parked_id": str(parked.parked_id),
        "site_id": str(parked.site_id),
        "patient_id": None if parked.patient_id is None else str(parked.patient_id),
        "title": parked.title,
        "form": parked.form,
        "at": parked.at.isoformat(),
        "parked_by": str(parked.by),
        "version": parked.version,
        "is_open": parked.is_open,
    }


def parked_from_wire(wire: ParkedOrderV1) -> ParkedOrder:
    """Return what is put aside."""
    return ParkedOrder(
        parked_id=wire.parked_id,
        site_id=SiteId(wire.site_id),
        patient_id=None if wire.patient_id is None else PatientId(wire.patient_id),
        title=wire.title,
        form=wire.form,
        at=wire.at,
        by=UserId(wire.parked_by),
        version=wire.version,
        is_open=wire.is_open,
    )


def movement_to_wire(movement: StockMovement) -> dict[str, JsonValue]:
    """Return the form of `StockMovementV1`."""
    return {
        "movement_id": str(movement.movement_id),
        "site_id": str(movement.site_id),
        "sku": movement.sku,
        "kind": movement.kind.value,
        "on_hand_change": movement.on_hand_change,
        "reserved_change": movement.reserved_change,
        "at": movement.at.isoformat(),
        "order_id": None if movement.order_id is None else str(movement.order_id),
    }
