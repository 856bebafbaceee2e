"""The print centre (F7): printers, jobs, preview, and mails that can still be taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.mails import MailState
from app.messages.catalogue import tr
from app.services.print_centre import DOUBTFUL, ENDED, WAITING
from app.services.print_ports import Printer, PrintJob
from app.ui.actions import Ask, Condition
from app.ui.lab.reason_view import ReasonPanel
from app.ui.printer_reasons import reason_tone, reason_words
from app.ui.printer_states import PrinterState
from app.ui.printing.job_words import JobRow, MailRow, advice
from app.ui.printing.paper_preview_view import PaperPreview
from app.ui.printing.print_centre_view_model import PrintCentreViewModel
from app.ui.printing.print_tables import JobTable, jobs_model, mails_model
from app.ui.printing.question_view import QuestionPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import chip, label
from app.ui.widgets.layouts import Card, clear, column, row, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.screen import Screen

BUTTONS, QUESTION, REASON = range(3)
MAILS_PX = 190
JOB_ASKS = (Ask.RETRY_JOB, Ask.REROUTE_JOB, Ask.PREVIEW_JOB, Ask.CANCEL_JOB, Ask.REPRINT_JOB)


class PrintCentreView(Screen):
    """Everything by keyboard: arrows choose, Space shows, Alt and a letter acts."""

    def __init__(self, theme: Theme, model: PrintCentreViewModel) -> None:
        super().__init__()
        self.model = model
        self.keys = ActionSet(theme, self)
        self.keys.hear(*JOB_ASKS, Ask.UNDO_MAIL)
        self._asked: tuple[PrintJob, Callable[[int], None]] | None = None
        self.printers = Card(tr("Printers"))
        self.printers_line = row(gap=8)
        self.printers.body.addLayout(self.printers_line)
        self.jobs = JobTable(theme, tr("Print jobs"), jobs_model(model.desk.services.clock))
        self.jobs.keep_place_by(lambda each: each.job.job_id)
        self.mails: RowTable[MailRow] = RowTable(theme, tr("Mails"), mails_model())
        self.mails.keep_place_by(lambda each: each.mail.mail_id)
        self.notice = Notice(theme)
        self.question = QuestionPanel(theme)
        self.reason = ReasonPanel(theme)
        self.preview = PaperPreview(theme)
        self.foot = stack(self._buttons(), self.question, self.reason)
        self.jobs_pages = stack(_empty(tr("Nothing was printed yet.")), self.jobs)
        self.mails_pages = stack(_empty(tr("No mail waits.")), self.mails)
        self._lay_out(theme)
        self._connect()

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor into the jobs, on the newest."""
        if self.jobs_pages.currentIndex() == 0:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.jobs.chosen() is None:
            self.jobs.move_by(0)
        self.jobs.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.watch(is_watched=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.watch(is_watched=False)

    def _buttons(self) -> QWidget:
        buttons = [self.keys.button(ask) for ask in JOB_ASKS]
        made = QWidget()
        made.setLayout(row(*buttons, 0, gap=8))
        return made

    def _lay_out(self, theme: Theme) -> None:
        jobs = Card(tr("Print jobs"))
        jobs.body.addWidget(self.notice)
        jobs.body.addWidget(self.jobs_pages, 1)
        jobs.body.addWidget(self.foot)
        undo = self.keys.button(Ask.UNDO_MAIL)
        mails = Card(tr("Mails"), 0, undo)
        mails.body.addWidget(self.mails_pages, 1)
        mails.setFixedHeight(theme.px(MAILS_PX))
        left = column(self.printers, gap=12)
        left.addWidget(jobs, 1)
        left.addWidget(mails)
        whole = row(gap=12)
        whole.addLayout(left, 1)
        whole.addWidget(self.preview)
        whole.setContentsMargins(16, 16, 16, 16)
        self.setLayout(whole)
        # It can be pressed once a mail is chosen, which is where Tab comes from.
        self.setTabOrder(self.mails, undo)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.failed.connect(self._refuse)
        self.model.pictured.connect(self.preview.display)
        self.keys.asked.connect(self._act)
        self.jobs.peeked.connect(self._peek)
        self.jobs.opened.connect(self._peek)
        self.jobs.selectionModel().currentRowChanged.connect(self._choose)
        self.mails.selectionModel().currentRowChanged.connect(self._choose)
        self.question.answered.connect(self._answer)
        self.question.dismissed.connect(self._put_buttons_back)
        self.reason.given.connect(self._reprint)
        self.reason.dismissed.connect(self._put_buttons_back)

    @Slot()
    def _show(self) -> None:
        self.jobs.display(self.model.jobs)
        self.mails.display(self.model.mails)
        self.jobs_pages.setCurrentIndex(1 if self.model.jobs else 0)
        self.mails_pages.setCurrentIndex(1 if self.model.mails else 0)
        self._show_printers()
        if self.jobs.chosen() is None and self.model.jobs:
            self.jobs.move_by(0)
        if self.hasFocus():
            # The first job came while the empty page was looked at.
            self.focus_start()
        self._choose()

    def _show_printers(self) -> None:
        clear(self.printers_line)
        for printer in self.model.printers:
            self.printers_line.addWidget(_printer_chip(printer, self.model.state_of(printer)))
        if not self.model.printers:
            words = tr("No printer is set here.")
            self.printers_line.addWidget(label(words, role="muted"))
        self.printers_line.addStretch(1)

    @Slot()
    def _choose(self) -> None:
        if self.model.desk.is_locked:
            return
        chosen, mail = self.jobs.chosen(), self.mails.chosen()
        conditions = frozenset(_job_conditions(chosen) | _mail_conditions(mail))
        self.keys.allow(self.model.desk.session, conditions)
        words, tone = advice(chosen.job) if chosen is not None else ("", "info")
        self.notice.say(words, tone=tone)

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.notice.say(text, tone="danger")

    @Slot(object)
    def _peek(self, chosen: JobRow) -> None:
        self.model.picture(chosen.job)

    @Slot(object)
    def _act(self, ask: Ask) -> None:
        if ask is Ask.UNDO_MAIL:
            mail = self.mails.chosen()
            if mail is not None:
                self.model.undo(mail.mail)
            return
        chosen = self.jobs.chosen()
        if chosen is not None:
            self._act_on(ask, chosen.job)

    def _act_on(self, ask: Ask, job: PrintJob) -> None:
        match ask:
            case Ask.RETRY_JOB if job.state in DOUBTFUL:
                self._ask_whether_it_came_out(job)
            case Ask.RETRY_JOB:
                self.model.retry(job)
            case Ask.REROUTE_JOB:
                self._ask_where_to(job)
            case Ask.CANCEL_JOB:
                self.model.cancel(job)
            case Ask.REPRINT_JOB:
                self.foot.setCurrentIndex(REASON)
                self.reason.ask()
            case _:
                self.model.picture(job)

    def _ask_whether_it_came_out(self, job: PrintJob) -> None:
        def answer(number: int) -> None:
            settle = (self.model.came_out, self.model.did_not_come_out)[number]
            settle(job)

        question = tr("Look at the printer: did {number} come out?", number=job.reference)
        answers = (tr("Yes, it is on paper"), tr("No, print it again"))
        self._ask(question, answers, (job, answer))

    def _ask_where_to(self, job: PrintJob) -> None:
        others = self.model.others_than(job)
        if not others:
            self.notice.say(tr("There is no other printer here."), tone="warning")
            return
        names = tuple(each.name for each in others)
        question = tr("Where shall {number} be printed?", number=job.reference)
        self._ask(question, names, (job, lambda at: self.model.reroute(job, others[at].printer_id)))

    def _ask(
        self,
        question: str,
        answers: tuple[str, ...],
        asked: tuple[PrintJob, Callable[[int], None]],
    ) -> None:
        self._asked = asked
        self.foot.setCurrentIndex(QUESTION)
        self.question.ask(question, answers)

    @Slot(int)
    def _answer(self, number: int) -> None:
        asked, self._asked = self._asked, None
        self._put_buttons_back()
        if asked is not None:
            asked[1](number)

    @Slot(str)
    def _reprint(self, reason: str) -> None:
        chosen = self.jobs.chosen()
        self._put_buttons_back()
        if chosen is not None:
            self.model.reprint(chosen.job, reason)

    @Slot()
    def _put_buttons_back(self) -> None:
        self.foot.setCurrentIndex(BUTTONS)
        self.focus_start()


def _printer_chip(printer: Printer, state: PrinterState | None) -> QLabel:
    if state is None:
        return chip(tr("{name}: not heard of yet", name=printer.name))
    words = tr("ready") if state.reason is None else reason_words(state.reason)
    return chip(f"{printer.name}: {words}", tone=reason_tone(state.reason))


def _job_conditions(chosen: JobRow | None) -> set[Condition]:
    if chosen is None:
        return set()
    conditions = {Condition.JOB_IS_CHOSEN}
    if chosen.job.state in WAITING:
        conditions |= {Condition.JOB_WAITS, Condition.JOB_CAN_BE_TRIED}
    if chosen.job.state in DOUBTFUL:
        conditions.add(Condition.JOB_CAN_BE_TRIED)
    if chosen.job.state in ENDED - DOUBTFUL:
        conditions.add(Condition.JOB_HAS_ENDED)
    return conditions


def _mail_conditions(chosen: MailRow | None) -> set[Condition]:
    is_waiting = chosen is not None and chosen.state is MailState.QUEUED
    return {Condition.MAIL_WAITS} if is_waiting else set()


def _empty(words: str) -> QLabel:
    made = label(words, role="muted")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
