"""The facts of an order after it was made; every one carries it whole."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.orders.order import Order
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import OrderReturn
from app.domain.orders.trail import StepKind


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderStepped(DomainEvent):
    """Base of every step: the order as it is after it, so that steps may arrive in any order."""

    order: Order

    @property
    def aggregate(self) -> Aggregate:
        """Return the order."""
        return Aggregate(type="order", id=self.order.order_id)

    @property
    def dedupe_key(self) -> str:
        """Return order, version and device moment: two people's steps are two facts."""
        step = self.order.trail[-1]
        return f"{self.order.order_id}:{step.version}:{step.by}:{step.at.isoformat()}"

    @property
    def version(self) -> int:
        """Return the order's version after the step."""
        return self.order.version


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderConfirmed(OrderStepped):
    """A quote became an order."""

    topic: ClassVar[str] = "orders.order.confirmed"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderAmended(OrderStepped):
    """Something about an order was agreed anew."""

    topic: ClassVar[str] = "orders.order.amended"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderCancelled(OrderStepped):
    """An order will not be made, or not be collected."""

    topic: ClassVar[str] = "orders.order.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderReady(OrderStepped):
    """An order lies at its store."""

    topic: ClassVar[str] = "fulfillment.order.ready"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderNotified(OrderStepped):
    """The patient was told that the order is there."""

    topic: ClassVar[str] = "fulfillment.order.notified"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderCollected(OrderStepped):
    """The goods were handed over."""

    topic: ClassVar[str] = "fulfillment.order.collected"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderReturned(OrderStepped):
    """Everything of an order has come back."""

    topic: ClassVar[str] = "orders.order.returned"


STEP_EVENTS: dict[StepKind, type[OrderStepped]] = {
    StepKind.CONFIRMED: OrderConfirmed,
    StepKind.AMENDED: OrderAmended,
    StepKind.CANCELLED: OrderCancelled,
    StepKind.READY: OrderReady,
    StepKind.NOTIFIED: OrderNotified,
    StepKind.COLLECTED: OrderCollected,
    StepKind.RETURNED: OrderReturned,
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReturnRecorded(DomainEvent):
    """Lines of an order came back."""

    topic: ClassVar[str] = "orders.return.recorded"
    order_return: OrderReturn

    @property
    def aggregate(self) -> Aggregate:
        """Return the return."""
        return Aggregate(type="return", id=self.order_return.return_id)

    @property
    def dedupe_key(self) -> str:
        """Return the command's id: one command records one return."""
        return str(self.order_return.return_id)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderParked(DomainEvent):
    """A form was put aside for later, or taken up again."""

    topic: ClassVar[str] = "orders.draft.parked"
    parked: ParkedOrder

    @property
    def aggregate(self) -> Aggregate:
        """Return what is parked."""
        return Aggregate(type="parked_order", id=self.parked.parked_id)

    @property
    def dedupe_key(self) -> str:
        """Return what is parked with its version and the moment."""
        parked = self.parked
        return f"{parked.parked_id}:{parked.version}:{parked.at.isoformat()}"

    @property
    def version(self) -> int:
        """Return the version after it."""
        return self.parked.version
