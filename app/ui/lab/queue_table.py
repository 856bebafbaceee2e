"""The bench's queue as rows: rush and earliest promise first."""

from collections.abc import Callable
from datetime import date

from app.messages import formats
from app.messages.catalogue import stage_word, tr
from app.services.views import LabQueueRow
from app.ui.widgets.row_table import RowTableModel, TableColumn


def queue_model(today: Callable[[], date]) -> RowTableModel[LabQueueRow]:
    """Return a table of the queue; late and rush are said in words."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Work order"), text=lambda row: row.number, width=112, is_strong=True
            ),
            TableColumn(head=tr("Patient"), text=lambda row: row.patient_short_name),
            TableColumn(head=tr("Stage"), text=lambda row: stage_word(row.stage), width=88),
            TableColumn(head=tr("Lens"), text=lambda row: row.lens_name, ink=lambda _: "muted"),
            TableColumn(
                head=tr("Promised"),
                text=lambda row: _promise(row, today()),
                width=108,
                ink=lambda row: _ink(row, today()),
            ),
        )
    )


def _promise(row: LabQueueRow, today: date) -> str:
    day = formats.day_near(row.promised_on, today)
    if row.promised_on < today:
        return tr("{day}, late", day=day)
    return tr("{day}, rush", day=day) if row.is_rush else day


def _ink(row: LabQueueRow, today: date) -> str:
    if row.promised_on < today:
        return "danger"
    return "warning" if row.is_rush else "text"
