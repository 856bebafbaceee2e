"""The orders' area, F4: the list of all, and the page of the one that is open."""

from PySide6.QtCore import Slot

from app.domain.kernel.ids import OrderId
from app.messages.catalogue import tr
from app.services.scan_payloads import OrderScan, ScanPayload, WorkOrderScan, code_of
from app.services.views import OrderRow
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_page_view import OrderPage
from app.ui.orders.orders_card_view import OrdersCard
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.layouts import column, page, stack
from app.ui.widgets.screen import Screen


class OrdersView(Screen):
    """The page of all orders, and the page of the one that is open."""

    def __init__(self, theme: Theme, model: OrdersViewModel, file: OrderFileViewModel) -> None:
        super().__init__()
        self._model = model
        self.file = file
        self.card = OrdersCard(theme, model, tr("Orders"), tr("No order yet."))
        self.page = OrderPage(theme, file)
        self._pages = stack(page(self.card), self.page)
        self.setLayout(column(self._pages, gap=0))
        self.card.table.opened.connect(self._open_row)
        self.page.left.connect(self._show_list)
        file.opened.connect(self._show_page)
        model.changed.connect(self._show)

    @property
    def is_page_shown(self) -> bool:
        """Return whether an order is open."""
        return self._pages.currentIndex() == 1

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        if self.is_page_shown:
            self.page.focus_start()
        else:
            self.card.focus_rows()

    @Slot(object)
    def open_order(self, order_id: OrderId) -> None:
        """Open an order."""
        self.file.open(order_id)

    def open_number(self, text: str) -> None:
        """Open the order of a printed or scanned number."""
        self.file.open_number(text)

    def take_scan(self, scan: ScanPayload) -> bool:
        """Open the order of a scanned confirmation or lab ticket."""
        if not isinstance(scan, OrderScan | WorkOrderScan):
            return False
        self.open_number(code_of(scan))
        return True

    @Slot(object)
    def _open_row(self, row: OrderRow) -> None:
        self.open_order(row.order_id)

    @Slot()
    def _show_page(self) -> None:
        self._pages.setCurrentIndex(1)
        self.page.begin()
        self.focus_start()

    @Slot()
    def _show_list(self) -> None:
        self.file.close()
        self._pages.setCurrentIndex(0)
        self.focus_start()

    @Slot()
    def _show(self) -> None:
        self.card.display(self._model.rows, len(self._model.late))
