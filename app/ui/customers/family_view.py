"""Saying who belongs to whom: another record, what that person is to this one, and who pays."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.customers import RelationKind
from app.messages.catalogue import tr
from app.services.people.notes import LinkRelation
from app.services.views import PatientRow
from app.ui.actions import Ask
from app.ui.customers.patient_words import about_patient, relation_word
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.customers.search_view_model import SearchViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.type_ahead import TypeAhead

KINDS = tuple(RelationKind)


class FamilyView(QWidget):
    """Search, Enter, the arrows for the kind, Alt+L."""

    left = Signal()

    def __init__(self, theme: Theme, model: PatientsViewModel) -> None:
        super().__init__()
        self._model = model
        self._search = SearchViewModel(model.desk)
        self.keys = ActionSet(theme, self)
        self.keys.on(Ask.CONFIRM_RELATION, self.link)
        self.other: PatientRow | None = None
        self.edit = TypeAhead(theme, tr("Search the relative"), icon="search")
        self.kind = Segmented(tr("Is to this patient"), [relation_word(each) for each in KINDS])
        self.pays = CheckBox(theme, tr("Pays for this patient"))
        self.notice = Notice(theme)
        self._whose, self._who = label(role="strong"), label(role="muted")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(tr("Family"))
        card.body.addWidget(self._whose)
        card.body.addWidget(self.edit)
        card.body.addWidget(self._who)
        card.body.addWidget(label(tr("Is to this patient"), role="caption"))
        card.body.addWidget(self.kind)
        button = self.keys.button(Ask.CONFIRM_RELATION, kind="primary")
        card.body.addLayout(row(self.pays, 0, button))
        self.setLayout(column(self.notice, card, 0, gap=12))

    def _connect(self) -> None:
        self.edit.asked.connect(self._search.find)
        self._search.found.connect(self.edit.offer)
        self.edit.chosen.connect(self._choose)
        self.edit.dismissed.connect(self.left)
        self._model.failed.connect(self._refuse)

    @Slot()
    def begin(self) -> None:
        """Begin with nobody chosen."""
        self.other = None
        self.notice.hush()
        self._who.setText(tr("Nobody chosen yet."))
        file = self._model.file
        if file is not None:
            self._whose.setText(f"{file.patient.full_name} · {file.patient.number}")
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def link(self) -> None:
        """Write into the open record that the other is of its family."""
        file = self._model.file
        if self.other is None or file is None:
            self.notice.say(tr("Choose the other record first."), tone="warning")
            return
        command = LinkRelation(
            command_id=self._model.new_command(),
            patient_id=file.patient.patient_id,
            other_id=self.other.patient_id,
            kind=KINDS[self.kind.current],
            pays=self.pays.isChecked(),
        )
        self._model.write(command)

    @Slot(object)
    def _choose(self, row: object) -> None:
        if isinstance(row, PatientRow):
            self.other = row
            self._who.setText(f"{row.given_name} {row.family_name} · {about_patient(row)}")
            self.kind.buttons[self.kind.current].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.notice.say(text, tone="danger")
