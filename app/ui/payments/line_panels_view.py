"""Small forms over the checkout: a discount, a voucher's code, a gift card that is sold."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.pricing.manual_discounts import HandBenefit
from app.messages.catalogue import sentence, tr
from app.ui.payments.amount_off import amount_off
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.notice import Notice

WIDTH_PX = 420


class SmallForm(QFrame):
    """Stands over its host until Enter in its last field, or Esc."""

    dismissed = Signal()

    def __init__(self, theme: Theme, host: QWidget, title: str) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self._host = host
        self.notice = Notice(theme)
        self.fields = column(gap=8)
        self.accept_button = ActionButton(
            theme, tr("Take it over"), icon="check", key="Enter", kind="primary"
        )
        self.accept_button.clicked.connect(self.accept)
        laid = column(
            label(title, role="title"),
            self.fields,
            self.notice,
            row(hint(tr("Esc leaves")), 0, self.accept_button),
            gap=12,
        )
        laid.setContentsMargins(20, 16, 20, 16)
        self.setLayout(laid)
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.hide()

    def open_at(self, first: QWidget) -> None:
        """Show the form over the middle of its host, with the cursor in a field."""
        self.notice.hush()
        self.show()
        self.adjustSize()
        left = (self._host.width() - self.width()) // 2
        self.move(max(0, left), max(0, (self._host.height() - self.height()) // 3))
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    @Slot()
    def leave(self) -> None:
        """Go, and take nothing over."""
        self.hide()
        self.dismissed.emit()

    @Slot()
    def accept(self) -> None:
        """Take the fields over if they can be read."""
        raise NotImplementedError

    def refuse(self, text: str, field: QLineEdit) -> None:
        """Say what is wrong, and go to its field."""
        self.notice.say(text, tone="danger")
        self.adjustSize()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()


class DiscountForm(SmallForm):
    """Takes a percentage or an amount, and why."""

    given = Signal(object, str, bool)

    def __init__(self, theme: Theme, host: QWidget, currency: str) -> None:
        super().__init__(theme, host, tr("Discount"))
        self._currency = currency
        self.off = IconEdit(theme, tr("10 % or 5.00"), icon="percent")
        self.reason = IconEdit(theme, tr("Why"), icon="pencil")
        self.only_line = CheckBox(theme, tr("Only on the chosen line"))
        for each in (self.off, self.reason, self.only_line):
            self.fields.addWidget(each)
        self.off.returnPressed.connect(self._go_on)
        self.reason.returnPressed.connect(self.accept)

    def ask(self, *, has_line: bool) -> None:
        """Ask for a discount; without a chosen line it is on the whole."""
        self.off.clear()
        self.reason.clear()
        self.only_line.setChecked(False)
        self.only_line.setVisible(has_line)
        self.open_at(self.off)

    @Slot()
    def accept(self) -> None:
        """Tell the discount if it can be read and has a reason."""
        try:
            benefit: HandBenefit = amount_off(self.off.text(), self._currency)
        except DomainError as refusal:
            self.refuse(sentence(refusal), self.off)
            return
        if not self.reason.text().strip():
            self.refuse(tr("Write down why the price is lowered."), self.reason)
            return
        self.hide()
        self.given.emit(benefit, self.reason.text().strip(), self.only_line.isChecked())

    @Slot()
    def _go_on(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class CodeForm(SmallForm):
    """Takes a voucher's code."""

    given = Signal(str)

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(theme, host, tr("Voucher code"))
        self.code = IconEdit(theme, tr("Code on the voucher"), icon="tag")
        self.fields.addWidget(self.code)
        self.code.returnPressed.connect(self.accept)

    def ask(self) -> None:
        """Ask for a code."""
        self.code.clear()
        self.open_at(self.code)

    @Slot()
    def accept(self) -> None:
        """Tell the code; an empty one takes all codes back."""
        self.hide()
        self.given.emit(self.code.text().strip())


class GiftCardForm(SmallForm):
    """Takes the number of a gift card and what goes onto it."""

    given = Signal(str, object)

    def __init__(self, theme: Theme, host: QWidget, currency: str) -> None:
        super().__init__(theme, host, tr("Sell a gift card"))
        self.number = IconEdit(theme, tr("Number of the gift card"), icon="gift")
        self.amount = MoneyEdit(theme, tr("What goes onto it"), currency)
        self.fields.addWidget(self.number)
        self.fields.addWidget(self.amount)
        self.number.returnPressed.connect(self._go_on)
        self.amount.entered.connect(self.accept)

    def ask(self, number: str = "") -> None:
        """Ask for a card; a scanned one brings its number."""
        self.number.setText(number)
        self.amount.display(None)
        self.open_at(self.amount if number else self.number)

    @Slot()
    def accept(self) -> None:
        """Tell the card if it has a number and an amount."""
        amount: Money | None = self.amount.amount
        if not self.number.text().strip():
            self.refuse(tr("Scan or type the number of the card."), self.number)
        elif amount is None or amount.minor <= 0:
            self.refuse(tr("Enter an amount above zero."), self.amount)
        else:
            self.hide()
            self.given.emit(self.number.text().strip(), amount)

    @Slot()
    def _go_on(self) -> None:
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)
