"""The optician at the counter: each act goes through the program and into the test's own book."""

from dataclasses import dataclass, field

from app.adapters.payments.simulator import Fault
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.orders import Order
from tests.end2end.day.book import Book, Line, cost_of
from tests.end2end.day.order_hands import OrderHands
from tests.end2end.day.shop import MANAGER, Shop
from tests.end2end.day.till_hands import KEY, CheckoutHands, DrawerHands, Purse

HALF_PRICE = "CASE-HARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An order, and its lines as the price labels have them."""

    order: Order
    lines: tuple[Line, ...]

    @property
    def order_id(self) -> OrderId:
        return self.order.order_id


@dataclass(kw_only=True)
class Counter:
    """Types at the checkout and the till; what has no screen yet it asks of the use case."""

    shop: Shop
    book: Book = field(default_factory=Book)
    scanned: list[str] = field(default_factory=list)

    @property
    def session(self):
        return self.shop.desk.session

    @property
    def checkout(self) -> CheckoutHands:
        return CheckoutHands(driver=self.shop.driver, scanned=self.scanned)

    @property
    def drawer(self) -> DrawerHands:
        return DrawerHands(driver=self.shop.driver)

    @property
    def orders(self) -> OrderHands:
        pin = self.shop.house.pin_of(MANAGER)
        return OrderHands(driver=self.shop.driver, managers_pin=pin, scanned=self.scanned)

    def command(self) -> CommandId:
        return CommandId(self.shop.station.new_id())

    def opens(self, float_: int) -> None:
        self.drawer.opens(float_)
        self.book.moves("opening", float_, {"cash": float_}, is_printed=False)

    def pays_in(self, minor: int) -> None:
        self.drawer.moves_cash(KEY.Key_I, minor, "change from the bank")
        self.book.moves("pay_in", minor, {"cash": minor})

    def pays_out(self, minor: int) -> None:
        self.drawer.moves_cash(KEY.Key_U, minor, "stamps")
        self.book.moves("pay_out", minor, {"cash": minor})

    def sells(
        self,
        *lines: Line,
        purse: Purse,
        fault: Fault = Fault.NONE,
        is_printed: bool = True,
    ) -> str:
        """Sell goods over the counter and return the number of the receipt."""
        self.checkout.lays_out(lines)
        if any(line.off for line in lines if line.label.sku != HALF_PRICE):
            self.checkout.takes_off_ten_percent(cost_of(lines))
        self._prepares(purse, fault)
        receipt = self.checkout.pays(purse, is_printed=is_printed)
        self.book.sells(lines, purse.tenders, is_printed=is_printed)
        return receipt

    def loses_the_line_before(self, lines: tuple[Line, ...]) -> tuple[str, str]:
        """Let a card payment never reach the terminal; the customer pays in notes instead.

        Returns:
            What the screen said of the card, and the number of the receipt.
        """
        due = cost_of(lines)
        self.checkout.lays_out(lines)
        self.shop.terminal.faults.append(Fault.DROP_BEFORE)
        words = self.checkout.charges(due)
        receipt = self.checkout.pays(Purse(cash=due))
        self.book.sells(lines, {"cash": due})
        return words, receipt

    def sells_gift_card(self, number: str, purse: Purse) -> None:
        """Sell a gift card with what is paid for it on it."""
        amount = sum(purse.tenders.values())
        self.checkout.opens_gift_card(number, amount)
        self._prepares(purse)
        self.checkout.pays(purse)
        self.book.moves("stored_value", amount, purse.tenders)
        self.book.cards[number] += amount

    def takes_deposit(self, agreed: Agreed, purse: Purse) -> None:
        self.checkout.opens_order(str(agreed.order.number))
        self.checkout.pays_part(sum(purse.tenders.values()))
        self._prepares(purse)
        self.checkout.pays(purse)
        self.book.takes_deposit(str(agreed.order_id), purse.tenders)

    def sells_order(self, agreed: Agreed, purse: Purse) -> None:
        """Take the rest of what a ready order costs."""
        self.checkout.opens_order(str(agreed.order.number))
        self._prepares(purse)
        self.checkout.pays(purse)
        self.book.sells_order(str(agreed.order_id), agreed.lines, purse.tenders)

    def receives(self, agreed: Agreed) -> None:
        """Say on the order's page that the lab or the supplier has sent it."""
        self.orders.receives(str(agreed.order.number))

    def hands_over(self, agreed: Agreed) -> None:
        self.orders.hands_over(str(agreed.order.number))
        self.book.hands_over(agreed.lines)

    def cancels(self, agreed: Agreed, purse: Purse) -> None:
        """Give an order up, and its deposit back to where it came from."""
        self.orders.cancels_and_refunds(str(agreed.order.number))
        self.book.cancels(str(agreed.order_id), agreed.lines)
        amount = sum(purse.tenders.values())
        self.book.moves("deposit_refund", amount, purse.tenders)
        self.book.due[str(agreed.order_id)] += amount
        if purse.gift_card:
            self.book.cards[purse.number] += purse.gift_card

    def takes_back(self, agreed: Agreed) -> None:
        """Take the first line of an order back onto the shelf, its money back onto the card."""
        line = agreed.lines[0]
        self.orders.takes_back_first_line(str(agreed.order.number))
        self.book.moves("refund", line.cost, {"card": line.cost})
        self.book.is_taxed((line,), sign=-1)
        self.book.charged.append(-line.cost)
        self.book.on_hand[line.label.sku] += line.pieces

    def makes_again(self, agreed: Agreed, eye: str | None = None) -> Order:
        """Make an order or one lens of it again; a whole pair takes a new frame off the shelf."""
        child = self.orders.makes_again(str(agreed.order.number), eye)
        self.book.due[str(child.order_id)] = 0
        if eye is None:
            self.book.reserved[agreed.lines[0].label.sku] += 1
        return child

    def _prepares(self, purse: Purse, fault: Fault = Fault.NONE) -> None:
        """Set the terminal's fault, and write down what card and gift card are going to give."""
        if purse.card:
            self.shop.terminal.faults.append(fault)
            self.book.charged.append(purse.card)
        if purse.gift_card:
            self.book.cards[purse.number] -= purse.gift_card
