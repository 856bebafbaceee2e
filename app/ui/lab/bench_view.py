"""The bench screen: the scan band above, the queue beside the open work order."""

from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent

from app.messages.catalogue import tr, trn
from app.services.scan_payloads import (
    BadgeScan,
    CommandScan,
    GiftCardScan,
    PatientCardScan,
    ScanPayload,
    StageScan,
    code_of,
)
from app.services.views import LabQueueRow
from app.ui.actions import Ask
from app.ui.desktop import Desk
from app.ui.lab.bench_view_model import BenchViewModel
from app.ui.lab.queue_table import queue_model
from app.ui.lab.scan_band_view import ScanBand
from app.ui.lab.work_order_card_view import WorkOrderCard
from app.ui.theme.theme import TOUCH_TARGET_PX, Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import chip, label, say
from app.ui.widgets.layouts import Card, column, row, scrolling, stack
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.screen import Screen

QUEUE_SHARE, DETAIL_SHARE = 48, 52


class BenchView(Screen):
    """Keeps the cursor in the scan band, where a scanner types."""

    has_scan_band: ClassVar[bool] = True

    def __init__(self, theme: Theme, model: BenchViewModel, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._desk = desk
        self._actions = ActionSet(theme, self)
        self._actions.on(Ask.STAGE_DONE, model.stage_done)
        self._actions.on(Ask.REPRINT, model.ask_reprint)
        self.band = ScanBand(theme, model)
        self.card = WorkOrderCard(theme, model, self._actions)
        self.queue: RowTable[LabQueueRow] = RowTable(
            theme,
            tr("Queue"),
            queue_model(lambda: model.today),
            row_px=TOUCH_TARGET_PX,
            text_size="cell",
        )
        self.queue.keep_place_by(lambda row: row.work_order_id)
        self._lay_out()
        self._connect()
        self._show()

    def take_scan(self, scan: ScanPayload) -> bool:
        """Open a ticket, or do what a card says; the band tells what came of it."""
        match scan:
            case CommandScan(command="DONE"):
                self._model.stage_done()
            case StageScan(stage=stage):
                self._model.scan_stage(stage)
            case PatientCardScan() | GiftCardScan() | BadgeScan():
                return False
            case _:
                self._model.scan(code_of(scan))
        return True

    @Slot()
    def focus_start(self) -> None:
        """Wait for a scan."""
        self.band.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.focus_start()

    def _lay_out(self) -> None:
        self._here, self._late = chip(), chip()
        queue = Card(tr("Queue"), self._here, self._late, 0)
        queue.body.addWidget(self.queue, 1)
        nothing = label(tr("Scan a ticket to open its work order."), role="muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty = Card("")
        empty.body.addWidget(nothing, 1)
        self._details = stack(empty, scrolling(self.card))
        body = row(gap=12)
        body.addWidget(queue, QUEUE_SHARE)
        body.addWidget(self._details, DETAIL_SHARE)
        body.setContentsMargins(16, 16, 16, 16)
        laid = column(self.band, gap=0)
        laid.addLayout(body, 1)
        self.setLayout(laid)

    def _connect(self) -> None:
        self.band.edit.moved.connect(self.queue.move_by)
        self.band.edit.entered.connect(self._open_chosen)
        self.queue.opened.connect(self._open)
        self.card.finished_asking.connect(self.focus_start)
        self._model.changed.connect(self._show)
        self._desk.opened.connect(self._show)

    @Slot()
    def _open_chosen(self) -> None:
        row_chosen = self.queue.chosen()
        if row_chosen is not None:
            self._open(row_chosen)

    @Slot(object)
    def _open(self, row_chosen: LabQueueRow) -> None:
        self._model.open(row_chosen.work_order_id)
        self.focus_start()

    @Slot()
    def _show(self) -> None:
        model = self._model
        self.queue.display(model.rows)
        here, late = len(model.rows), len(model.late)
        say(self._here, trn("{count} here", "{count} here", here), tone="info")
        say(self._late, trn("{count} late", "{count} late", late) if late else "", tone="danger")
        self._details.setCurrentIndex(0 if model.detail is None else 1)
        if not self._desk.is_locked:
            self._actions.allow(self._desk.session, model.conditions)
