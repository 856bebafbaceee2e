"""The agreement of the open order: its lines, the lab's stage, and where it stands."""

from PySide6.QtCore import Slot

from app.messages import formats
from app.messages.catalogue import tr
from app.services.order_file import OrderFile
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_words import is_late, progress, status_words
from app.ui.payments.checkout_tables import EditableTable, SoldLine, sold_lines, sold_model
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, column, row
from app.ui.widgets.stage_line import StageLine


class OrderCard(Card):
    """Shows lines and words; what is done with the order stands beside it."""

    def __init__(self, theme: Theme, model: OrderFileViewModel) -> None:
        self._state = chip()
        super().__init__("", self._state, 0)
        self._model = model
        self._patient = label(role="strong")
        self._promise = label(role="muted")
        self._made = label(role="muted")
        self._glasses = label(role="muted")
        self._line = label(role="muted")
        self.table: EditableTable[SoldLine] = EditableTable(theme, tr("Lines"), sold_model())
        self.table.keep_place_by(lambda line: line.line_id)
        self.body.addLayout(
            column(
                row(self._patient, self._promise, 0, self._made),
                self._glasses,
                self._line,
                gap=4,
            )
        )
        self.stages = StageLine(theme)
        self.body.addWidget(self.stages)
        self.body.addWidget(self.table, 1)
        model.changed.connect(self._show)

    @property
    def state(self) -> str:
        """Return how the order stands, in words."""
        return self._state.text()

    @Slot()
    def _show(self) -> None:
        file = self._model.file
        if file is None:
            return
        order = file.order
        draft = order.draft
        self.title.setText(str(order.number))
        words, tone = _progress(file)
        say(self._state, words, tone=tone)
        self._patient.setText(f"{draft.patient.given_name} {draft.patient.family_name}")
        self._promise.setText(self._promised(file))
        self._made.setText(formats.day_near(order.created_at.date(), self._model.today))
        self._glasses.setText(_glasses(file))
        self._line.setText(_lineage(file))
        self._line.setVisible(bool(self._line.text()))
        stage = None if file.row is None else file.row.lab_stage
        self.stages.display(stage)
        self.stages.setVisible(stage is not None)
        self.table.display(sold_lines(draft.bill) or _bare_lines(file))

    def _promised(self, file: OrderFile) -> str:
        today = self._model.today
        day = formats.day_near(file.order.draft.promised_on, today)
        if file.row is not None and is_late(file.row, today):
            return tr("Promised {day}, late", day=day)
        return tr("Promised {day}", day=day)


def _progress(file: OrderFile) -> tuple[str, str]:
    if file.row is None:
        return status_words(file.order.status), "plain"
    return progress(file.row)


def _glasses(file: OrderFile) -> str:
    draft = file.order.draft
    parts = []
    if draft.prescription is not None:
        right, left = formats.eye(draft.prescription.right), formats.eye(draft.prescription.left)
        parts.append(tr("R {right} · L {left}", right=right, left=left))
    if draft.frame is not None:
        parts.append(f"{draft.frame.brand} {draft.frame.model} {draft.frame.colour}".strip())
    if draft.lens is not None:
        parts.append(draft.lens.name)
    return " · ".join(parts)


def _lineage(file: OrderFile) -> str:
    """Return the orders of the same line, where it was made again."""
    if not file.lineage[1:]:
        return ""
    numbers = " → ".join(str(each.number) for each in file.lineage)
    return tr("Made again: {numbers}", numbers=numbers)


def _bare_lines(file: OrderFile) -> tuple[SoldLine, ...]:
    """Return the lines of an order from before there were bills."""
    nothing = file.order.total.times(0)
    return tuple(
        SoldLine(
            line_id=str(item.item_id),
            words=item.line.description,
            quantity=item.line.quantity,
            unit_price=item.line.unit_price,
            discount=nothing,
            amount=item.line.amount,
            tax="",
        )
        for item in file.order.draft.items
    )
