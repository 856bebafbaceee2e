"""The counter: search, today, the order form and the list of orders."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot

from app.domain.kernel.ids import OrderId
from app.domain.mails import Mail
from app.domain.orders import Order
from app.domain.orders.parked import ParkedOrder
from app.messages.catalogue import tr
from app.services.scan_payloads import OrderScan, PatientCardScan, ScanPayload, WorkOrderScan
from app.services.views import OrderRow, PatientRow
from app.ui.actions import Ask
from app.ui.catalog.catalogue_view import CatalogueView
from app.ui.catalog.editor_view_model import EditorViewModel
from app.ui.catalog.rules_view_model import RulesViewModel
from app.ui.customers.home_view import HomeView
from app.ui.customers.patients_view import PatientsView
from app.ui.customers.patients_view_model import PatientsViewModel
from app.ui.customers.search_view_model import (
    NewPatientWanted,
    SearchViewModel,
    new_patient_as_choice,
)
from app.ui.desktop import Desk
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.orders_view import OrdersView
from app.ui.orders.order_entry_view import OrderEntryView
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.orders_view_model import OrdersViewModel
from app.ui.payments.checkout_view import CheckoutView
from app.ui.payments.checkout_view_model import CheckoutViewModel
from app.ui.payments.subjects import OrderSubject
from app.ui.payments.till_view import TillView
from app.ui.payments.till_view_model import TillViewModel
from app.ui.payments.waiting_cards_view_model import WaitingCardsViewModel
from app.ui.printing.print_centre_view import PrintCentreView
from app.ui.printing.print_centre_view_model import PrintCentreViewModel
from app.ui.shell.status_view_model import StatusViewModel
from app.ui.shell.till_watch import TillWatch
from app.ui.shell.workplace import Workplace
from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice


class CounterWorkplace(Workplace):
    """Opens what the search finds."""

    def __init__(self, theme: Theme, desk: Desk, status: StatusViewModel) -> None:
        self.order_list = OrdersViewModel(desk)
        self.entry = OrderEntryViewModel(desk)
        self.home = HomeView(theme, self.order_list)
        self.form = OrderEntryView(theme, self.entry, desk)
        self.orders = OrdersView(theme, self.order_list, OrderFileViewModel(desk))
        self.patients = PatientsView(theme, PatientsViewModel(desk))
        self.catalogue = CatalogueView(theme, EditorViewModel(desk), RulesViewModel(desk))
        self.print_centre = PrintCentreView(theme, PrintCentreViewModel(desk))
        self.checkout = CheckoutView(theme, CheckoutViewModel(desk))
        self._order_at_hand: OrderId | None = None
        self._order_to_come_back_to: OrderId | None = None
        self.waiting_cards = WaitingCardsViewModel(desk)
        self.till = TillView(theme, TillViewModel(desk), self.waiting_cards)
        areas = {
            Ask.HOME: self.home,
            Ask.PATIENTS: self.patients,
            Ask.PRESCRIPTION: self.form,
            Ask.ORDERS: self.orders,
            Ask.CHECKOUT: self.checkout,
            Ask.PRINT_CENTRE: self.print_centre,
            Ask.CATALOGUE: self.catalogue,
            Ask.TILL: self.till,
        }
        super().__init__(theme, desk, status, areas)
        self._search = SearchViewModel(desk)
        self._connect_search()
        self._connect_form()
        self._connect_patients()
        self.till.said.connect(self.toast.say)
        TillWatch(self.bar, desk, self.till.model, self.waiting_cards)
        self._connect_checkout()
        self.print_centre.model.said.connect(self.toast.say)
        self.catalogue.said.connect(self.toast.say)

    def _connect_form(self) -> None:
        self.form.asked_for_patient.connect(self.search)
        self.entry.opened.connect(self._show_form)
        self.entry.saved.connect(self._tell_saved)
        self.entry.parked.connect(self._tell_parked)

    def _connect_search(self) -> None:
        self.keys.on(Ask.SEARCH, self.search)
        self.bar.search.asked.connect(self._search.find)
        self._search.found.connect(self._offer)
        self._search.opened.connect(self._open_hit)
        self._search.failed.connect(self.toast.say)
        self.bar.search.chosen.connect(self._open_hit)
        self.bar.search.dismissed.connect(self.focus_start)

    def pay_order(self, order_id: OrderId) -> None:
        """Open what is owed on an order at the checkout."""
        self.go(Ask.CHECKOUT)
        self.checkout.model.open_order(order_id)

    @Slot()
    def search(self) -> None:
        """Put the cursor into the search."""
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def route_scan(self, scan: ScanPayload) -> bool:
        """Open the order or the patient of a code, whatever screen is shown."""
        match scan:
            case OrderScan(number=number):
                self._open_order_number(str(number))
            case PatientCardScan(number=number):
                self._search.open(number)
            case WorkOrderScan(text=text):
                self._open_order_number(text)
            case _:
                return False
        return True

    def searches_for(self, text: str) -> Callable[[], None]:
        """Return what puts a text into the search."""
        return lambda: self._search_for(text)

    def _search_for(self, text: str) -> None:
        self.search()
        self.bar.search.insert(text)
        self._search.find(text)

    @Slot(str, object)
    def _offer(self, text: str, found: tuple[Choice, ...]) -> None:
        self.bar.offer(text, (*found, *self.commands_for(text), *new_patient_as_choice(text)))

    @Slot(object)
    def _open_hit(self, hit: PatientRow | OrderRow | NewPatientWanted | Ask) -> None:
        match hit:
            case Ask():
                self.focus_start()
                self.call(hit)
            case PatientRow():
                self.patients.open_patient(hit.patient_id)
            case NewPatientWanted():
                self._new_patient(hit.text)
            case OrderRow():
                self._open_order(hit)

    @Slot(object)
    def _answer(self, ask: Ask) -> None:
        """Carry the patient who is open into the form of an order, or what is owed to the till."""
        is_here = self.area is Ask.PATIENTS
        patient_id = self.patients.open_patient_id if is_here else None
        order_id = self.patients.order_to_pay if is_here else None
        if ask is Ask.PRESCRIPTION and patient_id is not None:
            self.entry.open_patient(patient_id)
        elif ask is Ask.CHECKOUT and order_id is not None:
            self.pay_order(order_id)
        else:
            super()._answer(ask)

    def _connect_patients(self) -> None:
        self.keys.hear(Ask.NEW_PATIENT)
        self.keys.asked.connect(self._heed_new_patient)
        self.bar.search.chosen_with_ctrl.connect(self._open_form)
        self.patients.model.opened.connect(lambda: self.go(Ask.PATIENTS))
        self.patients.asked_for_prescription.connect(self.entry.open_patient)
        self.patients.asked_for_same_again.connect(self.entry.open_same_again)
        self.patients.said.connect(self.toast.say)
        self.patients.resumed.connect(lambda: self.go(Ask.PATIENTS))

    @Slot(object)
    def _heed_new_patient(self, ask: Ask) -> None:
        if ask is Ask.NEW_PATIENT:
            self._new_patient(self.bar.search.text() if self.bar.search.hasFocus() else "")

    def _new_patient(self, text: str) -> None:
        self.go(Ask.PATIENTS)
        self.patients.new_patient(text)

    @Slot(object)
    def _open_form(self, hit: object) -> None:
        if isinstance(hit, PatientRow):
            self.entry.open_patient(hit.patient_id)

    @Slot()
    def _show_form(self) -> None:
        self.go(Ask.PRESCRIPTION)

    def _connect_checkout(self) -> None:
        self.keys.asked.connect(self._bring_order_to_checkout)
        self.checkout.finished.connect(self._go_back_to_order)
        self.orders.file.pay_wanted.connect(self._pay_and_come_back)
        self.orders.file.said.connect(self.toast.say)
        self.orders.file.failed.connect(self.toast.say)
        self.orders.page.ready.mail_queued.connect(self._tell_mail)
        self.home.order_chosen.connect(self._open_order)

    @Slot(object)
    def _open_order(self, row: OrderRow) -> None:
        self.go(Ask.ORDERS)
        self.orders.open_order(row.order_id)

    def _open_order_number(self, number: str) -> None:
        self.go(Ask.ORDERS)
        self.orders.open_number(number)

    @Slot(object)
    def _tell_mail(self, mail: Mail) -> None:
        """Say that the patient is written to, and let it be taken back."""
        words = tr("{number}: the patient is written to", number=mail.order_number)
        ready = self.orders.page.ready
        self.toast.offer(words, tr("Undo"), lambda: ready.take_back(mail))

    @Slot(object)
    def _pay_and_come_back(self, order_id: OrderId) -> None:
        self.pay_order(order_id)
        self._order_to_come_back_to = order_id

    @Slot(object)
    def _go_back_to_order(self, subject: object) -> None:
        """Go on with the order that was left for its payment."""
        order_id, self._order_to_come_back_to = self._order_to_come_back_to, None
        if isinstance(subject, OrderSubject) and subject.tab.order.order_id == order_id:
            self.go(Ask.ORDERS)
            self.orders.open_order(subject.tab.order.order_id)

    @Slot(object)
    def _bring_order_to_checkout(self, ask: Ask) -> None:
        """Let F5 after a new order open what is owed on it."""
        order_id, is_empty = self._order_at_hand, self.checkout.model.subject is None
        if ask is Ask.CHECKOUT and order_id is not None and is_empty:
            self._order_at_hand = None
            self.checkout.model.open_order(order_id)

    @Slot(object)
    def _tell_parked(self, parked: ParkedOrder) -> None:
        """Say what was put aside, and let it be taken up at once."""
        words = tr("Parked: {title}", title=parked.title)
        take_up = self.entry.parking.take_up
        self.toast.offer(words, tr("Undo"), lambda: take_up(parked.parked_id))

    @Slot(object)
    def _tell_saved(self, order: Order) -> None:
        self._order_at_hand = order.order_id
        self.toast.say(tr("Order {number} is made", number=order.number))
