"""Two records side by side: which one stands for both, and why they are one person's."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.messages import formats
from app.messages.catalogue import tr
from app.services.views import PatientRow
from app.ui.actions import Ask
from app.ui.customers.patient_words import about_patient
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.customers.search_view_model import SearchViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.type_ahead import TypeAhead


class MergeView(QWidget):
    """The record that was open stays; the one that is searched for is shown under it."""

    left = Signal()

    def __init__(self, theme: Theme, model: PatientsViewModel) -> None:
        super().__init__()
        self._model = model
        self._search = SearchViewModel(model.desk)
        self.keys = ActionSet(theme, self)
        self.keys.on(Ask.CONFIRM_MERGE, self.merge)
        self.other: PatientRow | None = None
        self.edit = TypeAhead(theme, tr("Search the other record"), icon="search")
        self.reason = IconEdit(theme, tr("How you know it is one person"), icon="pencil")
        self.notice = Notice(theme)
        self._kept, self._gone = label(), label()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        kept = Card(tr("Stays"))
        kept.body.addWidget(self._kept)
        kept.body.addStretch(1)
        gone = Card(tr("Becomes part of it"), self.edit)
        gone.body.addWidget(self._gone)
        gone.body.addStretch(1)
        both = row(kept, gone, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        words = label(tr("Nothing of either is lost, and it can be taken back."), role="muted")
        foot = row(self.reason, self.keys.button(Ask.CONFIRM_MERGE, kind="primary"))
        self.setLayout(column(self.notice, both, words, foot, 0, gap=12))

    def _connect(self) -> None:
        self.edit.asked.connect(self._search.find)
        self._search.found.connect(self.edit.offer)
        self.edit.chosen.connect(self._choose)
        self.edit.dismissed.connect(self.left)
        self._model.failed.connect(self._refuse)

    @Slot()
    def begin(self) -> None:
        """Begin with the record that is open."""
        self.other = None
        self.notice.hush()
        self.reason.clear()
        self._gone.setText(tr("Nobody chosen yet."))
        file = self._model.file
        if file is not None:
            patient = file.patient
            lines = (patient.full_name, formats.day(patient.born_on), patient.number)
            self._kept.setText("\n".join((*lines, patient.phone or "", patient.email or "")))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def merge(self) -> None:
        """Make the two one."""
        if self.other is None:
            self.notice.say(tr("Choose the other record first."), tone="warning")
            return
        self._model.merge(self.other.patient_id, self.reason.text())

    @Slot(object)
    def _choose(self, row: object) -> None:
        if isinstance(row, PatientRow):
            self.other = row
            name = f"{row.given_name} {row.family_name}"
            self.edit.rest_at(name)
            self._gone.setText(f"{name}\n{about_patient(row)}")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.notice.say(text, tone="danger")
