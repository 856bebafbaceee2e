"""The checkout, F5: what is sold at the left, how it is paid at the right, F12 finishes both."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.catalog import Good
from app.domain.kernel.money import Money
from app.domain.pricing.manual_discounts import HandBenefit
from app.messages.catalogue import tr
from app.services.scan_payloads import (
    ArticleScan,
    GiftCardScan,
    OrderScan,
    ScanPayload,
    WorkOrderScan,
    code_of,
)
from app.ui.actions import Ask, Condition
from app.ui.payments.checkout_view_model import CheckoutViewModel
from app.ui.payments.counter_search import CounterSearch
from app.ui.payments.explain_view import ExplainCard
from app.ui.payments.line_panels_view import CodeForm, DiscountForm, GiftCardForm
from app.ui.payments.payment_card_view import TENDERS, PaymentCard
from app.ui.payments.subject_card_view import SubjectCard
from app.ui.payments.subjects import GoodsSubject
from app.ui.payments.till_view_model import SecondWanted
from app.ui.sign_in.second_person_view import SecondPersonView
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.hint_bar import HintBar
from app.ui.widgets.layouts import column, page, row, scrolling
from app.ui.widgets.screen import Screen
from app.ui.widgets.type_ahead import TypeAhead

SIDE_PX = 440


class CheckoutView(Screen):
    """Puts the cursor where the next key is needed: the search, or the cash on the counter."""

    finished = Signal(object)

    def __init__(self, theme: Theme, model: CheckoutViewModel) -> None:
        super().__init__()
        self.model = model
        self._theme = theme
        self.keys = ActionSet(theme, self)
        self._hear_keys()
        self.search = CounterSearch(model.desk)
        self.entry = TypeAhead(
            theme, tr("Article, order or gift card"), icon="scan-barcode", role="field"
        )
        self.subject = SubjectCard(theme, model, self.keys)
        self.explain = ExplainCard()
        self.payment = PaymentCard(theme, model, self.keys)
        self._lay_out()
        currency = model.paying.currency
        self.discount = DiscountForm(theme, self, currency)
        self.code = CodeForm(theme, self)
        self.gift_card = GiftCardForm(theme, self, currency)
        self.second = SecondPersonView(theme, model.desk, self)
        self._connect()
        self._show()

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        if self.model.is_owed:
            self.payment.begin()
        else:
            self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_scan(self, scan: ScanPayload) -> bool:
        """Open what was scanned, or put it on the counter."""
        match scan:
            case ArticleScan(gtin=gtin):
                self.search.find_article(gtin)
            case OrderScan() | WorkOrderScan():
                self.model.open_number(code_of(scan))
            case GiftCardScan(code=code):
                self._use_gift_card(code)
            case _:
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Call a card payment off with Esc while the terminal works."""
        if event.key() == Qt.Key.Key_Escape and self.model.paying.cards.is_running:
            self.payment.cards.call_off()
        else:
            super().keyPressEvent(event)

    def _hear_keys(self) -> None:
        self.keys.hear(*TENDERS)
        self.keys.asked.connect(self._choose_tender)
        self.keys.on(Ask.EXACT_AMOUNT, self._pay_exactly)
        self.keys.on(Ask.PAY_DEPOSIT, self.model.pay_deposit)
        self.keys.on(Ask.PAY_ALL, self.model.pay_all)
        self.keys.on(Ask.GIVE_DISCOUNT, self._ask_discount)
        self.keys.on(Ask.ENTER_CODE, self._ask_code)
        self.keys.on(Ask.SELL_GIFT_CARD, self._ask_gift_card)
        self.keys.on(Ask.EXPLAIN_TOTAL, self._toggle_explain)
        self.keys.on(Ask.CLEAR_CHECKOUT, self._clear)
        self.keys.on(Ask.FINISH_PAYMENT, self._finish)

    def _lay_out(self) -> None:
        left = column(self.entry, gap=12)
        left.addWidget(self.subject, 3)
        left.addWidget(self.explain, 2)
        side = QWidget()
        side.setLayout(column(self.payment, gap=0))
        scroll = scrolling(side)
        scroll.setFixedWidth(self._theme.px(SIDE_PX))
        body = row(gap=12)
        body.addLayout(left, 1)
        body.addWidget(scroll)
        hints = (
            tr("Alt 1 … 5 ways to pay"),
            tr("= exact"),
            tr("+ − pieces"),
            tr("Del takes a line away"),
            tr("F12 finish"),
        )
        self.setLayout(column(page(body, HintBar(hints), gap=12), gap=0))
        self.explain.hide()

    def _connect(self) -> None:
        self.entry.asked.connect(self.search.find)
        self.entry.chosen.connect(self._take)
        self.search.found.connect(self.entry.offer)
        self.search.scanned.connect(self.model.add_good)
        self.search.failed.connect(self._say)
        self.payment.finish_asked.connect(self._finish)
        self.discount.given.connect(self._give_discount)
        self.code.given.connect(self._use_code)
        self.gift_card.given.connect(self._sell_gift_card)
        for form in (self.discount, self.code, self.gift_card, self.second):
            form.dismissed.connect(self.focus_start)
        self.model.opened.connect(self._begin)
        self.model.finished.connect(self._rest)
        self.model.second_wanted.connect(self._ask_second)
        self.model.changed.connect(self._show)
        self.model.desk.opened.connect(self._show)

    @Slot(object)
    def _take(self, value: object) -> None:
        self.entry.rest_at("")
        self.entry.clear()
        match value:
            case OrderScan() | WorkOrderScan() | GiftCardScan():
                self.take_scan(value)
            case _ if isinstance(value, Good):
                self.model.add_good(value)

    @Slot(object)
    def _choose_tender(self, ask: Ask) -> None:
        if ask in TENDERS:
            self.payment.choose(ask)

    @Slot()
    def _pay_exactly(self) -> None:
        self.payment.form.pay_exactly()

    @Slot()
    def _finish(self) -> None:
        self.model.finish()

    @Slot()
    def _clear(self) -> None:
        self.model.clear()
        self.focus_start()

    @Slot()
    def _toggle_explain(self) -> None:
        self.explain.setVisible(self.explain.isHidden())

    @Slot()
    def _ask_discount(self) -> None:
        self.discount.ask(has_line=self.subject.table.chosen() is not None)

    @Slot(object, str, bool)
    def _give_discount(self, benefit: HandBenefit, reason: str, is_on_line: bool) -> None:  # noqa: FBT001 - Qt's own signal
        line = self.subject.table.chosen() if is_on_line else None
        self.model.give_discount(benefit, reason, None if line is None else line.line_id)

    @Slot()
    def _ask_code(self) -> None:
        self.code.ask()

    @Slot(str)
    def _use_code(self, code: str) -> None:
        self.model.change_basket(
            lambda basket: basket.with_code(code) if code else basket.without_codes()
        )

    @Slot()
    def _ask_gift_card(self) -> None:
        self.gift_card.ask()

    @Slot(str, object)
    def _sell_gift_card(self, number: str, amount: Money) -> None:
        self.model.sell_gift_card(number, amount)

    def _use_gift_card(self, code: str) -> None:
        if self.model.is_owed:
            self.payment.choose(Ask.PAY_GIFT_CARD)
            self.payment.form.take_number(code)
        else:
            self.gift_card.ask(code)

    @Slot(object)
    def _ask_second(self, wanted: SecondWanted) -> None:
        self.second.ask(wanted.why, wanted.roles, wanted.done)

    @Slot()
    def _begin(self) -> None:
        if not isinstance(self.model.subject, GoodsSubject):
            self.focus_start()

    @Slot(object)
    def _rest(self, subject: object) -> None:
        self.focus_start()
        self.finished.emit(subject)

    @Slot(str)
    def _say(self, text: str) -> None:
        self.subject.notice.say(text, tone="danger")

    @Slot()
    def _show(self) -> None:
        model = self.model
        self.explain.display(None if model.subject is None else model.subject.bill)
        if model.desk.is_locked:
            return
        self.keys.allow(model.desk.session, _conditions(model))


def _conditions(model: CheckoutViewModel) -> frozenset[Condition]:
    found = set()
    if model.is_owed:
        found.add(Condition.SOMETHING_IS_OWED)
    if isinstance(model.subject, GoodsSubject):
        found.add(Condition.GOODS_ARE_CHOSEN)
    return frozenset(found)
