"""What it costs, worked out anew with every edit: lines, what is off, tax, who pays, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.kernel.money import Money
from app.domain.pricing import Bill
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.ui.actions import Ask
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.payments.explain_view import ExplainCard
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import label, number_label
from app.ui.widgets.layouts import Card, elided, row, rule
from app.ui.widgets.notice import Notice

EXPLAIN_PX = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the card: words, amount, and how it is said."""

    words: str
    amount: str
    role: str = ""


class BillCard(Card):
    """The bill of the form; once the order is made, the bill that was agreed."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, actions: ActionSet) -> None:
        self._add = actions.button(Ask.ADD_TO_BILL, kind="quiet")
        super().__init__(tr("Price"), 0, self._add, actions.button(Ask.EXPLAIN, kind="quiet"))
        self.head.setSpacing(2)
        self._model = model
        self.notice = Notice(theme)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(3)
        self._lines.setColumnStretch(0, 1)
        self._shown: tuple[Line, ...] = ()
        self._total = number_label(role="total")
        self.explained = ExplainCard()
        self.explained.setFixedHeight(theme.px(EXPLAIN_PX))
        self.explained.setVisible(False)
        self.body.setSpacing(8)
        self.body.addWidget(self.notice)
        self.body.addLayout(self._lines)
        self.body.addWidget(rule())
        self.body.addLayout(row(label(tr("Patient pays"), role="strong"), 0, self._total))
        self.body.addWidget(self.explained)
        model.changed.connect(self._show)

    @property
    def total(self) -> str:
        """Return what the patient pays, as it is shown."""
        return self._total.text()

    @Slot()
    def toggle_explained(self) -> None:
        """Say why the total is what it is, or stop saying it."""
        self.explained.setVisible(self.explained.isHidden())

    @Slot()
    def _show(self) -> None:
        order, findings = self._model.order, self._model.findings
        bill = findings.bill if order is None else order.draft.bill
        due = None if bill is None else bill.patient_due
        if order is not None and bill is None:
            due = order.total
        self._total.setText(formats.money(due or Money(0, self._model.currency)))
        self.explained.display(bill)
        self._put(() if bill is None else tuple(bill_lines(bill)))
        if findings.unpriced is not None and order is None:
            self.notice.say(sentence(findings.unpriced), tone="warning")
        else:
            self.notice.hush()

    def _put(self, lines: tuple[Line, ...]) -> None:
        if lines == self._shown:
            return
        self._shown = lines
        while (item := self._lines.takeAt(0)) is not None:
            gone: QWidget | None = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for number, line in enumerate(lines):
            words, amount = elided(), number_label(role=line.role)
            words.setText(line.words)
            words.setProperty("role", line.role)
            amount.setText(line.amount)
            self._lines.addWidget(words, number, 0)
            self._lines.addWidget(amount, number, 1, Qt.AlignmentFlag.AlignRight)


def bill_lines(bill: Bill) -> Iterator[Line]:
    """Yield the bill as the card shows it."""
    for billed in bill.lines:
        line = billed.line.line
        words = f"{line.quantity} × {line.description}"
        yield Line(words=words, amount=formats.money(line.amount))
    for discount in bill.discounts:
        off = Money(-discount.minor, bill.currency)
        yield Line(words=discount.words, amount=formats.money(off), role="muted")
    for part in bill.rates:
        tax = Money(part.tax_minor, bill.currency)
        words = f"{part.rate.label} {part.rate.percent} %"
        yield Line(words=words, amount=formats.money(tax), role="small")
    for charge in bill.disclosed:
        amount = Money(charge.gross_minor, bill.currency)
        yield Line(
            words=tr("of which dispensing, exempt"), amount=formats.money(amount), role="small"
        )
    for payer in bill.payers:
        paid = Money(-payer.minor, bill.currency)
        claim = f" #{payer.claim_number}" if payer.claim_number else ""
        yield Line(words=f"{payer.name}{claim}", amount=formats.money(paid), role="muted")
