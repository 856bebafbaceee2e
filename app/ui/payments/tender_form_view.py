"""One way to pay at a time: the number it needs, and how much of the amount it takes."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame

from app.domain.payments.tender import Tender
from app.messages import formats
from app.messages.catalogue import tr
from app.messages.language import msg, translated
from app.ui.payments.payment_sheet_model import STORED, PaymentSheetModel
from app.ui.payments.till_words import tender_words
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column, row
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.segmented import Segmented

# What Alt+5 offers beside the ways that have a key of their own.
OTHERS = (Tender.VOUCHER, Tender.ON_ACCOUNT, Tender.STORE_CREDIT, Tender.INSURER)
NUMBERS = {
    Tender.GIFT_CARD: msg("Number of the gift card"),
    Tender.STORE_CREDIT: msg("Number of the store credit"),
    Tender.VOUCHER: msg("Number of the voucher"),
    Tender.TRANSFER: msg("Reference of the transfer"),
    Tender.ON_ACCOUNT: msg("Account, and who agreed"),
    Tender.INSURER: msg("Claim number"),
}


class TenderForm(QFrame):
    """Enter goes on: from the number to the amount, and from the amount into the table."""

    completed = Signal()

    def __init__(self, theme: Theme, model: PaymentSheetModel) -> None:
        super().__init__()
        self._model = model
        self._shown: Tender | None = None
        self.title = label(role="strong")
        self.others = Segmented(tr("Other ways"), [tender_words(each) for each in OTHERS])
        self.number = IconEdit(theme, tr("Number"), icon="hash")
        self.amount = MoneyEdit(theme, tr("Amount"), model.currency)
        self._balance = label(role="muted")
        self._add = ActionButton(theme, tr("Add"), icon="plus", key="Enter")
        self.setLayout(
            column(
                row(self.title, 0, self._balance),
                self.others,
                self.number,
                row(self.amount, self._add),
                gap=8,
            )
        )
        self._connect()
        self._show()

    @Slot()
    def begin(self) -> None:
        """Put the cursor where this way of paying begins."""
        first = self.number if self._model.tender in NUMBERS else self.amount
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.amount.changed.connect(self._put)
        self.amount.exact_asked.connect(self.pay_exactly)
        self.amount.entered.connect(self._enter)
        self.number.returnPressed.connect(self._take_number)
        self._add.clicked.connect(self._enter)
        self.others.changed.connect(self._choose_other)
        self._model.changed.connect(self._show)

    @Slot()
    def pay_exactly(self) -> None:
        """Fill in the exact amount."""
        self._model.pay_exactly()
        sheet = self._model.sheet
        if sheet is not None:
            is_cash = self._model.tender is Tender.CASH
            self.amount.display(sheet.exact_cash if is_cash else self._model.suggested)

    def take_number(self, number: str) -> None:
        """Take the number of a scanned card as if it had been typed."""
        self.number.setText(number)
        self._take_number()

    @Slot(object)
    def _put(self, amount: object) -> None:
        del amount
        if self._model.tender is Tender.CASH:
            self._model.put_cash(self.amount.amount)

    @Slot()
    def _enter(self) -> None:
        if self._model.tender is Tender.CASH:
            self.completed.emit()
            return
        self._model.add(self.number.text(), self.amount.amount)
        if not self._model.problem:
            self.number.clear()
            self.amount.display(self._model.suggested)

    @Slot()
    def _take_number(self) -> None:
        if self._model.tender in STORED:
            self._model.look_up(self.number.text())
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _choose_other(self, place: int) -> None:
        self._model.choose(OTHERS[place])

    @Slot()
    def _show(self) -> None:
        model = self._model
        tender, sheet = model.tender, model.sheet
        self.setEnabled(sheet is not None)
        if tender is not self._shown or sheet is None:
            self._begin_tender(tender)
        self._balance.setText("")
        if model.stored is not None:
            self._balance.setText(
                tr("On it: {balance}", balance=formats.money(model.stored.balance))
            )
        if tender is Tender.CASH:
            self._show_cash()
        elif not self.amount.isModified():
            self.amount.display(model.suggested)

    def _show_cash(self) -> None:
        sheet = self._model.sheet
        there = None if sheet is None else sheet.handed_over
        if self.amount.amount != there and not self.amount.is_junk:
            self.amount.display(there)

    def _begin_tender(self, tender: Tender) -> None:
        self._shown = tender
        is_cash = tender is Tender.CASH
        self.title.setText(tr("Cash on the counter") if is_cash else tender_words(tender))
        self.amount.setAccessibleName(tr("Cash on the counter") if is_cash else tr("Amount"))
        self.others.setVisible(tender in OTHERS)
        if tender in OTHERS:
            self.others.choose(OTHERS.index(tender))
        self.number.setVisible(tender in NUMBERS)
        if tender in NUMBERS:
            words = translated(NUMBERS[tender])
            self.number.setAccessibleName(words)
            self.number.setPlaceholderText(words)
        self.number.clear()
        self._add.setVisible(not is_cash)
        self.amount.setModified(False)
        self.amount.display(self._model.suggested)
