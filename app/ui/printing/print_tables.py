"""The two tables of the print centre."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.messages import formats
from app.messages.catalogue import tr
from app.ui.printing.job_words import (
    JobRow,
    MailRow,
    mail_words,
    state_words,
    what_words,
    why_words,
)
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn


class JobTable(RowTable[JobRow]):
    """Jobs, newest first; Space wishes to see the chosen one."""

    peeked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen()
        if event.key() == Qt.Key.Key_Space and chosen is not None:
            self.peeked.emit(chosen)
        else:
            super().keyPressEvent(event)


def jobs_model(now: Callable[[], datetime]) -> RowTableModel[JobRow]:
    """Return the columns of jobs."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Queued"),
                text=lambda row: formats.time_of_day(row.job.queued_at),
                width=76,
                ink=lambda _: "muted",
                is_number=True,
            ),
            TableColumn(head=tr("Paper"), text=lambda row: what_words(row.job), width=168),
            TableColumn(
                head=tr("Number"), text=lambda row: row.job.reference, width=150, is_strong=True
            ),
            TableColumn(
                head=tr("Printer"), text=lambda row: row.printer, width=120, ink=lambda _: "muted"
            ),
            TableColumn(
                head=tr("State"),
                text=lambda row: state_words(row.job)[0],
                width=158,
                chip=lambda row: state_words(row.job)[1],
            ),
            TableColumn(head=tr("Why"), text=lambda row: why_words(row, now())),
        )
    )


def mails_model() -> RowTableModel[MailRow]:
    """Return the columns of mails."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Queued"),
                text=lambda row: formats.time_of_day(row.mail.queued_at),
                width=76,
                ink=lambda _: "muted",
                is_number=True,
            ),
            TableColumn(
                head=tr("Order"),
                text=lambda row: row.mail.order_number,
                width=150,
                is_strong=True,
            ),
            TableColumn(head=tr("Subject"), text=lambda row: row.mail.subject),
            TableColumn(
                head=tr("State"),
                text=lambda row: mail_words(row)[0],
                width=158,
                chip=lambda row: mail_words(row)[1],
            ),
        )
    )
