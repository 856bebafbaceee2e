"""The counter's first page: what waits to be collected, what is late, what today has brought."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.messages import formats
from app.messages.catalogue import tr
from app.services.views import OrderRow
from app.ui.customers.home_tables import late_model, ready_model
from app.ui.orders.orders_card_view import OrdersCard
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import chip, label, number_label, say
from app.ui.widgets.layouts import Card, column, page, row, stack
from app.ui.widgets.row_table import RowTable, RowTableModel
from app.ui.widgets.screen import Screen


class Figure(QFrame):
    """One number of the day under its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.value: QLabel = number_label(role="headline")
        laid = column(label(name, role="caption"), self.value, gap=2)
        laid.setContentsMargins(16, 12, 16, 12)
        self.setLayout(laid)


class WaitingCard(Card):
    """A short list of orders somebody should see to; Enter opens one."""

    def __init__(
        self, theme: Theme, title: str, model: RowTableModel[OrderRow], *, tone: str
    ) -> None:
        self._count = chip()
        super().__init__(title, self._count, 0)
        self._tone = tone
        self.table: RowTable[OrderRow] = RowTable(theme, title, model)
        self.table.keep_place_by(lambda order: order.order_id)
        nothing = label(tr("Nothing here."), role="muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = stack(nothing, self.table)
        self.body.addWidget(self._pages, 1)
        self.display(())

    def display(self, rows: tuple[OrderRow, ...]) -> None:
        """Show other rows."""
        self.table.display(rows)
        # A balance that was just read changes no row, only what is said of it.
        self.table.viewport().update()
        self._pages.setCurrentIndex(1 if rows else 0)
        say(self._count, str(len(rows)) if rows else "", tone=self._tone)


class HomeView(Screen):
    """What waits beside what came in."""

    order_chosen = Signal(object)

    def __init__(self, theme: Theme, model: OrdersViewModel) -> None:
        super().__init__()
        self._model = model
        self._taken = Figure(tr("Orders today"))
        self._worth = Figure(tr("Worth"))
        self._lab = Figure(tr("In the lab"))
        self._late = Figure(tr("Late"))
        self.ready = WaitingCard(
            theme, tr("Ready to collect"), ready_model(model.due), tone="success"
        )
        self.late = WaitingCard(theme, tr("Late"), late_model(lambda: model.today), tone="danger")
        self.card = OrdersCard(
            theme,
            model,
            tr("Today"),
            tr("No order yet today. Ctrl+K finds a patient by name, number or phone."),
        )
        figures = row(self._taken, self._worth, self._lab, self._late, gap=12)
        for place in range(figures.count()):
            figures.setStretch(place, 1)
        self.setLayout(column(page(figures, self._waiting(), self.card), gap=0))
        for table in (self.ready.table, self.late.table, self.card.table):
            table.opened.connect(self.order_chosen)
        model.changed.connect(self._show)

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        self.card.focus_rows()

    def _waiting(self) -> QWidget:
        made = QWidget()
        side_by_side = row(gap=12)
        side_by_side.addWidget(self.ready, 1)
        side_by_side.addWidget(self.late, 1)
        made.setLayout(side_by_side)
        return made

    @Slot()
    def _show(self) -> None:
        model = self._model
        self._taken.value.setText(str(len(model.of_today)))
        self._worth.value.setText(formats.money(model.taken_today))
        self._lab.value.setText(str(len(model.in_lab)))
        self._late.value.setText(str(len(model.late)))
        self.ready.display(model.ready)
        self.late.display(model.late)
        self.card.display(model.of_today, len(model.late))
