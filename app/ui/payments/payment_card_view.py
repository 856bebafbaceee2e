"""How it is paid: the amount, the ways to pay, what was given, and the change in big digits."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.kernel.money import Money
from app.domain.payments.tender import Tender
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.payments.card_panel_view import CardPanel
from app.ui.payments.checkout_tables import EditableTable, tender_model
from app.ui.payments.checkout_view_model import CheckoutViewModel
from app.ui.payments.subjects import OrderSubject
from app.ui.payments.tender_form_view import OTHERS, TenderForm
from app.ui.payments.tender_sheet import SheetLine
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.button_grid import button_grid
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.labels import label, number_label, restyle
from app.ui.widgets.layouts import Card, column, row, rule
from app.ui.widgets.money_edit import MoneyEdit

TABLE_PX = 118
TENDERS = {
    Ask.PAY_CASH: Tender.CASH,
    Ask.PAY_CARD: Tender.CARD,
    Ask.PAY_GIFT_CARD: Tender.GIFT_CARD,
    Ask.PAY_TRANSFER: Tender.TRANSFER,
    Ask.PAY_OTHERWISE: OTHERS[0],
}
COLUMNS = 2


class PaymentCard(Card):
    """Shows the sheet; `finish_asked` when Enter in the cash field leaves nothing missing."""

    finish_asked = Signal()

    def __init__(self, theme: Theme, model: CheckoutViewModel, keys: ActionSet) -> None:
        super().__init__(tr("Payment"))
        self._theme = theme
        self._model = model
        self._sheet = model.paying
        self._keys = keys
        self.part = MoneyEdit(theme, tr("To be paid now"), self._sheet.currency)
        self.form = TenderForm(theme, self._sheet)
        self.cards = CardPanel(theme, self._sheet.cards)
        self.table: EditableTable[SheetLine] = EditableTable(
            theme, tr("What was given"), tender_model()
        )
        self.table.keep_place_by(lambda line: line)
        self.table.setFixedHeight(theme.px(TABLE_PX))
        self.paper = CheckBox(theme, tr("Print the receipt"))
        self._lay_out()
        self._connect()
        self._show()

    @property
    def big(self) -> str:
        """Return what the big digits say."""
        return self._figure.text()

    @Slot()
    def begin(self) -> None:
        """Put the cursor into the chosen way to pay."""
        self.form.begin()

    @Slot(object)
    def choose(self, ask: Ask) -> None:
        """Choose the way to pay of a key."""
        self._sheet.choose(TENDERS[ask])

    def _lay_out(self) -> None:
        self._deposit = self._keys.button(Ask.PAY_DEPOSIT)
        self._all = self._keys.button(Ask.PAY_ALL)
        parts = button_grid((self._deposit, self._all), columns=COLUMNS)
        ways = [self._keys.button(ask) for ask in (*TENDERS, Ask.EXACT_AMOUNT)]
        self._caption = label(role="caption")
        self._figure = number_label(role="change")
        self.paper.setChecked(True)
        self.body.setSpacing(10)
        for item in (
            column(label(tr("To be paid now"), role="caption"), self.part, gap=4),
            parts,
            button_grid(ways, columns=COLUMNS),
            self.form,
            self.cards,
            self.table,
            rule(),
            self._change(),
        ):
            if isinstance(item, QWidget):
                self.body.addWidget(item)
            else:
                self.body.addLayout(item)
        self.body.addStretch(1)
        self.body.addLayout(
            row(self.paper, 0, self._keys.button(Ask.FINISH_PAYMENT, kind="primary"))
        )

    def _change(self) -> QFrame:
        made = QFrame()
        laid = column(self._caption, self._figure, gap=0)
        laid.setAlignment(self._figure, Qt.AlignmentFlag.AlignRight)
        made.setLayout(laid)
        return made

    def _connect(self) -> None:
        self.part.entered.connect(self._take_part)
        self.part.editingFinished.connect(self._take_part)
        self.form.completed.connect(self.finish_asked)
        self.table.removed.connect(self._sheet.remove)
        self.paper.clicked.connect(self._set_paper)
        self._sheet.tender_chosen.connect(self.begin)
        self._model.changed.connect(self._show)

    @Slot()
    def _take_part(self) -> None:
        sheet, amount = self._sheet.sheet, self.part.amount
        if sheet is not None and amount is not None and amount != sheet.amount:
            self._sheet.pay_part(amount)

    @Slot(bool)
    def _set_paper(self, is_wanted: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._model.wants_paper = is_wanted

    @Slot()
    def _show(self) -> None:
        sheet, is_order = self._sheet.sheet, isinstance(self._model.subject, OrderSubject)
        self._deposit.setVisible(is_order)
        self._all.setVisible(is_order)
        self.part.setEnabled(is_order)
        if sheet is None or not self.part.hasFocus() or not self.part.isModified():
            self.part.display(None if sheet is None else sheet.amount)
        self.table.display(() if sheet is None else sheet.lines)
        self._show_figure()

    def _show_figure(self) -> None:
        sheet, done = self._sheet.sheet, self._model.done
        if done is not None:
            self._say(tr("Change"), done.change, "success")
        elif sheet is None:
            self._say("", None, "plain")
        elif sheet.settlement.is_complete:
            self._say(tr("Change"), sheet.settlement.change, "success")
        else:
            self._say(tr("Still missing"), sheet.missing, "plain")

    def _say(self, caption: str, amount: Money | None, tone: str) -> None:
        words = "" if amount is None else formats.money(amount)
        self._caption.setText(caption)
        self._figure.setText(words)
        self._figure.setAccessibleName(f"{caption} {words}".strip())
        restyle(self._figure, "tone", tone)
