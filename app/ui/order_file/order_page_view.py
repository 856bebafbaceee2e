"""The page of one order: what was agreed, its money, and the step that is being taken."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.kernel.ids import OrderId
from app.messages.catalogue import tr
from app.services.refunding import RefundAsked
from app.ui.actions import Ask, Condition
from app.ui.order_file.cancel_panel_view import CancelPanel
from app.ui.order_file.collect_panel_view import CollectPanel
from app.ui.order_file.money_card_view import MoneyCard
from app.ui.order_file.order_card_view import OrderCard
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_ready_view_model import OrderReadyModel
from app.ui.order_file.order_steps_view_model import OrderStepsModel
from app.ui.order_file.refund_panel_view import RefundPanel
from app.ui.order_file.refund_view_model import RefundModel
from app.ui.order_file.remake_panel_view import RemakePanel
from app.ui.order_file.return_panel_view import ReturnPanel
from app.ui.order_file.step_panel_view import StepPanel
from app.ui.payments.till_view_model import SecondWanted
from app.ui.sign_in.second_person_view import SecondPersonView
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.button_grid import button_grid
from app.ui.widgets.layouts import Card, column, page, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.side_column import SideColumn

SIDE_PX = 480


class OrderPage(QWidget):
    """Esc leaves the step first, and the page then."""

    left = Signal()

    def __init__(self, theme: Theme, model: OrderFileViewModel) -> None:
        super().__init__()
        self._theme = theme
        self.model = model
        self.keys = ActionSet(theme, self)
        self.ready = OrderReadyModel(model)
        self.steps = OrderStepsModel(model)
        self.refunds = RefundModel(model)
        self.notice = Notice(theme)
        self.order = OrderCard(theme, model)
        self.money = MoneyCard(theme, model)
        self.collect = CollectPanel(theme, model, self.steps)
        self.refund = RefundPanel(theme, self.refunds, model.desk.services.device.currency)
        self.panels: dict[Ask, StepPanel] = {
            Ask.COLLECT_ORDER: self.collect,
            Ask.REFUND_ORDER: self.refund,
            Ask.CANCEL_ORDER: CancelPanel(theme, self.steps),
            Ask.RETURN_GOODS: ReturnPanel(theme, model, self.steps),
            Ask.REMAKE_ORDER: RemakePanel(theme, model, self.steps),
        }
        self._hear_keys()
        self._lay_out()
        self.second = SecondPersonView(theme, model.desk, self)
        self._connect()

    @property
    def step(self) -> Ask | None:
        """Return the step that is being taken, or None."""
        place = self._side.currentIndex()
        return None if place == 0 else tuple(self.panels)[place - 1]

    def begin(self) -> None:
        """Show the order without a step."""
        self._turn(None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, ask: Ask) -> None:
        """Begin a step."""
        if ask is Ask.REFUND_ORDER and self.step is not Ask.REFUND_ORDER:
            file = self.model.file
            if file is not None:
                self.refund.ask(RefundAsked(order_id=file.order.order_id))
        self._turn(ask)
        self.panels[ask].begin()

    def focus_start(self) -> None:
        """Put the cursor into the step, or on the page."""
        if self.step is None:
            self.order.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.panels[self.step].begin()

    def _hear_keys(self) -> None:
        self.keys.hear(*self.panels)
        self.keys.asked.connect(self._begin_step)
        self.keys.on(Ask.TAKE_PAYMENT, self.model.pay)
        self.keys.on(Ask.RECEIVE_GOODS, self.ready.receive)
        self.keys.on(Ask.TELL_PATIENT, self.ready.tell)
        self.keys.on(Ask.PRINT_ORDER, self.ready.print_order)
        self.keys.on(Ask.CONFIRM_STEP, self._confirm)
        self.keys.on(Ask.LEAVE_ORDER, self._leave)

    def _lay_out(self) -> None:
        actions = Card(tr("What to do"))
        asks = (
            *(Ask.TAKE_PAYMENT, Ask.RECEIVE_GOODS, Ask.TELL_PATIENT),
            *self.panels,
            Ask.PRINT_ORDER,
        )
        actions.body.addLayout(button_grid([self.keys.button(ask) for ask in asks], columns=2))
        actions.body.addStretch(1)
        actions.body.addLayout(row(self.keys.button(Ask.LEAVE_ORDER, kind="quiet"), 0))
        self._side = QStackedWidget()
        self._side.addWidget(actions)
        for panel in self.panels.values():
            self._side.addWidget(panel)
        self._confirm_button = self.keys.button(Ask.CONFIRM_STEP, kind="primary")
        side = SideColumn(self._side, width=self._theme.px(SIDE_PX))
        right = column(gap=12)
        right.addWidget(side, 1)
        right.addLayout(row(0, self._confirm_button))
        left = column(gap=12)
        left.addWidget(self.order, 1)
        left.addWidget(self.money)
        body = row(gap=12)
        body.addLayout(left, 1)
        body.addLayout(right)
        self.setLayout(column(page(self.notice, body, gap=12), gap=0))

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.failed.connect(self._say)
        self.model.second_wanted.connect(self._ask_second)
        self.steps.done.connect(self.begin)
        self.steps.refund_wanted.connect(self._go_on_to_refund)
        self.steps.opened_child.connect(self._open_child)
        self.refunds.done.connect(self.begin)
        self.model.desk.opened.connect(self._show)

    @Slot(object)
    def _begin_step(self, ask: Ask) -> None:
        if ask in self.panels:
            self.take(ask)

    @Slot()
    def _confirm(self) -> None:
        if self.step is not None:
            self.panels[self.step].confirm()

    @Slot()
    def _leave(self) -> None:
        if self.step is None:
            self.left.emit()
        else:
            self.begin()

    @Slot(object)
    def _go_on_to_refund(self, asked: RefundAsked) -> None:
        self.refund.ask(asked)
        self._turn(Ask.REFUND_ORDER)
        self.refund.begin()

    @Slot(object)
    def _open_child(self, order_id: OrderId) -> None:
        self.model.open(order_id)

    @Slot(object)
    def _ask_second(self, wanted: SecondWanted) -> None:
        self.second.ask(wanted.why, wanted.roles, wanted.done)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.notice.say(text, tone="danger")

    def _turn(self, ask: Ask | None) -> None:
        self.notice.hush()
        self._side.setCurrentIndex(0 if ask is None else tuple(self.panels).index(ask) + 1)
        self._show()

    @Slot()
    def _show(self) -> None:
        self._confirm_button.setVisible(self.step is not None)
        if self.model.desk.is_locked:
            return
        conditions = set(self.model.conditions)
        if self.step is not None:
            conditions.add(Condition.STEP_IS_ASKED)
        self.keys.allow(self.model.desk.session, frozenset(conditions))
