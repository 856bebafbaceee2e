"""The prescription-and-order screen: one patient, one form, one key to make the order."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.orders import OrderStatus
from app.messages.catalogue import tr
from app.services.scan_payloads import ArticleScan, ScanPayload
from app.ui.actions import Ask, Condition
from app.ui.desktop import Desk
from app.ui.order_entry_actions import ORDER_ENTRY_ACTIONS
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form_page_view import OrderFormPage
from app.ui.orders.order_panels_view import OrderPanels
from app.ui.orders.problems import Problem
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column, page, row, stack
from app.ui.widgets.screen import Screen

SIDE_PX = 408


class OrderEntryView(Screen):
    """Lays the cards out and puts the cursor where something is to be put right."""

    asked_for_patient = Signal()

    def __init__(self, theme: Theme, model: OrderEntryViewModel, desk: Desk) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._desk = desk
        self._actions = ActionSet(theme, self)
        self._actions.hear(*(entry.ask for entry in ORDER_ENTRY_ACTIONS))
        self._search = CatalogueSearch(desk, lambda: model.form)
        self.page = OrderFormPage(theme, model, desk, self._search, self._actions)
        self.header, self.notice = self.page.header, self.page.notice
        self.prescription, self.frame = self.page.prescription, self.page.frame
        self.lens, self.agreement = self.page.lens, self.page.agreement
        self.bill, self.history = self.page.bill, self.page.history
        self._pages = stack(self._empty_page(), self.page)
        self.setLayout(column(self._pages, gap=0))
        self.panels = OrderPanels(theme, model, desk, self._search, self)
        self._connect()
        self._show()

    def take_scan(self, scan: ScanPayload) -> bool:
        """Take a scanned article as the frame."""
        if not isinstance(scan, ArticleScan) or not self._model.is_editable:
            return False
        self.frame.take_code(scan.gtin)
        return True

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        if self._model.is_editable:
            self.prescription.grid.focus_first()

    def _slots(self) -> dict[Ask, Callable[[], None]]:
        """Return what each action of this screen does."""
        model, frame, prescription = self._model, self.frame, self.prescription
        return {
            Ask.CREATE_ORDER: model.create,
            Ask.QUOTE: model.quote,
            Ask.PARK: model.park,
            Ask.TRANSPOSE: model.transpose,
            Ask.COPY_RIGHT_TO_LEFT: model.copy_right_to_left,
            Ask.PRISM: prescription.toggle_prism,
            Ask.ENTER_TWICE: self._enter_twice,
            Ask.UNDO: model.undo,
            Ask.REDO: model.redo,
            Ask.CHANGE_FRAME: self._change_frame,
            Ask.OWN_FRAME: frame.toggle_own,
            Ask.LOAD_TRACE: frame.ask_for_file,
            Ask.CHANGE_LENS: self._change_lens,
            Ask.SAME_AGAIN: model.same_again,
            Ask.SECOND_PAIR: model.second_pair,
            Ask.WAITING: model.parking.read,
            Ask.EXPLAIN: self.bill.toggle_explained,
            Ask.CONTACT_LENSES: self.panels.ask_contact_lenses,
            Ask.ADD_TO_BILL: self.panels.add_to_bill,
        }

    @Slot(object)
    def _answer(self, ask: Ask) -> None:
        """Take over what is being typed first: the action is about what the person sees."""
        self.prescription.grid.hand_over()
        self._slots()[ask]()

    def _connect(self) -> None:
        self._actions.asked.connect(self._answer)
        self._model.changed.connect(self._show)
        self._model.opened.connect(self._begin)
        self._model.parked.connect(self._begin_nothing)
        self._model.pointed.connect(self._point)
        self._model.saved.connect(self._rest)
        self._search.failed.connect(self._say)
        self.prescription.grid.finished.connect(self._change_frame)
        self.frame.edit.chosen.connect(self._after_frame)
        self._desk.opened.connect(self._show)

    def _empty_page(self) -> QWidget:
        words = label(tr("No patient is open."), role="title")
        hint = label(tr("Find one by name, number or phone."), role="muted")
        find = ActionButton(
            self._theme, tr("Find a patient"), icon="search", key="Ctrl+K", kind="primary"
        )
        find.clicked.connect(self.asked_for_patient)
        inner = column(words, hint, find, gap=12)
        for item in (words, hint):
            item.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return page(0, row(0, inner, 0), 0)

    @Slot()
    def _enter_twice(self) -> None:
        self._model.toggle_second_entry()
        self.prescription.grid.focus_first()

    @Slot()
    def _change_frame(self) -> None:
        self.frame.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _change_lens(self) -> None:
        self.lens.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _after_frame(self) -> None:
        self._change_lens()

    @Slot()
    def _begin(self) -> None:
        self._pages.setCurrentIndex(1)
        self.prescription.grid.focus_first()

    @Slot()
    def _begin_nothing(self) -> None:
        self._pages.setCurrentIndex(0)

    @Slot()
    def _rest(self) -> None:
        self._show()
        self.page.footer.rest()

    @Slot(str)
    def _say(self, text: str) -> None:
        self.notice.say(text, tone="danger")

    @Slot(object)
    def _point(self, problem: Problem) -> None:
        if not self.panels.is_open:
            self.page.focus_problem(problem)

    @Slot()
    def _show(self) -> None:
        model = self._model
        if model.form is not None:
            self.header.show_patient(model.form.patient)
        self.page.show_problem(model.problem)
        self.page.footer.show_buttons()
        self._pages.setCurrentIndex(int(model.form is not None))
        self.header.show_state(tr("Saving …") if model.is_saving else "")
        if not self._desk.is_locked:
            self._actions.allow(self._desk.session, self._conditions())

    def _conditions(self) -> frozenset[Condition]:
        model, order = self._model, self._model.order
        is_quote = order is not None and order.status is OrderStatus.QUOTE
        holds = {
            Condition.FORM_IS_OPEN: model.is_editable or is_quote,
            Condition.HAD_A_PAIR: model.is_editable and model.has_last_pair,
            Condition.ORDER_IS_MADE: order is not None and not is_quote,
        }
        return frozenset(condition for condition, is_so in holds.items() if is_so)
