"""The prescription-and-order screen: one patient, one form, one key to make the order."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.orders import OrderStatus
from app.messages.catalogue import tr
from app.services.scan_payloads import ArticleScan, ScanPayload
from app.ui.actions import Ask, Condition
from app.ui.desktop import Desk
from app.ui.order_entry_actions import ORDER_ENTRY_ACTIONS
from app.ui.orders.agreement_card_view import AgreementCard
from app.ui.orders.bill_card_view import BillCard
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.frame_card_view import FrameCard
from app.ui.orders.history_card_view import HistoryCard
from app.ui.orders.lens_card_view import LensCard
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import FormField
from app.ui.orders.order_panels_view import OrderPanels
from app.ui.orders.patient_header_view import PatientHeader
from app.ui.orders.prescription_card_view import PrescriptionCard
from app.ui.orders.problems import Problem
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.hint_bar import HintBar
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column, page, row, scrolling, stack
from app.ui.widgets.notice import Notice
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
        self.header = PatientHeader(desk)
        self.prescription = PrescriptionCard(theme, model, self._actions)
        self.frame = FrameCard(theme, model, self._search, self._actions)
        self.lens = LensCard(theme, model, self._search, self._actions)
        self.agreement = AgreementCard(theme, model, desk)
        self.bill = BillCard(theme, model, self._actions)
        self.history = HistoryCard(theme, model)
        self.notice = Notice(theme)
        self._pages = stack(self._empty_page(), self._form_page())
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
            Ask.CREATE_ORDER: self._create,
            Ask.QUOTE: self._quote,
            Ask.PARK: self._park,
            Ask.TRANSPOSE: self._transpose,
            Ask.COPY_RIGHT_TO_LEFT: self._copy,
            Ask.PRISM: prescription.toggle_prism,
            Ask.ENTER_TWICE: self._enter_twice,
            Ask.UNDO: model.undo,
            Ask.REDO: model.redo,
            Ask.CHANGE_FRAME: self._change_frame,
            Ask.OWN_FRAME: frame.toggle_own,
            Ask.LOAD_TRACE: frame.ask_for_file,
            Ask.CHANGE_LENS: self._change_lens,
            Ask.SAME_AGAIN: self._same_again,
            Ask.SECOND_PAIR: model.second_pair,
            Ask.WAITING: model.parking.read,
            Ask.EXPLAIN: self.bill.toggle_explained,
            Ask.ADD_TO_BILL: self.panels.add_to_bill,
        }

    @Slot(object)
    def _answer(self, ask: Ask) -> None:
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

    def _form_page(self) -> QWidget:
        left = column(self.prescription, gap=12)
        left.addWidget(self.frame, 1)
        side = QWidget()
        right = column(self.lens, self.agreement, self.bill, gap=12)
        right.addWidget(self.history, 1)
        side.setLayout(right)
        body = row(gap=12)
        body.addLayout(left, 1)
        scroll = scrolling(side)
        scroll.setFixedWidth(self._theme.px(SIDE_PX))
        body.addWidget(scroll)
        made = page(self.header, self.notice, gap=12)
        laid = made.layout()
        if isinstance(laid, QVBoxLayout):
            laid.addLayout(body, 1)
            laid.addLayout(self._footer())
        return made

    def _footer(self) -> QHBoxLayout:
        hints = (
            tr("↑ ↓ ±0.25"),
            tr("Alt ↑ ↓ ±0.12"),
            tr("PgUp PgDn ±1.00"),
            tr("* sign"),
            tr("P plano"),
            tr("= other eye"),
            tr("Ctrl+Enter confirm"),
        )
        self._again = ActionButton(self._theme, tr("Another order"), icon="plus")
        self._again.clicked.connect(self._begin_another)
        self._create_button = self._actions.button(Ask.CREATE_ORDER, kind="primary")
        asks = (Ask.SAME_AGAIN, Ask.WAITING, Ask.PARK, Ask.QUOTE)
        self._aside = [self._actions.button(ask) for ask in asks]
        self._second = self._actions.button(Ask.SECOND_PAIR)
        return row(
            HintBar(hints),
            *self._aside,
            self._again,
            self._second,
            self._create_button,
        )

    @Slot()
    def _create(self) -> None:
        self.prescription.grid.hand_over()
        self._model.create()

    @Slot()
    def _quote(self) -> None:
        self.prescription.grid.hand_over()
        self._model.quote()

    @Slot()
    def _park(self) -> None:
        self.prescription.grid.hand_over()
        self._model.park()

    @Slot()
    def _enter_twice(self) -> None:
        self.prescription.grid.hand_over()
        self._model.toggle_second_entry()
        self.prescription.grid.focus_first()

    @Slot()
    def _same_again(self) -> None:
        self.prescription.grid.hand_over()
        self._model.same_again()

    @Slot()
    def _transpose(self) -> None:
        self.prescription.grid.hand_over()
        self._model.transpose()

    @Slot()
    def _copy(self) -> None:
        self.prescription.grid.hand_over()
        self._model.copy_right_to_left()

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
    def _begin_another(self) -> None:
        if self._model.form is not None:
            self._model.open_patient(self._model.form.patient.patient_id)

    @Slot()
    def _rest(self) -> None:
        self._show()
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.notice.say(text, tone="danger")

    @Slot(object)
    def _point(self, problem: Problem) -> None:
        if problem.place is not None:
            self.prescription.grid.focus_place(problem.place)
        elif problem.field is FormField.DOUBTS:
            self.prescription.doubts.focus_on(problem.doubt)
        elif problem.field is not None and not self.panels.is_open:
            self._card_edit(problem.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _card_edit(self, field: FormField) -> QWidget:
        edits: dict[FormField, QWidget] = {
            FormField.FRAME: self.frame.edit,
            FormField.TRACE: self.frame.edit,
            FormField.LENS: self.lens.edit,
            FormField.PROMISE: self.agreement.promise,
            FormField.PRESCRIBER: self.prescription.prescriber,
            FormField.ISSUED: self.prescription.source.issued,
            FormField.EXPIRY: self.prescription.source.expires,
            FormField.PRICE: self.lens.edit,
        }
        return edits[field]

    @Slot()
    def _show(self) -> None:
        model = self._model
        if model.form is not None:
            self.header.show_patient(model.form.patient)
        self._show_problem(model.problem)
        self._show_buttons()
        self.header.show_state(tr("Saving …") if model.is_saving else "")
        if not self._desk.is_locked:
            self._actions.allow(self._desk.session, self._conditions())

    def _show_buttons(self) -> None:
        order = self._model.order
        is_quote = order is not None and order.status is OrderStatus.QUOTE
        self._again.setVisible(order is not None)
        self._second.setVisible(order is not None and not is_quote)
        self._create_button.setVisible(order is None or is_quote)
        for button in self._aside:
            button.setVisible(order is None)
        self._pages.setCurrentIndex(int(self._model.form is not None))

    def _conditions(self) -> frozenset[Condition]:
        model, order = self._model, self._model.order
        is_quote = order is not None and order.status is OrderStatus.QUOTE
        holds = {
            Condition.FORM_IS_OPEN: model.is_editable or is_quote,
            Condition.HAD_A_PAIR: model.is_editable and model.has_last_pair,
            Condition.ORDER_IS_MADE: order is not None and not is_quote,
        }
        return frozenset(condition for condition, is_so in holds.items() if is_so)

    def _show_problem(self, problem: Problem | None) -> None:
        places = {
            FormField.FRAME: self.frame.notice,
            FormField.TRACE: self.frame.notice,
            FormField.LENS: self.lens.notice,
            FormField.PROMISE: self.agreement.notice,
            FormField.PRICE: self.bill.notice,
            FormField.DOUBTS: self.prescription.notice,
            FormField.PRESCRIBER: self.prescription.notice,
            FormField.ISSUED: self.prescription.notice,
            FormField.EXPIRY: self.prescription.notice,
        }
        for notice in (self.notice, self.frame.notice, self.lens.notice, self.agreement.notice):
            notice.hush()
        # What belongs to a field of the grid is said by the grid's own card.
        if problem is not None and problem.place is None:
            target = places.get(problem.field, self.notice) if problem.field else self.notice
            target.say(problem.text, tone="danger")
