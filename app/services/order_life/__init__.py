"""The life of an order after it was made, and before: one service a part, gathered here."""

from dataclasses import dataclass

from app.services.order_life.amendments import AmendmentService
from app.services.order_life.collection import CollectionService
from app.services.order_life.parking import ParkingService
from app.services.order_life.promises import PromiseService
from app.services.order_life.quotes import QuoteService
from app.services.order_life.remakes import RemakeService
from app.services.order_life.returns import ReturnService
from app.services.order_life.steps import OrderSteps
from app.services.orders import OrderService


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLife:
    """Everything that can happen to an order."""

    orders: OrderService
    quotes: QuoteService
    parking: ParkingService
    amendments: AmendmentService
    collection: CollectionService
    returns: ReturnService
    remakes: RemakeService
    promises: PromiseService


def order_life_of(orders: OrderService, steps: OrderSteps) -> OrderLife:
    """Return the services over one store."""
    return OrderLife(
        orders=orders,
        quotes=QuoteService(steps=steps, orders=orders),
        parking=ParkingService(units=steps.units, gate=steps.gate, clock=steps.clock),
        amendments=AmendmentService(steps=steps, orders=orders),
        collection=CollectionService(steps=steps),
        returns=ReturnService(steps=steps),
        remakes=RemakeService(steps=steps, orders=orders),
        promises=PromiseService(units=steps.units, gate=steps.gate, clock=steps.clock),
    )
