"""Orders and their drafts."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.kernel.ids import OrderId, OrderItemId
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber, NumberSeries
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.orders import (
    EdgingParameters,
    FrameSnapshot,
    LensSnapshot,
    Order,
    OrderDraft,
    OrderItem,
    PatientSnapshot,
    PrescriptionSnapshot,
)
from app.domain.pricing import PricedLine
from tests.factories.catalogue import a_frame, a_lens
from tests.factories.customers import OPTICIAN_ID, a_patient, a_prescription
from tests.factories.moments import NOW, PROMISED_ON
from tests.factories.places import LAB_ID, STORE_ID
from tests.factories.traces import a_trace


def an_order_number(n: int = 417) -> DocumentNumber:
    return DocumentNumber(series=NumberSeries.ORDER, site="LIN", year=26, n=n)


def an_order_draft(**changes: Any) -> OrderDraft:
    patient = a_patient()
    draft = OrderDraft(
        order_id=OrderId(uuid4()),
        patient=PatientSnapshot.of(patient),
        prescription=_measured(),
        frame=FrameSnapshot.of(a_frame(), traces=(a_trace(), a_trace(eye="left"))),
        lens=LensSnapshot.of(a_lens(), tint=""),
        edging=EdgingParameters(),
        items=_items(),
        currency="EUR",
        lab_site_id=LAB_ID,
        promised_on=PROMISED_ON,
        is_rush=False,
        note="",
    )
    return replace(draft, **changes)


def an_order(*, n: int = 417, **changes: Any) -> Order:
    """Return an order; `n` is its running number, `changes` are those of its draft."""
    return Order.create(
        an_order_draft(**changes),
        number=an_order_number(n),
        site_id=STORE_ID,
        created_by=OPTICIAN_ID,
        now=NOW,
    )


def _measured() -> PrescriptionSnapshot:
    eye = EyeMeasurements(monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(19_00))
    return PrescriptionSnapshot.of(a_prescription(), right=eye, left=eye, as_worn=AsWorn())


def _items() -> tuple[OrderItem, ...]:
    lines = (
        PricedLine(
            sku="HAL-204-TOR-50",
            description="Halden 204 Tortoise",
            quantity=1,
            unit_price=Money(189_00, "EUR"),
        ),
        PricedLine(
            sku="VAL-PRO-160-AR",
            description="Valo Progressive 1.60 clear",
            quantity=2,
            unit_price=Money(249_00, "EUR"),
        ),
    )
    return tuple(OrderItem(item_id=OrderItemId(uuid4()), line=line) for line in lines)
