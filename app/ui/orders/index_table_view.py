"""The same design in every material it comes in: how thick, and for how much."""

from PySide6.QtCore import Slot

from app.messages import formats
from app.messages.catalogue import tr
from app.services.dispensing import IndexChoice
from app.ui.orders.catalogue_choices import reason_words
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

ROW_PX = 28
INDEX_UNIT = 1000


class IndexComparison(RowTable[IndexChoice]):
    """Asks anew when lens, powers or frame change; Enter takes the lit material."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel) -> None:
        super().__init__(theme, tr("Index comparison"), _table(), row_px=ROW_PX, text_size="small")
        self._theme = theme
        self._entry = model
        self._shown: tuple[IndexChoice, ...] = ()
        self.keep_place_by(lambda choice: choice.lens.sku)
        self.setVisible(False)
        self.opened.connect(self._take)
        model.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        """Show the materials where there is more than one to choose from."""
        choices = self._entry.findings.indices
        if choices == self._shown:
            return
        self._shown = choices
        self.display(choices)
        self.setVisible(len(choices) > 1)
        height = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(height + len(choices) * self._theme.px(ROW_PX) + 4)
        form = self._entry.form
        skus = [choice.lens.sku for choice in choices]
        if form is not None and form.lens is not None and form.lens.sku in skus:
            self.selectRow(skus.index(form.lens.sku))

    @Slot(object)
    def _take(self, choice: IndexChoice) -> None:
        if choice.verdict.is_available:
            self._entry.change(lens=choice.lens)


def edge_text(choice: IndexChoice) -> str:
    """Return the thickest edge of each eye, or what rules the material out."""
    if choice.verdict.reasons:
        return f"\u2715 {reason_words(choice.verdict.reasons[0])}"
    if not choice.edges:
        return formats.NOTHING
    return formats.isolated(" / ".join(f"{each.thickest_mm:.1f}" for each in choice.edges))


def _table() -> RowTableModel[IndexChoice]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Index"),
                text=lambda each: f"{each.lens.index_thousandths / INDEX_UNIT:.2f}",
                width=56,
                is_number=True,
                is_strong=True,
            ),
            TableColumn(head=tr("Material"), text=lambda each: each.lens.material),
            TableColumn(
                head=tr("Edge R / L"),
                text=edge_text,
                width=92,
                is_number=True,
                ink=lambda each: "danger" if each.verdict.reasons else "text",
            ),
            TableColumn(
                head=tr("Pair"),
                text=lambda each: formats.money(each.lens.price.times(2)),
                width=92,
                is_right=True,
                is_number=True,
            ),
        )
    )
