"""One patient: who it is, what everybody must see, what happened, and what comes next."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QGridLayout, QSizePolicy, QWidget

from app.domain.customers import Channel, FileCard, NoteId, Purpose
from app.messages import formats
from app.messages.catalogue import tr
from app.services.patient_ports import AccessRow
from app.services.people.finding import MoneyRow, PatientFile
from app.services.views import OrderRow
from app.ui.actions import Ask
from app.ui.customers.note_card_view import NoteCard
from app.ui.customers.patient_words import (
    TimelineRow,
    access_word,
    alert_words,
    channel_word,
    money_words,
    timeline_of,
)
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.customers.reason_band_view import ReasonBand
from app.ui.orders.history_table import history_model
from app.ui.orders.orders_table import orders_model
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import ElidedLabel, chip, label, say
from app.ui.widgets.layouts import Card, column, row, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn
from app.ui.widgets.segmented import Segmented

SIDE_PX = 440
MORE = (
    (Ask.EDIT_PATIENT, Ask.LINK_FAMILY),
    (Ask.ADD_FILE, Ask.TAKE_FILE_OUT),
    (Ask.MERGE_PATIENTS, Ask.TAKE_APART),
)
CHANNELS_SHOWN = (Channel.SMS, Channel.EMAIL)


class PatientHeader(QWidget):
    """Name, age and number, the next recall, and whether messages may be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.name = ElidedLabel(role="headline")
        self.about = label(role="muted")
        self.recall = chip()
        self.consents = {channel: chip() for channel in CHANNELS_SHOWN}
        self.setLayout(row(self.name, self.about, self.recall, *self.consents.values(), 0, gap=12))

    def show_file(self, model: PatientsViewModel, file: PatientFile) -> None:
        """Show who it is."""
        patient, today = file.patient, model.desk.today()
        self.name.setText(patient.full_name)
        years = tr("{years} y", years=formats.age(patient.born_on, today))
        parts = (formats.day(patient.born_on), years, patient.number, patient.phone or "")
        self.about.setText(" · ".join(part for part in parts if part))
        recall = file.next_recall
        words = "" if recall is None else tr("Recall {day}", day=formats.day(recall.due_on))
        is_due = recall is not None and recall.due_on <= today
        say(self.recall, words, tone="warning" if is_due else "info")
        for channel, made in self.consents.items():
            answer = file.standing.get((channel, Purpose.SERVICE))
            is_given = answer is not None and answer.is_given
            say(
                made,
                f"{channel_word(channel)} {'✓' if is_given else '✕'}",
                tone="success" if is_given else "plain",
            )


class PatientPage(QWidget):
    """Tabs at the left, what comes next and what can be written down at the right."""

    def __init__(self, theme: Theme, model: PatientsViewModel, keys: ActionSet) -> None:
        super().__init__()
        self._model = model
        self.header = PatientHeader()
        self.alert = Notice(theme)
        self.notice = Notice(theme)
        self.reason = ReasonBand(theme)
        self.tabs = Segmented(tr("Show"), _tab_names())
        self._make_tables(theme)
        self._tables = (self.timeline, self.rx, self.orders, self.payments, self.accesses)
        self._pages = stack(*self._tables)
        self.note = NoteCard(theme, model)
        self.note.refused.connect(self._refuse)
        self._lay_out(theme, keys)
        self.tabs.changed.connect(self._pages.setCurrentIndex)
        model.changed.connect(self._show)
        model.failed.connect(self._refuse)

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor into what happened."""
        self._tables[self.tabs.current].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def ask_for_file(self) -> None:
        """Ask which file of this computer belongs to the record."""
        dialog = QFileDialog(self.window(), tr("Add a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.add_file)
        dialog.open()

    @Slot()
    def ask_to_take_file_out(self) -> None:
        """Ask why the file that is lit leaves the record, and then where it goes."""
        chosen = self.timeline.chosen()
        card = chosen.value if chosen else None
        if not isinstance(card, FileCard):
            self.notice.say(tr("Light a file in the timeline first."), tone="warning")
            return
        question = tr("Why is {name} taken out?", name=card.name)
        self.reason.ask(question, (), lambda _, reason: self._ask_where(card, reason))

    @Slot()
    def ask_to_take_apart(self) -> None:
        """Ask why a merged record is to stand for itself again."""
        file = self._model.file
        if file is None or not file.merged:
            self.notice.say(tr("This record was never merged."), tone="warning")
            return
        names = [f"{each.full_name} {each.number}" for each in file.merged]
        question = tr("Why is {name} another person?", name=names[0])
        if len(names) > 1:
            question = tr("Who is another person, and why?")
        self.reason.ask(
            question,
            names,
            lambda place, reason: self._model.take_apart(file.merged[place].patient_id, reason),
        )

    def _ask_where(self, card: FileCard, reason: str) -> None:
        dialog = QFileDialog(self.window(), tr("Write the file to"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(card.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take = self._model.take_file_out
        dialog.fileSelected.connect(lambda file: take(card.note_id, reason, Path(file)))
        dialog.open()

    @Slot()
    def close_note(self) -> None:
        """Close the note that is lit: the alert no longer holds, the recall is done."""
        chosen = self.timeline.chosen()
        note_id = getattr(chosen.value, "note_id", None) if chosen else None
        if note_id is not None:
            self._model.close_note(NoteId(note_id))

    def _make_tables(self, theme: Theme) -> None:
        self.timeline: RowTable[TimelineRow] = RowTable(theme, tr("Timeline"), _timeline_model())
        self.timeline.keep_place_by(lambda row: row.value)
        self.rx = RowTable(theme, tr("Prescriptions"), history_model())
        orders = orders_model(self._model.desk.today)
        self.orders: RowTable[OrderRow] = RowTable(theme, tr("Orders"), orders)
        self.payments: RowTable[MoneyRow] = RowTable(theme, tr("Payments"), _money_model())
        self.accesses: RowTable[AccessRow] = RowTable(theme, tr("Access log"), _access_model())

    def _lay_out(self, theme: Theme, keys: ActionSet) -> None:
        self._next = Card(tr("Next"))
        self._next.body.addLayout(_buttons(keys))
        self.balance = label(role="strong")
        self.contact = label(role="muted")
        self.contact.setWordWrap(True)
        self._next.body.addWidget(self.balance)
        self._next.body.addWidget(self.contact)
        done = Card(tr("History"), self.tabs, 0, keys.button(Ask.CLOSE_NOTE))
        done.body.addWidget(self._pages, 1)
        side = column(self._next, self.note, 0, gap=12)
        body = row(gap=12)
        body.addWidget(done, 1)
        body.addLayout(side)
        self.note.setFixedWidth(theme.px(SIDE_PX))
        laid = column(self.header, self.alert, self.notice, self.reason, gap=12)
        laid.addLayout(body, 1)
        self.setLayout(laid)

    @Slot()
    def _show(self) -> None:
        file = self._model.file
        if file is None:
            return
        self.notice.hush()
        self.header.show_file(self._model, file)
        self.alert.say(" · ".join(alert_words(each) for each in file.alerts), tone="danger")
        self.timeline.display(timeline_of(file))
        self.rx.display(file.prescriptions)
        self.orders.display(file.orders)
        self.payments.display(file.payments)
        self.accesses.display(file.accesses)
        due = file.due
        self.balance.setText("" if due is None else tr("Due {sum}", sum=formats.money(due)))
        self.balance.setVisible(due is not None)
        self.contact.setText(_contact(file))
        self.contact.setVisible(bool(self.contact.text()))

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.notice.say(text, tone="danger")


def _buttons(keys: ActionSet) -> QGridLayout:
    """Return what can be done next, two side by side under the one that is done most."""
    grid = QGridLayout()
    grid.setSpacing(8)
    rows = ((Ask.OPEN_PRESCRIPTION,), (Ask.PATIENT_SAME_AGAIN,), *MORE)
    for line, asks in enumerate(rows):
        for place, ask in enumerate(asks):
            made = keys.button(ask, kind="primary" if line == 0 else "")
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(made, line, place, 1, 3 - len(asks))
    for place in range(2):
        grid.setColumnStretch(place, 1)
    return grid


def _contact(file: PatientFile) -> str:
    patient = file.patient
    address = "" if patient.address is None else patient.address.one_line
    also = ", ".join(f"{each.full_name} {each.number}" for each in file.merged)
    lines = (patient.email or "", address, tr("Also known as {names}", names=also) if also else "")
    return "\n".join(line for line in lines if line)


def _tab_names() -> tuple[str, ...]:
    return (tr("Timeline"), tr("Rx"), tr("Orders"), tr("Payments"), tr("Access log"))


def _timeline_model() -> RowTableModel[TimelineRow]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Day"),
                text=lambda row: formats.day(row.day),
                width=96,
                ink=lambda _: "muted",
            ),
            TableColumn(
                head=tr("What"), text=lambda row: row.what, width=130, chip=lambda row: row.tone
            ),
            TableColumn(head=tr("About"), text=lambda row: row.about, is_number=True),
        )
    )


def _money_model() -> RowTableModel[MoneyRow]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Day"),
                text=lambda row: formats.day(row.at.astimezone().date()),
                width=96,
                ink=lambda _: "muted",
            ),
            TableColumn(head=tr("What"), text=lambda row: money_words(row)[0], width=130),
            TableColumn(head=tr("Order"), text=lambda row: row.order_number, is_number=True),
            TableColumn(head=tr("Paid by"), text=lambda row: money_words(row)[1]),
            TableColumn(
                head=tr("Amount"),
                text=lambda row: money_words(row)[2],
                width=120,
                is_strong=True,
                is_right=True,
                is_number=True,
            ),
        )
    )


def _access_model() -> RowTableModel[AccessRow]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("When"),
                text=lambda row: (
                    f"{formats.day(row.at.astimezone().date())} "
                    f"{formats.time_of_day(row.at.astimezone())}"
                ),
                width=150,
                ink=lambda _: "muted",
            ),
            TableColumn(head=tr("Who"), text=lambda row: row.person, width=170, is_strong=True),
            TableColumn(head=tr("What"), text=lambda row: access_word(row.action)),
            TableColumn(head=tr("Why"), text=lambda row: row.reason or ""),
        )
    )
