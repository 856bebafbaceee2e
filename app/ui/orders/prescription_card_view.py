"""The prescription: both eyes' numbers, the other writing, what changed, and what is unsure."""

from PySide6.QtCore import Slot

from app.domain.optics.doubts import Doubt
from app.messages import formats
from app.messages.catalogue import tr, trn
from app.ui.actions import Ask
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import OrderForm
from app.ui.orders.prescription_source_view import PrescriptionSource
from app.ui.rx.commands import Command
from app.ui.rx.complaints import Complaint, Tone
from app.ui.rx.form import EYES, Place
from app.ui.rx.reading import changes_since, other_writing, power_now
from app.ui.rx.steps import Stride
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.doubt_list import DoubtList
from app.ui.widgets.labels import chip, say
from app.ui.widgets.layouts import Card
from app.ui.widgets.notice import Notice
from app.ui.widgets.rx_grid import RxGrid


class PrescriptionCard(Card):
    """Where it comes from above the grid, its doubts and its sentences below."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, actions: ActionSet) -> None:
        self._twice = chip(tone="success")
        asks = (Ask.ENTER_TWICE, Ask.TRANSPOSE, Ask.COPY_RIGHT_TO_LEFT)
        buttons = [actions.button(ask, kind="quiet") for ask in asks]
        super().__init__(tr("Prescription"), self._twice, 0, *buttons)
        self.head.setSpacing(4)
        self._model = model
        self.source = PrescriptionSource(theme, model, actions.button(Ask.PRISM, kind="quiet"))
        self.prescriber = self.source.prescriber
        self.grid = RxGrid(theme)
        self.doubts = DoubtList(theme)
        self.notice = Notice(theme)
        self.body.setSpacing(8)
        for part in (self.source, self.grid, self.doubts, self.notice):
            self.body.addWidget(part)
        self.grid.typed.connect(self._enter)
        self.grid.turned.connect(self._turn)
        self.grid.commanded.connect(self._obey)
        self.doubts.ticked.connect(self._confirm)
        model.changed.connect(self._show)

    @Slot()
    def toggle_prism(self) -> None:
        """Show the fields for prism, or keep them away."""
        self.grid.show_prism(is_shown=not self.grid.is_prism_shown)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        complaints = self._model.complaints
        self.grid.display(form.rx, complaints)
        self.grid.set_editable(is_editable=self._model.is_editable)
        self._show_second_entry(form)
        self._show_readings(form)
        self.doubts.display(
            self._model.doubts, self._model.open_doubts, is_editable=self._model.is_editable
        )
        self._tell(complaints)

    def _show_second_entry(self, form: OrderForm) -> None:
        if form.first_rx is not None:
            say(self._twice, tr("Second entry: type it again"), tone="warning")
        else:
            say(self._twice, tr("Entered twice") if form.is_entered_twice else "", tone="success")

    def _show_readings(self, form: OrderForm) -> None:
        last = form.history[0] if form.history else None
        for eye in EYES:
            now = power_now(form.rx, eye)
            before = None if last is None else getattr(last, eye)
            changes = changes_since(now, before)
            since = ""
            if changes and last is not None:
                day = formats.day(last.issued_on)
                since = tr("{changes} since {day}", changes=" · ".join(changes), day=day)
            self.grid.display_reading(eye, other_writing(now), since)

    def _tell(self, complaints: tuple[Complaint, ...]) -> None:
        if not complaints:
            self.notice.hush()
            return
        worst = min(complaints, key=lambda each: each.tone is not Tone.RED)
        others = len(complaints) - 1
        more = trn(" +{count} more", " +{count} more", others) if others else ""
        tone = "danger" if worst.tone is Tone.RED else "warning"
        self.notice.say(worst.text + more, tone=tone)

    @Slot(object, bool)
    def _confirm(self, doubt: Doubt, is_confirmed: bool) -> None:  # noqa: FBT001 - a signal's
        self._model.confirm(doubt, is_confirmed=is_confirmed)

    @Slot(object, str)
    def _enter(self, place: Place, text: str) -> None:
        self._model.enter(place, text)

    @Slot(object, object, bool)
    def _turn(self, place: Place, stride: Stride, is_up: bool) -> None:  # noqa: FBT001 - a signal's
        self._model.turn(place, stride, is_up=is_up)

    @Slot(object, object)
    def _obey(self, place: Place, command: Command) -> None:
        self._model.obey(place, command)
