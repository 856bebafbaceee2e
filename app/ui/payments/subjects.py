"""What the checkout is about: an order, goods on the counter, or a gift card that is sold."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.ids import StoredValueId
from app.domain.pricing.bill import Bill
from app.services.checkout import OrderTab
from app.ui.payments.basket import CounterBasket


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSubject:
    """An order and what is owed on it."""

    command_id: CommandId
    tab: OrderTab

    @property
    def due(self) -> Money:
        """Return what the patient still pays."""
        return self.tab.patient_due

    @property
    def bill(self) -> Bill | None:
        return self.tab.order.draft.bill


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsSubject:
    """Goods on the counter, and what they cost."""

    basket: CounterBasket
    cash_step: int
    bill: Bill

    @property
    def command_id(self) -> CommandId:
        return self.basket.command_id

    @property
    def due(self) -> Money:
        """Return what the customer pays."""
        return self.bill.patient_due


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCardSubject:
    """A gift card that is sold, or one that more is put on."""

    command_id: CommandId
    stored_value_id: StoredValueId
    number: str
    amount: Money
    cash_step: int
    is_new: bool
    expires_on: date | None = None

    @property
    def due(self) -> Money:
        """Return what goes onto the card."""
        return self.amount

    @property
    def bill(self) -> Bill | None:
        return None


Subject: TypeAlias = OrderSubject | GoodsSubject | GiftCardSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was just finished: its receipt, and the change that lies on the counter."""

    reference: str
    paid: Money
    change: Money
