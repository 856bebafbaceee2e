"""What goes wrong with orders: things that cannot be made, changed, handed over or taken back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from app.domain.kernel.access import Role
from app.domain.kernel.ids import OrderId, PatientId
from app.domain.kernel.percent import Percent
from app.domain.lab.work_order import Stage
from app.domain.optics.prescription import EyeMeasurements
from app.domain.orders import Order, Proof
from app.domain.orders.returns import Disposition
from app.domain.pricing import ManualDiscount, PercentOff
from app.services.order_again import wish_of
from app.services.order_life.amendments import AmendOrder, CancelOrder
from app.services.order_life.collection import CollectOrder, ReceiveAtStore
from app.services.order_life.returns import RecordReturn, ReturnLineWish
from app.services.order_wish import GoodsWish
from tests.bad_input.cases import BadInput
from tests.factories.order_shop import SPRAY, OrderShop

NOBODY = UUID(int=7)


def create(shop: OrderShop, **changes: object) -> object:
    return shop.life.orders.create(shop.optician, shop.wish(**changes))


def off(shop: OrderShop, percent: str, reason: str = "friend") -> ManualDiscount:
    return ManualDiscount(
        discount_id="D1",
        benefit=PercentOff(percent=Percent.parse(percent)),
        reason=reason,
        given_by=shop.optician.user_id,
    )


def amend_after_the_lab(shop: OrderShop) -> object:
    order = shop.sold()
    shop.lab_reports(order, Stage.PICKED)
    wish = replace(wish_of(order, shop.command()), note="thinner")
    command = AmendOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        seen_version=order.version,
        wish=wish,
        reason="asked",
    )
    return shop.life.amendments.amend(shop.optician, command)


def amend_nothing(shop: OrderShop) -> object:
    order = shop.sold()
    command = AmendOrder(
        command_id=shop.command(),
        order_id=order.order_id,
        seen_version=order.version,
        wish=wish_of(order, shop.command()),
        reason="asked",
    )
    return shop.life.amendments.amend(shop.optician, command)


def cancel_without_a_reason(shop: OrderShop) -> object:
    order = shop.sold()
    command = CancelOrder(command_id=shop.command(), order_id=order.order_id, reason="")
    return shop.life.amendments.cancel(shop.manager, command)


def collect(shop: OrderShop, *, is_paid: bool, is_ready: bool, mark: str = "slip 4") -> Order:
    order = shop.sold()
    if is_ready:
        shop.lab_reports(order, Stage.IN_TRANSIT)
        shop.life.collection.receive_at_store(
            shop.optician, ReceiveAtStore(command_id=shop.command(), code=str(order.number))
        )
    if is_paid:
        shop.pays(order, order.total.minor)
    command = CollectOrder(
        command_id=shop.command(), order_id=order.order_id, proof=Proof.SLIP, mark=mark
    )
    collected, _ = shop.life.collection.collect(shop.optician, command)
    return collected


def brought_back(
    shop: OrderShop, order: Order, pieces: int, line_id: str | None = None
) -> RecordReturn:
    line = line_id or str(order.draft.items[0].item_id)
    wishes = (
        (ReturnLineWish(line_id=line, pieces=pieces, disposition=Disposition.RESTOCK),)
        if pieces
        else ()
    )
    return RecordReturn(
        command_id=shop.command(), order_id=order.order_id, lines=wishes, reason="too tight"
    )


def take_back(shop: OrderShop, pieces: int, line_id: str | None = None) -> object:
    order = collect(shop, is_paid=True, is_ready=True)
    return shop.life.returns.record(shop.optician, brought_back(shop, order, pieces, line_id))


ORDERS: tuple[BadInput[OrderShop], ...] = (
    BadInput(
        name="an order of nothing",
        do=lambda s: s.life.orders.create(s.optician, s.other_goods()),
        code="orders.order.no_lines",
        seen="Choose a frame or a lens first.",
    ),
    BadInput(
        name="a patient of nowhere",
        do=lambda s: create(s, patient_id=PatientId(NOBODY)),
        code="customers.patient.not_found",
        seen="This patient is not on this device. Search again.",
    ),
    BadInput(
        name="a frame of no catalogue",
        do=lambda s: create(s, frame_sku="NO-SUCH"),
        code="catalog.frame.not_found",
        seen="No frame has the number NO-SUCH. Scan it again or type the model.",
    ),
    BadInput(
        name="a lens of no catalogue",
        do=lambda s: create(s, lens_sku="NO-SUCH"),
        code="catalog.lens.not_found",
        seen="No lens has the number NO-SUCH. Choose one from the list.",
    ),
    BadInput(
        name="a lens without a frame",
        do=lambda s: create(s, frame_sku=""),
        code="orders.spectacles.incomplete",
        seen="The lens needs a frame before it can be made.",
    ),
    BadInput(
        name="an extra of no catalogue",
        do=lambda s: create(s, extras=("NO-SUCH",)),
        code="catalog.article.not_found",
        seen="No article has the number NO-SUCH. Scan it again.",
    ),
    BadInput(
        name="less than one piece",
        do=lambda s: create(s, goods=(GoodsWish(sku=SPRAY.sku, quantity=0),)),
        code="pricing.quantity.not_positive",
        seen="The quantity of CARE-30 must be at least 1.",
    ),
    BadInput(
        name="a promise for yesterday",
        do=lambda s: create(s, promised_on=s.clock().date() - timedelta(days=1)),
        code="orders.promise.in_the_past",
        seen="23 Jul 2026 has gone by. Promise a later day.",
    ),
    BadInput(
        name="no PD for the right eye",
        do=lambda s: create(s, right=EyeMeasurements()),
        code="orders.measurement.missing",
        seen="The right eye needs its PD before the lens can be made.",
    ),
    BadInput(
        name="a note of ten thousand signs",
        do=lambda s: create(s, note="x" * 10_000),
        code="kernel.text.too_long",
        seen="The note is too long. Use at most 2000 signs.",
    ),
    BadInput(
        name="a discount above the optician's limit",
        do=lambda s: create(s, discounts=(off(s, "25"),)),
        code="pricing.discount.needs_second_pin",
        seen="This is more than you may take off alone. A second PIN is needed: manager.",
    ),
    BadInput(
        name="a discount above everybody's limit",
        do=lambda s: s.life.orders.create(
            s.optician, s.wish(discounts=(off(s, "90"),)), second=s.session(Role.MANAGER)
        ),
        code="pricing.discount.beyond_everybody",
        seen="Nobody may take that much off. Lower the discount.",
    ),
    BadInput(
        name="a discount without a reason",
        do=lambda s: off(s, "5", reason=" "),
        code="pricing.discount.reason_missing",
        seen="Write down why the price is lowered.",
    ),
    BadInput(
        name="more than everything off",
        do=lambda s: off(s, "101"),
        code="pricing.discount.impossible",
        seen="A discount has to be more than nothing and no more than the price. Correct it.",
    ),
    BadInput(
        name="brought back before it was collected",
        do=lambda s: s.life.returns.record(s.optician, brought_back(s, s.sold(), 1)),
        code="orders.order.step_impossible",
        seen="O-LIN-26-1 is confirmed. Open it to see what can be done with it now.",
    ),
    BadInput(
        name="the second pair of no order",
        do=lambda s: create(s, companion=OrderId(NOBODY)),
        code="orders.order.not_found",
        seen="No order is here. Scan it again, or search for the patient.",
    ),
    BadInput(
        name="an order by a technician",
        do=lambda s: s.life.orders.create(s.session(Role.TECHNICIAN), s.wish()),
        code="access.denied",
        seen="You may not do this here. Ask a manager to sign in.",
    ),
    BadInput(
        name="a change after the lab has begun",
        do=amend_after_the_lab,
        code="orders.order.taken_by_lab",
        seen="The lab has begun with O-LIN-26-1 (Picked). Call the lab, or cancel the order.",
    ),
    BadInput(
        name="a change of nothing",
        do=amend_nothing,
        code="orders.amendment.nothing_changed",
        seen="Nothing was changed. Change something, or close the form.",
    ),
    BadInput(
        name="a cancellation without a reason",
        do=cancel_without_a_reason,
        code="access.reason_missing",
        seen="Write down why, then try again.",
    ),
    BadInput(
        name="collecting what is not there",
        do=lambda s: collect(s, is_paid=True, is_ready=False),
        code="orders.order.step_impossible",
        seen="O-LIN-26-1 is confirmed. Open it to see what can be done with it now.",
    ),
    BadInput(
        name="collecting what is not paid",
        do=lambda s: collect(s, is_paid=False, is_ready=True),
        code="orders.collection.unpaid",
        seen="€687.00 is still owed. Take the payment first, or let a manager put it on account.",
    ),
    BadInput(
        name="collecting without signature or slip",
        do=lambda s: collect(s, is_paid=False, is_ready=True, mark=""),
        code="orders.collection.proof_missing",
        seen="Let the patient sign, or enter the number of the slip.",
    ),
    BadInput(
        name="a scan of no order",
        do=lambda s: s.life.collection.find(s.optician, "O-LIN-26-9999"),
        code="orders.order.not_found",
        seen="No order O-LIN-26-9999 is here. Scan it again, or search for the patient.",
    ),
    BadInput(
        name="nothing brought back",
        do=lambda s: take_back(s, 0),
        code="orders.return.empty",
        seen="Choose what comes back, each line once.",
    ),
    BadInput(
        name="more brought back than was sold",
        do=lambda s: take_back(s, 9),
        code="orders.return.too_many_pieces",
        seen="At most 1 of this line can still come back.",
    ),
    BadInput(
        name="a line of another order brought back",
        do=lambda s: take_back(s, 1, "nowhere"),
        code="orders.line.unknown",
        seen="The order has no such line. Open it again.",
    ),
)
