"""Why the total is what it is: every step of the bill with its amount."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.kernel.money import Money
from app.domain.pricing import Stage, Step, explain
from app.domain.pricing.bill import Bill
from app.messages import formats
from app.messages.catalogue import sentence_of, tr
from app.messages.language import msg, translated
from app.ui.widgets.labels import label, number_label
from app.ui.widgets.layouts import Card, scrolling

STAGES = {
    Stage.LINES: msg("Prices"),
    Stage.DISCOUNTS: msg("Taken off"),
    Stage.TAX: msg("Tax"),
    Stage.PAYERS: msg("Who pays"),
    Stage.CASH: msg("In cash"),
}
# These end a stage: what stands above them sums to them.
SUMS = frozenset(
    {"pricing.step.listed", "pricing.step.taken_off", "pricing.step.total", "pricing.step.patient"}
)


class ExplainCard(Card):
    """Shows the steps of one bill."""

    def __init__(self) -> None:
        super().__init__(tr("Why this total?"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._shown: list[QLabel] = []
        self._bill: Bill | None = None
        inner = QWidget()
        inner.setLayout(self._grid)
        self.body.addWidget(scrolling(inner), 1)

    @property
    def words(self) -> tuple[str, ...]:
        """Return everything that is said, line by line."""
        return tuple(each.text() for each in self._shown)

    def display(self, bill: Bill | None) -> None:
        """Show the steps of a bill, or nothing."""
        if bill == self._bill:
            return
        self._bill = bill
        for each in self._shown:
            self._grid.removeWidget(each)
            each.deleteLater()
        self._shown = []
        stage: Stage | None = None
        for step in () if bill is None else explain(bill):
            if step.stage is not stage:
                stage = step.stage
                self._add_row(label(translated(STAGES[stage]), role="caption"))
            self._add_step(step)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _add_step(self, step: Step) -> None:
        is_sum = step.code in SUMS
        words = label(
            sentence_of(step.code, dict(step.facts)), role="strong" if is_sum else "muted"
        )
        words.setWordWrap(True)
        self._add_row(words, step.amount, is_sum=is_sum)

    def _add_row(self, words: QLabel, amount: Money | None = None, *, is_sum: bool = False) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(words, row, 0)
        self._shown.append(words)
        if amount is not None:
            figure = number_label(role="strong" if is_sum else "")
            figure.setText(formats.money(amount))
            self._grid.addWidget(figure, row, 1)
            self._shown.append(figure)
