"""The store's orders, read anew whenever something about them changes."""

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money, total
from app.domain.lab.work_order import Stage
from app.domain.orders.trail import READY
from app.messages.catalogue import sentence
from app.services.changes import Changes, Topic
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.order_words import is_late
from app.ui.runner import Newest

CONCERNS = frozenset({Topic.ORDERS, Topic.WORK_ORDERS, Topic.OUTBOX, Topic.SYNC, Topic.PAYMENTS})


class OrdersViewModel(QObject):
    """Newest orders first."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)
        self.rows: tuple[OrderRow, ...] = ()
        self._balances = Newest(desk.services.runner)
        self._due: dict[OrderId, Money] = {}
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @property
    def today(self) -> date:
        return self._desk.today()

    @property
    def of_today(self) -> tuple[OrderRow, ...]:
        """Return the orders taken today."""
        today = self.today
        return tuple(row for row in self.rows if row.created_at.astimezone().date() == today)

    @property
    def taken_today(self) -> Money:
        """Return what today's orders come to."""
        return total((row.total for row in self.of_today), self._desk.services.device.currency)

    @property
    def in_lab(self) -> tuple[OrderRow, ...]:
        """Return the orders the lab is working on."""
        return tuple(row for row in self.rows if row.lab_stage not in (None, Stage.IN_TRANSIT))

    @property
    def ready(self) -> tuple[OrderRow, ...]:
        """Return the orders that wait to be collected, the oldest promise first."""
        waiting = (row for row in self.rows if row.status in READY)
        return tuple(sorted(waiting, key=lambda row: (row.promised_on, row.number)))

    @property
    def late(self) -> tuple[OrderRow, ...]:
        """Return the orders whose promise has gone by."""
        today = self.today
        return tuple(row for row in self.rows if is_late(row, today))

    def due(self, row: OrderRow) -> Money | None:
        """Return what is owed on an order that waits, or None before that is known."""
        return self._due.get(row.order_id)

    @Slot()
    def reload(self) -> None:
        """Read the orders again."""
        if self._desk.is_locked:
            return
        session = self._desk.session
        self._newest.run(
            lambda: self._desk.services.orders.rows(session),
            done=self._show,
            failed=self._refuse,
        )

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if changes & CONCERNS:
            self.reload()

    def _show(self, rows: tuple[OrderRow, ...]) -> None:
        self.rows = rows
        self.changed.emit()
        self._ask_balances()

    def _ask_balances(self) -> None:
        waiting = tuple(row.order_id for row in self.ready)
        if self._desk.is_locked or not waiting:
            return
        service, session = self._desk.services.order_files, self._desk.session
        self._balances.run(
            lambda: service.balances(session, waiting),
            done=self._show_balances,
            failed=self._refuse,
        )

    def _show_balances(self, balances: tuple[tuple[OrderId, Money], ...]) -> None:
        self._due = dict(balances)
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))
