"""Taking an order: the form as it stands, what is wrong with it, and the order it became."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Unpack

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.customers import Prescription
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import PatientId
from app.domain.optics.trace import Trace
from app.domain.orders import Order
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes
from app.services.customers import PatientRecord
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.orders.day_entry import DayIsUnreadable, parse_day
from app.ui.orders.order_form import PROMISE_DAYS, FormChanges, FormField, OrderForm
from app.ui.orders.order_progress import OrderProgress
from app.ui.orders.order_saving import OrderSaving
from app.ui.orders.problems import Problem, complaints_from, problem_of, problems_of
from app.ui.orders.trace_file import read_trace_file
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest
from app.ui.rx.commands import Command, obeyed
from app.ui.rx.complaints import Complaint, complaints_of
from app.ui.rx.form import Place, RxForm, form_of
from app.ui.rx.steps import Stride


class OrderEntryViewModel(QObject):
    """Holds the form of the patient at the desk, and those of others whose work is kept.

    `changed`: show it anew. `opened`: another patient. `pointed`: put the cursor at a Problem.
    """

    changed = Signal()
    opened = Signal()
    pointed = Signal(object)
    saved = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._kept: dict[PatientId, OrderForm] = {}
        self._records = Newest(desk.services.runner)
        self._traces = Newest(desk.services.runner)
        self._progress = OrderProgress(desk)
        self._progress.changed.connect(self.changed)
        self._progress.refused.connect(self._show_refusal)
        self._saving = OrderSaving(desk)
        self._saving.saved.connect(self._show_order)
        self._saving.refused.connect(self._show_refusal)
        self.form: OrderForm | None = None
        self.order: Order | None = None
        self.problem: Problem | None = None

    @property
    def is_editable(self) -> bool:
        """Return whether there is a form that can still be changed."""
        return self.form is not None and self.order is None

    @property
    def is_saving(self) -> bool:
        return self._saving.is_saving

    @property
    def row(self) -> OrderRow | None:
        """Return how far the order that was made has come."""
        return self._progress.row

    @property
    def currency(self) -> str:
        return self._desk.services.device.currency

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Return what the grid says: what was typed, and what saving refused at a field."""
        if self.form is None:
            return ()
        found = complaints_of(self.form.rx)
        told = {each.place for each in found}
        refused = complaints_from((self.problem,)) if self.problem else ()
        return (*found, *(each for each in refused if each.place not in told))

    def open_patient(self, patient_id: PatientId) -> None:
        """Open a patient's record with a form; a form begun earlier is still as it was."""
        session = self._desk.session
        self._records.run(
            lambda: self._desk.services.customers.open_record(session, patient_id),
            done=self._show_record,
            failed=self._show_refusal,
        )

    def enter(self, place: Place, text: str) -> None:
        """Take what was typed into a field of the grid."""
        self._change_rx(lambda rx: rx.typed(place, text))

    def turn(self, place: Place, stride: Stride, *, is_up: bool) -> None:
        """Turn a field by a stride."""
        self._change_rx(lambda rx: rx.turned(place, stride, is_up=is_up))

    def obey(self, place: Place, command: Command) -> None:
        """Do what a key asked of a field."""
        self._change_rx(lambda rx: obeyed(rx, place, command))

    @Slot()
    def transpose(self) -> None:
        """Write both eyes with the other sign of cylinder."""
        self._change_rx(RxForm.transposed)

    @Slot()
    def copy_right_to_left(self) -> None:
        """Write the right eye's numbers into the left eye's row."""
        self._change_rx(RxForm.right_copied_to_left)

    def use_again(self, prescription: Prescription) -> None:
        """Begin with the powers of an earlier prescription; what was measured is taken anew."""
        self._change_rx(lambda _: form_of(prescription.right, prescription.left))

    def change(self, **fields: Unpack[FormChanges]) -> None:
        """Take other fields of the form; nothing changes once the order is made."""
        if self.form is None or not self.is_editable or self.is_saving:
            return
        changed = replace(self.form, **fields)
        if changed == self.form:
            return
        if not changed.says_the_same_as(self.form):
            self.problem = None
        self.form = changed
        self.changed.emit()

    def set_promise(self, text: str) -> None:
        """Take the day that was promised."""
        try:
            self.change(promised_on=parse_day(text, self._desk.today()))
        except DayIsUnreadable as refusal:
            log_refusal(refusal.code)
            self._point(Problem(text=sentence(refusal), code=refusal.code, field=FormField.PROMISE))

    def move_promise(self, days: int) -> None:
        """Promise some days later or sooner."""
        if self.form is not None:
            self.change(promised_on=self.form.promised_on + timedelta(days=days))

    def load_trace(self, file: str) -> None:
        """Read a tracer's file off the GUI thread."""
        if self.is_editable:
            self._traces.run(
                lambda: read_trace_file(Path(file), self._desk.services.read_trace),
                done=self._take_traces,
                failed=self._refuse_trace,
            )

    @Slot()
    def create(self) -> None:
        """Create the order as it stands; a second press while saving does nothing."""
        if self.form is None or self.order is not None or self.is_saving:
            return
        found = problems_of(self.form, self._desk.today())
        if found:
            self.form = replace(self.form, rx=self.form.rx.all_visited())
            for problem in found:
                log_refusal(problem.code)
            self._point(found[0])
            return
        self.problem = None
        self.form = self._saving.save(self.form)
        self.changed.emit()

    def _change_rx(self, change: Callable[[RxForm], RxForm]) -> None:
        if self.form is not None:
            self.change(rx=change(self.form.rx))

    def _show_record(self, answer: tuple[PatientRecord, Changes]) -> None:
        record, changes = answer
        self._desk.publish(changes)
        self._keep()
        form = self._kept.pop(record.patient.patient_id, None) or self._new_form(record)
        self.form = replace(form, patient=record.patient, history=record.prescriptions)
        self.order = self.problem = None
        self._progress.follow(None)
        self.opened.emit()
        self.changed.emit()

    def _keep(self) -> None:
        """Keep the form of the patient who leaves the desk, unless there is nothing in it."""
        if self.form is not None and self.order is None and not self.form.is_untouched:
            self._kept[self.form.patient.patient_id] = self.form

    def _new_form(self, record: PatientRecord) -> OrderForm:
        last = record.prescriptions[0].prescriber if record.prescriptions else ""
        return OrderForm(
            patient=record.patient,
            history=record.prescriptions,
            order_command=self._desk.services.new_command_id(),
            prescription_command=self._desk.services.new_command_id(),
            prescriber=last or self._desk.session.name,
            promised_on=self._desk.today() + timedelta(days=PROMISE_DAYS),
        )

    def _take_traces(self, traces: tuple[Trace, ...]) -> None:
        self.change(traces=traces)

    def _refuse_trace(self, error: DioptreError) -> None:
        place = error.facts.get("position")
        text = sentence(error)
        if place is not None:
            text = tr("{text} (position {place})", text=text, place=place)
        self._point(Problem(text=text, code=error.code, field=FormField.TRACE))

    @Slot(object)
    def _show_order(self, order: Order) -> None:
        self.order = order
        self.saved.emit(order)
        self.changed.emit()
        self._progress.follow(order)

    @Slot(object)
    def _show_refusal(self, error: DioptreError) -> None:
        self._point(problem_of(error))

    def _point(self, problem: Problem) -> None:
        self.problem = problem
        self.changed.emit()
        self.pointed.emit(problem)
