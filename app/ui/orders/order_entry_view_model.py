"""Taking an order: opening a patient's form, saving it, and the order it became."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot

from app.domain.kernel.ids import OrderId, PatientId
from app.domain.orders import Order
from app.domain.orders.parked import ParkedOrder
from app.messages.catalogue import tr
from app.services.catalogue import FrameChoice
from app.services.dispensing import SameAgain
from app.services.draft_ports import Draft, DraftWork
from app.ui.desktop import Desk
from app.ui.orders.form_opening import Opened, opened, renewed
from app.ui.orders.form_saving import FormSaving
from app.ui.orders.form_watches import Findings
from app.ui.orders.order_form import OrderForm
from app.ui.orders.order_form_document import KeptForm, form_to_json, kept_form
from app.ui.orders.order_parking import OrderParking
from app.ui.orders.same_again import same_again, second_pair
from app.ui.runner import Newest

DRAFT_KIND = "order"


class OrderEntryViewModel(FormSaving):
    """Holds the form of the patient at the desk, and those of others whose work is kept.

    `opened`: another form lies on the desk. `parked`: the form was put aside.
    """

    opened = Signal()
    parked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._records = Newest(desk.services.runner)
        self._again: SameAgain | None = None
        self._wants_again = False
        self.parking = OrderParking(desk)
        self._draft = desk.drafts.watch(DRAFT_KIND, self._work)
        desk.drafts.on_resume(DRAFT_KIND, self.resume)
        self._connect()

    @property
    def has_last_pair(self) -> bool:
        """Return whether the patient had spectacles before."""
        return self._again is not None

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
        self.saved.connect(self._forget_draft)
        self.parking.parked.connect(self._clear_parked)
        self.parking.taken_up.connect(self._show_parked)
        self.parking.refused.connect(self._show_refusal)
        self.edited.connect(self._draft.touch)

    def _take_again(self, frame: FrameChoice) -> None:
        if self.form is not None and self._again is not None:
            self.take(same_again(self.form, self._again, frame))

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
    def _forget_draft(self, order: Order) -> None:
        self._draft.discard(str(order.patient_id))

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
