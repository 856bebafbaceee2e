"""All orders of the store, newest first, moving as the lab works on them."""

from PySide6.QtCore import Qt, Slot

from app.messages.catalogue import trn
from app.services.views import OrderRow
from app.ui.orders.orders_table import orders_model
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable


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
