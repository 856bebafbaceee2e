"""The counter's first page: what today has brought, and where to begin."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLabel

from app.messages import formats
from app.messages.catalogue import tr
from app.ui.orders.orders_view import OrdersCard
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label, number_label
from app.ui.widgets.layouts import column, page, row
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


class HomeView(Screen):
    """Today's figures above today's orders."""

    def __init__(self, theme: Theme, model: OrdersViewModel) -> None:
        super().__init__()
        self._model = model
        self._taken = Figure(tr("Orders today"))
        self._worth = Figure(tr("Worth"))
        self._lab = Figure(tr("In the lab"))
        self._late = Figure(tr("Late"))
        self.card = OrdersCard(
            theme,
            model,
            tr("Today"),
            tr("No order yet today. Ctrl+K finds a patient by name, number or phone."),
        )
        figures = row(self._taken, self._worth, self._lab, self._late, gap=12)
        for place in range(figures.count()):
            figures.setStretch(place, 1)
        self.setLayout(column(page(figures, self.card), gap=0))
        model.changed.connect(self._show)

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        self.card.focus_rows()

    @Slot()
    def _show(self) -> None:
        model = self._model
        self._taken.value.setText(str(len(model.of_today)))
        self._worth.value.setText(formats.money(model.taken_today))
        self._lab.value.setText(str(len(model.in_lab)))
        self._late.value.setText(str(len(model.late)))
        self.card.display(model.of_today, len(model.late))
