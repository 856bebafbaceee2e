"""Giving money back: what goes where, before anything does."""

from PySide6.QtCore import Qt, Slot

from app.domain.payments.payment import RefundLine
from app.messages import formats
from app.messages.catalogue import tr
from app.services.refunding import RefundAsked
from app.ui.order_file.refund_view_model import RefundModel
from app.ui.order_file.step_panel_view import StepPanel, reason_field
from app.ui.payments.card_panel_view import CardPanel
from app.ui.payments.till_words import tender_words
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.labels import label, number_label
from app.ui.widgets.layouts import column, row
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

TABLE_PX = 150


class RefundPanel(StepPanel):
    """An amount can be chosen of a deposit; goods are credited for what they cost."""

    def __init__(self, theme: Theme, model: RefundModel, currency: str) -> None:
        super().__init__(theme, tr("Give money back"))
        self._model = model
        self._next: RefundAsked | None = None
        self.amount = MoneyEdit(theme, tr("How much goes back"), currency)
        self._amount_words = label(tr("How much goes back"), role="caption")
        self.table: RowTable[RefundLine] = RowTable(theme, tr("Where it goes"), _columns())
        self.table.setFixedHeight(theme.px(TABLE_PX))
        self.as_credit = CheckBox(theme, tr("Onto a store credit instead"))
        self._credit = label(role="muted")
        self.reason = reason_field(theme)
        self.cards = CardPanel(theme, model.cards)
        self._figure = number_label(role="change")
        self.body.addLayout(
            column(
                self._amount_words,
                self.amount,
                self.table,
                row(self.as_credit, self._credit, 0),
                self.reason,
                self.cards,
                label(tr("The patient gets"), role="caption"),
                row(0, self._figure),
                gap=8,
            )
        )
        self.body.addStretch(1)
        self.amount.entered.connect(self._choose_amount)
        self.amount.editingFinished.connect(self._choose_amount)
        self.as_credit.clicked.connect(self._put_onto_credit)
        self.reason.returnPressed.connect(self.confirm)
        model.changed.connect(self._show)

    @property
    def big(self) -> str:
        """Return what the big digits say."""
        return self._figure.text()

    def ask(self, asked: RefundAsked) -> None:
        """Let the panel begin with this refund."""
        self._next = asked

    def begin(self) -> None:
        """Plan the refund that was asked for."""
        self.reason.clear()
        self.as_credit.setChecked(False)
        self.amount.display(None)
        if self._next is not None:
            self._model.begin(self._next)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def confirm(self) -> None:
        """Give the money back."""
        self._model.give(self.reason.text())

    @Slot()
    def _choose_amount(self) -> None:
        amount, plan = self.amount.amount, self._model.plan
        if amount is not None and (plan is None or amount != plan.given):
            self._model.choose_amount(amount)

    @Slot(bool)
    def _put_onto_credit(self, is_wanted: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._model.put_onto_credit(is_wanted=is_wanted)

    @Slot()
    def _show(self) -> None:
        model = self._model
        self.refuse(model.problem)
        plan = model.plan
        self.table.display(() if plan is None else plan.lines)
        for each in (self.amount, self._amount_words):
            each.setVisible(plan is None or model.is_deposit)
        if plan is not None and not self.amount.hasFocus():
            self.amount.display(plan.given)
        number = model.credit_number
        self._credit.setText(number if model.is_as_credit else "")
        self._figure.setText("" if plan is None else formats.money(plan.given))


def _columns() -> RowTableModel[RefundLine]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Came from"),
                text=lambda line: tender_words(line.source.tender),
                width=130,
                ink=lambda _: "muted",
            ),
            TableColumn(
                head=tr("Goes to"), text=lambda line: tender_words(line.to.tender), is_strong=True
            ),
            TableColumn(
                head=tr("Amount"),
                text=lambda line: formats.money(line.amount),
                width=110,
                is_right=True,
                is_number=True,
            ),
        )
    )
