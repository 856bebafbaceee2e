"""Card payments that wait for an answer or a receipt, and what a person can do about each."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from app.domain.kernel.text import LONG_LENGTH_MAX
from app.domain.payments.terminal import Direction, TerminalAttempt
from app.messages import formats
from app.messages.catalogue import sentence_of, tr
from app.ui.payments.waiting_cards_view_model import WaitingCardsViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn

HEAD_PX, ROW_PX = 44, 40
ROWS_SHOWN_MAX = 4


class WaitingCardsView(Card):
    """Takes no room while nothing waits."""

    def __init__(self, theme: Theme, model: WaitingCardsViewModel) -> None:
        super().__init__(tr("Card payments that wait"))
        self._model = model
        self.table: RowTable[TerminalAttempt] = RowTable(theme, tr("Card payments"), _columns())
        self.table.keep_place_by(lambda attempt: attempt.attempt_id)
        self._theme = theme
        self._notice = Notice(theme)
        self._what = label(role="muted")
        self._what.setWordWrap(True)
        self.ask_button = ActionButton(theme, tr("Ask the terminal"), icon="refresh-cw")
        self._settle = ActionButton(theme, tr("Decide by the slip"), icon="check")
        self.authorisation = _field(tr("Authorisation on the slip; empty if it failed"))
        self.reason = _field(tr("What the slip says"))
        self._lay_out()
        self._connect()
        self.setVisible(False)

    def _lay_out(self) -> None:
        self.body.addWidget(self._notice)
        self.body.addWidget(self.table)
        self.body.addWidget(self._what)
        self.body.addLayout(column(self.authorisation, self.reason, gap=8))
        self.body.addLayout(row(self.ask_button, 0, self._settle))
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _connect(self) -> None:
        self._model.changed.connect(self._show)
        self._model.failed.connect(self._refuse)
        self._model.settled.connect(self._clear)
        self.ask_button.clicked.connect(self._ask_terminal)
        self._settle.clicked.connect(self._settle_by_hand)
        self.authorisation.returnPressed.connect(self.reason.setFocus)
        self.reason.returnPressed.connect(self._settle_by_hand)
        self.table.selectionModel().currentChanged.connect(self._explain)

    @Slot()
    def _show(self) -> None:
        attempts = self._model.attempts
        self._notice.hush()
        self.table.display(attempts)
        rows = min(len(attempts), ROWS_SHOWN_MAX)
        self.table.setFixedHeight(self._theme.px(HEAD_PX + rows * ROW_PX))
        self.setVisible(bool(attempts))
        if attempts and self.table.chosen() is None:
            self.table.move_by(1)
        self._explain()

    @Slot()
    def _explain(self) -> None:
        chosen = self.table.chosen()
        is_open = chosen is not None and chosen.is_open
        for each in (self.ask_button, self._settle, self.authorisation, self.reason):
            each.setVisible(is_open)
        self._what.setText(_advice(chosen) if chosen is not None else "")

    @Slot()
    def _ask_terminal(self) -> None:
        chosen = self.table.chosen()
        if chosen is not None:
            self._model.ask_terminal(chosen)

    @Slot()
    def _settle_by_hand(self) -> None:
        chosen, reason = self.table.chosen(), self.reason.text().strip()
        if chosen is None or not chosen.is_open:
            return
        if not reason:
            self._notice.say(tr("Write down what the slip says."), tone="warning")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._model.settle_by_hand(chosen, self.authorisation.text(), reason)

    @Slot()
    def _clear(self) -> None:
        self.authorisation.clear()
        self.reason.clear()

    @Slot(str)
    def _refuse(self, words: str) -> None:
        self._notice.say(words, tone="danger")


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.setMaxLength(LONG_LENGTH_MAX)
    return made


def _columns() -> RowTableModel[TerminalAttempt]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Begun"), text=lambda each: formats.time_of_day(each.begun_at), width=90
            ),
            TableColumn(head=tr("Stands"), text=_state, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Amount"),
                text=lambda each: formats.money(each.request.amount),
                width=120,
                is_right=True,
                is_number=True,
            ),
        )
    )


def _state(attempt: TerminalAttempt) -> str:
    if attempt.is_unclaimed:
        return tr("Paid, and on no receipt")
    reason = attempt.report.reason
    return tr("Not answered yet") if reason is None else sentence_of(reason.value)


def _advice(attempt: TerminalAttempt) -> str:
    if attempt.is_open:
        return tr(
            "Ask the terminal how it ended. If it cannot tell, look at its slip: with an "
            "authorisation it was paid, without one it was not. Do not charge again."
        )
    if attempt.request.direction is Direction.REFUND:
        return tr("The money went back to the card. Open the order and write its credit note.")
    return tr("Open its order at the checkout: the payment is taken into the receipt there.")
