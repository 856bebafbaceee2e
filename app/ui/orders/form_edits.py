"""What a person does to the form beside its numbers: days, traces, frame, goods and prices."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.optics.trace import Trace
from app.messages.catalogue import sentence, tr
from app.services.order_wish import GoodsWish
from app.ui.desktop import Desk
from app.ui.orders.bill_entries import BillEntry
from app.ui.orders.day_entry import DayIsUnreadable, parse_day
from app.ui.orders.form_opening import expiry_after
from app.ui.orders.order_form import FormField
from app.ui.orders.price_entry import parse_discount, parse_payer
from app.ui.orders.problems import Problem
from app.ui.orders.rx_edits import RxEdits
from app.ui.orders.trace_file import read_trace_file
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest


class FormEdits(RxEdits):
    """The edits of the form on the desk beside its numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._traces = Newest(desk.services.runner)

    @property
    def currency(self) -> str:
        return self._desk.services.device.currency

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

    def take_off_bill(self, entry: BillEntry) -> None:
        """Take something off the bill again that was put on it by hand."""
        form = self.form
        if form is None:
            return
        self.change(
            goods=tuple(each for each in form.goods if each.sku != entry.key),
            discounts=tuple(each for each in form.discounts if each.discount_id != entry.key),
            covers=tuple(each for each in form.covers if each.payer_id != entry.key),
            codes=form.codes - {entry.key},
            contact_lenses=tuple(each for each in form.contact_lenses if each.sku != entry.key),
        )

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
