"""A shop with a till and a checkout: orders with bills, and goods on the shelf."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.catalog import ArticleKind
from app.domain.inventory import MovementKind
from app.domain.kernel.ids import OrderItemId
from app.domain.orders import Order, OrderItem, OrderStatus
from app.domain.orders.trail import Step, StepKind
from app.domain.pricing import (
    Basket,
    BasketLine,
    Bill,
    Circumstances,
    Cover,
    CoverRule,
    PricedLine,
    TaxClass,
    Terms,
    bill_of,
)
from app.services.checkout import CheckoutService
from app.services.pricing import BasketWish, PricingService, WishLine
from app.services.refunding import RefundingService
from tests.factories.catalogue import a_frame
from tests.factories.inventory import a_movement
from tests.factories.moments import NOW, TODAY
from tests.factories.orders import an_order
from tests.factories.payments import CASHIER, euro
from tests.factories.places import STORE_ID
from tests.factories.till import TillShop
from tests.fakes.catalogue_store import shipped_table

INSURER = Cover(
    payer_id="vita",
    name="Vita",
    rules=(CoverRule(total_max_minor=80_00),),
    claim_number="C-77",
)


def a_bill(*prices: int, covers: tuple[Cover, ...] = (), day: date = TODAY) -> Bill:
    """Return a German bill of a frame and two lenses, or of lines with these prices."""
    lines = tuple(
        BasketLine(
            line_id=str(UUID(int=n)),
            line=PricedLine(
                sku=f"SKU-{n}", description=f"Article {n}", quantity=1, unit_price=euro(minor)
            ),
            kind=ArticleKind.FRAME if n == 1 else ArticleKind.LENS,
            tax_class=TaxClass.SPECTACLE_FRAME if n == 1 else TaxClass.CORRECTIVE_LENS,
            pair=1,
        )
        for n, minor in enumerate(prices or (200_00, 214_55, 214_55), start=1)
    )
    terms = Terms(
        circumstances=Circumstances(day=day, site_id=STORE_ID),
        table=shipped_table("DE"),
        supplied_on=day,
        covers=covers,
    )
    return bill_of(Basket(lines=lines, currency="EUR"), terms)


def a_billed_order(bill: Bill | None = None, *, n: int = 417, **changes: Any) -> Order:
    """Return an order with a bill; `changes` are those of the order, such as its status."""
    billed = bill or a_bill()
    items = tuple(
        OrderItem(item_id=OrderItemId(UUID(line.line_id)), line=line.line.line)
        for line in billed.lines
    )
    order = an_order(n=n, bill=billed, items=items)
    return replace(order, **changes)


class CheckoutShop(TillShop):
    """A till with a checkout; `order` is one over 629.10 that nobody has paid yet."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.pricing = PricingService(
            units=lambda: self.unit,
            gate=self.desk.gate,
            clock=self.clock,
            tables=shipped_table,
        )
        self.checkout = CheckoutService(
            payments=self.payments, pricing=self.pricing, new_id=self.new_id
        )
        self.refunding = RefundingService(checkout=self.checkout)
        frame = a_frame()
        self.sku = frame.sku
        self.unit.memory.catalogue.save_frame(frame)
        self.unit.memory.stock.add_movement(
            a_movement(sku=frame.sku, kind=MovementKind.RECEIPT, on_hand_change=2)
        )

    def keep(self, order: Order) -> Order:
        """Keep an order, or what became of it."""
        self.unit.memory.orders.add(order)
        return order

    def ready(self, order: Order) -> Order:
        """Let the goods of an order arrive."""
        return self.keep(_stepped(order, StepKind.READY, OrderStatus.AT_STORE))

    def cancelled(self, order: Order) -> Order:
        return self.keep(_stepped(order, StepKind.CANCELLED, OrderStatus.CANCELLED))

    def wish(self, quantity: int = 1, **changes: Any) -> BasketWish:
        line = WishLine(line_id="G1", sku=self.sku, quantity=quantity)
        return replace(BasketWish(lines=(line,)), **changes)

    def on_hand(self) -> int:
        return self.unit.memory.stock.level(STORE_ID, self.sku).on_hand


def arrived(order: Order) -> Order:
    """Return an order whose goods are at the store."""
    return _stepped(order, StepKind.READY, OrderStatus.AT_STORE)


def _stepped(order: Order, kind: StepKind, status: OrderStatus) -> Order:
    step = Step(version=order.version + 1, kind=kind, at=NOW, by=CASHIER)
    return replace(order, status=status, version=step.version, trail=(*order.trail, step))
