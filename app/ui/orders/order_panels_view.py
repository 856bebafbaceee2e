"""The panels that stand over the form: what is added to the bill, what waits, a second PIN."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.domain.kernel.access import Role
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.messages.catalogue import sentence
from app.ui.desktop import Desk
from app.ui.orders.add_to_bill_view import AddToBillView
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.contact_lens_view import ContactLensView
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.waiting_view import WaitingRow, WaitingView
from app.ui.sign_in.second_person_view import SecondPersonView
from app.ui.theme.theme import Theme


class OrderPanels(QObject):
    """Opens one panel at a time and carries its answer to the form."""

    def __init__(
        self,
        theme: Theme,
        model: OrderEntryViewModel,
        desk: Desk,
        search: CatalogueSearch,
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._model = model
        self.bill = AddToBillView(theme, host, model, search)
        self.contact_lenses = ContactLensView(theme, host, model, search)
        self.waiting = WaitingView(theme, host)
        self.second = SecondPersonView(theme, desk, host)
        model.parking.listed.connect(self.waiting.display)
        model.second_person_asked.connect(self._ask_second)
        self.waiting.chosen.connect(self._go_on)

    @property
    def is_open(self) -> bool:
        """Return whether a panel stands over the form."""
        panels = (self.bill, self.contact_lenses, self.waiting, self.second)
        return any(not panel.isHidden() for panel in panels)

    @Slot()
    def add_to_bill(self) -> None:
        """Ask what goes onto the bill."""
        if self._model.is_editable:
            self.bill.begin()

    @Slot()
    def ask_contact_lenses(self) -> None:
        """Ask for contact lenses."""
        if self._model.is_editable:
            self.contact_lenses.begin()

    @Slot(object)
    def _ask_second(self, refusal: DiscountNeedsSecondPin) -> None:
        names = str(refusal.facts["roles"]).split(", ")
        roles = frozenset(role for role in Role if role.value in names)
        self.second.ask(sentence(refusal), roles, self._model.approve)

    @Slot(object)
    def _go_on(self, row: WaitingRow) -> None:
        if row.parked_id is not None:
            self._model.parking.take_up(row.parked_id)
        elif row.order_id is not None:
            self._model.open_quote(row.order_id)
