"""The tables of the checkout: what is sold, and how it is paid; Del takes a line away."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.domain.kernel.money import Money
from app.domain.pricing.bill import Bill
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.payments.tender_sheet import SheetLine
from app.ui.payments.till_words import tender_words
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

Row = TypeVar("Row")

_MORE = {"+": 1, "-": -1, "\u2212": -1}


class EditableTable(RowTable[Row]):
    """Tells that a row is to go, or is to be more or fewer."""

    removed = Signal(object)
    counted = Signal(object, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.chosen()
        if row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(row)
        elif row is not None and event.text() in _MORE:
            self.counted.emit(row, _MORE[event.text()])
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldLine:
    """A line of a bill as it is shown."""

    line_id: str
    words: str
    quantity: int
    unit_price: Money
    discount: Money
    amount: Money
    tax: str


def sold_lines(bill: Bill | None) -> tuple[SoldLine, ...]:
    """Return the lines of a bill, the patient's and the payers' part together."""
    if bill is None:
        return ()
    return tuple(
        SoldLine(
            line_id=line.line_id,
            words=line.line.line.description,
            quantity=line.line.line.quantity,
            unit_price=line.line.line.unit_price,
            discount=Money(-line.discount_minor, bill.currency),
            amount=Money(line.gross_minor, bill.currency),
            tax="+".join(sorted({part.rate.label for part in line.tax})),
        )
        for line in bill.lines
    )


def sold_model() -> RowTableModel[SoldLine]:
    """Return the table of what is sold."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Pieces"),
                text=lambda row: str(row.quantity),
                width=64,
                is_right=True,
                is_number=True,
            ),
            TableColumn(head=tr("Article"), text=lambda row: row.words, is_strong=True),
            TableColumn(
                head=tr("Each"),
                text=lambda row: formats.money(row.unit_price),
                width=100,
                is_right=True,
                is_number=True,
                ink=lambda _: "muted",
            ),
            TableColumn(
                head=tr("Off"),
                text=lambda row: formats.money(row.discount) if row.discount.minor else "",
                width=92,
                is_right=True,
                is_number=True,
                ink=lambda _: "success",
            ),
            TableColumn(head=tr("Tax"), text=lambda row: row.tax, width=52, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Amount"),
                text=lambda row: formats.money(row.amount),
                width=110,
                is_right=True,
                is_number=True,
            ),
        )
    )


def tender_model() -> RowTableModel[SheetLine]:
    """Return the table of what was given."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Paid by"),
                text=lambda row: tender_words(row.line.key.tender),
                width=120,
                is_strong=True,
            ),
            TableColumn(head=tr("Number"), text=lambda row: row.number, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Amount"),
                text=lambda row: formats.money(row.line.amount),
                width=110,
                is_right=True,
                is_number=True,
            ),
        )
    )
