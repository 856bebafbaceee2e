"""The form on the desk: its edits, the way back, and the forms of others whose work is kept."""

from dataclasses import replace
from typing import Unpack

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.ids import PatientId
from app.domain.orders import Order
from app.ui.orders.form_history import FormHistory
from app.ui.orders.order_form import FormChanges, OrderForm
from app.ui.orders.problems import Problem
from app.ui.rx.cells import POWER_COLUMNS
from app.ui.rx.form import EYES, RxForm

TEXT_FIELDS = ("note", "tint", "prescriber")


class FormKeeper(QObject):
    """One form at a time; every edit is a new value, and nothing changes once the order is made.

    `changed`: show it anew. `edited`: what was entered differs. `pointed`: put the cursor at a
    Problem.
    """

    changed = Signal()
    edited = Signal()
    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[PatientId, OrderForm] = {}
        self._steps = FormHistory()
        self.form: OrderForm | None = None
        self.order: Order | None = None
        self.problem: Problem | None = None
        self.is_saving = False

    @property
    def is_editable(self) -> bool:
        """Return whether there is a form that can still be changed."""
        return self.form is not None and self.order is None

    def change(self, **fields: Unpack[FormChanges]) -> None:
        """Take other fields of the form."""
        if self.form is not None:
            typing = next((name for name in TEXT_FIELDS if name in fields), "")
            self.take(_still_signed(replace(self.form, **fields), self.form), typing=typing)

    def take(self, changed: OrderForm, *, typing: str = "") -> None:
        """Take another form of the same patient as one step."""
        before = self.form
        if before is None or not self.is_editable or self.is_saving or changed == before:
            return
        self.form = changed
        if not changed.says_the_same_as(before):
            self.problem = None
            self._steps = self._steps.after(before, typing=typing)
            self.edited.emit()
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Go one step back."""
        if self.form is not None and self.is_editable and not self.is_saving:
            self._go(*self._steps.back(self.form))

    @Slot()
    def redo(self) -> None:
        """Go one step forth again."""
        if self.form is not None and self.is_editable and not self.is_saving:
            self._go(*self._steps.forth(self.form))

    def lay(self, form: OrderForm) -> None:
        """Lay another form on the desk, with no way back beyond it."""
        self.form = form
        self.order = self.problem = None
        self._steps = FormHistory()

    def keep(self) -> None:
        """Keep the form of the patient who leaves the desk, unless there is nothing in it."""
        if self.form is not None and self.order is None and not self.form.is_untouched:
            self._kept[self.form.patient.patient_id] = self.form

    def taken_up(self, patient_id: PatientId) -> OrderForm | None:
        """Return what was kept of a patient; from now on it is on the desk again."""
        return self._kept.pop(patient_id, None)

    def point(self, problem: Problem) -> None:
        """Say what is to be put right, and where."""
        self.problem = problem
        self.changed.emit()
        self.pointed.emit(problem)

    def _go(self, form: OrderForm, steps: FormHistory) -> None:
        if form == self.form:
            return
        self.form, self._steps, self.problem = form, steps, None
        self.edited.emit()
        self.changed.emit()


def _still_signed(changed: OrderForm, before: OrderForm) -> OrderForm:
    """Return the form as a prescription of its own where a signed one was written over."""
    if changed.based_on is None or changed.based_on != before.based_on:
        return changed
    if _powers(changed.rx) == _powers(before.rx):
        return changed
    return replace(changed, based_on=None)


def _powers(rx: RxForm) -> tuple[object, ...]:
    return tuple(rx.cell((eye, column)).value for eye in EYES for column in POWER_COLUMNS)
