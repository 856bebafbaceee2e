"""Steps of an order, what comes back of it, and what is put aside."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.domain.catalog import ContactLensChoice
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.optics.doubts import Confirmation, Doubt
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.orders import (
    Accountable,
    ContactLensSnapshot,
    ExtraSnapshot,
    Handover,
    Order,
    Payer,
    Proof,
    QuoteTerms,
    RemakeKind,
    RemakeReason,
    RemakeTerms,
    StepKind,
)
from app.domain.orders.amendment import amended
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import Disposition, OrderReturn, returned_line
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW, PROMISED_ON
from tests.factories.orders import an_order
from tests.factories.places import STORE_ID

CHOICE = ContactLensChoice(
    eye="left",
    base_curve_mm=Millimetres(8_60),
    diameter_mm=Millimetres(14_20),
    sphere=Dioptres(-2_250),
    cylinder=Dioptres(-750),
    axis_deg=180,
)


def a_return(order: Order | None = None) -> OrderReturn:
    order = order or an_order()
    first = str(order.draft.items[0].item_id)
    return OrderReturn(
        return_id=uuid4(),
        order_id=order.order_id,
        site_id=order.site_id,
        lines=(returned_line(order, first, 1, Disposition.RESTOCK, ()),),
        currency=order.draft.currency,
        reason="too small",
        at=NOW,
        by=OPTICIAN_ID,
    )


def a_parked_order(**changes: Any) -> ParkedOrder:
    parked = ParkedOrder(
        parked_id=uuid4(),
        site_id=STORE_ID,
        patient_id=None,
        title="Progressives",
        form="{}",
        at=NOW,
        by=OPTICIAN_ID,
    )
    return replace(parked, **changes)


def other_goods(**changes: Any) -> Order:
    """Return an order without spectacles: contact lenses of one eye."""
    lenses = (ContactLensSnapshot(sku="CL-1", name="Aqua", choice=CHOICE, packs=3),)
    return an_order(prescription=None, frame=None, lens=None, contact_lenses=lenses, **changes)


def an_eventful_order() -> Order:
    """Return an order that has everything an order can have."""
    doubt = Doubt(code="optics.doubt.changed", eye="right", facts=(("field", "axis"),))
    order = an_order(
        extras=(ExtraSnapshot(sku="EXT-AR", name="Clearview coating"),),
        confirmations=(Confirmation(doubt=doubt, confirmed_by=OPTICIAN_ID, confirmed_at=NOW),),
        companion=OrderId(uuid4()),
    )
    order = replace(
        order,
        quote=QuoteTerms(number="Q-LIN-26-3", valid_until=PROMISED_ON),
        remake=RemakeTerms(
            parent=OrderId(uuid4()),
            root=OrderId(uuid4()),
            kind=RemakeKind.REMAKE,
            reason=RemakeReason.LENS_FAULT,
            accountable=Accountable.SUPPLIER,
            cost=Money(40_00, "EUR"),
            payer=Payer.SUPPLIER,
            is_charged=False,
        ),
    )
    draft = replace(order.draft, note="call first", is_rush=True)
    order = amended(order, draft, at=NOW, by=OPTICIAN_ID, reason="chose anew").order
    order = order.stepped(StepKind.READY, at=NOW, by=OPTICIAN_ID)
    order = order.stepped(StepKind.COLLECTED, at=NOW, by=OPTICIAN_ID)
    return replace(order, handover=Handover(proof=Proof.SIGNATURE, mark="M0 0 L1 1"))


def stepped(order: Order, kind: StepKind) -> Order:
    """Return the order after one more step of the optician."""
    return order.stepped(kind, at=NOW, by=OPTICIAN_ID, reason="because")


def with_note(order: Order, note: str) -> Order:
    """Return the order amended by another note."""
    draft = replace(order.draft, note=note)
    return amended(order, draft, at=NOW, by=OPTICIAN_ID, reason="told by phone").order
