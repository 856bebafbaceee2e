"""Everything a person does to the form: numbers, confirmations, days, traces, goods and prices."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Slot

from app.domain.customers import Prescription
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.optics.doubts import Doubt
from app.domain.optics.trace import Trace
from app.messages.catalogue import sentence, tr
from app.services.order_wish import GoodsWish
from app.ui.desktop import Desk
from app.ui.orders.day_entry import DayIsUnreadable, parse_day
from app.ui.orders.form_keeper import FormKeeper
from app.ui.orders.form_opening import expiry_after
from app.ui.orders.form_watches import Findings, FormWatch
from app.ui.orders.order_doubts import (
    doubts_of,
    open_doubts,
    with_confirmation,
    without_confirmation,
)
from app.ui.orders.order_form import FormField
from app.ui.orders.price_entry import parse_discount, parse_payer
from app.ui.orders.problems import Problem
from app.ui.orders.same_again import with_prescription
from app.ui.orders.trace_file import read_trace_file
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest
from app.ui.rx.commands import Command, obeyed
from app.ui.rx.form import Place, RxForm
from app.ui.rx.second_entry import differences
from app.ui.rx.steps import Stride


class FormEdits(FormKeeper):
    """The edits of the form on the desk, and what was worked out beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._traces = Newest(desk.services.runner)
        self.findings = Findings()
        self.watch = FormWatch(desk, lambda: self.form if self.is_editable else None)
        self.watch.found.connect(self._take_findings)
        self.edited.connect(self.watch.touch)
        desk.locked.connect(self.watch.drop)
        desk.opened.connect(self.watch.work)

    @property
    def currency(self) -> str:
        return self._desk.services.device.currency

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

    def set_day(self, field: FormField, text: str) -> None:
        """Take a day that was typed: of the promise, of issue, or until when it holds."""
        try:
            day = parse_day(text, self._desk.today())
        except DayIsUnreadable as refusal:
            self._refuse_at(field, refusal)
            return
        self._put_day(field, day)

    def move_day(self, field: FormField, days: int) -> None:
        """Turn a day by some days."""
        if self.form is not None:
            old = {
                FormField.PROMISE: self.form.promised_on,
                FormField.ISSUED: self.form.issued_on,
                FormField.EXPIRY: self.form.expires_on,
            }
            self._put_day(field, old[field] + timedelta(days=days))

    def set_promise(self, text: str) -> None:
        """Take the day that was promised."""
        self.set_day(FormField.PROMISE, text)

    def move_promise(self, days: int) -> None:
        """Promise some days later or sooner."""
        self.move_day(FormField.PROMISE, days)

    def set_external(self, *, is_external: bool) -> None:
        """Say whether the prescription was written elsewhere; here means by whom it is, and now."""
        if is_external:
            self.change(is_external=True, prescriber="")
            return
        today = self._desk.today()
        self.change(
            is_external=False,
            prescriber=self._desk.session.name,
            issued_on=today,
            expires_on=expiry_after(today),
        )

    def load_trace(self, file: str) -> None:
        """Read a tracer's file off the GUI thread."""
        if self.is_editable:
            self._traces.run(
                lambda: read_trace_file(Path(file), self._desk.services.read_trace),
                done=self._take_traces,
                failed=self._refuse_trace,
            )

    def take_frame(self, code: str) -> None:
        """Take the frame of a scanned code."""
        session, services = self._desk.session, self._desk.services
        self._traces.run(
            lambda: services.catalogue.frame(session, code),
            done=lambda frame: self.change(frame=frame, own_frame=None),
            failed=lambda error: self._refuse_at(FormField.FRAME, error),
        )

    def add_good(self, good: GoodsWish) -> None:
        """Put goods beside the pair; the same once more counts up."""
        if self.form is None:
            return
        had = next((each for each in self.form.goods if each.sku == good.sku), None)
        rest = tuple(each for each in self.form.goods if each.sku != good.sku)
        count = good.quantity + (had.quantity if had else 0)
        self.change(goods=(*rest, replace(good, quantity=count)))

    def add_discount(self, text: str) -> bool:
        """Take something off by hand; False where the text cannot be read."""
        return self._price(lambda: self._add_discount(text))

    def add_payer(self, text: str) -> bool:
        """Let an insurer or a voucher pay; False where the text cannot be read."""
        return self._price(lambda: self._add_payer(text))

    def add_code(self, text: str) -> bool:
        """Take a voucher code."""
        if self.form is not None and text.strip():
            self.change(codes=self.form.codes | {text.strip().upper()})
        return True

    def _add_discount(self, text: str) -> None:
        form, services = self.form, self._desk.services
        if form is None:
            return
        discount = parse_discount(
            text, str(services.new_command_id()), self._desk.session.user_id, self.currency
        )
        self.change(discounts=(*form.discounts, discount))

    def _add_payer(self, text: str) -> None:
        if self.form is not None:
            cover = parse_payer(text, str(self._desk.services.new_command_id()), self.currency)
            self.change(covers=(*self.form.covers, cover))

    def _price(self, edit: Callable[[], None]) -> bool:
        try:
            edit()
        except DomainError as refusal:
            self._refuse_at(FormField.PRICE, refusal)
            return False
        return True

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

    def _put_day(self, field: FormField, day: date) -> None:
        match field:
            case FormField.ISSUED:
                self.change(issued_on=day, expires_on=expiry_after(day))
            case FormField.EXPIRY:
                self.change(expires_on=day)
            case _:
                self.change(promised_on=day, is_promise_typed=True)

    def _take_traces(self, traces: tuple[Trace, ...]) -> None:
        self.change(traces=traces)

    def _refuse_trace(self, error: DioptreError) -> None:
        place = error.facts.get("position")
        text = sentence(error)
        if place is not None:
            text = tr("{text} (position {place})", text=text, place=place)
        self.point(Problem(text=text, code=error.code, field=FormField.TRACE))

    def _refuse_at(self, field: FormField, refusal: DioptreError) -> None:
        log_refusal(refusal.code)
        self.point(Problem(text=sentence(refusal), code=refusal.code, field=field))

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
