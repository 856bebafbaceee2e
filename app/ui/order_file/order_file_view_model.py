"""The order that is open at the counter, read anew whenever something about it changes."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus
from app.domain.orders.trail import BEFORE_READY, READY
from app.messages.catalogue import sentence
from app.services.changes import Changes, Topic
from app.services.order_file import OrderFile
from app.ui.actions import Condition
from app.ui.desktop import Desk
from app.ui.runner import Newest

CONCERNS = frozenset({Topic.ORDERS, Topic.PAYMENTS, Topic.WORK_ORDERS})
Opening = Callable[[], tuple[OrderFile, Changes]]


class OrderFileViewModel(QObject):
    """Holds one file at a time; every step asks this one what it is about."""

    changed = Signal()
    opened = Signal()
    failed = Signal(str)
    said = Signal(str)
    pay_wanted = Signal(object)
    second_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._newest = Newest(desk.services.runner)
        self._is_opening = False
        self.file: OrderFile | None = None
        desk.services.change_hub.changed.connect(self._hear)

    @property
    def today(self) -> date:
        return self.desk.today()

    @property
    def due(self) -> Money | None:
        """Return what is still owed, all payers together; None without an account."""
        account = None if self.file is None else self.file.account
        return None if account is None else account.balance.due

    @property
    def conditions(self) -> frozenset[Condition]:
        """Return what can be done with the open order."""
        if self.file is None:
            return frozenset()
        status, account = self.file.order.status, self.file.account
        found = {Condition.ORDER_IS_SHOWN}
        if status in BEFORE_READY:
            found.add(Condition.ORDER_IS_AWAITED)
        if status in READY:
            found.add(Condition.ORDER_IS_READY)
        if status in BEFORE_READY | READY | {OrderStatus.QUOTE}:
            found.add(Condition.ORDER_IS_OPEN)
        if status is OrderStatus.COLLECTED:
            found.add(Condition.ORDER_IS_COLLECTED)
        if account is not None and account.balance.held.minor > 0:
            found.add(Condition.ORDER_WAS_PAID)
        return frozenset(found)

    def open(self, order_id: OrderId) -> None:
        """Open the file of an order."""
        service, session = self.desk.services.order_files, self.desk.session
        self._open(lambda: service.open(session, order_id))

    def open_number(self, text: str) -> None:
        """Open the file of a printed or scanned number."""
        service, session = self.desk.services.order_files, self.desk.session
        self._open(lambda: service.find(session, text))

    def close(self) -> None:
        """Put the file away."""
        self._newest.drop()
        self._is_opening = False
        self.file = None
        self.changed.emit()

    @Slot()
    def pay(self) -> None:
        """Go to the checkout with this order."""
        if self.file is not None:
            self.pay_wanted.emit(self.file.order.order_id)

    def _open(self, read: Opening) -> None:
        self._is_opening = True
        self._newest.run(read, done=self._show_opened, failed=self._refuse)

    def _show_opened(self, answer: tuple[OrderFile, Changes]) -> None:
        self._is_opening = False
        self._show(answer)
        self.opened.emit()

    def _show(self, answer: tuple[OrderFile, Changes]) -> None:
        self.file = answer[0]
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self._is_opening = False
        self.failed.emit(sentence(error))

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        """Read the file again, unless another one is on its way."""
        is_shown = self.file is not None and not self._is_opening
        if not is_shown or self.desk.is_locked or not changes & CONCERNS:
            return
        self._reload()

    def _reload(self) -> None:
        if self.file is not None:
            service, session = self.desk.services.order_files, self.desk.session
            order_id = self.file.order.order_id
            self._newest.run(
                lambda: service.open(session, order_id), done=self._show, failed=self._refuse
            )
