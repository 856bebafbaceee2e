"""All orders of the store, newest first, moving as the lab works on them."""

from PySide6.QtCore import Qt, Slot

from app.domain.kernel.ids import OrderId
from app.messages.catalogue import tr, trn
from app.services.scan_payloads import OrderScan, ScanPayload, WorkOrderScan, code_of
from app.services.views import OrderRow
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_page_view import OrderPage
from app.ui.orders.orders_table import orders_model
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, column, page, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.screen import Screen


class OrdersCard(Card):
    """A table of orders with its counts."""

    def __init__(self, theme: Theme, model: OrdersViewModel, title: str, empty: str) -> None:
        self._late = chip()
        super().__init__(title, self._late, 0)
        self.table: RowTable[OrderRow] = RowTable(theme, title, orders_model(lambda: model.today))
        self.table.keep_place_by(lambda row: row.order_id)
        self._notice = Notice(theme)
        words = label(empty, role="muted")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = stack(words, self.table)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._pages, 1)
        model.failed.connect(self._refuse)

    def display(self, rows: tuple[OrderRow, ...], late: int) -> None:
        """Show other rows."""
        self._notice.hush()
        self.table.display(rows)
        self._pages.setCurrentIndex(1 if rows else 0)
        say(self._late, trn("{count} late", "{count} late", late) if late else "", tone="danger")

    def focus_rows(self) -> None:
        """Put the cursor into the table, or on the card while it is empty."""
        target = self.table if self._pages.currentIndex() else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self._notice.say(text, tone="danger")


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
