"""Hands at the checkout: every keystroke is counted."""

from PySide6.QtCore import Qt

from app.domain.payments.documents import DocumentType
from app.services.changes import Topic
from app.services.checkout import PayOrder
from tests.factories.payments import euro


class Hands:
    """Presses keys at the counter and counts them; waits until nothing is under way."""

    def __init__(self, counter, store):
        self.counter, self.store = counter, store
        self.presses = 0

    @property
    def place(self):
        return self.counter.place

    def is_at(self, ask):
        return self.place.area is ask

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.presses += 1
        self.counter.key(key, modifiers)
        self.settle()

    def type(self, text):
        self.presses += len(text)
        self.counter.type(text)
        self.settle()

    def settle(self):
        for _ in range(2):
            self.counter.settle()
            self.counter.wait_until(
                lambda: self.store.services.card_runner.in_flight == 0, "the terminal is done"
            )
        self.counter.settle()

    def paid(self, order, *lines):
        """Take money on an order without the screen, as somebody did before."""
        whole = sum(line.amount.minor for line in lines)
        command = PayOrder(
            command_id=self.store.services.new_command_id(),
            order_id=order.order_id,
            amount=euro(whole),
            lines=lines,
            rounding=euro(0),
        )
        self.store.services.checkout.pay(self.counter.window.desk.session, command)

    def keep(self, order):
        self.store.memory.orders.add(order)
        self.store.hub.publish(frozenset({Topic.ORDERS, Topic.PAYMENTS}))
        self.settle()
        return order

    def now(self, order):
        return self.store.memory.orders.get(order.order_id)

    def receipts(self):
        return [
            entry.document
            for entry in self.store.unit.till_journal.sealed
            if entry.document.type is not DocumentType.OPENING
        ]
