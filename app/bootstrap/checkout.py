"""Puts the checkout together: the till's money, the prices, and what goes back."""

from dataclasses import dataclass

from app.services.checkout import CheckoutService
from app.services.payments import PaymentService
from app.services.ports import NewId
from app.services.pricing import PricingService
from app.services.refunding import RefundingService


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The services of the checkout."""

    checkout: CheckoutService
    refunding: RefundingService


def checkout_of(payments: PaymentService, pricing: PricingService, new_id: NewId) -> Checkout:
    """Return the services over the till's money and the site's prices."""
    checkout = CheckoutService(payments=payments, pricing=pricing, new_id=new_id)
    return Checkout(checkout=checkout, refunding=RefundingService(checkout=checkout))
