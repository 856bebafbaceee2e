"""The counter: search, today, the order form and the list of orders."""

from PySide6.QtCore import Qt, Slot

from app.domain.orders import Order
from app.messages.catalogue import tr
from app.services.views import OrderRow, PatientRow
from app.ui.actions import Ask
from app.ui.customers.home_view import HomeView
from app.ui.customers.search_view_model import SearchViewModel
from app.ui.desktop import Desk
from app.ui.orders.order_entry_view import OrderEntryView
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.orders_view import OrdersView
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.workplace import Workplace
from app.ui.theme.theme import Theme


class CounterWorkplace(Workplace):
    """Opens what the search finds."""

    def __init__(self, theme: Theme, desk: Desk, status: StatusViewModel) -> None:
        self.order_list = OrdersViewModel(desk)
        self.entry = OrderEntryViewModel(desk)
        self.home = HomeView(theme, self.order_list)
        self.form = OrderEntryView(theme, self.entry, desk)
        self.orders = OrdersView(theme, self.order_list)
        areas = {Ask.HOME: self.home, Ask.PRESCRIPTION: self.form, Ask.ORDERS: self.orders}
        super().__init__(theme, desk, status, areas)
        self._search = SearchViewModel(desk)
        self.bar.search.asked.connect(self._search.find)
        self._search.found.connect(self.bar.offer)
        self._search.failed.connect(self.toast.say)
        self.bar.search.chosen.connect(self._open_hit)
        self.bar.search.dismissed.connect(self.focus_start)
        self.form.asked_for_patient.connect(self.search)
        self.entry.opened.connect(self._show_form)
        self.entry.saved.connect(self._tell_saved)
        self.keys.on(Ask.SEARCH, self.search)

    @Slot()
    def search(self) -> None:
        """Put the cursor into the search."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(object)
    def _open_hit(self, hit: PatientRow | OrderRow) -> None:
        match hit:
            case PatientRow():
                self.entry.open_patient(hit.patient_id)
            case OrderRow():
                self.go(Ask.ORDERS)

    @Slot()
    def _show_form(self) -> None:
        self.go(Ask.PRESCRIPTION)

    @Slot(object)
    def _tell_saved(self, order: Order) -> None:
        self.toast.say(tr("Order {number} is made", number=order.number))
