"""Handing an order over: what was paid in advance gets its receipt first, then the goods go."""

from dataclasses import dataclass
from uuid import uuid5

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.orders import Order
from app.domain.orders.trail import READY
from app.services.changes import NO_CHANGES, Changes
from app.services.checkout import CheckoutService, PayOrder
from app.services.order_life.collection import CollectionService, CollectOrder
from app.services.session import Session

SALE_OF_HANDOVER = "sale"


class OrderIsOverpaid(DomainError):
    """More was paid than the order costs; its receipt cannot be made before that went back."""

    code = "payments.checkout.overpaid"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingOverService:
    """The last step at the counter."""

    checkout: CheckoutService
    collection: CollectionService

    def collect(
        self, session: Session, command: CollectOrder, *, second: Session | None = None
    ) -> tuple[Order, Changes]:
        """Hand the goods over; an order paid in advance to the last coin is sold with it.

        Raises:
            OrderIsOverpaid and what `CheckoutService.pay` and `CollectionService.collect` raise.
        """
        sold = self._sell(session, command)
        order, changes = self.collection.collect(session, command, second=second)
        return order, sold | changes

    def _sell(self, session: Session, command: CollectOrder) -> Changes:
        tab = self.checkout.tab(session, command.order_id)
        over = Money(-tab.patient_due.minor, tab.patient_due.currency)
        is_going = tab.order.status in READY and tab.is_ready
        if is_going and over.minor > 0:
            raise OrderIsOverpaid(number=str(tab.order.number), over=over)
        is_prepaid = tab.patient_due.minor == 0 and tab.order.total.minor > 0
        if not tab.is_ready or not is_prepaid or tab.order.draft.bill is None:
            return NO_CHANGES
        nothing = Money(0, tab.order.draft.currency)
        pay = PayOrder(
            command_id=CommandId(uuid5(command.command_id, SALE_OF_HANDOVER)),
            order_id=command.order_id,
            amount=nothing,
            rounding=nothing,
        )
        _, changes = self.checkout.pay(session, pay)
        return changes
