"""What was put aside: parked forms and quotes; Enter goes on with one."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.kernel.ids import OrderId
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.orders.order_parking import Waiting
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row, stack
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

SIZE_PX = (620, 360)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WaitingRow:
    """One thing to go on with."""

    what: str
    whose: str
    since: str
    parked_id: UUID | None = None
    order_id: OrderId | None = None


class WaitingView(QFrame):
    """Stands over the form until one is chosen, or Esc."""

    chosen = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self._host = host
        self.table: RowTable[WaitingRow] = RowTable(theme, tr("Parked and quotes"), _table())
        self.table.opened.connect(self._choose)
        empty = label(tr("Nothing is parked, and no quote waits."), role="muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = stack(empty, self.table)
        laid = column(
            label(tr("Parked and quotes"), role="title"),
            self._pages,
            row(hint(tr("Enter goes on")), hint(tr("Esc leaves")), 0),
            gap=12,
        )
        laid.setContentsMargins(20, 16, 20, 16)
        self.setLayout(laid)
        self.setFixedSize(theme.px(SIZE_PX[0]), theme.px(SIZE_PX[1]))
        self.hide()

    @Slot(object)
    def display(self, waiting: Waiting) -> None:
        """Show what waits, the cursor on the first."""
        parked = tuple(
            WaitingRow(
                what=tr("Parked"),
                whose=each.title,
                since=formats.time_of_day(each.at),
                parked_id=each.parked_id,
            )
            for each in waiting.parked
        )
        quotes = tuple(
            WaitingRow(
                what=each.number,
                whose=each.patient_name,
                since=formats.money(each.total),
                order_id=each.order_id,
            )
            for each in waiting.quotes
        )
        self.table.display((*parked, *quotes))
        has_rows = bool(parked or quotes)
        self._pages.setCurrentIndex(int(has_rows))
        self._place()
        if has_rows:
            self.table.selectRow(0)
        (self.table if has_rows else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _choose(self, waiting: WaitingRow) -> None:
        self.hide()
        self.chosen.emit(waiting)

    def _place(self) -> None:
        left = (self._host.width() - self.width()) // 2
        self.move(max(0, left), max(0, (self._host.height() - self.height()) // 3))
        self.show()
        self.raise_()


def _table() -> RowTableModel[WaitingRow]:
    return RowTableModel(
        (
            TableColumn(head=tr("What"), text=lambda each: each.what, width=150, is_strong=True),
            TableColumn(head=tr("Patient"), text=lambda each: each.whose),
            TableColumn(
                head=tr("Since or total"),
                text=lambda each: each.since,
                width=120,
                is_right=True,
                is_number=True,
            ),
        )
    )
