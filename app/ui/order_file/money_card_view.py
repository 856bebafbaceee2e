"""What was paid and given back on the open order, and what is still owed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout

from app.domain.kernel.money import Money
from app.domain.payments.payment import Payment, Purpose, Refund
from app.domain.payments.tender import Tender
from app.messages import formats
from app.messages.catalogue import tr
from app.services.order_file import OrderFile
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.payments.till_words import tender_words
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label, number_label, restyle
from app.ui.widgets.layouts import Card, column, row
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

TABLE_PX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """One payment or refund as it is shown."""

    key: str
    day: str
    what: str
    how: str
    amount: Money


class MoneyCard(Card):
    """The sums above, each movement below."""

    def __init__(self, theme: Theme, model: OrderFileViewModel) -> None:
        super().__init__(tr("Money"))
        self._model = model
        self._figures = {
            "total": number_label(),
            "paid": number_label(),
            "due": number_label(role="total"),
        }
        words = {"total": tr("Total"), "paid": tr("Paid"), "due": tr("Due")}
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(24)
        for place, (name, figure) in enumerate(self._figures.items()):
            role = "total" if name == "due" else "muted"
            grid.addWidget(label(words[name], role=role), place, 0)
            grid.addWidget(figure, place, 1, Qt.AlignmentFlag.AlignRight)
        self.table: RowTable[MoneyLine] = RowTable(theme, tr("Payments"), _columns())
        self.table.setFixedHeight(theme.px(TABLE_PX))
        sums = column(grid, 0)
        laid = row(gap=32)
        laid.addWidget(self.table, 1)
        laid.addLayout(sums)
        self.body.addLayout(laid)
        model.changed.connect(self._show)

    @property
    def due(self) -> str:
        """Return what is owed, as it is shown."""
        return self._figures["due"].text()

    @Slot()
    def _show(self) -> None:
        file = self._model.file
        if file is None:
            return
        account = file.account
        nothing = file.order.total.times(0)
        due = nothing if account is None else account.balance.due
        held = nothing if account is None else account.balance.held
        total = file.order.total if account is None else account.balance.charged
        for name, amount in (("total", total), ("paid", held), ("due", due)):
            self._figures[name].setText(formats.money(amount))
        restyle(self._figures["due"], "tone", "danger" if due.minor > 0 else "success")
        self.table.display(_lines(file, self._model))


def _lines(file: OrderFile, model: OrderFileViewModel) -> tuple[MoneyLine, ...]:
    return tuple(
        _paid(entry, model) if isinstance(entry, Payment) else _given_back(entry, model)
        for entry in file.moved
    )


def _paid(entry: Payment, model: OrderFileViewModel) -> MoneyLine:
    return MoneyLine(
        key=str(entry.payment_id),
        day=formats.day_near(entry.taken_at.date(), model.today),
        what=_purpose(entry),
        how=_ways([line.key.tender for line in entry.lines]),
        amount=entry.settled,
    )


def _given_back(entry: Refund, model: OrderFileViewModel) -> MoneyLine:
    return MoneyLine(
        key=str(entry.refund_id),
        day=formats.day_near(entry.given_at.date(), model.today),
        what=tr("Given back"),
        how=_ways([line.to.tender for line in entry.lines]),
        amount=Money(-entry.settled.minor, entry.settled.currency),
    )


def _purpose(payment: Payment) -> str:
    return tr("Sale") if payment.purpose is Purpose.SALE else tr("Deposit")


def _ways(tenders: list[Tender]) -> str:
    return ", ".join(dict.fromkeys(tender_words(tender) for tender in tenders))


def _columns() -> RowTableModel[MoneyLine]:
    return RowTableModel(
        (
            TableColumn(head=tr("Day"), text=lambda line: line.day, width=96),
            TableColumn(head=tr("What"), text=lambda line: line.what, width=92, is_strong=True),
            TableColumn(head=tr("How"), text=lambda line: line.how, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Amount"),
                text=lambda line: formats.money(line.amount),
                width=104,
                is_right=True,
                is_number=True,
            ),
        )
    )
