"""What is paid for: the order or the goods, line by line, and what of it is owed."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.kernel.money import Money, total
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.order_words import status_words
from app.ui.payments.checkout_tables import EditableTable, SoldLine, sold_lines, sold_model
from app.ui.payments.checkout_view_model import CheckoutViewModel
from app.ui.payments.subjects import GiftCardSubject, GoodsSubject, OrderSubject, Subject
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.button_grid import button_grid
from app.ui.widgets.labels import chip, label, number_label, say
from app.ui.widgets.layouts import Card, column, row, rule, stack
from app.ui.widgets.notice import Notice


class SubjectCard(Card):
    """An empty counter says which key or scan begins."""

    def __init__(self, theme: Theme, model: CheckoutViewModel, keys: ActionSet) -> None:
        self._state = chip()
        super().__init__(tr("Checkout"), self._state, 0)
        self._model = model
        self._keys = keys
        self.notice = Notice(theme)
        self.table: EditableTable[SoldLine] = EditableTable(theme, tr("Lines"), sold_model())
        self.table.keep_place_by(lambda line: line.line_id)
        self._sums: dict[str, tuple[QLabel, QLabel]] = {}
        self._pages = stack(self._empty_page(), self.table, self._gift_card_page())
        self.body.addWidget(self.notice)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(rule())
        self.body.addLayout(row(self._buttons(), 0, self._sums_grid(), gap=16))
        self.table.removed.connect(self._remove)
        self.table.counted.connect(self._count)
        model.changed.connect(self._show)
        self._show()

    @property
    def words(self) -> str:
        """Return what an empty counter says."""
        return self._empty.text()

    @property
    def sums(self) -> dict[str, str]:
        """Return the sums that are shown, by their words."""
        pairs = self._sums.values()
        return {words.text(): figure.text() for words, figure in pairs if not figure.isHidden()}

    def _empty_page(self) -> QWidget:
        made = QWidget()
        self._empty = label(role="title")
        hint = label(
            tr("Scan or type an article, or the number of an order. Alt+G sells a gift card."),
            role="muted",
        )
        for each in (self._empty, hint):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setLayout(column(0, self._empty, hint, 0, gap=8))
        return made

    def _gift_card_page(self) -> QWidget:
        made = QWidget()
        self._gift_card = label(role="headline")
        self._gift_words = label(role="muted")
        for each in (self._gift_card, self._gift_words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setLayout(column(0, self._gift_card, self._gift_words, 0, gap=8))
        return made

    def _buttons(self) -> QVBoxLayout:
        asks = (Ask.GIVE_DISCOUNT, Ask.ENTER_CODE, Ask.EXPLAIN_TOTAL, Ask.CLEAR_CHECKOUT)
        return column(button_grid([self._keys.button(ask) for ask in asks], columns=2), 0)

    def _sums_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        names = {
            "total": tr("Total"),
            "tax": tr("Tax in it"),
            "discount": tr("Taken off"),
            "insured": tr("Insurer pays"),
            "paid": tr("Already paid"),
            "due": tr("Due"),
        }
        for place, (name, words) in enumerate(names.items()):
            role = "total" if name == "due" else ""
            pair = (label(words, role=role or "muted"), number_label(role=role))
            grid.addWidget(pair[0], place, 0)
            grid.addWidget(pair[1], place, 1, Qt.AlignmentFlag.AlignRight)
            self._sums[name] = pair
        grid.setRowStretch(len(names), 1)
        return grid

    @Slot(object)
    def _remove(self, line: SoldLine) -> None:
        self._model.change_basket(lambda basket: basket.without(line.line_id))

    @Slot(object, int)
    def _count(self, line: SoldLine, more: int) -> None:
        self._model.change_basket(lambda basket: basket.with_pieces(line.line_id, more))

    @Slot()
    def _show(self) -> None:
        model = self._model
        problem = model.problem or model.paying.problem
        self.notice.say(problem, tone="danger")
        subject = model.subject
        self.title.setText(_title(subject))
        tone, words = _state(subject)
        say(self._state, words, tone=tone)
        self.table.display(sold_lines(None if subject is None else subject.bill))
        self._show_page(subject)
        for name, amount in _sums(subject).items():
            for each in self._sums[name]:
                each.setVisible(amount is not None)
            self._sums[name][1].setText("" if amount is None else formats.money(amount))

    def _show_page(self, subject: Subject | None) -> None:
        done = self._model.done
        nothing = tr("The counter is empty.")
        finished = "" if done is None else tr("{number} is finished.", number=done.reference)
        self._empty.setText(finished or nothing)
        match subject:
            case None:
                self._pages.setCurrentIndex(0)
            case GiftCardSubject():
                self._gift_card.setText(subject.number)
                new, more = tr("A new gift card"), tr("More for this gift card")
                self._gift_words.setText(new if subject.is_new else more)
                self._pages.setCurrentIndex(2)
            case _:
                self._pages.setCurrentIndex(1)


def _title(subject: Subject | None) -> str:
    match subject:
        case OrderSubject(tab=tab):
            patient = tab.order.draft.patient
            name = f"{patient.given_name} {patient.family_name}"
            return tr("{number} · {name}", number=str(tab.order.number), name=name)
        case GoodsSubject():
            return tr("Counter sale")
        case GiftCardSubject():
            return tr("Gift card")
        case None:
            return tr("Checkout")


def _state(subject: Subject | None) -> tuple[str, str]:
    if not isinstance(subject, OrderSubject):
        return "plain", ""
    words = status_words(subject.tab.order.status)
    return ("success" if subject.tab.is_ready else "info"), words


def _sums(subject: Subject | None) -> dict[str, Money | None]:
    sums: dict[str, Money | None] = dict.fromkeys(
        ("total", "tax", "discount", "insured", "paid", "due")
    )
    if subject is None:
        return sums
    sums["due"] = subject.due
    bill = subject.bill
    if bill is not None:
        sums["total"], sums["tax"] = bill.gross, bill.tax
        sums["discount"] = (
            Money(-bill.discount.minor, bill.currency) if bill.discount.minor else None
        )
    match subject:
        case OrderSubject(tab=tab):
            currency = tab.order.draft.currency
            insured = total((line.amount for line in tab.claims), currency)
            held = tab.account.balance.held
            sums["total"] = tab.order.total
            sums["insured"] = Money(-insured.minor, currency) if insured.minor else None
            sums["paid"] = Money(-held.minor, currency) if held.minor else None
        case GoodsSubject() if bill is not None and bill.gross != bill.patient_due:
            sums["insured"] = bill.patient_due - bill.gross
        case _:
            pass
    return sums
