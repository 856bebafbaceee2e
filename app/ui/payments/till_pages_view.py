"""The till's pages around the count: closed, open, a movement of cash, and the counted drawer."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from app.domain.kernel.money import Money
from app.domain.kernel.text import LONG_LENGTH_MAX
from app.domain.payments.till import TillState
from app.domain.payments.till_report import TillReport
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.payments.till_report_view import TillReportView
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, row, scrolling
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.notice import Notice

FIELD_PX = 220
# How many of the open till's buttons stand in its first line: the count and the X.
REPORTS = 2


class MoveKind(StrEnum):
    """What the little form of the open till is for."""

    PAY_IN = "pay_in"
    PAY_OUT = "pay_out"
    DRAWER = "drawer"


class ClosedTillView(Card):
    """Asks for the float and opens."""

    opened = Signal(object)

    def __init__(self, theme: Theme, currency: str) -> None:
        super().__init__(tr("The till is closed"))
        self.float_edit = MoneyEdit(theme, tr("Opening float"), currency)
        self.float_edit.setFixedWidth(theme.px(FIELD_PX))
        self.float_edit.entered.connect(self.open)
        self._notice = Notice(theme)
        button = ActionButton(theme, tr("Open the till"), icon="lock-open", key="F12")
        button.setProperty("kind", "primary")
        button.clicked.connect(self.open)
        words = label(tr("Count what lies in the drawer and type the sum."), role="muted")
        self.body.addWidget(words)
        self.body.addLayout(row(label(tr("Opening float")), 0, self.float_edit))
        self.body.addWidget(self._notice)
        self.body.addLayout(row(0, button))
        self.body.addStretch(1)

    def focus_start(self) -> None:
        """Put the cursor into the float."""
        self.float_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def open(self) -> None:
        """Hand the float over; without one there is nothing to open with."""
        amount = self.float_edit.amount
        if amount is None:
            said = self.float_edit.complaint or tr("Type the sum that lies in the drawer.")
            self._notice.say(said, tone="warning")
            self.focus_start()
            return
        self._notice.hush()
        self.opened.emit(amount)


class OpenTillView(Card):
    """Says since when the till is open, and nothing of what lies in it."""

    def __init__(self, theme: Theme, buttons: tuple[ActionButton, ...]) -> None:
        super().__init__(tr("The till is open"))
        self._since = label(role="muted")
        self._notice = Notice(theme)
        self._buttons = buttons
        self.body.addWidget(self._since)
        self.body.addWidget(self._notice)
        self.body.addLayout(row(*buttons[:REPORTS], 0))
        self.body.addLayout(row(*buttons[REPORTS:], 0))
        self.body.addStretch(1)

    def display(self, state: TillState, *, is_late: bool) -> None:
        """Show since when it is open, and whether another day has begun."""
        opened = state.entries[0].stamp.at
        day, time = formats.day(state.business_day), formats.time_of_day(opened)
        self._since.setText(tr("Open since {time} on {day}", time=time, day=day))
        late = tr("This till is still open from another day. Count and close it first.")
        self._notice.say(late if is_late else "", tone="warning")

    def focus_start(self) -> None:
        """Put the cursor on the count, the way out of the day."""
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class MoveCashView(Card):
    """An amount and a reason; a drawer opened without a sale has a reason alone."""

    asked = Signal(object, object, str)

    def __init__(self, theme: Theme, currency: str) -> None:
        super().__init__("")
        self.kind = MoveKind.PAY_IN
        self.amount = MoneyEdit(theme, tr("Amount"), currency)
        self.amount.setFixedWidth(theme.px(FIELD_PX))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMaxLength(LONG_LENGTH_MAX)
        self.reason.returnPressed.connect(self.submit)
        self.amount.entered.connect(self.reason.setFocus)
        self._amount_label = label(tr("Amount"))
        self._notice = Notice(theme)
        button = ActionButton(theme, tr("Seal it"), icon="check", key="F12")
        button.setProperty("kind", "primary")
        button.clicked.connect(self.submit)
        self.body.addLayout(row(self._amount_label, 0, self.amount))
        self.body.addLayout(column(label(tr("Reason")), self.reason, gap=4))
        self.body.addWidget(self._notice)
        self.body.addLayout(row(0, button))
        self.body.addStretch(1)

    def begin(self, kind: MoveKind) -> None:
        """Begin anew."""
        self.kind = kind
        titles = {
            MoveKind.PAY_IN: tr("Pay cash in"),
            MoveKind.PAY_OUT: tr("Pay cash out"),
            MoveKind.DRAWER: tr("Open the drawer without a sale"),
        }
        self.title.setText(titles[kind])
        self.amount.display(None)
        self.reason.clear()
        self._notice.hush()
        for each in (self.amount, self._amount_label):
            each.setVisible(kind is not MoveKind.DRAWER)

    def focus_start(self) -> None:
        """Put the cursor into the first field."""
        first = self.reason if self.kind is MoveKind.DRAWER else self.amount
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def submit(self) -> None:
        """Hand it over, or say what is missing."""
        amount, reason = self.amount.amount, self.reason.text().strip()
        if self.kind is not MoveKind.DRAWER and amount is None:
            self._complain(tr("Type the amount."), self.amount)
        elif not reason:
            self._complain(tr("Write down why."), self.reason)
        else:
            self._notice.hush()
            self.asked.emit(self.kind, amount, reason)

    def _complain(self, words: str, field: QLineEdit) -> None:
        self._notice.say(words, tone="warning")
        field.setFocus(Qt.FocusReason.OtherFocusReason)


class CountedTillView(Card):
    """After the count: what was expected, what was found, and why they differ."""

    closed = Signal(str)

    def __init__(self, theme: Theme, again: ActionButton) -> None:
        super().__init__(tr("Counted"))
        self.setAccessibleName(tr("Counted"))
        self.report = TillReportView()
        self._notice = Notice(theme)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMaxLength(LONG_LENGTH_MAX)
        self.reason.setPlaceholderText(tr("Why the till is off"))
        self.reason.returnPressed.connect(self.close_till)
        button = ActionButton(theme, tr("Close with Z"), icon="lock", key="F12")
        button.setProperty("kind", "primary")
        button.clicked.connect(self.close_till)
        self.body.addWidget(self._notice)
        self.body.addWidget(scrolling(self.report), 1)
        self.body.addWidget(self.reason)
        self.body.addLayout(row(again, 0, button))
        self._variance = Money(0, "EUR")

    def display(self, report: TillReport) -> None:
        """Show what was found against what was expected."""
        self.report.display(report)
        self._variance = report.largest_variance
        is_off = bool(self._variance.minor)
        if is_off:
            largest = formats.money(self._variance)
            said = tr("The till is off by up to {amount}. Write down why.", amount=largest)
            self._notice.say(said, tone="warning")
        else:
            self._notice.say(tr("The till balances."), tone="success")
        self.reason.setVisible(is_off)

    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        target = self if self.reason.isHidden() else self.reason
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_till(self) -> None:
        """Ask for the Z; a variance has a reason first."""
        reason = self.reason.text().strip()
        if self._variance.minor and not reason:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.closed.emit(reason)


class SealedReportView(Card):
    """An X or a Z as it was sealed."""

    def __init__(self, theme: Theme) -> None:
        self._seal = label(role="code")
        super().__init__("", 0, self._seal)
        self.report = TillReportView()
        self.done = ActionButton(theme, tr("Done"), icon="check", key="F12")
        self.done.setProperty("kind", "primary")
        self.body.addWidget(scrolling(self.report), 1)
        self.body.addLayout(row(0, self.done))

    def display(self, title: str, seal: str, report: TillReport) -> None:
        """Show a report under its number, with the seal that its paper bears."""
        self.title.setText(title)
        self._seal.setText(seal)
        self.report.display(report)

    def focus_start(self) -> None:
        """Put the cursor on the way back."""
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)
