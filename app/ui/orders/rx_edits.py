"""What a person does to the numbers, what is asked about them, and what is worked out of them."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Slot

from app.domain.customers import Prescription
from app.domain.optics.doubts import Doubt
from app.ui.desktop import Desk
from app.ui.orders.form_keeper import FormKeeper
from app.ui.orders.form_watches import Findings, FormWatch
from app.ui.orders.order_doubts import (
    doubts_of,
    open_doubts,
    with_confirmation,
    without_confirmation,
)
from app.ui.orders.same_again import with_prescription
from app.ui.rx.commands import Command, obeyed
from app.ui.rx.form import Place, RxForm
from app.ui.rx.second_entry import differences
from app.ui.rx.steps import Stride


class RxEdits(FormKeeper):
    """The edits of the grid, and what was worked out beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.findings = Findings()
        self.watch = FormWatch(desk, lambda: self.form if self.is_editable else None)
        self.watch.found.connect(self._take_findings)
        self.edited.connect(self.watch.touch)
        desk.locked.connect(self.watch.drop)
        desk.opened.connect(self.watch.work)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return everything about the form that is to be looked at again."""
        return () if self.form is None else doubts_of(self.form, self.findings.previews)

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """Return the doubts that nobody has confirmed."""
        return () if self.form is None else open_doubts(self.form, self.findings.previews)

    def enter(self, place: Place, text: str) -> None:
        """Take what was typed into a field of the grid."""
        self._change_rx(lambda rx: rx.typed(place, text))

    def turn(self, place: Place, stride: Stride, *, is_up: bool) -> None:
        """Turn a field by a stride."""
        self._change_rx(lambda rx: rx.turned(place, stride, is_up=is_up))

    def obey(self, place: Place, command: Command) -> None:
        """Do what a key asked of a field; where it holds no question, the first doubt is meant."""
        if self.form is None:
            return
        if command is Command.CONFIRM and self.form.rx.cell(place).hint is None:
            self.confirm_first()
            return
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
        """Begin with an earlier prescription; what was measured is taken anew."""
        if self.form is not None:
            self.take(with_prescription(self.form, prescription))

    def confirm(self, doubt: Doubt, *, is_confirmed: bool) -> None:
        """Put the name of whoever is signed in to a doubt, or take it back."""
        if self.form is None:
            return
        if not is_confirmed:
            self.change(confirmations=without_confirmation(self.form, doubt))
            return
        by, at = self._desk.session.user_id, self._desk.services.clock()
        self.change(confirmations=with_confirmation(self.form, doubt, by=by, at=at))

    @Slot()
    def confirm_first(self) -> None:
        """Confirm the first doubt that waits for a name."""
        for doubt in self.open_doubts[:1]:
            self.confirm(doubt, is_confirmed=True)

    @Slot()
    def toggle_second_entry(self) -> None:
        """Hide what was typed and have it typed again; once more, and the first is back."""
        form = self.form
        if form is None:
            return
        if form.first_rx is not None:
            self.change(rx=form.first_rx, first_rx=None)
        elif form.rx.texts():
            self.change(first_rx=form.rx, rx=RxForm(), is_entered_twice=False)

    def _change_rx(self, change: Callable[[RxForm], RxForm]) -> None:
        form = self.form
        if form is None:
            return
        rx = change(form.rx)
        first = form.first_rx
        if first is None:
            # What was entered twice and then changed was entered once.
            is_same = not differences(form.rx, rx)
            self.change(rx=rx, is_entered_twice=form.is_entered_twice and is_same)
        elif differences(first, rx):
            self.change(rx=rx)
        else:
            self.change(rx=rx, first_rx=None, is_entered_twice=True)

    @Slot(object)
    def _take_findings(self, findings: Findings) -> None:
        self.findings = findings
        self._promise_as_found(findings)
        self.changed.emit()

    def _promise_as_found(self, findings: Findings) -> None:
        """Propose the lab's own day until somebody has typed another; it is no step of its own."""
        form, promise = self.form, findings.promise
        if form is None or promise is None or not self.is_editable or self.is_saving:
            return
        if form.is_promise_typed:
            self.form = replace(form, promise=promise)
            return
        self.form = replace(form, promise=promise, promised_on=promise.day)
        if form.promised_on != promise.day:
            self.watch.touch()
