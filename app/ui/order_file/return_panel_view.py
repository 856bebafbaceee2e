"""Taking goods back: how many of which line, and what becomes of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Slot

from app.domain.orders import Order
from app.domain.orders.returns import Disposition, OrderReturn
from app.messages.catalogue import tr
from app.messages.language import msg, translated
from app.services.order_life.returns import ReturnLineWish
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_steps_view_model import OrderStepsModel
from app.ui.order_file.step_panel_view import StepPanel, reason_field
from app.ui.payments.checkout_tables import EditableTable
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import row
from app.ui.widgets.row_table import RowTableModel, TableColumn

DISPOSITIONS = {
    Disposition.RESTOCK: msg("Back on the shelf"),
    Disposition.SCRAP: msg("Scrapped"),
    Disposition.TO_SUPPLIER: msg("To the supplier"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """A line of the order, how many may come back, how many do, and what becomes of them."""

    line_id: str
    words: str
    left: int
    pieces: int = 0
    disposition: Disposition = Disposition.RESTOCK

    def with_more(self, more: int) -> "BackLine":
        """Return the line with more or fewer pieces, within what may come back."""
        return replace(self, pieces=max(0, min(self.left, self.pieces + more)))

    def turned(self) -> "BackLine":
        """Return the line with the next thing that may become of it."""
        kinds = tuple(Disposition)
        return replace(self, disposition=kinds[(kinds.index(self.disposition) + 1) % len(kinds)])


class ReturnPanel(StepPanel):
    """Plus and minus say how many come back, Enter turns what becomes of them."""

    def __init__(self, theme: Theme, file: OrderFileViewModel, steps: OrderStepsModel) -> None:
        super().__init__(theme, tr("Take goods back"))
        self._file = file
        self._steps = steps
        self._lines: tuple[BackLine, ...] = ()
        self.table: EditableTable[BackLine] = EditableTable(
            theme, tr("What comes back"), _columns()
        )
        self.table.keep_place_by(lambda line: line.line_id)
        self.reason = reason_field(theme)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(hint(tr("+ − pieces")), hint(tr("Enter turns what becomes")), 0))
        self.body.addWidget(self.reason)
        self.table.counted.connect(self._count)
        self.table.opened.connect(self._turn)
        self.reason.returnPressed.connect(self.confirm)
        steps.refused.connect(self.refuse)

    def begin(self) -> None:
        """Show the lines that may come back."""
        self._steps.begin()
        self.refuse("")
        self.reason.clear()
        file = self._file.file
        self._lines = () if file is None else _lines(file.order, file.returns)
        self.table.display(self._lines)
        self.table.move_by(1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def confirm(self) -> None:
        """Record the return."""
        wishes = tuple(
            ReturnLineWish(line_id=line.line_id, pieces=line.pieces, disposition=line.disposition)
            for line in self._lines
            if line.pieces
        )
        if wishes:
            self._steps.take_back(wishes, self.reason.text())
        else:
            self.refuse(tr("Choose with + how many pieces come back."))

    @Slot(object, int)
    def _count(self, line: BackLine, more: int) -> None:
        self._change(line, lambda own: own.with_more(more))

    @Slot(object)
    def _turn(self, line: BackLine) -> None:
        self._change(line, BackLine.turned)

    def _change(self, line: BackLine, change: Callable[[BackLine], BackLine]) -> None:
        self._lines = tuple(change(each) if each == line else each for each in self._lines)
        self.table.display(self._lines)


def _lines(order: Order, returns: tuple[OrderReturn, ...]) -> tuple[BackLine, ...]:
    back: dict[str, int] = {}
    for each in returns:
        for line in each.lines:
            back[line.line_id] = back.get(line.line_id, 0) + line.pieces
    return tuple(
        BackLine(
            line_id=str(item.item_id),
            words=item.line.description,
            left=item.line.quantity - back.get(str(item.item_id), 0),
        )
        for item in order.draft.items
        if item.line.quantity > back.get(str(item.item_id), 0)
    )


def _columns() -> RowTableModel[BackLine]:
    return RowTableModel(
        (
            TableColumn(head=tr("Article"), text=lambda row: row.words, is_strong=True),
            TableColumn(
                head=tr("Back"),
                text=lambda row: tr("{pieces} of {left}", pieces=row.pieces, left=row.left),
                width=84,
                is_right=True,
                is_number=True,
                ink=lambda row: "text" if row.pieces else "muted",
            ),
            TableColumn(
                head=tr("What becomes"),
                text=lambda row: translated(DISPOSITIONS[row.disposition]) if row.pieces else "",
                width=150,
            ),
        )
    )
