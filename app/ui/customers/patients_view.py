"""The patients' area: who is due, one record, the form, and two records made one."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.customers import Patient
from app.domain.kernel.ids import OrderId, PatientId
from app.messages import formats
from app.messages.catalogue import tr
from app.services.patient_ports import RecallRow
from app.services.views import PatientRow
from app.ui.actions import Ask
from app.ui.customers.family_view import FamilyView
from app.ui.customers.merge_view import MergeView
from app.ui.customers.patient_form_view import PatientFormView
from app.ui.customers.patient_form_view_model import PatientFormViewModel
from app.ui.customers.patient_page_view import PatientPage
from app.ui.customers.patient_words import about_patient, standing_words
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, page, row, stack
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn
from app.ui.widgets.screen import Screen

START, PATIENT, FORM, MERGE, FAMILY = range(5)


class PatientsView(Screen):
    """Shows one page at a time; Esc goes back to the one before."""

    asked_for_prescription = Signal(object)
    asked_for_same_again = Signal(object)
    said = Signal(str)
    resumed = Signal()

    def __init__(self, theme: Theme, model: PatientsViewModel) -> None:
        super().__init__()
        self.model = model
        self.keys = ActionSet(theme, self)
        self._hear_keys()
        self.start = PatientsStart(theme, model)
        self.patient = PatientPage(theme, model, self.keys)
        self.form_model = PatientFormViewModel(model.desk)
        self.form = PatientFormView(theme, self.form_model)
        self.merging = MergeView(theme, model)
        self.family = FamilyView(theme, model)
        pages = (page(self.patient), self.form, page(self.merging), page(self.family))
        self._pages = stack(self.start, *pages)
        self.setLayout(column(self._pages, gap=0))
        self._connect()

    @property
    def open_patient_id(self) -> PatientId | None:
        """Return whose record is shown, or None."""
        is_shown = self._pages.currentIndex() in (PATIENT, MERGE, FAMILY)
        file = self.model.file
        return file.patient.patient_id if is_shown and file is not None else None

    @property
    def order_to_pay(self) -> OrderId | None:
        """Return the order of the shown patient that is to be paid first, or None."""
        file = self.model.file if self.open_patient_id is not None else None
        return None if file is None or file.unpaid is None else file.unpaid.order_id

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where the work of the shown page goes on."""
        starts = (
            self.start.focus_start,
            self.patient.focus_start,
            self.form.focus_start,
            self.merging.begin,
            self.family.begin,
        )
        starts[self._pages.currentIndex()]()

    @Slot(object)
    def open_patient(self, patient_id: PatientId) -> None:
        """Open a record."""
        self.model.open(patient_id)

    def open_number(self, text: str) -> None:
        """Open the record of a patient card."""
        self.model.open_number(text)

    def new_patient(self, text: str = "") -> None:
        """Show an empty form, begun with what was searched for."""
        self.form.begin(None, text)
        self._turn(FORM)

    @Slot()
    def edit_patient(self) -> None:
        """Show the open record's fields."""
        if self.open_patient_id is not None and self.model.file is not None:
            self.form.begin(self.model.file.patient)
            self._turn(FORM)

    def _hear_keys(self) -> None:
        self.keys.on(Ask.OPEN_PRESCRIPTION, self._prescribe)
        self.keys.on(Ask.EDIT_PATIENT, self.edit_patient)
        self.keys.on(Ask.MERGE_PATIENTS, self._merge)
        self.keys.on(Ask.WRITE_NOTE, self._write_note)
        self.keys.on(Ask.CLOSE_NOTE, self._close_note)
        self.keys.on(Ask.ADD_FILE, self._add_file)
        self.keys.on(Ask.PATIENT_SAME_AGAIN, self._order_again)
        self.keys.on(Ask.LINK_FAMILY, self._link)
        self.keys.on(Ask.TAKE_FILE_OUT, self._take_file_out)
        self.keys.on(Ask.TAKE_APART, self._take_apart)
        self.keys.on(Ask.LEAVE_PATIENT, self._leave)

    def _connect(self) -> None:
        self.start.chosen.connect(self.open_patient)
        self.model.opened.connect(self._show_patient)
        self.model.saved.connect(self._show_patient)
        self.model.failed.connect(self.said)
        self.form_model.saved.connect(self._open_saved)
        self.form_model.resumed.connect(self._resume)
        self.form.chosen.connect(self.open_patient)
        self.merging.left.connect(self._show_patient)
        self.family.left.connect(self._show_patient)
        self.model.said.connect(self.said)

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        if self.isVisible():
            self.focus_start()

    @Slot(object)
    def _resume(self, typed: dict[str, str]) -> None:
        self.form.resume(typed)
        self._turn(FORM)
        self.resumed.emit()

    @Slot()
    def _show_patient(self) -> None:
        self._turn(PATIENT if self.model.file is not None else START)

    @Slot(object)
    def _open_saved(self, patient: Patient) -> None:
        self.said.emit(tr("{name} is saved", name=patient.full_name))
        self.model.open(patient.patient_id)

    @Slot()
    def _leave(self) -> None:
        if self._pages.currentIndex() == PATIENT and self.patient.reason.isVisible():
            self.patient.reason.call_off()
            self.focus_start()
        elif self._pages.currentIndex() in (FORM, MERGE, FAMILY):
            self._throw_away()
            self._show_patient()
        else:
            self.model.close()
            self._turn(START)

    def _throw_away(self) -> None:
        if self._pages.currentIndex() == FORM:
            self.form_model.throw_away()

    @Slot()
    def _prescribe(self) -> None:
        if self.open_patient_id is not None:
            self.asked_for_prescription.emit(self.open_patient_id)

    @Slot()
    def _order_again(self) -> None:
        if self.open_patient_id is not None:
            self.asked_for_same_again.emit(self.open_patient_id)

    @Slot()
    def _link(self) -> None:
        if self.open_patient_id is not None:
            self._turn(FAMILY)

    @Slot()
    def _take_file_out(self) -> None:
        if self.open_patient_id is not None:
            self.patient.ask_to_take_file_out()

    @Slot()
    def _take_apart(self) -> None:
        if self.open_patient_id is not None:
            self.patient.ask_to_take_apart()

    @Slot()
    def _merge(self) -> None:
        if self.open_patient_id is not None:
            self._turn(MERGE)

    @Slot()
    def _write_note(self) -> None:
        if self.open_patient_id is not None:
            self.patient.note.begin()

    @Slot()
    def _close_note(self) -> None:
        if self.open_patient_id is not None:
            self.patient.close_note()

    @Slot()
    def _add_file(self) -> None:
        if self.open_patient_id is not None:
            self.patient.ask_for_file()


class PatientsStart(QWidget):
    """With nobody open: who is to be called, and who was here."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, model: PatientsViewModel) -> None:
        super().__init__()
        self._model = model
        self.due: RowTable[RecallRow] = RowTable(theme, tr("Recalls due"), _due_model())
        self.recent: RowTable[PatientRow] = RowTable(theme, tr("Opened last"), _recent_model())
        self._due_pages = stack(_empty(tr("Nobody is due for a check-up.")), self.due)
        words = tr("No record opened yet. Ctrl+K searches, Ctrl+N takes a new patient in.")
        self._recent_pages = stack(_empty(words), self.recent)
        due, recent = Card(tr("Recalls due")), Card(tr("Opened last"))
        due.body.addWidget(self._due_pages, 1)
        recent.body.addWidget(self._recent_pages, 1)
        both = row(recent, due, gap=12)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(both)
        self.setLayout(column(page(holder), gap=0))
        self.due.opened.connect(lambda each: self.chosen.emit(each.patient.patient_id))
        self.recent.opened.connect(lambda each: self.chosen.emit(each.patient_id))
        model.started.connect(self._show)

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor into the list that has something in it."""
        target = self.recent if self._model.recent else self.due if self._model.due else self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show(self) -> None:
        self.due.display(self._model.due)
        self.recent.display(self._model.recent)
        self._due_pages.setCurrentIndex(1 if self._model.due else 0)
        self._recent_pages.setCurrentIndex(1 if self._model.recent else 0)


def _empty(text: str) -> QWidget:
    made = label(text, role="muted")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _due_model() -> RowTableModel[RecallRow]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Due"),
                text=lambda each: formats.day(each.recall.due_on),
                width=96,
                ink=lambda _: "warning",
            ),
            TableColumn(
                head=tr("Patient"),
                text=lambda each: f"{each.patient.given_name} {each.patient.family_name}",
                is_strong=True,
            ),
            TableColumn(head=tr("Phone"), text=lambda each: each.patient.phone or "", width=150),
            TableColumn(head=tr("What for"), text=lambda each: each.recall.reason),
        )
    )


def _recent_model() -> RowTableModel[PatientRow]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Patient"),
                text=lambda each: f"{each.given_name} {each.family_name}",
                is_strong=True,
            ),
            TableColumn(head=tr("About"), text=about_patient, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Standing"),
                text=lambda each: standing_words(each)[0],
                width=130,
                chip=lambda each: standing_words(each)[1],
            ),
        )
    )
