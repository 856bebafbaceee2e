"""The blind count: a line for each coin and note, and the sum of what was counted so far."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.kernel.money import Money
from app.domain.payments.cash import denominations_of
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import hint, label, number_label
from app.ui.widgets.layouts import Card, row, rule, scrolling
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.pieces_edit import PiecesEdit

PIECES_PX = 110


class TillCountView(Card):
    """Never says what the drawer should hold."""

    counted = Signal(object, object)

    def __init__(self, theme: Theme, currency: str) -> None:
        self._sum = number_label(role="number")
        super().__init__(tr("Count the drawer"), 0, self._sum)
        self._currency = currency
        self._edits: dict[int, PiecesEdit] = {}
        self._sums: dict[int, QLabel] = {}
        self.card_slips = MoneyEdit(theme, tr("Card slips"), currency)
        self.card_slips.setFixedWidth(theme.px(2 * PIECES_PX))
        self.card_slips.entered.connect(self.seal)
        self._seal = ActionButton(
            theme, tr("Seal the count"), icon="check", key="F12", kind="primary"
        )
        self._seal.clicked.connect(self.seal)
        self._lay_out(theme)
        self._show_sum()

    @property
    def total(self) -> Money:
        """Return what was counted so far."""
        worth = sum(coin * edit.pieces for coin, edit in self._edits.items())
        return Money(worth, self._currency)

    @property
    def edits(self) -> tuple[PiecesEdit, ...]:
        """Return the fields, the largest note first."""
        return tuple(self._edits.values())

    def begin(self) -> None:
        """Begin anew with the largest note."""
        for edit in self._edits.values():
            edit.clear()
        self.card_slips.display(None)
        self._show_sum()
        self.focus_start()

    def focus_start(self) -> None:
        """Put the cursor to the largest note."""
        next(iter(self._edits.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def seal(self) -> None:
        """Hand over what was counted; slips are counted where something was typed."""
        if self.card_slips.is_junk:
            self.card_slips.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        pieces = {coin: edit.pieces for coin, edit in self._edits.items() if edit.pieces}
        self.counted.emit(pieces, self.card_slips.amount)

    def _lay_out(self, theme: Theme) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, coin in enumerate(denominations_of(self._currency)):
            self._add_line(theme, grid, place, coin)
        grid.setColumnStretch(3, 1)
        inside = QWidget()
        inside.setLayout(grid)
        self.body.addWidget(scrolling(inside), 1)
        self.body.addWidget(rule())
        slips = label(tr("Card slips, if you add them up"), role="muted")
        self.body.addLayout(row(slips, 0, self.card_slips))
        hints = (hint(tr("Enter next")), hint(tr("Esc leaves")))
        self.body.addLayout(row(*hints, 0, self._seal))

    def _add_line(self, theme: Theme, grid: QGridLayout, place: int, coin: int) -> None:
        worth = formats.money(Money(coin, self._currency))
        edit = PiecesEdit(theme, tr("Pieces of {worth}", worth=worth))
        edit.setFixedWidth(theme.px(PIECES_PX))
        edit.counted.connect(self._show_sum)
        edit.moved.connect(self._move)
        name, times, line = number_label(role="strong"), label("×", role="muted"), number_label()
        name.setText(worth)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, each in enumerate((name, times, edit)):
            grid.addWidget(each, place, at, right)
        grid.addWidget(line, place, 3, right)
        self._edits[coin], self._sums[coin] = edit, line

    @Slot(int)
    def _move(self, steps: int) -> None:
        edits = list(self._edits.values())
        here = next((at for at, each in enumerate(edits) if each.hasFocus()), 0)
        there = here + steps
        if there >= len(edits):
            self.card_slips.setFocus(Qt.FocusReason.TabFocusReason)
        elif there >= 0:
            edits[there].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _show_sum(self) -> None:
        for coin, edit in self._edits.items():
            worth = Money(coin * edit.pieces, self._currency)
            self._sums[coin].setText(formats.money(worth) if edit.pieces else "")
        self._sum.setText(formats.money(self.total))
        self._sum.setAccessibleName(tr("Counted so far"))
