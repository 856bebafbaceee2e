"""Writing into a record in one line: a warning, a recall, an exam, an answer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.customers import AlertKind, Channel, ExamOutcome, Purpose
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import PatientId
from app.messages.catalogue import sentence, tr
from app.services.people.notes import (
    NewNote,
    PlanRecall,
    RecordExam,
    TakeConsent,
    WriteAlert,
)
from app.ui.customers.patient_words import channel_word, outcome_word, purpose_word
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.orders.day_entry import parse_day
from app.ui.refusal_log import log_refusal
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.layouts import Card, Item, column, row, stack
from app.ui.widgets.segmented import Segmented

OUTCOMES = tuple(ExamOutcome)
CHANNELS = tuple(Channel)
PURPOSES = tuple(Purpose)


class NoteCard(Card):
    """Enter writes what stands here; the arrows choose what kind it is."""

    refused = Signal(str)

    def __init__(self, theme: Theme, model: PatientsViewModel) -> None:
        kinds = (tr("Alert"), tr("Recall"), tr("Exam"), tr("Consent"))
        self.kind = Segmented(tr("Write down"), kinds)
        super().__init__(tr("Write down"))
        self._model = model
        self.alert = _line(theme, tr("What everybody must see"), "triangle-alert")
        self.recall_day = _line(theme, tr("When: 28.11 or +365"), "calendar")
        self.recall = _line(theme, tr("What for"), "clock")
        self.examiner = _line(theme, tr("Examined by"), "eye")
        self.outcome = Segmented(tr("Outcome"), [outcome_word(each) for each in OUTCOMES])
        self.channel = Segmented(tr("Channel"), [channel_word(each) for each in CHANNELS])
        self.purpose = Segmented(tr("About"), [purpose_word(each) for each in PURPOSES])
        self.answer = Segmented(tr("Answer"), (tr("Yes"), tr("No")))
        self.wording = _line(theme, tr("The words that were agreed to"), "file-text")
        self._pages = stack(
            _page(self.alert),
            _page(self.recall_day, self.recall),
            _page(self.outcome, self.examiner),
            _page(row(self.channel, self.answer), row(self.purpose), self.wording),
        )
        self.body.addWidget(self.kind)
        self.body.addWidget(self._pages)
        self.kind.changed.connect(self._turn)
        for edit in (self.alert, self.recall_day, self.recall, self.examiner, self.wording):
            edit.returnPressed.connect(self.write)
        model.saved.connect(self.clear)

    @Slot()
    def begin(self) -> None:
        """Put the cursor where something is written."""
        self.kind.buttons[self.kind.current].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def clear(self) -> None:
        """Empty the line after it was written."""
        for edit in (self.alert, self.recall_day, self.recall, self.wording):
            edit.clear()

    @Slot()
    def write(self) -> None:
        """Write what stands here into the record that is open."""
        file = self._model.file
        if file is None:
            return
        try:
            self._model.write(self._command(file.patient.patient_id))
        except DomainError as refusal:
            log_refusal(refusal.code)
            self.refused.emit(sentence(refusal))

    def _command(self, patient_id: PatientId) -> NewNote | TakeConsent:
        makers = (self._alert, self._recall, self._exam, self._consent)
        return makers[self.kind.current](patient_id)

    def _alert(self, patient_id: PatientId) -> WriteAlert:
        return WriteAlert(
            command_id=self._model.new_command(),
            patient_id=patient_id,
            kind=AlertKind.HEALTH,
            text=self.alert.text(),
        )

    def _recall(self, patient_id: PatientId) -> PlanRecall:
        return PlanRecall(
            command_id=self._model.new_command(),
            patient_id=patient_id,
            due_on=parse_day(self.recall_day.text(), self._model.desk.today()),
            reason=self.recall.text(),
        )

    def _exam(self, patient_id: PatientId) -> RecordExam:
        return RecordExam(
            command_id=self._model.new_command(),
            patient_id=patient_id,
            examined_on=self._model.desk.today(),
            examiner=self.examiner.text() or self._model.desk.session.name,
            outcome=OUTCOMES[self.outcome.current],
        )

    def _consent(self, patient_id: PatientId) -> TakeConsent:
        return TakeConsent(
            command_id=self._model.new_command(),
            patient_id=patient_id,
            channel=CHANNELS[self.channel.current],
            purpose=PURPOSES[self.purpose.current],
            is_given=self.answer.current == 0,
            wording=self.wording.text(),
        )

    @Slot(int)
    def _turn(self, kind: int) -> None:
        self._pages.setCurrentIndex(kind)


def _line(theme: Theme, name: str, icon: str) -> IconEdit:
    return IconEdit(theme, name, icon=icon)


def _page(*items: Item) -> QWidget:
    made = QWidget()
    laid = column(*items, gap=8)
    laid.addStretch(1)
    made.setLayout(laid)
    return made
