"""`GET /v1/orders`: one order of the device's own store, as it is stored here."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict

from sync_server.api.openapi import NO_BODY, PROVED, problems
from sync_server.api.proof import as_device
from sync_server.services.devices import Device
from sync_server.services.orders import OrderReader, OrderReading
from sync_server.services.proof import ProofService

NUMBER_LENGTH_MAX = 40


class Answer(BaseModel):
    """Base of the parts of the answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class ItemAnswer(Answer):
    """One priced line; the price is in minor units of the order's currency."""

    item_id: UUID
    sku: str
    description: str
    quantity: int
    unit_price_minor: int


class StageAnswer(Answer):
    """One row of the lab's history."""

    stage: str
    visit: int
    entered_at: datetime
    station: str


class OrderAnswer(Answer):
    """An order; the snapshots are the stored bytes as text, so that their hash can be checked.

    `status` is the order's with the lab's part folded in; `lab_stage` and `work_order_number` are
    null until the lab has opened it.
    """

    order_id: UUID
    number: str
    site_id: UUID
    lab_site_id: UUID
    status: str
    version: int
    created_at: datetime
    created_by: UUID
    currency: str
    total_minor: int
    promised_on: date
    is_rush: bool
    note: str
    items: tuple[ItemAnswer, ...]
    patient_snapshot: str
    patient_snapshot_sha256: str
    prescription_snapshot: str | None
    prescription_snapshot_sha256: str | None
    work_order_number: str | None
    lab_stage: str | None
    stage_history: tuple[StageAnswer, ...]


def order_routes(proofs: ProofService, orders: OrderReader) -> APIRouter:
    """Return the routes of reading orders."""
    router = APIRouter(prefix="/v1", tags=["orders"], responses={**PROVED, **problems(404)})

    @router.get("/orders/{order_id}", openapi_extra=NO_BODY)
    async def by_id(request: Request, order_id: Annotated[UUID, Path()]) -> OrderAnswer:
        """Return an order by its id."""

        def work(device: Device, _: bytes) -> OrderReading:
            return orders.by_id(device, order_id, correlation_id=request.state.correlation_id)

        return _answer(await as_device(request, proofs, work))

    @router.get("/orders", openapi_extra=NO_BODY)
    async def by_number(
        request: Request, number: Annotated[str, Query(max_length=NUMBER_LENGTH_MAX)]
    ) -> OrderAnswer:
        """Return an order by its printed number."""

        def work(device: Device, _: bytes) -> OrderReading:
            return orders.by_number(device, number, correlation_id=request.state.correlation_id)

        return _answer(await as_device(request, proofs, work))

    return router


def _answer(order: OrderReading) -> OrderAnswer:
    work_order = order.work_order
    history = work_order.history if work_order else ()
    return OrderAnswer(
        order_id=order.order_id,
        number=order.number,
        site_id=order.site_id,
        lab_site_id=order.lab_site_id,
        status=order.folded_status,
        version=order.version,
        created_at=order.created_at,
        created_by=order.created_by,
        currency=order.currency,
        total_minor=order.total_minor,
        promised_on=order.promised_on,
        is_rush=order.is_rush,
        note=order.note,
        items=tuple(ItemAnswer.model_validate(item) for item in order.items),
        patient_snapshot=order.patient.document,
        patient_snapshot_sha256=order.patient.sha256,
        prescription_snapshot=order.prescription.document if order.prescription else None,
        prescription_snapshot_sha256=order.prescription.sha256 if order.prescription else None,
        work_order_number=work_order.number if work_order else None,
        lab_stage=work_order.stage if work_order else None,
        stage_history=tuple(StageAnswer.model_validate(entry) for entry in history),
    )
