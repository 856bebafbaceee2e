"""The form of a patient: four fields to begin with, and beside them who it may be already."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from app.domain.customers import Patient
from app.messages import formats
from app.messages.catalogue import tr
from app.services.people.editing import fields_of
from app.services.people.finding import Likely
from app.ui.actions import Ask
from app.ui.customers.patient_form_view_model import FIELDS, LOOKED_AT, PatientFormViewModel
from app.ui.customers.patient_words import about_patient, field_word
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, page, row, scrolling
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn
from app.ui.widgets.screen import Screen

PAUSE_MS = 150
LIKELY_PX = 420
ICONS = {
    "given_name": "circle-user",
    "family_name": "circle-user",
    "born_on": "calendar",
    "phone": "hash",
    "email": "file-text",
    "street": "house",
    "postcode": "hash",
    "city": "store",
    "country": "store",
}


class PatientFormView(Screen):
    """Enter goes on to the next field, Ctrl+S saves from any of them."""

    left = Signal()
    chosen = Signal(object)

    def __init__(self, theme: Theme, model: PatientFormViewModel) -> None:
        super().__init__()
        self._model = model
        self.keys = ActionSet(theme, self)
        self.keys.on(Ask.SAVE_PATIENT, self.save)
        self.edits = {name: _edit(theme, name) for name in FIELDS}
        self.notice = Notice(theme)
        self.card = Card(tr("New patient"), 0, self.keys.button(Ask.SAVE_PATIENT, kind="primary"))
        self._fill_card()
        self._make_likely(theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._connect()

    def _make_likely(self, theme: Theme) -> None:
        self.likely: RowTable[Likely] = RowTable(theme, tr("May be the same"), _likely_model())
        self.likely.opened.connect(self._choose)
        self._beside = Card(tr("May be the same"))
        self._nobody = label(tr("Nobody here looks like this patient."), role="muted")
        self._beside.body.addWidget(self._nobody)
        self._beside.body.addWidget(self.likely, 1)
        self._beside.setMinimumWidth(theme.px(LIKELY_PX))
        body = row(gap=12)
        body.addWidget(scrolling(self.card), 3)
        body.addWidget(self._beside, 2)
        self.setLayout(column(page(body), gap=0))

    def _connect(self) -> None:
        self._pause.timeout.connect(self._look)
        for name, edit in self.edits.items():
            edit.returnPressed.connect(self._go_on)
            edit.textEdited.connect(self._keep)
            if name in LOOKED_AT:
                edit.textEdited.connect(self._wait)
        self._model.likely_found.connect(self._show_likely)
        self._model.refused.connect(self._refuse)

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor into the first field."""
        self.edits["given_name"].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typed(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: edit.text() for name, edit in self.edits.items()}

    def begin(self, patient: Patient | None = None, text: str = "") -> None:
        """Show an empty form, begun with what was searched for, or a record to correct."""
        self._model.begin(patient)
        known = {} if patient is None else fields_of(patient)
        for name, edit in self.edits.items():
            edit.put(known.get(name) or "")
        if patient is not None:
            self.edits["born_on"].put(formats.day(patient.born_on))
        elif text and not any(sign.isdecimal() for sign in text):
            family, _, given = text.strip().partition(" ")
            self.edits["family_name"].put(family.capitalize())
            self.edits["given_name"].put(given.capitalize())
        self.card.title.setText(tr("New patient") if patient is None else patient.full_name)
        self._beside.setVisible(patient is None)
        self.notice.hush()
        self._show_likely(())
        self._look()

    def resume(self, typed: dict[str, str]) -> None:
        """Show what was typed of a new patient before the program ended."""
        self.begin()
        for name, text in typed.items():
            self.edits[name].put(text)
        self._keep("")
        self._look()

    @Slot()
    def save(self) -> None:
        """Save what stands here."""
        self.notice.hush()
        self._model.save(self.typed)

    @Slot()
    def _go_on(self) -> None:
        names = list(FIELDS)
        place = next((n for n, name in enumerate(names) if self.edits[name].hasFocus()), 0)
        if place + 1 < len(names):
            self.edits[names[place + 1]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.save()

    @Slot(str)
    def _keep(self, _text: str) -> None:
        self._model.keep(self.typed)

    @Slot(str)
    def _wait(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _look(self) -> None:
        self._model.look(self.typed)

    @Slot(object)
    def _show_likely(self, likely: tuple[Likely, ...]) -> None:
        self.likely.display(likely)
        self.likely.setVisible(bool(likely))
        self._nobody.setVisible(not likely)

    @Slot(str, str)
    def _refuse(self, text: str, field: str) -> None:
        self.notice.say(text, tone="danger")
        edit = self.edits[field]
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()

    @Slot(object)
    def _choose(self, likely: Likely) -> None:
        self.chosen.emit(likely.row.patient_id)

    def _fill_card(self) -> None:
        body = self.card.body
        body.addWidget(self.notice)
        body.addLayout(row(self._named("given_name"), self._named("family_name"), gap=12))
        body.addLayout(row(self._named("born_on"), self._named("phone"), gap=12))
        body.addLayout(self._named("email"))
        body.addLayout(self._named("street"))
        place = row(self._named("postcode"), self._named("city"), self._named("country"), gap=12)
        place.setStretch(0, 1)
        place.setStretch(1, 3)
        place.setStretch(2, 1)
        body.addLayout(place)
        body.addStretch(1)

    def _named(self, name: str) -> QVBoxLayout:
        caption = label(field_word(name), role="caption")
        caption.setBuddy(self.edits[name])
        return column(caption, self.edits[name], gap=4)


def _edit(theme: Theme, name: str) -> IconEdit:
    made = IconEdit(theme, field_word(name), icon=ICONS[name])
    if name == "born_on":
        made.setPlaceholderText(tr("14.03.1968 or 140368"))
    return made


def _likely_model() -> RowTableModel[Likely]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Patient"),
                text=lambda each: f"{each.row.given_name} {each.row.family_name}",
                width=170,
                is_strong=True,
            ),
            TableColumn(
                head=tr("Known as"),
                text=lambda each: about_patient(each.row),
                ink=lambda _: "muted",
            ),
        )
    )
