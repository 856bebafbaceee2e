"""The prescription: who wrote it, both eyes' numbers, and what is unsure about them."""

from PySide6.QtCore import Slot

from app.messages.catalogue import tr, trn
from app.ui.actions import Ask
from app.ui.lens_words import kind_word
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.rx.commands import Command
from app.ui.rx.complaints import Complaint, Tone
from app.ui.rx.form import Place
from app.ui.rx.steps import Stride
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import chip, say
from app.ui.widgets.layouts import Card
from app.ui.widgets.notice import Notice
from app.ui.widgets.rx_grid import RxGrid

PRESCRIBER_MIN_PX, PRESCRIBER_MAX_PX = 96, 220


class PrescriptionCard(Card):
    """The grid with its prescriber above and its sentences below."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, actions: ActionSet) -> None:
        self._kind = chip(tone="info")
        self.prescriber = IconEdit(theme, tr("Prescriber"), icon="circle-user")
        self.prescriber.setMinimumWidth(theme.px(PRESCRIBER_MIN_PX))
        self.prescriber.setMaximumWidth(theme.px(PRESCRIBER_MAX_PX))
        buttons = (actions.button(Ask.TRANSPOSE), actions.button(Ask.COPY_RIGHT_TO_LEFT))
        super().__init__(tr("Prescription"), self._kind, 0, self.prescriber, *buttons)
        self._model = model
        self.grid = RxGrid(theme)
        self.notice = Notice(theme)
        self.body.addWidget(self.grid)
        self.body.addWidget(self.notice)
        self.prescriber.textEdited.connect(self._set_prescriber)
        self.grid.typed.connect(self._enter)
        self.grid.turned.connect(self._turn)
        self.grid.commanded.connect(self._obey)
        model.changed.connect(self._show)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        complaints = self._model.complaints
        self.grid.display(form.rx, complaints)
        self.grid.set_editable(is_editable=self._model.is_editable)
        self.prescriber.setReadOnly(not self._model.is_editable)
        self.prescriber.put(form.prescriber)
        say(self._kind, kind_word(form.lens) if form.lens else "", tone="info")
        self._tell(complaints)

    def _tell(self, complaints: tuple[Complaint, ...]) -> None:
        if not complaints:
            self.notice.hush()
            return
        worst = min(complaints, key=lambda each: each.tone is not Tone.RED)
        others = len(complaints) - 1
        more = trn(" +{count} more", " +{count} more", others) if others else ""
        tone = "danger" if worst.tone is Tone.RED else "warning"
        self.notice.say(worst.text + more, tone=tone)

    @Slot(str)
    def _set_prescriber(self, text: str) -> None:
        self._model.change(prescriber=text)

    @Slot(object, str)
    def _enter(self, place: Place, text: str) -> None:
        self._model.enter(place, text)

    @Slot(object, object, bool)
    def _turn(self, place: Place, stride: Stride, is_up: bool) -> None:  # noqa: FBT001 - a signal's
        self._model.turn(place, stride, is_up=is_up)

    @Slot(object, object)
    def _obey(self, place: Place, command: Command) -> None:
        self._model.obey(place, command)
