"""Everything the bench needs of the open work order, large enough to read standing up."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.lab.work_order import LabJob, WorkOrder
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.lab.bench_view_model import BenchViewModel
from app.ui.lab.edging_words import edging_words
from app.ui.lab.reason_view import ReasonPanel
from app.ui.lab.ticket_words import ticket_chip, ticket_sentence
from app.ui.lens_words import material_words
from app.ui.theme.theme import TOUCH_TARGET_PX, Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.eye_numbers import EyeNumbers, eye_line
from app.ui.widgets.frame_drawing import FrameDrawing
from app.ui.widgets.frame_picture import picture_of
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, column, elided, row, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.stage_line import StageLine


class WorkOrderCard(Card):
    """Shows the work order and its buttons; the reprint's reason takes the buttons' place."""

    finished_asking = Signal()

    def __init__(self, theme: Theme, model: BenchViewModel, actions: ActionSet) -> None:
        self._due, self._rush, self._ticket = chip(), chip(), chip()
        self._from = elided()
        self._from.setProperty("role", "muted")
        super().__init__("", self._due, self._rush, 0)
        self.title.setProperty("role", "number")
        self._theme = theme
        self._model = model
        self._stage = StageLine(theme)
        self._numbers = EyeNumbers(theme)
        self.drawing = FrameDrawing(theme)
        self.notice = Notice(theme)
        self.reason = ReasonPanel(theme)
        self._feet = stack(self._buttons(actions), self.reason)
        self._lay_out()
        self.reason.given.connect(self._reprint)
        self.reason.dismissed.connect(self._stop_asking)
        model.reprint_asked.connect(self._ask)
        model.changed.connect(self._show)

    @property
    def number(self) -> str:
        """Return the number of the work order that is open."""
        return self.title.text()

    def _lay_out(self) -> None:
        where = row(self._from, self._ticket)
        where.setStretchFactor(self._from, 1)
        self.body.addLayout(where)
        self.body.addWidget(self._stage)
        self.body.addWidget(self._numbers)
        self.body.addWidget(self.drawing, 1)
        self.body.addLayout(self._facts())
        self.body.addWidget(self.notice)
        self.body.addWidget(self._feet)

    def _buttons(self, actions: ActionSet) -> QWidget:
        done = actions.button(Ask.STAGE_DONE, kind="success")
        reprint = actions.button(Ask.REPRINT)
        for button in (done, reprint):
            button.setMinimumHeight(self._theme.px(TOUCH_TARGET_PX))
        made = QWidget()
        made.setLayout(row(done, reprint, 0))
        return made

    def _facts(self) -> QGridLayout:
        self._frame, self._lens = elided(), elided()
        self._edging, self._tint = elided(), elided()
        self._note = elided()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        self._add_fact(grid, 0, 0, tr("Frame"), self._frame)
        self._add_fact(grid, 0, 1, tr("Lens"), self._lens)
        self._add_fact(grid, 1, 0, tr("Edging"), self._edging)
        self._add_fact(grid, 1, 1, tr("Tint and coating"), self._tint)
        self._note_head = label(tr("Note"), role="caption")
        grid.addLayout(column(self._note_head, self._note, gap=1), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _add_fact(self, grid: QGridLayout, line: int, place: int, name: str, value: QLabel) -> None:
        value.setProperty("role", "strong")
        grid.addLayout(column(label(name, role="caption"), value, gap=1), line, place)

    @Slot()
    def _ask(self) -> None:
        self._feet.setCurrentWidget(self.reason)
        self.reason.ask()

    @Slot(str)
    def _reprint(self, reason: str) -> None:
        self._model.reprint(reason)
        self._stop_asking()

    @Slot()
    def _stop_asking(self) -> None:
        self._feet.setCurrentIndex(0)
        self.finished_asking.emit()

    @Slot()
    def _show(self) -> None:
        detail = self._model.detail
        if detail is None:
            return
        work_order, job = detail.work_order, detail.work_order.job
        self.title.setText(str(work_order.number))
        self._stage.display(work_order.stage)
        self._show_head(work_order)
        self._show_numbers(job)
        self._show_facts(job)
        words, tone = ticket_chip(self._model.ticket)
        say(self._ticket, words, tone=tone)
        words, tone = ticket_sentence(self._model.ticket)
        self.notice.say(words, tone=tone)

    def _show_head(self, work_order: WorkOrder) -> None:
        job, today = work_order.job, self._model.today
        days = (job.promised_on - today).days
        due = formats.day_near(job.promised_on, today)
        words = tr("Late: due {day}", day=due) if days < 0 else tr("Due {day}", day=due)
        is_near = "warning" if days <= 1 else "info"
        say(self._due, words, tone="danger" if days < 0 else is_near)
        say(self._rush, tr("Rush") if job.is_rush else "", tone="danger")
        self._from.setText(f"{job.patient.short_name} · {job.store_name} · {job.order_number}")

    def _show_numbers(self, job: LabJob) -> None:
        rx = job.prescription
        with_prism = any(eye is not None and eye.prism is not None for eye in (rx.right, rx.left))
        self._numbers.display(
            (
                eye_line("right", rx.right, rx.right_measurements, with_prism=with_prism),
                eye_line("left", rx.left, rx.left_measurements, with_prism=with_prism),
            )
        )
        self.drawing.display(
            picture_of(job.frame, job.frame.traces, rx.right_measurements, rx.left_measurements)
        )

    def _show_facts(self, job: LabJob) -> None:
        frame, lens = job.frame, job.lens
        # What the bench works by comes first; a long name may be cut, a size may not.
        self._frame.setText(f"{frame.size} · {frame.brand} {frame.model} {frame.colour}")
        self._lens.setText(f"{material_words(lens)} · {lens.name}")
        self._edging.setText(edging_words(job.edging))
        self._tint.setText(
            tr(
                "Tint {tint} · {coating}",
                tint=lens.tint or tr("none"),
                coating=lens.coating or tr("no coating"),
            )
        )
        self._note.setText(job.note)
        for part in (self._note_head, self._note):
            part.setVisible(bool(job.note))
