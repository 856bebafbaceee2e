"""Puts the life of an order together, its prices with it."""

from dataclasses import dataclass

from app.services.auditing import Gate
from app.services.order_drafting import Drafting
from app.services.order_life import OrderLife, order_life_of
from app.services.order_life.steps import OrderSteps
from app.services.orders import OrderService
from app.services.payment_ports import PaymentUnits
from app.services.ports import Clock, NewId
from app.services.pricing import PricingService


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderParts:
    """What orders are made of; `clock` tells the time in the shop's own zone."""

    units: PaymentUnits
    gate: Gate
    clock: Clock
    new_id: NewId
    pricing: PricingService


def order_life(parts: OrderParts) -> OrderLife:
    """Return everything that can happen to an order."""
    orders = OrderService(
        units=parts.units,
        gate=parts.gate,
        clock=parts.clock,
        new_id=parts.new_id,
        drafting=Drafting(pricing=parts.pricing),
    )
    steps = OrderSteps(units=parts.units, gate=parts.gate, clock=parts.clock, new_id=parts.new_id)
    return order_life_of(orders, steps)
