"""Puts the checkout together: the till's money, the prices, and what goes back."""

from dataclasses import dataclass

from app.services.checkout import CheckoutService
from app.services.handing_over import HandingOverService
from app.services.order_file import OrderFileService
from app.services.order_life import OrderLife
from app.services.payments import PaymentService
from app.services.ports import NewId
from app.services.pricing import PricingService
from app.services.refunding import RefundingService


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The services of the checkout."""

    checkout: CheckoutService
    refunding: RefundingService
    handing_over: HandingOverService
    order_files: OrderFileService


def checkout_of(
    payments: PaymentService, pricing: PricingService, life: OrderLife, new_id: NewId
) -> Checkout:
    """Return the services over the till's money, the site's prices and the orders' life."""
    checkout = CheckoutService(payments=payments, pricing=pricing, new_id=new_id)
    return Checkout(
        checkout=checkout,
        refunding=RefundingService(checkout=checkout),
        handing_over=HandingOverService(checkout=checkout, collection=life.collection),
        order_files=OrderFileService(payments=payments),
    )
