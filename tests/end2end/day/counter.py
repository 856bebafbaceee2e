"""The optician at the counter: each act goes through the program and into the test's own book."""

from dataclasses import dataclass, field

from app.adapters.payments.simulator import Fault
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.orders import Order, Proof
from app.domain.orders.returns import Disposition
from app.domain.payments.terminal import Direction, TerminalAttempt
from app.services.card_payments import AskTerminal
from app.services.order_life.amendments import CancelOrder
from app.services.order_life.collection import CollectOrder, ReceiveAtStore
from app.services.order_life.returns import RecordReturn, ReturnLineWish
from app.services.refunding import GiveMoneyBack, RefundAsked
from tests.end2end.day.book import Book, Line, cost_of
from tests.end2end.day.shop import Shop
from tests.end2end.day.till_hands import KEY, CheckoutHands, DrawerHands, Purse

HALF_PRICE = "CASE-HARD"


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


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
        """Scan what the lab or the supplier sent."""
        collection, session = self.shop.station.order_life.collection, self.session
        command = ReceiveAtStore(command_id=self.command(), code=str(agreed.order.number))
        self.shop.ask(lambda: collection.receive_at_store(session, command))

    def hands_over(self, agreed: Agreed) -> None:
        collection, session = self.shop.station.order_life.collection, self.session
        command = CollectOrder(
            command_id=self.command(), order_id=agreed.order_id, proof=Proof.SLIP, mark="slip 7"
        )
        self.shop.ask(lambda: collection.collect(session, command))
        self.book.hands_over(agreed.lines)

    def cancels(self, agreed: Agreed) -> None:
        amendments, session = self.shop.station.order_life.amendments, self.session
        command = CancelOrder(
            command_id=self.command(), order_id=agreed.order_id, reason="thought it over"
        )
        self.shop.ask(lambda: amendments.cancel(session, command))
        self.book.cancels(str(agreed.order_id), agreed.lines)

    def refunds_deposit(self, agreed: Agreed, purse: Purse) -> None:
        """Give a deposit back to where it came from, with the manager's PIN."""
        self._gives_back(RefundAsked(order_id=agreed.order_id))
        amount = sum(purse.tenders.values())
        self.book.moves("deposit_refund", amount, purse.tenders)
        self.book.due[str(agreed.order_id)] += amount
        if purse.gift_card:
            self.book.cards[purse.number] += purse.gift_card

    def takes_back(self, agreed: Agreed, line: Line) -> None:
        """Take one line of an order back onto the shelf, and its money back onto the card."""
        order_life, session = self.shop.station.order_life, self.session
        item = next(i for i in agreed.order.draft.items if i.line.sku == line.label.sku)
        back = ReturnLineWish(
            line_id=str(item.item_id), pieces=line.pieces, disposition=Disposition.RESTOCK
        )
        command = RecordReturn(
            command_id=self.command(),
            order_id=agreed.order_id,
            lines=(back,),
            reason="does not fit",
        )
        recorded, _ = self.shop.ask(lambda: order_life.returns.record(session, command))
        self._gives_back(RefundAsked(order_id=agreed.order_id, return_id=recorded.return_id))
        self.book.moves("refund", line.cost, {"card": line.cost})
        self.book.is_taxed((line,), sign=-1)
        self.book.charged.append(-line.cost)
        self.book.on_hand[line.label.sku] += line.pieces

    def _prepares(self, purse: Purse, fault: Fault = Fault.NONE) -> None:
        """Set the terminal's fault, and write down what card and gift card are going to give."""
        if purse.card:
            self.shop.terminal.faults.append(fault)
            self.book.charged.append(purse.card)
        if purse.gift_card:
            self.book.cards[purse.number] -= purse.gift_card

    def _gives_back(self, asked: RefundAsked) -> None:
        refunding, session = self.shop.station.selling.refunding, self.session
        manager, reason = self.shop.manager(), "customer is right"
        plan = self.shop.ask(lambda: refunding.plan(session, asked))
        cards = []
        for line in plan.card_lines:
            ask = AskTerminal(
                command_id=self.command(),
                direction=Direction.REFUND,
                amount=line.amount,
                order_id=asked.order_id,
                reason=reason,
                second=manager,
            )
            cards.append((line.to, self._asks_terminal(ask).attempt_id))
        command = GiveMoneyBack(
            command_id=self.command(), asked=asked, reason=reason, cards=tuple(cards)
        )
        self.shop.ask(lambda: refunding.give(session, command, second=manager))

    def _asks_terminal(self, ask: AskTerminal) -> TerminalAttempt:
        cards, session = self.shop.station.money.card_payments, self.session

        def run() -> TerminalAttempt:
            attempt = cards.begin(session, ask)
            return cards.run(attempt, on_report=_unheard, wants_to_stop=lambda: False)[0]

        return self.shop.ask_terminal(run)


def _unheard(_report: object) -> None:
    """Stand in for the screen that shows what the terminal says."""
