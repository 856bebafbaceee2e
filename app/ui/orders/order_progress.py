"""How far one order has come, read anew whenever something about orders changes."""

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.orders import Order
from app.services.changes import Changes, Topic
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.runner import Newest

CONCERNS = frozenset({Topic.ORDERS, Topic.WORK_ORDERS, Topic.OUTBOX, Topic.SYNC})


class OrderProgress(QObject):
    """Follows an order from the counter through the lab."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)
        self._number: str | None = None
        self.row: OrderRow | None = None
        desk.services.change_hub.changed.connect(self._hear)

    def follow(self, order: Order | None) -> None:
        """Follow another order from now on, or none."""
        self._number = None if order is None else str(order.number)
        self.row = None
        self._newest.drop()
        self._ask()

    def _ask(self) -> None:
        if self._number is None or self._desk.is_locked:
            return
        session, number = self._desk.session, self._number
        self._newest.run(
            lambda: self._desk.services.orders.find(session, number),
            done=self._show,
            failed=self._refuse,
        )

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes & CONCERNS:
            self._ask()

    def _show(self, row: OrderRow) -> None:
        self.row = row
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.refused.emit(error)
