"""Earlier prescriptions of the patient; Enter begins with one of them."""

from PySide6.QtCore import Qt, Slot

from app.domain.customers import Prescription
from app.messages.catalogue import tr
from app.ui.orders.history_table import history_model
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, stack
from app.ui.widgets.row_table import RowTable

ROW_PX = 30


class HistoryCard(Card):
    """What was prescribed before, to compare with."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel) -> None:
        super().__init__(tr("History"), 0, label(tr("Enter uses one again"), role="small"))
        self._model = model
        self.table: RowTable[Prescription] = RowTable(
            theme, tr("Earlier prescriptions"), history_model(), row_px=ROW_PX, text_size="small"
        )
        self.table.keep_place_by(lambda rx: rx.prescription_id)
        self._empty = label(tr("No earlier prescription."), role="muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages = stack(self._empty, self.table)
        self.body.addWidget(self._pages, 1)
        self.table.opened.connect(self._use)
        model.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        history = () if form is None else form.history
        self.table.display(history)
        self._pages.setCurrentIndex(1 if history else 0)

    @Slot(object)
    def _use(self, prescription: Prescription) -> None:
        self._model.use_again(prescription)
