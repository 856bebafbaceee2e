"""What goes onto the bill beside the pair: goods, a discount, a payer, a voucher's code."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Good
from app.messages.catalogue import tr
from app.services.order_wish import GoodsWish
from app.ui.orders.bill_entries import BillEntry, bill_entries
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.payments.line_panels_view import SmallForm
from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn
from app.ui.widgets.type_ahead import TypeAhead

ROW_PX, TABLE_PX = 28, 130


class AddToBillView(SmallForm):
    """Enter in a field takes it over; the panel stays until Esc."""

    def __init__(
        self, theme: Theme, host: QWidget, model: OrderEntryViewModel, search: CatalogueSearch
    ) -> None:
        super().__init__(theme, host, tr("Add to the bill"))
        self.setAccessibleName(tr("Add to the bill"))
        self._model = model
        self.goods = TypeAhead(theme, tr("Goods: type or scan"), icon="shopping-cart")
        self.discount = IconEdit(theme, tr("Discount: 10 % returning customer"), icon="tag")
        self.payer = IconEdit(theme, tr("Payer: 80.00 Harbour Health #4711"), icon="users")
        self.code = IconEdit(theme, tr("Voucher code"), icon="qr-code")
        self.table: RowTable[BillEntry] = RowTable(
            theme, tr("On the bill"), _table(), row_px=ROW_PX, text_size="small"
        )
        self.table.setFixedHeight(theme.px(TABLE_PX))
        for part in (self.goods, self.discount, self.payer, self.code, self.table):
            self.fields.addWidget(part)
        self.fields.addWidget(label(tr("Del takes a line off again"), role="small"))
        self.table.keep_place_by(lambda entry: entry.key)
        model.changed.connect(self._show)
        self.goods.asked.connect(search.find_goods)
        self.goods.chosen.connect(self._take_good)
        self.goods.dismissed.connect(self.leave)
        search.goods_found.connect(self._offer)
        for edit in (self.discount, self.payer, self.code):
            edit.returnPressed.connect(self.accept)

    def begin(self) -> None:
        """Ask what is to be added."""
        self.open_at(self.goods)
        self._show()

    @Slot()
    def accept(self) -> None:
        """Take over every field that was filled in and can be read."""
        entries = (
            (self.discount, self._model.add_discount),
            (self.payer, self._model.add_payer),
            (self.code, self._model.add_code),
        )
        for edit, add in entries:
            text = edit.text().strip()
            if text and not add(text):
                self._refuse_here(edit)
                return
            edit.clear()
        self.notice.hush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the lit line off on Del."""
        chosen = self.table.chosen() if self.table.hasFocus() else None
        if event.key() == Qt.Key.Key_Delete and chosen is not None:
            self._model.take_off_bill(chosen)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is not None and not self.isHidden():
            self.table.display(bill_entries(form, self._model.currency))

    def _refuse_here(self, edit: IconEdit) -> None:
        problem = self._model.problem
        self.refuse("" if problem is None else problem.text, edit)

    @Slot(str, object)
    def _offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.goods.offer(text, choices)

    @Slot(object)
    def _take_good(self, good: Good) -> None:
        self._model.add_good(GoodsWish(sku=good.sku, quantity=1))
        self.goods.rest_at("")
        self.goods.clear()


def _table() -> RowTableModel[BillEntry]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("What"), text=lambda each: each.kind, width=110, ink=lambda _: "muted"
            ),
            TableColumn(head=tr("On the bill"), text=lambda each: each.words),
        )
    )
