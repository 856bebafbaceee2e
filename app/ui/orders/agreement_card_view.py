"""What was agreed: the day, the hurry, the note and the price; and then the order it became."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domain.orders import Order, OrderStatus
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.desktop import Desk
from app.ui.order_words import progress
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import OrderForm
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.day_edit import DayEdit
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, column, row, stack
from app.ui.widgets.notice import IconView, Notice


class AgreementCard(Card):
    """A form until the order is made; its number, large, from then on."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, desk: Desk) -> None:
        self._made_on = label(role="muted")
        super().__init__(tr("Order"), 0, self._made_on)
        self._model = model
        self._desk = desk
        self._theme = theme
        self.promise = DayEdit(theme, tr("Promised for"))
        self.rush = CheckBox(theme, tr("Rush"))
        self.note = IconEdit(theme, tr("Note to the lab"), icon="file-text")
        self.notice = Notice(theme)
        self._basis = label(role="small")
        self._pages = stack(self._agreement(), self._result())
        self.body.addWidget(self._pages)
        self.promise.was_typed.connect(self._set_promise)
        self.promise.turned.connect(self._turn_promise)
        self.rush.clicked.connect(self._set_rush)
        self.note.textEdited.connect(self._set_note)
        model.changed.connect(self._show)

    @property
    def number(self) -> str:
        """Return the number of the order that was made, or nothing."""
        return self._number.text()

    def _agreement(self) -> QWidget:
        made = QWidget()
        made.setLayout(
            column(
                row(self.promise, self.rush, gap=12),
                self._basis,
                self.note,
                self.notice,
                0,
                gap=8,
            )
        )
        return made

    def _result(self) -> QWidget:
        self._number = label(role="order")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._progress = chip()
        self._promised = label(role="muted")
        made = QWidget()
        tick = IconView(self._theme, "circle-check", "success", size=22)
        made.setLayout(
            column(
                row(tick, self._number, 0, gap=8), row(self._progress, self._promised, 0), 0, gap=8
            )
        )
        return made

    @Slot(str)
    def _set_promise(self, text: str) -> None:
        self._model.set_promise(text)

    @Slot(int)
    def _turn_promise(self, days: int) -> None:
        self._model.move_promise(days)

    @Slot(bool)
    def _set_rush(self, is_rush: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self._model.change(is_rush=is_rush)

    @Slot(str)
    def _set_note(self, text: str) -> None:
        self._model.change(note=text)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        self._show_agreement(form)
        order = self._model.order
        self._pages.setCurrentIndex(0 if order is None else 1)
        if order is None:
            self._number.clear()
            self._made_on.clear()
        else:
            self._show_order(order)

    def _show_agreement(self, form: OrderForm) -> None:
        self.promise.display(formats.day_near(form.promised_on, self._desk.today()))
        self._basis.setText(promise_words(form))
        self._basis.setVisible(form.promise is not None)
        self.rush.setChecked(form.is_rush)
        self.note.put(form.note)
        for edit in (self.promise, self.note, self.rush):
            edit.setEnabled(self._model.is_editable)

    def _show_order(self, order: Order) -> None:
        self._number.setText(str(order.number))
        self._made_on.setText(formats.time_of_day(order.created_at))
        row_now = self._model.row
        words, tone = progress(row_now) if row_now else (tr("Confirmed"), "success")
        if order.quote is not None and order.status is OrderStatus.QUOTE:
            day = formats.day(order.quote.valid_until)
            words, tone = tr("Quote, good until {day}", day=day), "info"
        say(self._progress, words, tone=tone)
        day = formats.day_near(order.draft.promised_on, self._desk.today())
        self._promised.setText(tr("Promised {day}", day=day))


def promise_words(form: OrderForm) -> str:
    """Return what the proposed day rests on."""
    promise = form.promise
    if promise is None:
        return ""
    if form.is_promise_typed and form.promised_on != promise.day:
        return tr("the lab's own last jobs say {days} days", days=promise.days)
    if promise.basis == "history":
        return tr(
            "nine of ten of the lab's last {jobs} such jobs took {days} days or less",
            jobs=promise.jobs,
            days=promise.days,
        )
    return tr("the house's usual {days} days; the lab has too few jobs yet", days=promise.days)
