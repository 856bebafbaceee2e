"""Orders as rows: number, patient, promise, and how far the lab is."""

from collections.abc import Callable
from datetime import date

from app.messages import formats
from app.messages.catalogue import tr
from app.services.views import OrderRow
from app.ui.order_words import is_late, progress
from app.ui.widgets.row_table import RowTableModel, TableColumn


def orders_model(today: Callable[[], date]) -> RowTableModel[OrderRow]:
    """Return a table of orders; a late promise is said in words and in red."""
    return RowTableModel(
        (
            TableColumn(head=tr("Order"), text=lambda row: row.number, width=132, is_strong=True),
            TableColumn(head=tr("Patient"), text=lambda row: row.patient_name),
            TableColumn(
                head=tr("Taken"),
                text=lambda row: _taken(row, today()),
                width=150,
                ink=lambda _: "muted",
            ),
            TableColumn(
                head=tr("Promised"),
                text=lambda row: _promise(row, today()),
                width=170,
                ink=lambda row: "danger" if is_late(row, today()) else "text",
            ),
            TableColumn(
                head=tr("Progress"),
                text=lambda row: progress(row)[0],
                width=190,
                chip=lambda row: progress(row)[1],
            ),
            TableColumn(
                head=tr("Work order"),
                text=lambda row: row.work_order_number or "",
                width=132,
                ink=lambda _: "muted",
            ),
            TableColumn(
                head=tr("Total"),
                text=lambda row: formats.money(row.total),
                width=108,
                is_right=True,
                is_number=True,
            ),
        )
    )


def _taken(row: OrderRow, today: date) -> str:
    taken = row.created_at.astimezone()
    return f"{formats.day_near(taken.date(), today)} {formats.time_of_day(taken)}"


def _promise(row: OrderRow, today: date) -> str:
    day = formats.day_near(row.promised_on, today)
    return tr("{day}, late", day=day) if is_late(row, today) else day
