"""The till's area: one page for each state of its day, and beside it what waits."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.kernel.money import Money
from app.ui.actions import Ask
from app.ui.payments.till_count_view import TillCountView
from app.ui.payments.till_entries_view import EntriesCard
from app.ui.payments.till_pages_view import (
    ClosedTillView,
    CountedTillView,
    MoveCashView,
    MoveKind,
    OpenTillView,
    SealedReportView,
)
from app.ui.payments.till_view_model import SecondWanted, TillStage, TillViewModel
from app.ui.payments.till_words import document_words
from app.ui.payments.waiting_cards_view import WaitingCardsView
from app.ui.payments.waiting_cards_view_model import WaitingCardsViewModel
from app.ui.sign_in.second_person_view import SecondPersonView
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.layouts import column, page, row, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.screen import Screen

WORK_PX = 560
CLOSED, OPEN, MOVE, COUNT, COUNTED, SEALED = range(6)
FORMS = {MOVE, COUNT}
OPEN_ASKS = (Ask.COUNT_TILL, Ask.READ_TILL, Ask.PAY_IN, Ask.PAY_OUT, Ask.OPEN_DRAWER)
PAGE_OF_STAGE = {
    TillStage.UNKNOWN: CLOSED,
    TillStage.CLOSED: CLOSED,
    TillStage.OPEN: OPEN,
    TillStage.COUNTED: COUNTED,
}


class TillView(Screen):
    """Shows the page of the till's state; a form stays until it is sealed or left."""

    said = Signal(str)

    def __init__(self, theme: Theme, model: TillViewModel, waiting: WaitingCardsViewModel) -> None:
        super().__init__()
        self.model = model
        self.keys = ActionSet(theme, self)
        self._hear_keys()
        self.closed = ClosedTillView(theme, model.currency)
        self.open = OpenTillView(theme, tuple(map(self.keys.button, OPEN_ASKS)))
        self.movement = MoveCashView(theme, model.currency)
        self.count = TillCountView(theme, model.currency)
        self.counted = CountedTillView(theme, self.keys.button(Ask.COUNT_TILL))
        self.sealed = SealedReportView(theme)
        self.waiting = WaitingCardsView(theme, waiting)
        self.entries = EntriesCard(theme)
        self._notice = Notice(theme)
        short = (at_top(card) for card in (self.closed, self.open, self.movement))
        self._pages = stack(*short, self.count, self.counted, self.sealed)
        self.second = SecondPersonView(theme, model.desk, self)
        self.setLayout(column(self._laid_out(theme), gap=0))
        self._connect(waiting)

    @property
    def shown_page(self) -> int:
        """Return which page is shown."""
        return self._pages.currentIndex()

    @property
    def notice(self) -> str:
        """Return what was refused, or nothing."""
        return self._notice.text

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where the work of the shown page goes on."""
        pages = (self.closed, self.open, self.movement, self.count, self.counted, self.sealed)
        pages[self.shown_page].focus_start()

    def _laid_out(self, theme: Theme) -> QWidget:
        """Return the shown page with what waits beside it."""
        work, beside = QWidget(), QWidget()
        work.setLayout(column(self._notice, self._pages, gap=12))
        work.setMinimumWidth(theme.px(WORK_PX))
        beside.setLayout(column(self.waiting, self.entries, 0, gap=12))
        laid = row(work, beside, gap=12)
        laid.setStretch(0, 3)
        laid.setStretch(1, 2)
        both = QWidget()
        both.setLayout(laid)
        return page(both)

    def _hear_keys(self) -> None:
        self.keys.on(Ask.COUNT_TILL, self._begin_count)
        self.keys.on(Ask.PAY_IN, lambda: self._begin_move(MoveKind.PAY_IN))
        self.keys.on(Ask.PAY_OUT, lambda: self._begin_move(MoveKind.PAY_OUT))
        self.keys.on(Ask.OPEN_DRAWER, lambda: self._begin_move(MoveKind.DRAWER))
        self.keys.on(Ask.READ_TILL, self._read_x)
        self.keys.on(Ask.CONFIRM_TILL, self._confirm)
        self.keys.on(Ask.LEAVE_TILL_FORM, self._leave)

    def _connect(self, waiting: WaitingCardsViewModel) -> None:
        model = self.model
        self.closed.opened.connect(model.open_with)
        self.movement.asked.connect(self._move)
        self.count.counted.connect(model.count)
        self.counted.closed.connect(model.close_till)
        self.sealed.done.clicked.connect(model.put_report_away)
        model.changed.connect(self._show)
        model.done.connect(self._end_form)
        model.failed.connect(self._refuse)
        model.said.connect(self.said)
        waiting.said.connect(self.said)
        for each in (model, waiting):
            each.second_wanted.connect(self._ask_second)
        model.desk.opened.connect(self._allow)

    @property
    def _is_open(self) -> bool:
        return self.model.stage in {TillStage.OPEN, TillStage.COUNTED}

    @Slot()
    def _begin_count(self) -> None:
        if self._is_open:
            self._turn(COUNT)
            self.count.begin()

    def _begin_move(self, kind: MoveKind) -> None:
        if self._is_open:
            self.movement.begin(kind)
            self._turn(MOVE)

    @Slot()
    def _read_x(self) -> None:
        if self._is_open:
            self.model.read_x()

    @Slot()
    def _confirm(self) -> None:
        """Do what the shown page's main button does."""
        (
            self.closed.open,
            lambda: None,
            self.movement.submit,
            self.count.seal,
            self.counted.close_till,
            self.model.put_report_away,
        )[self.shown_page]()

    @Slot()
    def _leave(self) -> None:
        """Go back to the till's own page; what was typed is given up."""
        if self.shown_page in FORMS:
            self._show_stage()
        elif self.shown_page == SEALED:
            self.model.put_report_away()

    @Slot(object, object, str)
    def _move(self, kind: MoveKind, amount: Money, reason: str) -> None:
        match kind:
            case MoveKind.PAY_IN:
                self.model.pay_in(amount, reason)
            case MoveKind.PAY_OUT:
                self.model.pay_out(amount, reason)
            case MoveKind.DRAWER:
                self.model.open_drawer(reason)

    @Slot()
    def _end_form(self) -> None:
        self._notice.hush()
        if self.shown_page in FORMS:
            self._pages.setCurrentIndex(OPEN)

    @Slot()
    def _show(self) -> None:
        model, state = self.model, self.model.state
        if state is not None and state.is_open:
            self.open.display(state, is_late=state.needs_closing(model.desk.today()))
        if model.report is not None:
            self.counted.display(model.report)
        is_counting = self.shown_page in FORMS
        self.entries.display(() if is_counting else model.entries)
        if model.sealed is not None:
            self._show_sealed()
        elif not is_counting:
            self._show_stage()

    def _show_sealed(self) -> None:
        sealed = self.model.sealed
        if sealed is None:
            return
        title = f"{document_words(sealed.entry.document.type)} {sealed.entry.reference}"
        self.sealed.display(title, sealed.entry.seal, sealed.report)
        self._turn(SEALED)

    def _show_stage(self) -> None:
        self._notice.hush()
        self.entries.display(self.model.entries)
        self._turn(PAGE_OF_STAGE[self.model.stage])

    def _turn(self, page: int) -> None:
        if page in FORMS:
            self.entries.display(())
        is_other = self.shown_page != page
        self._pages.setCurrentIndex(page)
        if self.isVisible() and is_other:
            self.focus_start()

    @Slot()
    def _allow(self) -> None:
        if not self.model.desk.is_locked:
            self.keys.allow(self.model.desk.session, frozenset())

    @Slot(str)
    def _refuse(self, words: str) -> None:
        self._notice.say(words, tone="danger")

    @Slot(object)
    def _ask_second(self, wanted: SecondWanted) -> None:
        self.second.ask(wanted.why, wanted.roles, wanted.done)


def at_top(card: QWidget) -> QWidget:
    """Return a page on which a card takes no more room than it needs."""
    made = QWidget()
    made.setLayout(column(card, 0, gap=0))
    return made
