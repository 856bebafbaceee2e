"""Taking an order: opening a patient's form, saving it, and the order it became."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import OrderId, PatientId
from app.domain.orders import Order, OrderStatus
from app.domain.orders.parked import ParkedOrder
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.messages.catalogue import tr
from app.services.catalogue import FrameChoice
from app.services.changes import Changes
from app.services.dispensing import SameAgain
from app.services.draft_ports import Draft, DraftWork
from app.services.order_life.quotes import ConfirmQuote
from app.services.session import Session
from app.services.views import OrderRow
from app.ui.desktop import Desk
from app.ui.orders.form_edits import FormEdits
from app.ui.orders.form_opening import Opened, opened, renewed
from app.ui.orders.form_watches import Findings, previews_of
from app.ui.orders.order_doubts import doubts_of
from app.ui.orders.order_form import OrderForm
from app.ui.orders.order_form_document import KeptForm, form_to_json, kept_form
from app.ui.orders.order_parking import OrderParking
from app.ui.orders.order_progress import OrderProgress
from app.ui.orders.order_saving import OrderSaving, Saving
from app.ui.orders.problems import complaints_from, problem_of, problems_of
from app.ui.orders.same_again import same_again, second_pair
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest
from app.ui.rx.complaints import Complaint, complaints_of

DRAFT_KIND = "order"


class OrderEntryViewModel(FormEdits):
    """Holds the form of the patient at the desk, and those of others whose work is kept.

    `opened`: another form lies on the desk. `second_person_asked`: a discount needs somebody
    else's PIN; the refusal says whose.
    """

    opened = Signal()
    saved = Signal(object)
    parked = Signal(object)
    second_person_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._records = Newest(desk.services.runner)
        self._again: SameAgain | None = None
        self._wants_again = False
        self._was_quote = False
        self._progress = OrderProgress(desk)
        self._saving = OrderSaving(desk)
        self.parking = OrderParking(desk)
        self._draft = desk.drafts.watch(DRAFT_KIND, self._work)
        desk.drafts.on_resume(DRAFT_KIND, self.resume)
        self._connect()

    @property
    def row(self) -> OrderRow | None:
        """Return how far the order that was made has come."""
        return self._progress.row

    @property
    def has_last_pair(self) -> bool:
        """Return whether the patient had spectacles before."""
        return self._again is not None

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Return what the grid says: what was typed, and what saving refused at a field."""
        if self.form is None:
            return ()
        found = complaints_of(self.form.rx)
        told = {each.place for each in found}
        refused = complaints_from((self.problem,)) if self.problem else ()
        return (*found, *(each for each in refused if each.place not in told))

    def open_patient(self, patient_id: PatientId, kept: KeptForm | None = None) -> None:
        """Open a patient's record with a form; a form begun earlier is still as it was."""
        session, services = self._desk.session, self._desk.services
        self._records.run(
            lambda: opened(services, session, patient_id, kept),
            done=self._show_record,
            failed=self._show_refusal,
        )

    def open_same_again(self, patient_id: PatientId) -> None:
        """Open a patient's form with what they had last."""
        self._wants_again = True
        self.open_patient(patient_id)

    def resume(self, draft: Draft) -> None:
        """Go on with a form that was on the desk when the program ended."""
        kept = kept_form(draft.json)
        if kept is not None:
            self.open_patient(kept.patient_id, kept)

    @Slot()
    def same_again(self) -> None:
        """Take over lens, extras and frame of the patient's last order."""
        again, session, services = self._again, self._desk.session, self._desk.services
        if again is None or self.form is None:
            return
        if again.frame is None:
            self.take(same_again(self.form, again, None))
            return
        sku = again.frame.sku
        self._records.run(
            lambda: services.catalogue.frame(session, sku),
            done=self._take_again,
            failed=self._show_refusal,
        )

    @Slot()
    def second_pair(self) -> None:
        """Lay a form for another pair of the same eyes, beside the order that was just made."""
        if self.form is None or self.order is None or self.order.quote is not None:
            return
        new_id = self._desk.services.new_command_id
        self._lay(second_pair(self.form, self.order, order=new_id(), rx=new_id()))

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

    @Slot()
    def park(self) -> None:
        """Put the form aside for anybody."""
        if self.form is not None and self.is_editable and not self.is_saving:
            self.parking.park(self.form)

    def open_quote(self, order_id: OrderId) -> None:
        """Show a quote, so that F12 makes it an order."""
        session, services = self._desk.session, self._desk.services

        def read() -> tuple[Order, Opened]:
            quote, read_changes = services.orders.get(session, order_id)
            record = opened(services, session, quote.patient_id)
            return quote, replace(record, changes=record.changes | read_changes)

        self._records.run(read, done=self._show_quote, failed=self._show_refusal)

    def _connect(self) -> None:
        self._progress.changed.connect(self.changed)
        self._progress.refused.connect(self._show_refusal)
        self._saving.saved.connect(self._show_order)
        self._saving.refused.connect(self._show_refusal)
        self.parking.parked.connect(self._clear_parked)
        self.parking.taken_up.connect(self._show_parked)
        self.parking.refused.connect(self._show_refusal)
        self.edited.connect(self._draft.touch)

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

    def _take_again(self, frame: FrameChoice) -> None:
        if self.form is not None and self._again is not None:
            self.take(same_again(self.form, self._again, frame))

    def _confirm_quote(self, quote: Order) -> None:
        session, services = self._desk.session, self._desk.services
        promised = max(quote.draft.promised_on, self._desk.today())
        command = ConfirmQuote(
            command_id=services.new_command_id(), order_id=quote.order_id, promised_on=promised
        )
        self._records.run(
            lambda: services.order_life.quotes.confirm(session, command),
            done=self._show_confirmed,
            failed=self._show_refusal,
        )

    def _show_confirmed(self, answer: tuple[Order, Changes]) -> None:
        self._desk.publish(answer[1])
        self._show_order(answer[0])

    def _show_record(self, answer: Opened) -> None:
        self._desk.publish(answer.changes)
        self.keep()
        fresh, self._again = answer.fresh, answer.again
        own = self.taken_up(fresh.patient.patient_id)
        form = answer.kept or (fresh if own is None else renewed(fresh, own))
        self._lay(form)
        if self._wants_again:
            self._wants_again = False
            self.same_again()

    def _show_quote(self, answer: tuple[Order, Opened]) -> None:
        quote, record = answer
        self._show_record(record)
        self.order = quote
        self.changed.emit()

    def _lay(self, form: OrderForm) -> None:
        self.lay(form)
        self.findings = Findings()
        self.watch.drop()
        self.watch.work()
        self._progress.follow(None)
        self.opened.emit()
        self.changed.emit()

    @Slot(object)
    def _clear_parked(self, parked: ParkedOrder) -> None:
        self._draft.discard(str(parked.patient_id))
        self.form = None
        self.parked.emit(parked)
        self.changed.emit()

    @Slot(object)
    def _show_parked(self, parked: ParkedOrder) -> None:
        kept = kept_form(parked.form)
        if kept is not None:
            self.open_patient(kept.patient_id, kept)

    @Slot(object)
    def _show_order(self, order: Order) -> None:
        self.order = order
        self.is_saving = False
        self._draft.discard(str(order.patient_id))
        self.saved.emit(order)
        self.changed.emit()
        self._progress.follow(order)

    @Slot(object)
    def _show_refusal(self, error: DioptreError) -> None:
        self.is_saving = False
        if isinstance(error, DiscountNeedsSecondPin):
            self.second_person_asked.emit(error)
        self.point(problem_of(error))

    def _work(self) -> DraftWork | None:
        form = self.form
        if form is None or self.order is not None or form.is_untouched:
            return None
        return DraftWork(
            kind=DRAFT_KIND,
            subject=str(form.patient.patient_id),
            title=tr("Rx {name}", name=form.patient.short_name),
            json=form_to_json(form),
        )
