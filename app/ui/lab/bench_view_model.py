"""The bench: the queue, the work order that is open, and what the last scan said."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import WorkOrderId
from app.domain.lab.work_order import Stage
from app.messages.catalogue import sentence, stage_word, tr
from app.services.changes import Changes, Topic
from app.services.views import LabQueueRow, TicketStatus, WorkOrderDetail
from app.ui.actions import Condition
from app.ui.desktop import Desk
from app.ui.runner import Newest

# What the card at each station holds after `S:`.
STAGE_CARDS = {
    "PICK": Stage.PICKED,
    "CHECK": Stage.FIRST_INSPECTION,
    "BLOCK": Stage.BLOCKING,
    "EDGE": Stage.EDGING,
    "ASM": Stage.ASSEMBLY,
    "QA": Stage.FINAL_INSPECTION,
    "PACK": Stage.PACKED,
    "SHIP": Stage.IN_TRANSIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What the scan band says and in which tone."""

    text: str
    tone: str


class BenchViewModel(QObject):
    """Knows nothing of widgets; `changed` tells that something is to be shown anew."""

    changed = Signal()
    reprint_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._queue = Newest(desk.services.runner)
        self._details = Newest(desk.services.runner)
        self._tickets = Newest(desk.services.runner)
        self.rows: tuple[LabQueueRow, ...] = ()
        self.detail: WorkOrderDetail | None = None
        self.ticket: TicketStatus | None = None
        self.band = Band(text=tr("Scan a ticket, or type its number"), tone="plain")
        self.scans_ok = 0
        self.scans_failed = 0
        self.is_moving = False
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @property
    def today(self) -> date:
        return self._desk.today()

    @property
    def late(self) -> tuple[LabQueueRow, ...]:
        """Return the work orders whose promise has gone by."""
        today = self.today
        return tuple(row for row in self.rows if row.promised_on < today)

    @property
    def conditions(self) -> frozenset[Condition]:
        """Return what holds for the actions of the bench."""
        if self.detail is None:
            return frozenset()
        if self.detail.work_order.next_stage is None:
            return frozenset({Condition.WORK_ORDER_IS_OPEN})
        return frozenset({Condition.WORK_ORDER_IS_OPEN, Condition.WORK_ORDER_CAN_ADVANCE})

    @Slot()
    def reload(self) -> None:
        """Read the queue again."""
        if self._desk.is_locked:
            return
        session = self._desk.session
        self._queue.run(
            lambda: self._desk.services.lab.queue(session),
            done=self._show_queue,
            failed=self._complain,
        )

    def scan(self, code: str) -> None:
        """Open the work order of a scanned code or a typed number."""
        session = self._desk.session
        self._details.run(
            lambda: self._desk.services.lab.scan(session, code),
            done=self._show_scanned,
            failed=self._refuse_scan,
        )

    def scan_stage(self, card: str) -> None:
        """Move the open work order on if the station's card is that of its next stage."""
        wanted = STAGE_CARDS.get(card)
        if self.detail is None or wanted is None or self.detail.work_order.next_stage is not wanted:
            self.scans_failed += 1
            self.band = Band(
                text=tr("The card {card} is not the next stage here", card=card), tone="danger"
            )
            self.changed.emit()
            return
        self.scans_ok += 1
        self.stage_done()

    def open(self, work_order_id: WorkOrderId) -> None:
        """Open a work order of the queue."""
        session = self._desk.session
        self._details.run(
            lambda: self._desk.services.lab.detail(session, work_order_id),
            done=self._show_detail,
            failed=self._complain,
        )

    @Slot()
    def stage_done(self) -> None:
        """Move the open work order to its next stage; a second press meanwhile does nothing."""
        if self.detail is None or self.is_moving:
            return
        session, work_order = self._desk.session, self.detail.work_order
        self.is_moving = True
        self._desk.services.runner.run(
            lambda: self._desk.services.lab.advance(
                session, work_order.work_order_id, seen_stage=work_order.stage
            ),
            done=self._show_moved,
            failed=self._refuse_move,
        )

    @Slot()
    def ask_reprint(self) -> None:
        """Ask why the ticket is to be printed again."""
        if self.detail is not None:
            self.reprint_asked.emit()

    def reprint(self, reason: str) -> None:
        """Queue the ticket once more, for a reason."""
        if self.detail is None:
            return
        session, work_order = self._desk.session, self.detail.work_order
        self._desk.services.runner.run(
            lambda: self._desk.services.tickets.reprint(session, work_order, reason=reason),
            done=self._show_queued,
            failed=self._complain,
        )

    def _show_queue(self, rows: tuple[LabQueueRow, ...]) -> None:
        self.rows = rows
        self.changed.emit()
        self._follow_other_benches()

    def _follow_other_benches(self) -> None:
        """Read the open work order again when the queue says that another bench moved it."""
        if self.detail is None or self.is_moving:
            return
        here = self.detail.work_order
        for row in self.rows:
            if row.work_order_id == here.work_order_id and row.stage is not here.stage:
                self.open(here.work_order_id)

    def _show_scanned(self, answer: tuple[WorkOrderDetail, Changes]) -> None:
        self.scans_ok += 1
        work_order = answer[0].work_order
        text = tr(
            "{number} opened at {stage}",
            number=work_order.number,
            stage=stage_word(work_order.stage),
        )
        self.band = Band(text=text, tone="success")
        self._show_detail(answer)

    def _show_moved(self, answer: tuple[WorkOrderDetail, Changes]) -> None:
        self.is_moving = False
        work_order = answer[0].work_order
        text = tr(
            "{number} moved to {stage}",
            number=work_order.number,
            stage=stage_word(work_order.stage),
        )
        self.band = Band(text=text, tone="success")
        self._show_detail(answer)
        self.reload()

    def _show_detail(self, answer: tuple[WorkOrderDetail, Changes]) -> None:
        self.detail, changes = answer
        self.ticket = self.detail.ticket
        self._desk.publish(changes)
        self.changed.emit()

    def _show_queued(self, changes: Changes) -> None:
        self.band = Band(text=tr("The ticket is printed again"), tone="success")
        self._desk.publish(changes)
        self.changed.emit()
        self._ask_ticket()

    def _ask_ticket(self) -> None:
        if self.detail is None or self._desk.is_locked:
            return
        session, work_order = self._desk.session, self.detail.work_order
        self._tickets.run(
            lambda: self._desk.services.tickets.status(session, work_order),
            done=self._show_ticket,
            failed=self._complain,
        )

    def _show_ticket(self, ticket: TicketStatus | None) -> None:
        self.ticket = ticket
        self.changed.emit()

    def _refuse_scan(self, error: DioptreError) -> None:
        self.scans_failed += 1
        self._complain(error)

    def _refuse_move(self, error: DioptreError) -> None:
        self.is_moving = False
        self._complain(error)
        self.reload()

    def _complain(self, error: DioptreError) -> None:
        self.band = Band(text=sentence(error), tone="danger")
        self.changed.emit()

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if Topic.WORK_ORDERS in changes:
            self.reload()
        if Topic.PRINT_JOBS in changes:
            self._ask_ticket()
