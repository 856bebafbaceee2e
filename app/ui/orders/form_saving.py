"""Making of the form what it is meant to be: an order or a quote, once, by one or two people."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.orders import Order, OrderStatus
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.services.changes import Changes
from app.services.order_life.quotes import ConfirmQuote
from app.services.session import Session
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.orders.form_edits import FormEdits
from app.ui.orders.form_watches import previews_of
from app.ui.orders.order_doubts import doubts_of
from app.ui.orders.order_progress import OrderProgress
from app.ui.orders.order_saving import OrderSaving, Saving
from app.ui.orders.problems import complaints_from, problem_of, problems_of
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest
from app.ui.rx.complaints import Complaint, complaints_of


class FormSaving(FormEdits):
    """Saves the form; `second_person_asked` carries the refusal that says whose PIN is needed."""

    saved = Signal(object)
    second_person_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._quotes = Newest(desk.services.runner)
        self._was_quote = False
        self._progress = OrderProgress(desk)
        self._saving = OrderSaving(desk)
        self._progress.changed.connect(self.changed)
        self._progress.refused.connect(self._show_refusal)
        self._saving.saved.connect(self._show_order)
        self._saving.refused.connect(self._show_refusal)

    @property
    def row(self) -> OrderRow | None:
        """Return how far the order that was made has come."""
        return self._progress.row

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Return what the grid says: what was typed, and what saving refused at a field."""
        if self.form is None:
            return ()
        found = complaints_of(self.form.rx)
        told = {each.place for each in found}
        refused = complaints_from((self.problem,)) if self.problem else ()
        return (*found, *(each for each in refused if each.place not in told))

    @Slot()
    def create(self, second: Session | None = None) -> None:
        """Create the order as it stands; a second press while saving does nothing."""
        if self.order is not None and self.order.status is OrderStatus.QUOTE:
            self._confirm_quote(self.order)
        else:
            self._save(is_quote=False, second=second)

    @Slot()
    def quote(self) -> None:
        """Keep what is on the form as a quote."""
        self._save(is_quote=True)

    def approve(self, second: Session) -> None:
        """Save once more, now that somebody else has said yes to the discount."""
        self._save(is_quote=self._was_quote, second=second)

    def _save(self, *, is_quote: bool, second: Session | None = None) -> None:
        if self.form is None or self.order is not None or self.is_saving:
            return
        # What was typed a moment ago must not slip past the thickness it leads to.
        self.findings = replace(self.findings, previews=previews_of(self.form))
        found = problems_of(self.form, self._desk.today(), self.open_doubts)
        if found:
            self.form = replace(self.form, rx=self.form.rx.all_visited())
            for problem in found:
                log_refusal(problem.code)
            self.point(found[0])
            return
        self.problem = None
        self._was_quote = is_quote
        doubts = doubts_of(self.form, self.findings.previews)
        how = Saving(doubts=doubts, is_quote=is_quote, second=second)
        self.form = self._saving.save(self.form, how)
        self.is_saving = self._saving.is_saving
        self.changed.emit()

    def _confirm_quote(self, quote: Order) -> None:
        session, services = self._desk.session, self._desk.services
        promised = max(quote.draft.promised_on, self._desk.today())
        command = ConfirmQuote(
            command_id=services.new_command_id(), order_id=quote.order_id, promised_on=promised
        )
        self._quotes.run(
            lambda: services.order_life.quotes.confirm(session, command),
            done=self._show_confirmed,
            failed=self._show_refusal,
        )

    def _show_confirmed(self, answer: tuple[Order, Changes]) -> None:
        self._desk.publish(answer[1])
        self._show_order(answer[0])

    @Slot(object)
    def _show_order(self, order: Order) -> None:
        self.order = order
        self.is_saving = False
        self.saved.emit(order)
        self.changed.emit()
        self._progress.follow(order)

    @Slot(object)
    def _show_refusal(self, error: DioptreError) -> None:
        self.is_saving = False
        if isinstance(error, DiscountNeedsSecondPin):
            self.second_person_asked.emit(error)
        self.point(problem_of(error))
